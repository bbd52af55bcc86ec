package aikit.model;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/// The body of an answer, given up when no byte comes for a while: a silent connection would be waited for forever.
final class WatchedStream extends FilterInputStream {

    private final Duration limit;
    private volatile long last = System.nanoTime();
    private volatile boolean stalled;
    private volatile boolean closed;

    WatchedStream(InputStream body, Duration limit) {
        super(body);
        this.limit = limit;
        Thread.ofVirtual().start(this::watch);
    }

    private void watch() {
        try {
            while (!closed) {
                long quiet = System.nanoTime() - last;
                if (quiet > limit.toNanos()) {
                    stalled = true;
                    in.close(); // wakes the reader
                    return;
                }
                Thread.sleep(Duration.ofNanos(limit.toNanos() - quiet).plusMillis(1));
            }
        } catch (IOException | InterruptedException e) {
            // The reader meets the same.
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        last = System.nanoTime();
        try {
            int n = in.read(buffer, offset, length);
            if (stalled) {
                throw quiet();
            }
            return n;
        } catch (IOException e) {
            throw stalled ? quiet() : e;
        }
    }

    private IOException quiet() {
        return new IOException("no byte for " + limit.toMillis() / 1000.0 + " s");
    }

    @Override
    public void close() throws IOException {
        closed = true;
        in.close();
    }
}
