package aikit.batch;

import aikit.AiException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Why a batch is to end before its inputs do. Asked between windows of work, so that what is begun gets finished.
/// Safe for several threads.
public final class Stop {

    /// What ends a batch early.
    public enum Reason {
        INTERRUPTED,
        TERMINATED,
        TIME,
        MEMORY,
        /// The first failure, when the user wants it to be the last.
        FAILURE
    }

    /// Linux: the line `VmRSS:` holds the resident memory in KiB.
    private static final Path STATUS = Path.of("/proc/self/status");

    private static final long POLL_NANOS = 100_000_000L;

    private final long deadline;
    private final long memory;
    private volatile Reason reason;
    private volatile long polled;

    /// @param seconds limit for the whole run; 0 for none
    /// @param bytes limit for the resident memory of this process; 0 for none
    public Stop(long seconds, long bytes) {
        this.deadline = seconds > 0 ? System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds) : Long.MAX_VALUE;
        this.memory = bytes;
        if (bytes > 0 && !Files.isReadable(STATUS)) {
            throw AiException.usage("--limit-memory: cannot be held on this system", "limit it from outside, or use Linux");
        }
    }

    /// Asks for the end; the first reason counts.
    public synchronized void request(Reason why) {
        if (reason == null) {
            reason = why;
        }
    }

    public Optional<Reason> reason() {
        if (reason == null && deadline != Long.MAX_VALUE && System.nanoTime() - deadline >= 0) {
            request(Reason.TIME);
        }
        if (reason == null && memory > 0) {
            long now = System.nanoTime();
            if (now - polled > POLL_NANOS) {
                polled = now;
                if (resident() > memory) {
                    request(Reason.MEMORY);
                }
            }
        }
        return Optional.ofNullable(reason);
    }

    private static long resident() {
        try {
            for (String line : Files.readAllLines(STATUS, StandardCharsets.ISO_8859_1)) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.substring(6, line.length() - 2).strip()) << 10;
                }
            }
        } catch (IOException e) {
            // Without the number there is nothing to compare; the constructor has seen the file.
        }
        return 0;
    }
}
