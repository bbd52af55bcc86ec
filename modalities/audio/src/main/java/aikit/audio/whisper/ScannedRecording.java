package aikit.audio.whisper;

import aikit.Progress;
import aikit.audio.LogMel;
import aikit.audio.MelFrames;
import aikit.audio.Sound;
import aikit.audio.SpeechRange;
import aikit.audio.VoiceActivity;
import aikit.task.AiRuntime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A recording after its first reading, which tells how long and how loud it is and where somebody speaks. Its windows
/// come from a second reading: a short recording is kept in between, a long one never held as a whole.
///
/// @param sound to be read again
/// @param mel how the encoder hears it
/// @param samples of all of it
/// @param peak greatest logarithm of power
/// @param speech where somebody speaks, in the order of time
/// @param warnings what was wrong with it
record ScannedRecording(
        Sound sound, LogMel mel, long samples, float peak, List<SpeechRange> speech, List<String> warnings) {

    /// Samples that are kept for the second reading: five minutes, 19 MB.
    private static final int MOST_KEPT = 5 * 60 * 16_000;

    /// Samples that are read at once.
    static final int BLOCK = 16_000;

    /// Reads a recording for the first time.
    ///
    /// @param voice hears where somebody speaks; without it all of the recording counts as speech
    static ScannedRecording of(
            Sound sound, LogMel mel, AiRuntime runtime, Optional<VoiceActivity> voice,
            VoiceActivity.Options options) {
        MelFrames measure = mel.measure();
        Kept kept = new Kept();
        try (Sound.Samples samples = sound.open();
                VoiceActivity.Run run = voice.map(activity -> activity.start(options)).orElse(null)) {
            float[] block = new float[BLOCK];
            for (int n = samples.read(block, 0, BLOCK); n >= 0; n = samples.read(block, 0, BLOCK)) {
                runtime.checkStopping();
                measure.accept(block, 0, n);
                kept.add(block, n);
                if (run != null) {
                    run.accept(block, 0, n);
                }
            }
            long count = measure.samples();
            measure.finish(mel.config().chunkSamples());
            double seconds = (double) count / sound.sampleRate();
            List<SpeechRange> speech = run == null ? List.of(new SpeechRange(0, seconds)) : run.finish();
            return new ScannedRecording(kept.or(sound), mel, count, measure.peak(), speech, samples.warnings());
        }
    }

    /// The samples of a recording, as long as they are few.
    private static final class Kept {

        private float[] samples = new float[0];
        private long count;

        void add(float[] block, int length) {
            if (count + length <= MOST_KEPT) {
                int needed = (int) count + length;
                if (samples.length < needed) {
                    samples = Arrays.copyOf(samples, Math.min(MOST_KEPT, Math.max(2 * samples.length, needed)));
                }
                System.arraycopy(block, 0, samples, (int) count, length);
            } else {
                samples = new float[0];
            }
            count += length;
        }

        Sound or(Sound sound) {
            return count > MOST_KEPT
                    ? sound
                    : Sound.of(sound.name(), sound.sampleRate(), Arrays.copyOf(samples, (int) count));
        }
    }

    /// Seconds.
    double duration() {
        return (double) samples / sound.sampleRate();
    }

    /// How far it is read, for people.
    Progress.Task shown(Progress progress) {
        return progress.start(sound.name(), (long) duration(), Progress.Unit.SECONDS);
    }

    /// The whole second of a mel frame, at most that of the end.
    long second(long frame) {
        return Math.min(frame, frames()) * mel.config().hop() / sound.sampleRate();
    }

    /// Mel frames; those of the silence behind a recording that is shorter than a window do not count.
    long frames() {
        return samples / mel.config().hop();
    }

    /// Reads it again, window by window; to be closed by the caller.
    WindowReader reader() {
        return new WindowReader(this);
    }
}
