package aikit.cli.input;

import aikit.AiException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// The pieces of a stream of bytes between ends, one at a time.
final class ByteLines {

    /// Bytes that a piece may have.
    static final int LONGEST = 64 << 20;

    private final InputStream in;
    private final byte end;
    private final String name;
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int limit;

    /// @param name for messages
    ByteLines(InputStream in, byte end, String name) {
        this.in = in;
        this.end = end;
        this.name = name;
    }

    /// Whether there is another piece; waits for the stream.
    boolean hasNext() {
        return at < limit || fill();
    }

    /// The next piece without its end; empty when it was too long to be kept.
    Optional<byte[]> next() {
        ByteArrayOutputStream piece = new ByteArrayOutputStream(256);
        boolean tooLong = false;
        while (at < limit || fill()) {
            int stop = at;
            while (stop < limit && buffer[stop] != end) {
                stop++;
            }
            tooLong |= piece.size() + stop - at > LONGEST;
            if (!tooLong) {
                piece.write(buffer, at, stop - at);
            }
            at = stop;
            if (at < limit) {
                at++;
                break;
            }
        }
        return tooLong ? Optional.empty() : Optional.of(piece.toByteArray());
    }

    private boolean fill() {
        try {
            limit = Math.max(0, in.read(buffer));
            at = 0;
            return limit > 0;
        } catch (IOException e) {
            throw AiException.usage(name + ": cannot be read", "").causedBy(e);
        }
    }
}
