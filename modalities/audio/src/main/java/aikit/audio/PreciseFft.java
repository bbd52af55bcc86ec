package aikit.audio;

/// Power spectra in double precision, of two real frames at a time: one is the real part, the other the imaginary part of
/// one complex transform. For lengths that are powers of two; for one thread.
///
/// CLAP takes the logarithm of powers a hundred million times below the loudest, which single precision (see [FrameFft])
/// gets wrong by hundredths of a decibel.
final class PreciseFft {

    private final int size;
    private final double[] window;
    private final double[] cosines;
    private final double[] sines;
    private final double[] real;
    private final double[] imaginary;

    /// Powers of the first frame, `size / 2 + 1` of them.
    final double[] first;

    /// Those of the second.
    final double[] second;

    /// @param window what each sample of a frame is multiplied with; as long as a frame
    PreciseFft(double[] window) {
        this.size = window.length;
        if (Integer.bitCount(size) != 1) {
            throw new IllegalArgumentException("a frame of " + size);
        }
        this.window = window;
        this.cosines = new double[size / 2];
        this.sines = new double[size / 2];
        for (int i = 0; i < size / 2; i++) {
            cosines[i] = Math.cos(-2 * Math.PI * i / size);
            sines[i] = Math.sin(-2 * Math.PI * i / size);
        }
        this.real = new double[size];
        this.imaginary = new double[size];
        this.first = new double[size / 2 + 1];
        this.second = new double[size / 2 + 1];
    }

    /// Transforms the frames that begin at two places.
    void powers(float[] sound, int one, int other) {
        for (int i = 0; i < size; i++) {
            int place = size == 1 ? 0 : Integer.reverse(i) >>> Integer.numberOfLeadingZeros(size - 1);
            real[place] = sound[one + i] * window[i];
            imaginary[place] = sound[other + i] * window[i];
        }
        for (int length = 1; length < size; length *= 2) {
            stage(length);
        }
        for (int k = 0; k <= size / 2; k++) {
            // The even part of the spectrum is that of the first frame, the odd part that of the second.
            int mirror = (size - k) % size;
            double sumReal = real[k] + real[mirror];
            double sumImaginary = imaginary[k] + imaginary[mirror];
            double differenceReal = real[k] - real[mirror];
            double differenceImaginary = imaginary[k] - imaginary[mirror];
            first[k] = (sumReal * sumReal + differenceImaginary * differenceImaginary) / 4;
            second[k] = (sumImaginary * sumImaginary + differenceReal * differenceReal) / 4;
        }
    }

    /// Makes transforms of twice the length.
    private void stage(int length) {
        int step = size / (2 * length);
        for (int start = 0; start < size; start += 2 * length) {
            for (int i = 0; i < length; i++) {
                int upper = start + i;
                int lower = upper + length;
                double cosine = cosines[i * step];
                double sine = sines[i * step];
                double turnedReal = real[lower] * cosine - imaginary[lower] * sine;
                double turnedImaginary = real[lower] * sine + imaginary[lower] * cosine;
                real[lower] = real[upper] - turnedReal;
                imaginary[lower] = imaginary[upper] - turnedImaginary;
                real[upper] += turnedReal;
                imaginary[upper] += turnedImaginary;
            }
        }
    }
}
