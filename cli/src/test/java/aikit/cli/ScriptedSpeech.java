package aikit.cli;

import aikit.AiException;
import aikit.Input;
import aikit.Result;
import aikit.Result.Coverage;
import aikit.Result.Segment;
import aikit.Result.Transcript;
import aikit.Result.Word;
import aikit.audio.MediaTypes;
import aikit.audio.SpeechStream;
import aikit.audio.TranscribeOptions;
import aikit.model.ModelDir;
import aikit.task.AiRuntime;
import aikit.task.Pipeline;
import aikit.task.Provenance;
import aikit.task.Task;
import aikit.task.Tasks;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Stands in for a speech model: the "recordings" are scripts of what it shall hear, a line each.
///
/// `0.5 2 Hello there.` is a segment; `language de`, `speech 10`, `warn is cut short`, `damaged` and `boom` are what
/// they say. Of live sound it understands the first 64 bytes, which last a second.
public final class ScriptedSpeech implements Tasks.Provider {

    private static volatile TranscribeOptions last;

    /// The options of the pipeline that was opened last.
    static TranscribeOptions last() {
        return last;
    }

    @Override
    public List<Task<?>> tasks() {
        return List.of(new Transcribe());
    }

    private static final class Transcribe extends Task<TranscribeOptions> {

        Transcribe() {
            super("transcribe", TranscribeOptions.class, Set.of("script"), MediaTypes.EXTENSIONS);
        }

        @Override
        public boolean reads(Path file) {
            return MediaTypes.isRecording(file);
        }

        @Override
        public Pipeline<?> open(ModelDir model, TranscribeOptions options, AiRuntime runtime) {
            last = options;
            return new Actor(
                    options, new Provenance(model.spec().name(), "local", "1".repeat(64), "fp32", "cpu"));
        }
    }

    private static final class Actor implements Pipeline<Input>, SpeechStream {

        private final TranscribeOptions options;
        private final Provenance provenance;
        private SpeechStream.Listener listener = (_, _) -> {};

        Actor(TranscribeOptions options, Provenance provenance) {
            this.options = options;
            this.provenance = provenance;
        }

        @Override
        public Input prepare(Input input) {
            return input;
        }

        @Override
        public long weight(Input prepared) {
            return 1;
        }

        @Override
        public List<Result> run(List<Input> prepared) {
            List<Result> results = new ArrayList<>();
            for (Input input : prepared) {
                results.add(play(input.name(), lines((Input.OfFile) input)));
            }
            return results;
        }

        private static List<String> lines(Input.OfFile file) {
            try {
                return Files.readAllLines(file.path());
            } catch (IOException e) {
                throw AiException.input(file.name() + ": is no recording", "").causedBy(e);
            }
        }

        private Transcript play(String name, List<String> lines) {
            List<Segment> segments = new ArrayList<>();
            List<String> warnings = new ArrayList<>();
            String language = options.language().code();
            double speech = -1;
            for (String line : lines) {
                String[] words = line.split(" ", 2);
                switch (words[0]) {
                    case "language" -> language = words[1];
                    case "speech" -> speech = Double.parseDouble(words[1]);
                    case "warn" -> warnings.add(words[1]);
                    case "damaged" -> throw AiException.input(name + ": is damaged", "mend it");
                    case "boom" -> throw new IllegalStateException("boom");
                    default -> {
                        segments.add(segment(segments.size(), line.split(" ", 3)));
                        listener.heard(name, segments.getLast());
                    }
                }
            }
            double spoken = segments.stream().mapToDouble(each -> each.end() - each.start()).sum();
            double end = segments.isEmpty() ? 0 : segments.getLast().end();
            return new Transcript(
                    options.language().translate() ? "translate" : "transcribe", segments.isEmpty() ? "" : language, 1,
                    end, segments, new Coverage("energy", speech < 0 ? spoken : speech, spoken), warnings);
        }

        private Segment segment(int id, String[] parts) {
            double start = Double.parseDouble(parts[0]);
            double end = Double.parseDouble(parts[1]);
            List<Word> words = options.windows().words()
                    ? List.of(new Word(start, end, " " + parts[2], 0.5))
                    : List.of();
            return new Segment(id, start, end, " " + parts[2], List.of(7), 0, -0.25, 1.5, 0.125, words);
        }

        @Override
        public void tell(SpeechStream.Listener to) {
            listener = to;
        }

        @Override
        public Transcript live(InputStream pcm, String name) {
            try {
                int bytes = pcm.readAllBytes().length;
                return play(name, List.of("speech " + bytes / 64.0, "0 1 " + bytes + " bytes"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public Provenance provenance() {
            return provenance;
        }

        @Override
        public void close() {}
    }
}
