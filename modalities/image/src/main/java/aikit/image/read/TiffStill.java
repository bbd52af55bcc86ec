package aikit.image.read;

import aikit.Result.Size;
import aikit.image.Pixels;
import java.util.List;

/// One page of a TIFF file.
final class TiffStill implements Still {

    private final Bytes bytes;
    private final TiffDirectory page;
    private final int number;

    TiffStill(Bytes bytes, TiffDirectory page, int number) {
        this.bytes = bytes;
        this.page = page;
        this.number = number;
    }

    @Override
    public Size size() {
        return page.size();
    }

    @Override
    public Orientation orientation() {
        return page.orientation();
    }

    @Override
    public Pixels decode(int edge, List<String> warnings) {
        Pixels pixels = Rasters.pixels(JdkReaders.image("tiff", bytes, number));
        return Colours.toSrgb(pixels, page.profile(), page.channels(), warnings);
    }
}
