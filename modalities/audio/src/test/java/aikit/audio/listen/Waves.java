package aikit.audio.listen;

import aikit.audio.Recording;
import aikit.audio.Sound;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/// Recordings that are computed: one function of the time in seconds for each channel.
record Waves(Format format, double seconds, List<DoubleUnaryOperator> channels) implements Recording {

    static Waves mono(int sampleRate, double seconds, DoubleUnaryOperator wave) {
        return new Waves(new Format("test", sampleRate, List.of("FC")), seconds, List.of(wave));
    }

    static Waves stereo(int sampleRate, double seconds, DoubleUnaryOperator wave) {
        return new Waves(new Format("test", sampleRate, List.of("FL", "FR")), seconds, List.of(wave, wave));
    }

    /// A sine whose peaks are at a level in dB below full scale.
    static DoubleUnaryOperator sine(double hertz, double decibels) {
        double amplitude = Math.pow(10, decibels / 20);
        return time -> amplitude * Math.sin(2 * Math.PI * hertz * time);
    }

    /// A sine of 1 kHz at one level after the other.
    ///
    /// @param steps seconds and decibels in turn
    static Waves steps(double... steps) {
        double whole = 0;
        for (int i = 0; i < steps.length; i += 2) {
            whole += steps[i];
        }
        return stereo(48_000, whole, time -> {
            double end = 0;
            for (int i = 0; i < steps.length; i += 2) {
                end += steps[i];
                if (time < end) {
                    return sine(1000, steps[i + 1]).applyAsDouble(time);
                }
            }
            return 0;
        });
    }

    /// Short bursts of noise, the same ones each time.
    static DoubleUnaryOperator clicks(double perMinute) {
        double interval = 60 / perMinute;
        return time -> {
            double since = time % interval;
            return since < 0.02 ? 0.8 * noise(time) * (1 - since / 0.02) : 0;
        };
    }

    /// White noise from -1 to 1 that is the same at the same time.
    static double noise(double time) {
        long bits = Math.round(time * 192_000) * 0x9E3779B97F4A7C15L;
        bits = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
        return (double) (bits ^ (bits >>> 31)) / Long.MAX_VALUE;
    }

    private long length(int sampleRate) {
        return Math.round(seconds * sampleRate);
    }

    @Override
    public String name() {
        return "wave";
    }

    @Override
    public Frames open() {
        return new Frames() {
            private long at;

            @Override
            public int read(float[] into) {
                int count = (int) Math.min(into.length / channels.size(), length(format.sampleRate()) - at);
                for (int i = 0; i < count * channels.size(); i++) {
                    double time = (double) (at + i / channels.size()) / format.sampleRate();
                    into[i] = (float) channels.get(i % channels.size()).applyAsDouble(time);
                }
                at += count;
                return count == 0 ? -1 : count;
            }

            @Override
            public List<String> warnings() {
                return List.of();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public Sound mono(int sampleRate) {
        float[] samples = new float[(int) length(sampleRate)];
        for (int i = 0; i < samples.length; i++) {
            double sum = 0;
            for (DoubleUnaryOperator channel : channels) {
                sum += channel.applyAsDouble((double) i / sampleRate);
            }
            samples[i] = (float) (sum / channels.size());
        }
        return Sound.of("wave", sampleRate, samples);
    }
}
