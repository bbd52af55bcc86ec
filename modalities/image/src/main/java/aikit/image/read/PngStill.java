package aikit.image.read;

import aikit.Result.Size;
import aikit.image.Pixels;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// A PNG file (ISO/IEC 15948). Of samples of 16 bits the upper eight are taken, as Pillow does.
final class PngStill implements Still {

    /// Where the seven passes of an interlaced picture begin, and the steps they take: column, row, across, down.
    private static final int[][] PASSES = {
        {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}};

    private final Bytes bytes;
    private final PngHeader header;
    private Inflater inflater;
    private int part;

    PngStill(Bytes bytes, PngHeader header) {
        this.bytes = bytes;
        this.header = header;
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
        if (!header.whole()) {
            throw bytes.damaged("a part of it is missing or has changed");
        }
        if (header.colour() == 3 && header.palette() == null) {
            throw bytes.damaged("its palette is missing");
        }
        Canvas canvas = new Canvas(header.width(), header.height());
        PngRow row = new PngRow(header);
        inflater = new Inflater();
        part = -1;
        try {
            if (header.interlaced()) {
                for (int[] pass : PASSES) {
                    pass(canvas, row, pass);
                }
            } else {
                pass(canvas, row, new int[]{0, 0, 1, 1});
            }
        } finally {
            inflater.end();
        }
        return Colours.toSrgb(canvas.pixels(), header.profile(), header.colour() % 4 == 0 ? 1 : 3, warnings);
    }

    private void pass(Canvas canvas, PngRow row, int[] pass) {
        int count = (canvas.width - pass[0] + pass[2] - 1) / pass[2];
        if (count <= 0) {
            return;
        }
        int bits = header.samples() * header.depth();
        int length = (int) (((long) count * bits + 7) / 8);
        int step = Math.max(1, bits / 8);
        byte[] line = new byte[length + 1];
        byte[] above = new byte[length + 1];
        for (int y = pass[1]; y < canvas.height; y += pass[3]) {
            inflate(line);
            unfilter(line, above, step);
            row.put(line, count, canvas, y * canvas.width + pass[0], pass[2]);
            byte[] swap = above;
            above = line;
            line = swap;
        }
    }

    private void inflate(byte[] line) {
        int done = 0;
        try {
            while (done < line.length) {
                int more = inflater.inflate(line, done, line.length - done);
                done += more;
                if (more == 0) {
                    if (inflater.finished() || inflater.needsDictionary() || ++part >= header.data().size()) {
                        throw bytes.cutOff();
                    }
                    int[] next = header.data().get(part);
                    inflater.setInput(bytes.data(), next[0], next[1]);
                }
            }
        } catch (DataFormatException e) {
            throw bytes.damaged("its pixels cannot be unpacked").causedBy(e);
        }
    }

    /// Takes back the filter of a row (section 9); its number is the first byte.
    private void unfilter(byte[] line, byte[] above, int step) {
        int length = line.length;
        switch (line[0]) {
            case 0 -> {
                // As it is.
            }
            case 1 -> {
                for (int i = 1 + step; i < length; i++) {
                    line[i] += line[i - step];
                }
            }
            case 2 -> {
                for (int i = 1; i < length; i++) {
                    line[i] += above[i];
                }
            }
            case 3 -> {
                for (int i = 1; i < length; i++) {
                    int left = i > step ? line[i - step] & 0xFF : 0;
                    line[i] += (byte) (left + (above[i] & 0xFF) >> 1);
                }
            }
            case 4 -> paeth(line, above, step);
            default -> throw bytes.damaged("its pixels make no sense");
        }
    }

    private static void paeth(byte[] line, byte[] above, int step) {
        for (int i = 1; i <= Math.min(step, line.length - 1); i++) {
            line[i] += above[i];
        }
        for (int i = 1 + step; i < line.length; i++) {
            int left = line[i - step] & 0xFF;
            int up = above[i] & 0xFF;
            int corner = above[i - step] & 0xFF;
            int toLeft = Math.abs(up - corner);
            int toUp = Math.abs(left - corner);
            int toCorner = Math.abs(left + up - 2 * corner);
            int nearest = toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
            line[i] += (byte) nearest;
        }
    }
}
