package aikit.audio;

import aikit.audio.whisper.Transcriber;
import aikit.model.ModelDir;
import aikit.task.AiRuntime;
import aikit.task.EmbedOptions;
import aikit.task.Pipeline;
import aikit.task.Task;
import aikit.task.Tasks;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The tasks on sound.
public final class AudioTasks implements Tasks.Provider {

    @Override
    public List<Task<?>> tasks() {
        return List.of(new Transcribe(), new Embed());
    }

    @Override
    public Map<String, Set<String>> steps() {
        return Map.of(SileroVad.TASK, Set.of(SileroVad.FAMILY));
    }

    /// Speech to text.
    private static final class Transcribe implements Task<TranscribeOptions> {

        @Override
        public String name() {
            return "transcribe";
        }

        @Override
        public Set<String> families() {
            return Transcriber.FAMILIES;
        }

        @Override
        public Class<TranscribeOptions> options() {
            return TranscribeOptions.class;
        }

        @Override
        public Set<String> extensions() {
            return MediaTypes.EXTENSIONS;
        }

        @Override
        public boolean reads(Path file) {
            return MediaTypes.isRecording(file);
        }

        @Override
        public Pipeline<?> open(ModelDir model, TranscribeOptions options, AiRuntime runtime) {
            return Transcriber.open(model, options, runtime);
        }
    }

    /// Embedding sounds, and texts beside them, with CLAP models.
    private static final class Embed implements Task<EmbedOptions> {

        @Override
        public String name() {
            return "embed";
        }

        @Override
        public Set<String> families() {
            return ClapEmbedder.FAMILIES;
        }

        @Override
        public Class<EmbedOptions> options() {
            return EmbedOptions.class;
        }

        @Override
        public Set<String> extensions() {
            return MediaTypes.EXTENSIONS;
        }

        @Override
        public boolean reads(Path file) {
            return MediaTypes.isRecording(file);
        }

        @Override
        public Pipeline<?> open(ModelDir model, EmbedOptions options, AiRuntime runtime) {
            return ClapEmbedder.open(model, options, runtime);
        }
    }
}
