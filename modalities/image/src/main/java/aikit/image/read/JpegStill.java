package aikit.image.read;

import aikit.Result.Size;
import aikit.image.Pixels;
import java.util.List;

/// A JPEG file with Huffman codes and 8 bits, sequential or progressive. Its pixels are those of libjpeg-turbo, which
/// Pillow uses, bit for bit.
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
        JpegScans.check(bytes, header);
        if (header.components().size() == 2) {
            throw notRead("of two colours");
        }
        for (JpegHeader.Component component : header.components()) {
            if (header.across() % component.across() != 0 || header.down() % component.down() != 0) {
                throw notRead("with fractions of samples"); // libjpeg does not read it either
            }
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
        int shrink = Shrink.of(header, edge);
        List<JpegPlane> planes = JpegScan.takes(bytes, header)
                ? JpegScan.decode(bytes, header, shrink, warnings)
                : JpegScans.decode(bytes, header, shrink, warnings);
        Canvas canvas = new Canvas((header.width() + shrink - 1) / shrink, (header.height() + shrink - 1) / shrink);
        ChromaRows[] rows = new ChromaRows[planes.size()];
        for (int i = 0; i < rows.length; i++) {
            JpegPlane plane = planes.get(i);
            JpegHeader.Component component = header.components().get(i);
            rows[i] = new ChromaRows(
                    plane, canvas.width, canvas.height,
                    header.across() * 8 / (component.across() * plane.across() * shrink),
                    header.down() * 8 / (component.down() * plane.down() * shrink));
        }
        if (rows.length == 4) {
            return inks(rows, canvas, warnings);
        }
        for (int y = 0; y < canvas.height; y++) {
            row(rows, y, canvas);
        }
        return Colours.toSrgb(canvas.pixels(), header.profile(), rows.length, warnings);
    }

    private Pixels inks(ChromaRows[] rows, Canvas canvas, List<String> warnings) {
        byte[] samples = new byte[Math.multiplyExact(4, Math.multiplyExact(canvas.width, canvas.height))];
        for (int y = 0; y < canvas.height; y++) {
            for (int i = 0; i < 4; i++) {
                byte[] row = rows[i].row(y);
                int at = rows[i].place(y);
                for (int x = 0, to = 4 * y * canvas.width + i; x < canvas.width; x++, to += 4) {
                    samples[to] = row[at + x];
                }
            }
        }
        Cmyk.ofJpeg(samples, header.adobe() == 2, header.adobe() >= 0);
        return Cmyk.pixels(samples, canvas.width, canvas.height, header.profile(), warnings);
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
}
