package aikit.image.read;

import aikit.Result.Size;
import aikit.image.Pixels;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.util.List;

/// A JPEG file.
final class JpegStill implements Still {

    private final Bytes bytes;
    private final JpegHeader header;

    JpegStill(Bytes bytes) {
        this.bytes = bytes;
        this.header = JpegHeader.read(bytes);
        if (header.precision() != 8) {
            throw bytes.refused(
                    "is a JPEG file of " + header.precision() + " bits, which is not read", "convert it to PNG");
        }
        switch (header.process()) {
            case 0, 1, 2 -> {
                // Sequential and progressive: what people have.
            }
            case 3 -> throw bytes.refused("is a lossless JPEG file, which is not read", "convert it to PNG");
            default -> throw bytes.refused("is a JPEG file of a kind that is not read", "convert it to PNG");
        }
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
        Raster raster = JdkReaders.raster("jpeg", bytes, 0);
        byte[] samples = ((DataBufferByte) raster.getDataBuffer()).getData();
        Canvas canvas = new Canvas(header.width(), header.height());
        int channels = header.components().size();
        switch (channels) {
            case 1 -> {
                for (int i = 0; i < samples.length; i++) {
                    canvas.set(i, samples[i], samples[i], samples[i]);
                }
            }
            case 3 -> {
                if (header.yCbCr()) {
                    YCbCr.toRgb(samples);
                }
                System.arraycopy(samples, 0, canvas.rgb, 0, samples.length);
            }
            case 4 -> {
                boolean ycck = header.adobe() == 2;
                for (int i = 0, at = 0; at < samples.length; i++, at += 4) {
                    Cmyk.put(samples, at, ycck, header.adobe() >= 0, canvas, i);
                }
            }
            default -> throw bytes.refused("is a JPEG file of " + channels + " colours, which is not read", "");
        }
        return Colours.toSrgb(canvas.pixels(), channels == 4 ? null : header.profile(), channels, warnings);
    }
}
