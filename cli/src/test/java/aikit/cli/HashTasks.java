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
import aikit.text.Document;
import aikit.text.DocumentEmbedder;
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

    private static final class Embed extends Task<EmbedOptions> {

        Embed() {
            super("embed", EmbedOptions.class, Set.of("hash"), Set.of("txt", "md", "json"));
        }

        @Override
        public Pipeline<?> open(ModelDir model, EmbedOptions options, AiRuntime runtime) {
            return new Hash(
                    options, new Provenance(model.spec().name(), "local", "0".repeat(64), "fp32", "cpu"));
        }
    }

    private record Hash(EmbedOptions options, Provenance provenance) implements DocumentEmbedder<Document> {

        @Override
        public Document prepare(Input input) {
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
            return Document.of(text);
        }

        @Override
        public Document prepare(Document document, String name) {
            return document;
        }

        private static String read(Input.OfFile file) {
            try {
                return Files.readString(file.path());
            } catch (IOException e) {
                throw AiException.input(file.name() + ": cannot be read", "").causedBy(e);
            }
        }

        @Override
        public long weight(Document prepared) {
            return 1 + prepared.text().length() / 4;
        }

        @Override
        public List<Result> run(List<Document> prepared) {
            List<Result> results = new ArrayList<>();
            for (Document document : prepared) {
                String text = document.text();
                if (text.contains("boom")) {
                    throw new IllegalStateException("boom");
                }
                if (text.contains("slow")) {
                    pause();
                }
                List<Result.Passage> passages = new ArrayList<>();
                for (Document.Part part : document.parts()) {
                    passages.add(passage(document, part, passages.size()));
                }
                List<String> warnings = text.contains("strange") ? List.of("is strange") : document.warnings();
                results.add(new Result.Embeddings(4, options.precision(), passages, warnings));
            }
            return results;
        }

        private Result.Passage passage(Document document, Document.Part part, int index) {
            String text = document.text().substring(part.start(), part.end());
            float[] vector = vector(text);
            if (options.role() != EmbedOptions.Role.NONE) {
                Vectors.normalize(vector); // as a store wants it
            }
            if (options.precision() != Result.Precision.FLOAT32) {
                for (int i = 0; i < vector.length; i++) {
                    vector[i] = Math.round(vector[i] * 127);
                }
            }
            Result.Place place = new Result.Place(part.start(), part.end(), document.unit(), part.number());
            return new Result.Passage(index, place, text, 3, false, vector);
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
