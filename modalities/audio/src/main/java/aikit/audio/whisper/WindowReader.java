package aikit.audio.whisper;

import aikit.audio.FeatureConfig;
import aikit.audio.MelFrames;
import aikit.audio.Sound;
import aikit.onnx.Tensors;
import java.nio.FloatBuffer;

/// Reads windows of a recording in the order of time, holding the frames of one window at most.
final class WindowReader implements AutoCloseable {

    private final ScannedRecording recording;
    private final FeatureConfig config;
    private final Sound.Samples samples;
    private final MelFrames frames;
    private final float[] block = new float[ScannedRecording.BLOCK];
    private boolean ended;

    WindowReader(ScannedRecording recording) {
        this.recording = recording;
        this.config = recording.mel().config();
        this.samples = recording.sound().open();
        this.frames = recording.mel().start();
    }

    /// Memory for a window: [melBins, frames].
    static FloatBuffer memory(FeatureConfig config) {
        return Tensors.direct(config.melBins() * config.chunkFrames());
    }

    /// Puts a window where the encoder reads it.
    ///
    /// @param span no earlier than the one before
    void read(Span span, FloatBuffer into) {
        frames.discardBefore(span.first());
        int width = config.chunkFrames();
        while (!ended && frames.count() < span.first() + width) {
            int n = samples.read(block, 0, block.length);
            if (n < 0) {
                // A recording that is shorter than a window is filled up with silence, as the reference does.
                frames.finish(config.chunkSamples());
                ended = true;
            } else {
                frames.accept(block, 0, n);
                // Silence between two spans may last for hours.
                frames.discardBefore(span.first());
            }
        }
        frames.copy(span.first(), width, recording.peak(), into.clear());
        boolean toTheEnd = span.first() + span.count() >= recording.frames();
        for (int bin = 0; bin < config.melBins() && !toTheEnd; bin++) {
            for (int i = span.count(); i < width; i++) {
                into.put(bin * width + i, 0);
            }
        }
        into.clear();
    }

    @Override
    public void close() {
        samples.close();
    }
}
