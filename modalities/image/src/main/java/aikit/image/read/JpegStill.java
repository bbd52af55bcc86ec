package aikit.image.read;

import aikit.Result.Size;
import aikit.image.Pixels;
import java.awt.image.DataBufferByte;
import java.util.List;

/// A JPEG file. Sequential ones are decoded here, the others by the JDK; the pixels of either are those of
/// libjpeg-turbo, which Pillow uses.
final class JpegStill implements Still {

    private final Bytes bytes;
    private final JpegHeader header;

    JpegStill(Bytes bytes) {
        this.bytes = bytes;
        this.header = JpegHeader.read(bytes);
        if (header.precision() != 8) {
            throw notRead("of " + header.precision() + " bits");
        }
        switch (header.process()) {
            case 0, 1, 2 -> {
                // Sequential and progressive: what people have.
            }
            case 3 -> throw notRead("without loss");
            default -> throw notRead("with arithmetic coding or in several sizes");
        }
        if (header.components().size() == 2) {
            throw notRead("of two colours");
        }
    }

    private aikit.AiException notRead(String what) {
        return bytes.refused("is a JPEG file " + what + ", which is not read", "convert it to PNG");
    }

    @Override
    public Size size() {
        return new Size(header.width(), header.height());
    }

    @Override
    public Orientation orientation() {
        return header.orientation();
    }

    @Override
    public Pixels decode(int edge, List<String> warnings) {
        int channels = header.components().size();
        Pixels pixels = JpegScan.takes(bytes, header) ? scan(edge, warnings) : samples();
        byte[] profile = channels == 4 ? null : header.profile();
        return Colours.toSrgb(pixels, profile, channels, warnings);
    }

    private Pixels scan(int edge, List<String> warnings) {
        int shrink = Shrink.of(header, edge);
        List<JpegPlane> planes = JpegScan.decode(bytes, header, shrink, warnings);
        Canvas canvas = new Canvas((header.width() + shrink - 1) / shrink, (header.height() + shrink - 1) / shrink);
        ChromaRows[] rows = new ChromaRows[planes.size()];
        for (int i = 0; i < rows.length; i++) {
            JpegPlane plane = planes.get(i);
            JpegHeader.Component component = header.components().get(i);
            boolean single = rows.length == 1;
            rows[i] = new ChromaRows(
                    plane, canvas.width, canvas.height,
                    single ? 1 : header.across() * 8 / (component.across() * plane.across() * shrink),
                    single ? 1 : header.down() * 8 / (component.down() * plane.down() * shrink));
        }
        for (int y = 0; y < canvas.height; y++) {
            row(rows, y, canvas);
        }
        return canvas.pixels();
    }

    private void row(ChromaRows[] rows, int y, Canvas canvas) {
        byte[] rgb = canvas.rgb;
        int to = 3 * y * canvas.width;
        byte[] first = rows[0].row(y);
        int at = rows[0].place(y);
        if (rows.length == 1) {
            for (int x = 0; x < canvas.width; x++, to += 3) {
                rgb[to] = first[at + x];
                rgb[to + 1] = first[at + x];
                rgb[to + 2] = first[at + x];
            }
            return;
        }
        byte[] second = rows[1].row(y);
        byte[] third = rows[2].row(y);
        int at2 = rows[1].place(y);
        int at3 = rows[2].place(y);
        if (header.yCbCr()) {
            for (int x = 0; x < canvas.width; x++, to += 3) {
                YCbCr.put(first[at + x] & 0xFF, second[at2 + x] & 0xFF, third[at3 + x] & 0xFF, rgb, to);
            }
        } else {
            for (int x = 0; x < canvas.width; x++, to += 3) {
                rgb[to] = first[at + x];
                rgb[to + 1] = second[at2 + x];
                rgb[to + 2] = third[at3 + x];
            }
        }
    }

    /// What the JDK decodes, in its own size.
    private Pixels samples() {
        byte[] samples = ((DataBufferByte) JdkReaders.raster("jpeg", bytes, 0).getDataBuffer()).getData();
        Canvas canvas = new Canvas(header.width(), header.height());
        switch (header.components().size()) {
            case 1 -> {
                for (int i = 0; i < samples.length; i++) {
                    canvas.set(i, samples[i], samples[i], samples[i]);
                }
            }
            case 3 -> {
                if (header.yCbCr()) {
                    YCbCr.toRgb(samples);
                }
                return new Pixels(canvas.width, canvas.height, samples);
            }
            default -> {
                for (int i = 0, at = 0; at < samples.length; i++, at += 4) {
                    Cmyk.put(samples, at, header.adobe() == 2, header.adobe() >= 0, canvas, i);
                }
            }
        }
        return canvas.pixels();
    }
}
