package aikit.vector;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A matrix in a file, as NumPy has it: format 1.0 of `numpy.lib.format`, that is magic, version, length of the header,
/// a header that is padded so that the data begins at byte [#DATA], then the numbers, row-major.
///
/// @param type `<f4`, `|i1` or `|u1`
/// @param data offset of the first number
public record Npy(String type, long rows, int columns, long data) {

    /// Where the data begins in a file that is written here.
    public static final int DATA = 128;

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

    /// Before the header: magic, version, length in two bytes (four in format 2.0 and 3.0).
    private static final int PREAMBLE = 10;

    private static final int LONGEST_HEADER = 1 << 16;

    private static final Pattern HEADER = Pattern.compile(
            "\\{'descr': '([^']*)', 'fortran_order': (True|False), 'shape': \\((\\d+), (\\d+)\\), \\}\\s*");

    /// What stands before the data, [#DATA] bytes.
    public static ByteBuffer header(String type, long rows, int columns) {
        String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + rows + ", " + columns + "), }";
        ByteBuffer head = ByteBuffer.allocate(DATA).order(ByteOrder.LITTLE_ENDIAN);
        head.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) (DATA - PREAMBLE));
        head.put(header.getBytes(StandardCharsets.US_ASCII));
        while (head.position() < DATA - 1) {
            head.put((byte) ' ');
        }
        return head.put((byte) '\n').flip();
    }

    /// Reads what a file holds.
    ///
    /// @throws IOException also when it is no matrix in row-major order, or shorter than it says
    public static Npy read(FileChannel file) throws IOException {
        ByteBuffer head = ByteBuffer.allocate((int) Math.min(LONGEST_HEADER, file.size()))
                .order(ByteOrder.LITTLE_ENDIAN);
        while (head.hasRemaining() && file.read(head, head.position()) >= 0) {
            // until it is full
        }
        head.flip();
        byte[] bytes = head.array();
        if (head.limit() < PREAMBLE || ByteBuffer.wrap(bytes, 0, MAGIC.length).mismatch(ByteBuffer.wrap(MAGIC)) >= 0) {
            throw new IOException("is not a NumPy file");
        }
        int preamble = head.get(MAGIC.length) == 1 ? PREAMBLE : PREAMBLE + 2;
        int length = preamble == PREAMBLE ? Short.toUnsignedInt(head.getShort(8)) : head.getInt(8);
        if (length < 0 || preamble + length > head.limit()) {
            throw new IOException("has a broken header");
        }
        Matcher header = HEADER.matcher(new String(bytes, preamble, length, StandardCharsets.ISO_8859_1));
        if (!header.matches() || header.group(2).equals("True")) {
            throw new IOException("is not a matrix in row-major order");
        }
        try {
            return new Npy(
                    header.group(1), Long.parseLong(header.group(3)), Integer.parseInt(header.group(4)),
                    preamble + length);
        } catch (NumberFormatException e) {
            throw new IOException("has a broken header", e);
        }
    }
}
