package aikit.audio.listen;

import aikit.Result.Silence;

/// Finds where every channel stays below a level for long enough, sample by sample as FFmpeg's `silencedetect` does.
final class SilenceDetector {

    private final ListenOptions.Quiet quiet;
    private final int sampleRate;
    private final int channels;
    private final float limit;
    private final StretchList found = new StretchList();
    private long frames;
    private long quietFrom;

    SilenceDetector(ListenOptions.Quiet quiet, int sampleRate, int channels) {
        this.quiet = quiet;
        this.sampleRate = sampleRate;
        this.channels = channels;
        this.limit = (float) Math.pow(10, quiet.threshold() / 20);
    }

    /// @param samples frame after frame
    void accept(float[] samples, int count) {
        int at = 0;
        for (int frame = 0; frame < count; frame++) {
            boolean loud = false;
            for (int channel = 0; channel < channels; channel++) {
                loud |= Math.abs(samples[at++]) >= limit;
            }
            if (loud) {
                end(frames);
                quietFrom = frames + 1;
            }
            frames++;
        }
    }

    private void end(long frame) {
        double seconds = (double) (frame - quietFrom) / sampleRate;
        if (frame > quietFrom && seconds >= quiet.shortest()) {
            found.add((double) quietFrom / sampleRate, (double) frame / sampleRate);
        }
    }

    Silence finish() {
        end(frames);
        return new Silence(quiet.threshold(), quiet.shortest(), found.stretches());
    }
}
