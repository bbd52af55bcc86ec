package aikit.cli;

import aikit.AiException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/// Standard output: bytes go on in large pieces, and a failure to write says what it means instead of being an
/// [IOException]. A closed pipe ends the command quietly, all else is a limit, such as a full disk.
public final class ResultStream extends OutputStream {

    /// What Linux, macOS, Java and Windows say when whoever read is gone.
    private static final List<String> CLOSED = List.of("Broken pipe", "Bad file descriptor", "Stream Closed",
            "Connection reset", "pipe is being closed", "pipe has been ended");

    private final OutputStream target;
    private final byte[] buffer = new byte[1 << 16];
    private int held;
    private boolean broken;

    ResultStream(OutputStream target) {
        this.target = target;
    }

    @Override
    public void write(int b) {
        if (held == buffer.length) {
            drain();
        }
        buffer[held++] = (byte) b;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        int from = offset;
        int left = length;
        while (left > 0) {
            if (held == buffer.length) {
                drain();
            }
            int n = Math.min(left, buffer.length - held);
            System.arraycopy(bytes, from, buffer, held, n);
            held += n;
            from += n;
            left -= n;
        }
    }

    @Override
    public void flush() {
        drain();
        if (!broken) {
            try {
                target.flush();
            } catch (IOException e) {
                throw failed(e);
            }
        }
    }

    private void drain() {
        int length = held;
        held = 0;
        if (broken || length == 0) {
            return;
        }
        try {
            target.write(buffer, 0, length);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private RuntimeException failed(IOException e) {
        broken = true;
        String why = String.valueOf(e.getMessage());
        for (String closed : CLOSED) {
            if (why.contains(closed)) {
                return new ClosedOutput(e);
            }
        }
        return AiException.limit("standard output: " + why, "check where it goes: it may be full, or gone").causedBy(e);
    }
}
