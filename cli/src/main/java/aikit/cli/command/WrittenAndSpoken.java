package aikit.cli.command;

import aikit.AiException;
import aikit.Input;
import aikit.Result;
import aikit.Result.Embeddings;
import aikit.Result.Precision;
import aikit.Result.PictureResult;
import aikit.Result.SoundReport;
import aikit.Result.Transcript;
import aikit.task.Pipeline;
import aikit.task.Provenance;
import aikit.text.Document;
import aikit.text.DocumentEmbedder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Embeds what is written and what is said: documents as they are, recordings by their transcripts. Either model is
/// opened when something comes for it, and stays its owner's.
///
/// @param <T> a document, prepared for the text model
/// @param <S> a recording, prepared for the speech model
final class WrittenAndSpoken<T, S> implements Pipeline<WrittenAndSpoken.Prepared<T, S>> {

    private final Supplier<Pipeline<T>> text;
    private final Supplier<Pipeline<S>> speech;
    private final Predicate<Input> spoken;
    private final Provenance model;
    private final long window;

    /// One of both.
    record Prepared<T, S>(String name, Optional<T> written, Optional<S> spoken) {}

    /// @param spoken whether what is said in an input is to be embedded
    /// @param model what makes the vectors
    /// @param window most weight of a window: recordings take one each, so that others are not kept waiting
    WrittenAndSpoken(
            Supplier<Pipeline<T>> text, Supplier<Pipeline<S>> speech, Predicate<Input> spoken, Provenance model,
            long window) {
        this.text = text;
        this.speech = speech;
        this.spoken = spoken;
        this.model = model;
        this.window = window;
    }

    @Override
    public Prepared<T, S> prepare(Input input) {
        return spoken.test(input)
                ? new Prepared<>(input.name(), Optional.empty(), Optional.of(speech.get().prepare(input)))
                : new Prepared<>(input.name(), Optional.of(text.get().prepare(input)), Optional.empty());
    }

    @Override
    public long weight(Prepared<T, S> prepared) {
        return prepared.written.map(written -> text.get().weight(written)).orElse(window);
    }

    @Override
    public List<Result> run(List<Prepared<T, S>> prepared) {
        List<T> documents = new ArrayList<>();
        List<Optional<Result>> silent = new ArrayList<>();
        for (Prepared<T, S> each : prepared) {
            Optional<Document> said = each.spoken.map(this::transcribed);
            boolean nothing = said.isPresent() && said.get().parts().isEmpty();
            silent.add(nothing
                    ? Optional.of(new Embeddings(0, Precision.FLOAT32, List.of(), said.get().warnings()))
                    : Optional.empty());
            if (!nothing) {
                documents.add(said.map(document -> embedder().prepare(document, each.name))
                        .or(each::written).orElseThrow());
            }
        }
        List<Result> embedded = documents.isEmpty() ? List.of() : text.get().run(documents);
        List<Result> results = new ArrayList<>(prepared.size());
        int next = 0;
        for (Optional<Result> none : silent) {
            results.add(none.isPresent() ? none.get() : embedded.get(next++));
        }
        return results;
    }

    private Document transcribed(S recording) {
        return switch (speech.get().run(List.of(recording)).getFirst()) {
            case Transcript transcript -> SpokenDocument.of(transcript);
            case Embeddings _,SoundReport _,PictureResult _ ->
                throw new IllegalStateException("a speech model makes transcripts");
        };
    }

    private DocumentEmbedder<T> embedder() {
        if (text.get() instanceof DocumentEmbedder<T> embedder) {
            return embedder;
        }
        throw AiException.model(
                model.model() + ": cannot embed what is said in recordings", "use --no-recordings, or another model");
    }

    @Override
    public Provenance provenance() {
        return text.get().provenance();
    }

    @Override
    public void close() {}
}
