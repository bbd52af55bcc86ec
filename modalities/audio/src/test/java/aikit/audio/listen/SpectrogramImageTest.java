package aikit.audio.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.Result.Spectrogram;
import aikit.audio.Recording;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class SpectrogramImageTest {

    private static Spectrogram spectrogram(Recording recording) {
        ListenOptions options = new ListenOptions(ListenOptions.Quiet.DEFAULT, "none", "", true);
        try (Listener listener = new Listener(options, input -> recording, Optional.empty())) {
            return listener.listen(recording).spectrogram().orElseThrow();
        }
    }

    private static int loudestRow(Spectrogram spectrogram, int column) {
        int row = 0;
        for (int i = 1; i < spectrogram.rows(); i++) {
            row = level(spectrogram, i, column) > level(spectrogram, row, column) ? i : row;
        }
        return row;
    }

    private static float level(Spectrogram spectrogram, int row, int column) {
        return spectrogram.decibels()[row * spectrogram.columns() + column];
    }

    private static double hertz(Spectrogram spectrogram, int row) {
        return spectrogram.lowest()
                * Math.pow(spectrogram.highest() / spectrogram.lowest(), (row + 0.5) / spectrogram.rows());
    }

    @Test
    void tonesStandWhereTheyAre() {
        // Two seconds of 1 kHz at -20 dB, two of 5 kHz at -40 dB.
        DoubleUnaryOperator wave = time -> (time < 2 ? Waves.sine(1000, -20) : Waves.sine(5000, -40))
                .applyAsDouble(time);
        Spectrogram spectrogram = spectrogram(Waves.mono(48_000, 4, wave));
        assertEquals(4, spectrogram.columns() * spectrogram.seconds(), 0.05);
        int early = spectrogram.columns() / 4;
        int late = 3 * early;
        int low = loudestRow(spectrogram, early);
        int high = loudestRow(spectrogram, late);
        assertEquals(1000, hertz(spectrogram, low), 30);
        assertEquals(5000, hertz(spectrogram, high), 60);
        assertEquals(-20, level(spectrogram, low, early), 1.5); // a Hann window loses up to 1.42 dB between two bins
        assertEquals(-40, level(spectrogram, high, late), 1.5);
        assertTrue(level(spectrogram, low, late) < -90, "5 kHz alone");
    }

    @Test
    void hoursMakeNoWiderPicture() {
        SpectrogramColumns columns = new SpectrogramColumns(48_000, 2048, 512);
        float[] powers = new float[1025];
        int spectra = 1_012_500; // three hours
        for (int i = 0; i < spectra; i++) {
            powers[300] = i < spectra / 2 ? 1 : 100;
            columns.add(powers);
        }
        Spectrogram spectrogram = columns.finish();
        assertTrue(spectrogram.columns() <= SpectrogramColumns.MOST, "columns: " + spectrogram.columns());
        assertEquals(10_800, spectrogram.columns() * spectrogram.seconds(), spectrogram.seconds());
        int row = loudestRow(spectrogram, 10);
        assertEquals(
                20,
                level(spectrogram, row, spectrogram.columns() - 10) - level(spectrogram, row, 10), 0.01);
    }

    @Test
    void pictureIsAPngWithAxes() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SpectrogramImage.write(spectrogram(Waves.mono(16_000, 2, Waves.sine(440, -6))), out);
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(out.toByteArray()));
        assertEquals(400 + 34, image.getHeight());
        assertTrue(image.getWidth() >= 720 && image.getWidth() <= 1720, "width: " + image.getWidth());
        int y = 10 + 399 - (int) (400 * Math.log(440 / 40.0) / Math.log(8000 / 40.0));
        assertEquals(Viridis.colour(1 - 7 / 80.0) >> 16, red(image, 400, y), 25, "440 Hz at -7 dB");
        assertEquals(Viridis.colour(0), image.getRGB(400, 20) & 0xFFFFFF, "nothing at the top");
        assertEquals(0xFFFFFF, image.getRGB(1, 1) & 0xFFFFFF);
        assertTrue(dark(image, 0, 0, 47, 434) > 100, "labels of frequencies");
        assertTrue(dark(image, 48, 411, image.getWidth() - 120, 23) > 50, "labels of time");
    }

    /// The most red near a place.
    private static int red(BufferedImage image, int x, int y) {
        int most = 0;
        for (int dy = -3; dy <= 3; dy++) {
            most = Math.max(most, image.getRGB(x, y + dy) >> 16 & 0xFF);
        }
        return most;
    }

    private static int dark(BufferedImage image, int x, int y, int width, int height) {
        int count = 0;
        for (int i = 0; i < width * height; i++) {
            count += (image.getRGB(x + i % width, y + i / width) & 0xFFFFFF) == 0x303030 ? 1 : 0;
        }
        return count;
    }

    @Test
    void coloursAreThoseOfViridis() {
        // From matplotlib's table: first, middle and last.
        assertNear(0x440154, Viridis.colour(0));
        assertNear(0x21918c, Viridis.colour(0.5));
        assertNear(0xfde725, Viridis.colour(1));
        assertEquals(Viridis.colour(0), Viridis.colour(-3));
    }

    private static void assertNear(int expected, int colour) {
        for (int shift = 0; shift <= 16; shift += 8) {
            assertEquals(expected >> shift & 0xFF, colour >> shift & 0xFF, 6, Integer.toHexString(colour));
        }
    }

    @Test
    void timesAreReadable() {
        assertEquals("0.5", SpectrogramImage.clock(0.5, 0.1));
        assertEquals("1:05", SpectrogramImage.clock(65, 5));
        assertEquals("2:30:00", SpectrogramImage.clock(9000, 1800));
    }
}
