package aikit.image.read;

import aikit.AiException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// An ICC profile of a matrix and three curves, or of one curve of grey (ICC.1:2022, 8.3.3 and 8.4), as a way from its
/// numbers to those of sRGB.
final class MatrixProfile {

    /// Steps of light that are told apart: a fifth of the smallest difference in sRGB.
    private static final int STEPS = 1 << 14;

    /// Linear light of sRGB of the colours of D50: the inverse of the columns that the profile of IEC 61966-2-1 has.
    private static final double[][] FROM_D50 = {
        {3.1338561, -1.6168667, -0.4906146}, {-0.9787684, 1.9161415, 0.0334540},
        {0.0719453, -0.2289914, 1.4052427}};

    /// Light to sRGB (IEC 61966-2-1).
    private static final byte[] ENCODED = new byte[STEPS + 1];

    static {
        for (int i = 0; i <= STEPS; i++) {
            double light = i / (double) STEPS;
            double value = light <= 0.0031308 ? 12.92 * light : 1.055 * Math.pow(light, 1 / 2.4) - 0.055;
            ENCODED[i] = (byte) Math.round(255 * value);
        }
    }

    /// `[channel][value]`, in steps.
    private final float[][] light;
    private final float[] matrix;

    private MatrixProfile(float[][] light, float[] matrix) {
        this.light = light;
        this.matrix = matrix;
    }

    /// @return null when it is another kind of profile, or makes no sense
    static MatrixProfile of(Bytes profile) {
        try {
            Map<String, Integer> tags = new HashMap<>();
            int count = Math.min(profile.u32(128), 200);
            for (int i = 0; i < count; i++) {
                String name = profile.text(132 + 12 * i, 4, StandardCharsets.ISO_8859_1);
                tags.putIfAbsent(name, profile.u32(136 + 12L * i));
            }
            // Tables count more than the matrix where a profile has both.
            boolean tables = tags.containsKey("A2B0") || tags.containsKey("A2B1");
            boolean xyz = profile.text(20, 4, StandardCharsets.ISO_8859_1).equals("XYZ ");
            if (tags.containsKey("kTRC") && !tables) {
                float[] curve = curve(profile, tags.get("kTRC"));
                return new MatrixProfile(new float[][]{curve, curve, curve}, new float[]{1, 0, 0, 0, 1, 0, 0, 0, 1});
            }
            boolean complete = tags.keySet().containsAll(
                    java.util.List.of("rXYZ", "gXYZ", "bXYZ", "rTRC", "gTRC", "bTRC"));
            return complete && xyz && !tables ? ofColours(profile, tags) : null;
        } catch (AiException e) {
            return null;
        }
    }

    private static MatrixProfile ofColours(Bytes profile, Map<String, Integer> tags) {
        float[][] light = new float[3][];
        float[] matrix = new float[9];
        for (int channel = 0; channel < 3; channel++) {
            String letter = "rgb".substring(channel, channel + 1);
            light[channel] = curve(profile, tags.get(letter + "TRC"));
            int at = tags.get(letter + "XYZ") + 8;
            for (int row = 0; row < 3; row++) {
                double sum = 0;
                for (int i = 0; i < 3; i++) {
                    sum += FROM_D50[row][i] * number(profile, at + 4L * i);
                }
                matrix[3 * row + channel] = (float) sum;
            }
        }
        return new MatrixProfile(light, matrix);
    }

    private static double number(Bytes profile, long at) {
        return profile.u32(at) / 65536.0;
    }

    /// The light of each value (ICC.1:2022, 10.6 and 10.18).
    private static float[] curve(Bytes profile, int at) {
        String kind = profile.text(at, 4, StandardCharsets.ISO_8859_1);
        float[] curve = new float[256];
        for (int i = 0; i < 256; i++) {
            double value = i / 255.0;
            double result = switch (kind) {
                case "curv" -> sampled(profile, at + 8L, value);
                case "para" -> parametric(profile, at + 8L, value);
                default -> throw profile.damaged("a curve of it makes no sense");
            };
            if (Double.isNaN(result)) {
                throw profile.damaged("a curve of it makes no sense");
            }
            curve[i] = (float) (STEPS * Math.clamp(result, 0, 1));
        }
        return curve;
    }

    private static double sampled(Bytes profile, long at, double value) {
        int count = profile.u32(at);
        if (count < 0 || count > 1 << 16) {
            throw profile.damaged("a curve of it makes no sense");
        }
        if (count < 2) {
            return count == 0 ? value : Math.pow(value, profile.u16(at + 4) / 256.0);
        }
        double place = value * (count - 1);
        int below = Math.min((int) place, count - 2);
        double low = profile.u16(at + 4 + 2L * below) / 65535.0;
        double high = profile.u16(at + 6 + 2L * below) / 65535.0;
        return low + (high - low) * (place - below);
    }

    private static double parametric(Bytes profile, long at, double x) {
        int kind = profile.u16(at);
        double[] p = new double[7];
        int[] counts = {1, 3, 4, 5, 7};
        if (kind >= counts.length) {
            throw profile.damaged("a curve of it makes no sense");
        }
        for (int i = 0; i < counts[kind]; i++) {
            p[i] = number(profile, at + 4 + 4L * i);
        }
        double power = kind == 0 ? Math.pow(x, p[0]) : Math.pow(Math.max(0, p[1] * x + p[2]), p[0]);
        return switch (kind) {
            case 0 -> power;
            case 1 -> x >= -p[2] / p[1] ? power : 0;
            case 2 -> p[3] + (x >= -p[2] / p[1] ? power : 0);
            case 3 -> x >= p[4] ? power : p[3] * x;
            default -> x >= p[4] ? power + p[5] : p[3] * x + p[6];
        };
    }

    /// Whether no colour changes by more than one step.
    boolean isSrgb() {
        byte[] colours = new byte[3 * 512];
        for (int i = 0; i < 512; i++) {
            for (int channel = 0; channel < 3; channel++) {
                colours[3 * i + channel] = (byte) ((i >> 3 * channel & 7) * 255 / 7);
            }
        }
        byte[] changed = colours.clone();
        apply(changed);
        for (int i = 0; i < colours.length; i++) {
            if (Math.abs((changed[i] & 0xFF) - (colours[i] & 0xFF)) > 1) {
                return false;
            }
        }
        return true;
    }

    /// Changes `[pixel][3]` in place.
    void apply(byte[] rgb) {
        float[] m = matrix;
        for (int i = 0; i + 2 < rgb.length; i += 3) {
            float red = light[0][rgb[i] & 0xFF];
            float green = light[1][rgb[i + 1] & 0xFF];
            float blue = light[2][rgb[i + 2] & 0xFF];
            rgb[i] = encoded(m[0] * red + m[1] * green + m[2] * blue);
            rgb[i + 1] = encoded(m[3] * red + m[4] * green + m[5] * blue);
            rgb[i + 2] = encoded(m[6] * red + m[7] * green + m[8] * blue);
        }
    }

    private static byte encoded(float steps) {
        return ENCODED[Math.max(0, Math.min(STEPS, (int) (steps + 0.5f)))];
    }
}
