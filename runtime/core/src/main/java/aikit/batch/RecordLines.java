package aikit.batch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// The whole lines of a file of records, read as a stream. Only the start of a line is kept: that is where what is
/// needed stands, while vectors may take megabytes.
final class RecordLines {

    /// Longer than the leading fields can get: two names of 4096 bytes with every byte escaped.
    private static final int HEAD = 1 << 16;

    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 18).limit(0);
    private final byte[] head = new byte[HEAD];
    private int headLength;
    private long position;
    private long start;
    private long end;
    private long number;

    RecordLines(FileChannel channel) {
        this.channel = channel;
    }

    /// Whether a file that holds no whole line begins as a record does.
    static boolean begins(FileChannel channel) throws IOException {
        byte[] expected = "{\"schema\":".getBytes(StandardCharsets.US_ASCII);
        ByteBuffer found = ByteBuffer.allocate(expected.length);
        channel.read(found, 0);
        return found.position() > 0
                && Arrays.equals(found.array(), 0, found.position(), expected, 0, found.position());
    }

    /// Goes to the next whole line; false at the end or when what is left has no end of line.
    boolean next() throws IOException {
        start = end;
        headLength = 0;
        while (true) {
            if (!buffer.hasRemaining()) {
                buffer.clear();
                int read = channel.read(buffer, position);
                buffer.flip();
                if (read <= 0) {
                    return false;
                }
                position += read;
            }
            byte[] bytes = buffer.array();
            int from = buffer.position();
            int to = from;
            while (to < buffer.limit() && bytes[to] != '\n') {
                to++;
            }
            int keep = Math.min(to - from, HEAD - headLength);
            System.arraycopy(bytes, from, head, headLength, keep);
            headLength += keep;
            if (to < buffer.limit()) {
                buffer.position(to + 1);
                end = position - buffer.remaining();
                number++;
                return true;
            }
            buffer.position(to);
        }
    }

    /// The leading fields of the line; empty when it is not a record.
    Optional<RecordHead> head() {
        return RecordHead.parse(head, headLength);
    }

    /// Where the line begins.
    long start() {
        return start;
    }

    /// Where the last whole line ends, its end of line included.
    long end() {
        return end;
    }

    /// Whole lines so far: the number of the line, from 1.
    long number() {
        return number;
    }
}
