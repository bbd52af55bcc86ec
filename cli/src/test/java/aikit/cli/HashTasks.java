package aikit.cli;

import aikit.AiException;
import aikit.Input;
import aikit.Result;
import aikit.model.ModelDir;
import aikit.task.AiRuntime;
import aikit.task.EmbedOptions;
import aikit.task.Pipeline;
import aikit.task.Provenance;
import aikit.task.Task;
import aikit.task.Tasks;
import aikit.vector.Vectors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Stands in for a model: four numbers that depend on the text and nothing else. Words in a text make it misbehave.
public final class HashTasks implements Tasks.Provider {

    @Override
    public List<Task<?>> tasks() {
        return List.of(new Embed());
    }

    static float[] vector(String text) {
        int hash = text.hashCode();
        float[] vector = new float[4];
        for (int i = 0; i < 4; i++) {
            vector[i] = (byte) (hash >> (8 * i)) / 128f;
        }
        return vector;
    }

    private static final class Embed implements Task<EmbedOptions> {

        @Override
        public String name() {
            return "embed";
        }

        @Override
        public Set<String> families() {
            return Set.of("hash");
        }

        @Override
        public Class<EmbedOptions> options() {
            return EmbedOptions.class;
        }

        @Override
        public Set<String> extensions() {
            return Set.of("txt", "md");
        }

        @Override
        public Pipeline<?> open(ModelDir model, EmbedOptions options, AiRuntime runtime) {
            return new Hash(
                    options, new Provenance(model.spec().name(), "local", "0".repeat(64), "fp32", "cpu"));
        }
    }

    private record Hash(EmbedOptions options, Provenance provenance) implements Pipeline<String> {

        @Override
        public String prepare(Input input) {
            String text = switch (input) {
                case Input.OfText given -> given.text();
                case Input.OfBytes given -> new String(given.bytes(), StandardCharsets.UTF_8);
                case Input.OfFile file -> read(file);
            };
            if (text.contains("damaged")) {
                throw AiException.input(input.name() + ": is damaged", "mend it");
            }
            if (text.contains("no memory")) {
                throw new OutOfMemoryError("test");
            }
            return text;
        }

        private static String read(Input.OfFile file) {
            try {
                return Files.readString(file.path());
            } catch (IOException e) {
                throw AiException.input(file.name() + ": cannot be read", "").causedBy(e);
            }
        }

        @Override
        public long weight(String prepared) {
            return 1 + prepared.length() / 4;
        }

        @Override
        public List<Result> run(List<String> prepared) {
            List<Result> results = new ArrayList<>();
            for (String text : prepared) {
                if (text.contains("boom")) {
                    throw new IllegalStateException("boom");
                }
                if (text.contains("slow")) {
                    pause();
                }
                Result.Place place = new Result.Place(0, text.length(), "", 0);
                float[] vector = vector(text);
                if (options.role() != EmbedOptions.Role.NONE) {
                    Vectors.normalize(vector); // as a store wants it
                }
                if (options.precision() != Result.Precision.FLOAT32) {
                    for (int i = 0; i < vector.length; i++) {
                        vector[i] = Math.round(vector[i] * 127);
                    }
                }
                results.add(new Result.Embeddings(
                        4, options.precision(), List.of(new Result.Passage(0, place, text, 3, false, vector)),
                        text.contains("strange") ? List.of("is strange") : List.of()));
            }
            return results;
        }

        private static void pause() {
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {}
    }
}
