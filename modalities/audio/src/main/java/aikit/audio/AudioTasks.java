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

    /// What reads recordings.
    private abstract static class OnSound<O extends Record> extends Task<O> {

        OnSound(String name, Class<O> options, Set<String> families) {
            super(name, options, families, MediaTypes.EXTENSIONS);
        }

        @Override
        public boolean reads(Path file) {
            return MediaTypes.isRecording(file);
        }
    }

    /// Speech to text.
    private static final class Transcribe extends OnSound<TranscribeOptions> {

        Transcribe() {
            super("transcribe", TranscribeOptions.class, Transcriber.FAMILIES);
        }

        @Override
        public Pipeline<?> open(ModelDir model, TranscribeOptions options, AiRuntime runtime) {
            return Transcriber.open(model, options, runtime);
        }
    }

    /// Embedding sounds, and texts beside them, with CLAP models.
    private static final class Embed extends OnSound<EmbedOptions> {

        Embed() {
            super("embed", EmbedOptions.class, ClapEmbedder.FAMILIES);
        }

        @Override
        public Pipeline<?> open(ModelDir model, EmbedOptions options, AiRuntime runtime) {
            return ClapEmbedder.open(model, options, runtime);
        }
    }
}
