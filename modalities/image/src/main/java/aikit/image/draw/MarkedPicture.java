package aikit.image.draw;

import aikit.Result.Point;
import aikit.image.Pixels;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// A picture with outlines and labels drawn over it. Lines and letters are as thick and large as the picture needs.
public final class MarkedPicture {

    /// Dots of the longer edge for each dot of a line.
    private static final double EDGE_BY_LINE = 400;

    /// The same for each row of a letter, of which capitals have six.
    private static final double EDGE_BY_ROW = 420;

    private static final double LEAST_LINE = 2;
    private static final double LEAST_ROW = 1.5;

    /// A dark edge makes a line stand out on a ground of its own colour.
    private static final int SHADOW = 0x000000;
    private static final double SHADOW_COVER = 0.45;

    private final Canvas canvas;
    private final Pixels pixels;
    private final double line;
    private final double row;

    private MarkedPicture(Pixels pixels) {
        int edge = Math.max(pixels.width(), pixels.height());
        this.pixels = pixels;
        this.canvas = new Canvas(pixels);
        this.line = Math.max(LEAST_LINE, Math.rint(edge / EDGE_BY_LINE));
        this.row = Math.max(LEAST_ROW, edge / EDGE_BY_ROW);
    }

    /// Draws marks.
    ///
    /// @param pixels nobody else's: they are drawn on, as a copy of a large picture may be too much for memory
    public static void draw(Pixels pixels, List<Mark> marks) {
        MarkedPicture picture = new MarkedPicture(pixels);
        // The first ones are the surest: they lie on top.
        for (Mark mark : marks.reversed()) {
            picture.outline(mark);
        }
        for (Mark mark : marks.reversed()) {
            picture.label(mark);
        }
    }

    private void outline(Mark mark) {
        int colour = LabelColour.of(mark.kind()).rgb();
        List<Point> corners = mark.corners();
        for (boolean shadow : new boolean[]{true, false}) {
            for (int i = 0; i < corners.size(); i++) {
                Point from = corners.get(i);
                Point to = corners.get((i + 1) % corners.size());
                edge(from, to, shadow ? line + 2 : line, shadow ? SHADOW : colour);
            }
            for (Point dot : mark.dots()) {
                edge(dot, dot, shadow ? 2 * line + 2 : 2 * line, shadow ? SHADOW : colour);
            }
        }
    }

    private void edge(Point from, Point to, double thick, int colour) {
        if (colour == SHADOW && (from.x() == to.x() || from.y() == to.y())) {
            canvas.fill(
                    Math.min(from.x(), to.x()) - thick / 2, Math.min(from.y(), to.y()) - thick / 2,
                    Math.max(from.x(), to.x()) + thick / 2, Math.max(from.y(), to.y()) + thick / 2, colour,
                    SHADOW_COVER);
        } else {
            canvas.line(
                    new Canvas.Line(from.x() - 0.5, from.y() - 0.5, to.x() - 0.5, to.y() - 0.5), thick, colour);
        }
    }

    /// Above the outline, or within it where there is no room.
    private void label(Mark mark) {
        if (mark.label().isEmpty() || mark.corners().isEmpty()) {
            return;
        }
        LabelColour colour = LabelColour.of(mark.kind());
        double margin = 1.5 * row;
        double width = StrokeFont.width(mark.label()) * row + 2 * margin;
        double height = (StrokeFont.CAPITAL + StrokeFont.BELOW) * row + margin;
        double left = mark.corners().stream().mapToDouble(Point::x).min().orElse(0) - line / 2;
        double top = mark.corners().stream().mapToDouble(Point::y).min().orElse(0) - line / 2;
        double x = Math.max(0, Math.min(left, pixels.width() - width));
        double y = top - height >= 0 ? top - height : Math.max(0, top);
        canvas.fill(x, y, x + width, y + height, colour.rgb(), 1);
        StrokeFont.draw(canvas, mark.label(), x + margin, y + margin, row, colour.text());
    }

    /// How a picture is written.
    public enum Encoding {
        PNG,
        /// With a quality at which nothing of it can be seen.
        JPEG
    }

    private static final float QUALITY = 0.92f;

    /// Writes pixels; the stream stays open.
    public static void write(Pixels pixels, Encoding encoding, OutputStream out) throws IOException {
        switch (encoding) {
            case PNG -> {
                ImageIO.setUseCache(false); // no temporary files
                if (!ImageIO.write(image(pixels), "png", out)) {
                    throw new IllegalStateException("this JDK writes no PNG");
                }
            }
            case JPEG -> jpeg(pixels, QUALITY, out);
        }
    }

    /// Writes pixels as JPEG; the stream stays open.
    ///
    /// @param quality from 0 to 1
    public static void jpeg(Pixels pixels, float quality, OutputStream out) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(quality);
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image(pixels), null, null), parameters);
        } finally {
            writer.dispose();
        }
    }

    /// The same memory as an image.
    private static BufferedImage image(Pixels pixels) {
        byte[] rgb = pixels.rgb();
        WritableRaster raster = Raster.createInterleavedRaster(
                new DataBufferByte(rgb, rgb.length), pixels.width(), pixels.height(), 3 * pixels.width(), 3,
                new int[]{0, 1, 2}, null);
        ColorModel colours = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false, Transparency.OPAQUE, DataBuffer.TYPE_BYTE);
        return new BufferedImage(colours, raster, false, null);
    }
}
