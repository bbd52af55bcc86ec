package aikit.image.read;

import aikit.Result.Size;
import aikit.image.Pixels;
import java.util.Arrays;
import java.util.List;

/// The first frame of a GIF file (GIF89a) on its screen. Where the frame does not reach, the screen has the transparent
/// colour, or the first one of the palette, as Pillow has it.
final class GifStill implements Still {

    private static final int EXTENSION = 0x21;
    private static final int FRAME = 0x2C;
    private static final int GRAPHIC_CONTROL = 0xF9;

    private final Bytes bytes;
    private int screenPalette = -1;
    private int screenColours;
    private int clear = -1;
    /// Where the frame's descriptor is.
    private int frame;
    private final Size size;

    GifStill(Bytes bytes) {
        this.bytes = bytes;
        int at = 13;
        int flags = bytes.u8(10);
        if ((flags & 0x80) != 0) {
            screenPalette = at;
            screenColours = 2 << (flags & 7);
            at += 3 * screenColours;
        }
        while (bytes.u8(at) != FRAME) {
            if (bytes.u8(at) != EXTENSION) {
                throw bytes.damaged("there is no picture in it");
            }
            if (bytes.u8(at + 1L) == GRAPHIC_CONTROL && (bytes.u8(at + 3L) & 1) != 0) {
                clear = bytes.u8(at + 6L);
            }
            at += 2;
            while (bytes.u8(at) != 0) {
                at += 1 + bytes.u8(at);
            }
            at++;
        }
        frame = at;
        int width = Math.max(bytes.u16le(6), bytes.u16le(frame + 1) + bytes.u16le(frame + 5));
        int height = Math.max(bytes.u16le(8), bytes.u16le(frame + 3) + bytes.u16le(frame + 7));
        if (bytes.u16le(frame + 5) == 0 || bytes.u16le(frame + 7) == 0) {
            throw bytes.damaged("its picture has no pixels");
        }
        this.size = new Size(width, height);
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
        int flags = bytes.u8(frame + 9);
        int at = frame + 10;
        int[] colours = new int[256];
        Arrays.fill(colours, 0xFF000000);
        if ((flags & 0x80) != 0) {
            palette(colours, at, 2 << (flags & 7));
            at += 3 * (2 << (flags & 7));
        } else if (screenPalette >= 0) {
            palette(colours, screenPalette, screenColours);
        } else {
            for (int i = 0; i < 256; i++) {
                colours[i] = 0xFF000000 | i << 16 | i << 8 | i;
            }
        }
        if (clear >= 0) {
            colours[clear] &= 0xFFFFFF;
        }
        int width = bytes.u16le(frame + 5);
        int height = bytes.u16le(frame + 7);
        byte[] indices = new GifPixels(bytes, at).decode(width * height);
        return place(colours, indices, (flags & 0x40) != 0);
    }

    private void palette(int[] colours, int at, int count) {
        for (int i = 0; i < count; i++) {
            colours[i] = 0xFF000000 | bytes.u8(at + 3L * i) << 16 | bytes.u16(at + 3L * i + 1);
        }
    }

    private Pixels place(int[] colours, byte[] indices, boolean interlaced) {
        Canvas canvas = new Canvas(size.width(), size.height());
        int left = bytes.u16le(frame + 1);
        int top = bytes.u16le(frame + 3);
        int width = bytes.u16le(frame + 5);
        int height = bytes.u16le(frame + 7);
        if (width < canvas.width || height < canvas.height) {
            for (int i = 0; i < canvas.width * canvas.height; i++) {
                canvas.set(i, colours[Math.max(clear, 0)]);
            }
        }
        int line = 0;
        int passes = interlaced ? 4 : 1;
        for (int pass = 0; pass < passes; pass++) {
            int first = !interlaced ? 0 : pass == 0 ? 0 : 8 >> pass;
            int step = !interlaced ? 1 : pass == 0 ? 8 : 16 >> pass;
            for (int y = first; y < height; y += step, line++) {
                for (int x = 0; x < width; x++) {
                    canvas.set((top + y) * canvas.width + left + x, colours[indices[line * width + x] & 0xFF]);
                }
            }
        }
        return canvas.pixels();
    }
}
