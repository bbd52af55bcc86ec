package aikit.audio.whisper;

import java.util.Arrays;
import java.util.List;

/// When each token of a window is said, by where the decoder looked when it read it: attention of the alignment heads,
/// normalised over the tokens, smoothed over time, and followed by dynamic time warping.
/// Source: `_extract_token_timestamps` of transformers, after `timing.py` of openai-whisper.
///
/// @param medianWidth odd width of the median filter
record TokenTimes(int medianWidth) {

    /// Seconds of a position of the encoder.
    static final double STEP = 0.02;

    /// @param attention for each token read, [heads][positions]
    /// @param positions that are sound and no padding
    /// @return for each token read, seconds from the start of the window at which it ends
    double[] of(List<float[][]> attention, int positions) {
        int tokens = attention.size();
        int heads = attention.getFirst().length;
        int width = Math.min(positions, attention.getFirst()[0].length);
        double[][] mean = new double[tokens][width];
        for (int head = 0; head < heads; head++) {
            double[][] weights = normalized(attention, head, width);
            for (int token = 0; token < tokens; token++) {
                double[] smooth = median(weights[token]);
                for (int i = 0; i < width; i++) {
                    mean[token][i] += smooth[i] / heads;
                }
            }
        }
        return starts(mean);
    }

    /// Mean 0 and deviation 1 over the tokens, at each position.
    private static double[][] normalized(List<float[][]> attention, int head, int width) {
        int tokens = attention.size();
        double[][] weights = new double[tokens][width];
        for (int i = 0; i < width; i++) {
            double sum = 0;
            for (float[][] each : attention) {
                sum += each[head][i];
            }
            double mean = sum / tokens;
            double squares = 0;
            for (float[][] each : attention) {
                squares += (each[head][i] - mean) * (each[head][i] - mean);
            }
            double deviation = Math.sqrt(squares / tokens);
            for (int token = 0; token < tokens; token++) {
                weights[token][i] = deviation == 0 ? 0 : (attention.get(token)[head][i] - mean) / deviation;
            }
        }
        return weights;
    }

    /// Median of each number and its neighbours, mirrored at both ends.
    private double[] median(double[] row) {
        int half = medianWidth / 2;
        if (row.length <= half) {
            return row;
        }
        double[] smooth = new double[row.length];
        double[] near = new double[medianWidth];
        for (int i = 0; i < row.length; i++) {
            for (int k = 0; k < medianWidth; k++) {
                int at = Math.abs(i + k - half);
                near[k] = row[at < row.length ? at : 2 * (row.length - 1) - at];
            }
            Arrays.sort(near);
            smooth[i] = near[half];
        }
        return smooth;
    }

    /// The cheapest way through the matrix that goes on in tokens or time or both; where it comes to a token is that
    /// token's time.
    private static double[] starts(double[][] gain) {
        int tokens = gain.length;
        int width = gain[0].length;
        float[][] cost = new float[tokens + 1][width + 1];
        byte[][] trace = new byte[tokens + 1][width + 1];
        for (float[] row : cost) {
            Arrays.fill(row, Float.POSITIVE_INFINITY);
        }
        cost[0][0] = 0;
        for (int j = 1; j <= width; j++) {
            for (int i = 1; i <= tokens; i++) {
                float both = cost[i - 1][j - 1];
                float token = cost[i - 1][j];
                float time = cost[i][j - 1];
                float best = time;
                trace[i][j] = 2;
                if (both < token && both < time) {
                    best = both;
                    trace[i][j] = 0;
                } else if (token < both && token < time) {
                    best = token;
                    trace[i][j] = 1;
                }
                cost[i][j] = (float) (best - gain[i - 1][j - 1]);
            }
        }
        double[] times = new double[tokens];
        int i = tokens;
        int j = width;
        while (i > 0 || j > 0) {
            if (i > 0 && j > 0) {
                // The way is followed backwards: the last that is written is the first position of the token.
                times[i - 1] = (j - 1) * STEP;
            }
            int step = i == 0 ? 2 : j == 0 ? 1 : trace[i][j];
            i -= step == 2 ? 0 : 1;
            j -= step == 1 ? 0 : 1;
        }
        return times;
    }
}
