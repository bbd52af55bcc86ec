package aikit.audio;

import java.util.Arrays;
import java.util.List;

/// Cuts a sound into windows, one after the other from its start. What is left at the end is heard with what was before it:
/// the last window ends where the sound does. A sound that is no longer than a window is one.
///
/// The reference takes one window at random from a longer sound; this hears all of it, the same each time.
final class ClapWindows implements AutoCloseable {

    /// @param start seconds
    /// @param samples as many as a window has, or fewer when the whole sound has fewer
    record Window(double start, float[] samples) {}

    private final Sound.Samples sound;
    private final int sampleRate;
    private final float[] held;
    private long heard;
    private int fresh;
    private boolean first = true;

    /// @param sound closed with this
    /// @param size samples of a window
    ClapWindows(Sound.Samples sound, int sampleRate, int size) {
        this.sound = sound;
        this.sampleRate = sampleRate;
        this.held = new float[size];
    }

    /// The next window; null at the end.
    Window next() {
        float[] before = first ? null : held.clone();
        fresh = 0;
        while (fresh < held.length) {
            int count = sound.read(held, fresh, held.length - fresh);
            if (count < 0) {
                return last(before);
            }
            fresh += count;
        }
        first = false;
        heard += fresh;
        return new Window(start(), held.clone());
    }

    private Window last(float[] before) {
        if (fresh == 0) {
            return null;
        }
        heard += fresh;
        if (before == null) {
            first = false;
            return new Window(0, Arrays.copyOf(held, fresh));
        }
        float[] window = new float[held.length];
        System.arraycopy(before, fresh, window, 0, window.length - fresh);
        System.arraycopy(held, 0, window, window.length - fresh, fresh);
        return new Window(start(), window);
    }

    private double start() {
        return (double) (heard - held.length) / sampleRate;
    }

    /// What was wrong with the sound as far as it was read.
    List<String> warnings() {
        return sound.warnings();
    }

    @Override
    public void close() {
        sound.close();
    }
}
