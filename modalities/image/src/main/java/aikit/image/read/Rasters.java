package aikit.image.read;

import aikit.image.Pixels;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/// Pictures of the JDK to pixels.
final class Rasters {

    private Rasters() {}

    /// Samples of more than 8 bits lose the lower ones, as with Pillow; smaller ones are stretched.
    static Pixels pixels(BufferedImage image) {
        ColorModel model = image.getColorModel();
        Canvas canvas = new Canvas(image.getWidth(), image.getHeight());
        if (model instanceof ComponentColorModel && model.getTransferType() <= java.awt.image.DataBuffer.TYPE_USHORT) {
            components(image.getRaster(), model, canvas);
            return canvas.pixels();
        }
        int[] argb = new int[canvas.width];
        for (int y = 0; y < canvas.height; y++) {
            if (model instanceof IndexColorModel colours) {
                image.getRaster().getSamples(0, y, canvas.width, 1, 0, argb);
                for (int x = 0; x < canvas.width; x++) {
                    canvas.set(y * canvas.width + x, colours.getRGB(argb[x]));
                }
            } else {
                image.getRGB(0, y, canvas.width, 1, argb, 0, canvas.width);
                for (int x = 0; x < canvas.width; x++) {
                    canvas.set(y * canvas.width + x, argb[x]);
                }
            }
        }
        return canvas.pixels();
    }

    private static void components(Raster raster, ColorModel model, Canvas canvas) {
        int bands = raster.getNumBands();
        int colours = bands - (model.hasAlpha() ? 1 : 0);
        boolean grey = colours < 3;
        int bits = model.getComponentSize(0);
        int[] row = new int[bands * canvas.width];
        for (int y = 0; y < canvas.height; y++) {
            raster.getPixels(0, y, canvas.width, 1, row);
            for (int i = 0; i < row.length; i++) {
                row[i] = eight(row[i], bits);
            }
            for (int x = 0, at = 0; x < canvas.width; x++, at += bands) {
                int alpha = model.hasAlpha() ? row[at + bands - 1] : 255;
                canvas.set(
                        y * canvas.width + x, row[at], row[grey ? at : at + 1], row[grey ? at : at + 2], alpha);
            }
        }
    }

    private static int eight(int sample, int bits) {
        return bits == 8 ? sample : bits > 8 ? sample >> bits - 8 : sample * 255 / ((1 << bits) - 1);
    }
}
