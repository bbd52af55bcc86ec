package aikit.cli.doctor;

import aikit.AiException;
import aikit.Input;
import aikit.Progress;
import aikit.Result;
import aikit.model.ModelDir;
import aikit.task.AiRuntime;
import aikit.task.EmbedOptions;
import aikit.task.Pipeline;
import aikit.task.Provenance;
import aikit.text.TextEmbedder;
import java.util.List;
import java.util.function.Supplier;

/// Embeds one text with the default model, from the catalogue to the vector: what works here works in `ai embed`.
///
/// @param starting gives a runtime that opens no network connection
public record EmbeddingCheck(Supplier<AiRuntime> starting) implements Check {

    private static final String AREA = "embedding";
    private static final String NAME = "one text";

    @Override
    public List<Finding> findings() {
        long start = System.nanoTime();
        try (AiRuntime runtime = starting.get()) {
            ModelDir model = runtime.models().open("", "embed", "", Progress.none());
            try (TextEmbedder embedder = TextEmbedder.open(model, EmbedOptions.DEFAULT, runtime)) {
                int numbers = dimensions(embedder);
                long elapsed = (System.nanoTime() - start) / 1_000_000;
                Provenance made = embedder.provenance();
                String text = made.model() + " on " + made.device() + ": " + numbers + " numbers in " + elapsed + " ms";
                return List.of(Finding.ok(AREA, NAME, text).with("elapsed_ms", elapsed));
            }
        } catch (AiException e) {
            return List.of(Finding.fail(AREA, NAME, e.getMessage(), e.hint().orElse("")));
        } catch (LinkageError e) {
            return List.of(EngineCheck.unloadable(AREA, NAME, e));
        }
    }

    private static <P> int dimensions(Pipeline<P> pipeline) {
        P prepared = pipeline.prepare(new Input.OfText("hello", "doctor"));
        return switch (pipeline.run(List.of(prepared)).getFirst()) {
            case Result.Embeddings embeddings -> embeddings.dimensions();
            case Result.Transcript _,Result.SoundReport _,Result.PictureResult _ ->
                throw new IllegalStateException("a text became something else");
        };
    }
}
