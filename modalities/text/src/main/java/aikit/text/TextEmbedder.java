package aikit.text;

import aikit.Input;
import aikit.Result;
import aikit.model.ModelDir;
import aikit.task.AiRuntime;
import aikit.task.Pipeline;
import aikit.task.Provenance;
import java.util.List;
import java.util.Set;

/// Text to vectors with an encoder in the layout of sentence-transformers.
public final class TextEmbedder implements Pipeline<TextEmbedder.Passages> {

    static final Set<String> FAMILIES = Set.of("bert");

    /// One document, tokenised.
    public record Passages(Document document) {}

    private TextEmbedder() {}

    public static TextEmbedder open(ModelDir model, EmbedOptions options, AiRuntime runtime) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Passages prepare(Input input) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long weight(Passages prepared) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Result> run(List<Passages> prepared) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Provenance provenance() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
