package aikit.image.read;

import aikit.Result.Size;
import aikit.image.Pixels;
import java.util.List;

/// A bitmap of Windows or OS/2.
final class BmpStill implements Still {

    private final Bytes bytes;
    private final Size size;

    BmpStill(Bytes bytes) {
        this.bytes = bytes;
        boolean old = bytes.u32le(14) == 12;
        int width = old ? bytes.u16le(18) : bytes.u32le(18);
        // Less than zero where the first row is the uppermost.
        int height = old ? bytes.u16le(20) : bytes.u32le(22);
        if (width < 1 || height == 0 || height == Integer.MIN_VALUE) {
            throw bytes.damaged("its size makes no sense");
        }
        this.size = new Size(width, Math.abs(height));
    }

    @Override
    public Size size() {
        return size;
    }

    @Override
    public Orientation orientation() {
        return Orientation.UPRIGHT;
    }

    @Override
    public Pixels decode(int edge, List<String> warnings) {
        return Rasters.pixels(JdkReaders.image("bmp", bytes, 0));
    }
}
