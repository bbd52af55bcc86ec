package aikit.audio.listen;

import aikit.Result.Spectrogram;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import javax.imageio.ImageIO;

/// A spectrogram as a picture: time from left to right, frequency upwards on a logarithmic scale, 80 dB below the loudest
/// dot from yellow to dark blue.
public final class SpectrogramImage {

    private static final int LEFT = 48;
    private static final int RIGHT = 72;
    private static final int TOP = 10;
    private static final int BOTTOM = 24;

    /// Dots that the shortest recording is widened to, at least.
    private static final int NARROWEST = 600;

    private static final int BAR = 12;
    private static final int TICK = 4;

    /// Decibels from the darkest to the brightest.
    private static final int RANGE = 80;

    private static final int PAPER = 0xFFFFFF;
    private static final int INK = 0x303030;

    private static final int[] HERTZ = {50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000};

    /// Seconds between two labels of time.
    private static final double[] STEPS = {
        0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 43_200, 86_400
    };

    private static final int LABEL_DISTANCE = 70;

    private final Spectrogram spectrogram;
    private final int scale;
    private final int width;
    private final int height;
    private final double loudest;
    private final BufferedImage image;

    private SpectrogramImage(Spectrogram spectrogram) {
        this.spectrogram = spectrogram;
        this.scale = Math.max(1, Math.ceilDiv(NARROWEST, spectrogram.columns()));
        this.width = spectrogram.columns() * scale;
        this.height = spectrogram.rows();
        this.image = new BufferedImage(LEFT + width + RIGHT, TOP + height + BOTTOM, BufferedImage.TYPE_INT_RGB);
        float most = Float.NEGATIVE_INFINITY;
        for (float decibels : spectrogram.decibels()) {
            most = Math.max(most, decibels);
        }
        this.loudest = 10 * Math.ceil(most / 10);
    }

    /// Writes the picture as PNG; the stream stays open.
    public static void write(Spectrogram spectrogram, OutputStream out) throws IOException {
        SpectrogramImage picture = new SpectrogramImage(spectrogram);
        picture.paint();
        ImageIO.setUseCache(false); // no temporary files
        if (!ImageIO.write(picture.image, "png", out)) {
            throw new IllegalStateException("this JDK writes no PNG");
        }
    }

    private void paint() {
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                image.setRGB(x, y, PAPER);
            }
        }
        for (int row = 0; row < height; row++) {
            for (int x = 0; x < width; x++) {
                float decibels = spectrogram.decibels()[row * spectrogram.columns() + x / scale];
                image.setRGB(LEFT + x, TOP + height - 1 - row, Viridis.colour(1 + (decibels - loudest) / RANGE));
            }
        }
        frequencies();
        times();
        levels();
    }

    private void frequencies() {
        double octaves = Math.log(spectrogram.highest() / spectrogram.lowest());
        for (int hertz : HERTZ) {
            double place = Math.log(hertz / spectrogram.lowest()) / octaves;
            if (place >= 0 && place <= 1) {
                int y = TOP + height - 1 - (int) Math.round(place * (height - 1));
                String label = hertz < 1000 ? hertz + " Hz" : hertz / 1000 + " kHz";
                label(label, LEFT - TICK - 3 - PixelFont.width(label), y - PixelFont.HEIGHT / 2);
                line(LEFT - TICK, y, TICK, 1);
            }
        }
    }

    private void times() {
        double seconds = spectrogram.columns() * spectrogram.seconds();
        double step = STEPS[STEPS.length - 1];
        for (int i = STEPS.length - 1; i >= 0 && STEPS[i] / seconds * width >= LABEL_DISTANCE; i--) {
            step = STEPS[i];
        }
        for (int i = 0; i * step <= seconds; i++) {
            int x = LEFT + (int) Math.round(i * step / seconds * (width - 1));
            line(x, TOP + height, 1, TICK);
            String label = clock(i * step, step);
            label(label, x - PixelFont.width(label) / 2, TOP + height + TICK + 3);
        }
    }

    /// `0.5` between whole seconds, else `1:30` or `1:00:00`.
    static String clock(double time, double step) {
        if (step < 1) {
            return String.format(Locale.ROOT, "%.1f", time);
        }
        long seconds = Math.round(time);
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    private void levels() {
        int x = LEFT + width + BAR;
        for (int y = 0; y < height; y++) {
            for (int i = 0; i < BAR; i++) {
                image.setRGB(x + i, TOP + y, Viridis.colour(1 - (double) y / (height - 1)));
            }
        }
        for (int below = 0; below <= RANGE; below += 20) {
            int y = TOP + (int) Math.round((double) below / RANGE * (height - 1));
            line(x + BAR, y, TICK, 1);
            label(Math.round(loudest - below) + " dB", x + BAR + TICK + 3, y - PixelFont.HEIGHT / 2);
        }
    }

    private void line(int x, int y, int right, int down) {
        for (int i = 0; i < right * down; i++) {
            image.setRGB(x + i % right, y + i / right, INK);
        }
    }

    private void label(String text, int x, int y) {
        PixelFont.draw(image, text, x, y, INK);
    }
}
