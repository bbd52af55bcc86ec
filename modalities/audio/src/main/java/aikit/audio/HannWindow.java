package aikit.audio;

/// The periodic Hann window, as `torch.hann_window` and librosa have it.
public final class HannWindow {

    private HannWindow() {}

    /// @param size samples of a frame
    public static double[] of(int size) {
        double[] window = new double[size];
        for (int i = 0; i < size; i++) {
            window[i] = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / size);
        }
        return window;
    }

    /// The same, each number rounded.
    public static float[] floats(int size) {
        double[] exact = of(size);
        float[] window = new float[size];
        for (int i = 0; i < size; i++) {
            window[i] = (float) exact[i];
        }
        return window;
    }
}
