package aikit.batch;

import aikit.Name;
import aikit.AiException;
import aikit.ProcessLock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// The NDJSON output of a batch, which is also its checkpoint.
///
/// Records are appended one after the other, so after a crash at any moment all but the last line is whole; a torn last
/// line is cut off when the file is opened again. Inputs whose record has the same fingerprint are not done again. When an
/// input is done anew (it changed, or failed before), its new record is appended and the old one is dropped at the
/// end of the run, or at the start of the next one after a crash: by an atomic rewrite, so that every input stands in
/// the file once.
public final class OutcomeFile implements Outcomes {

    private static final long SYNC_EVERY = 3_000_000_000L;

    /// Marks in the table of known inputs: the low bits of a fingerprint's hash say what the outcome was.
    private static final long FAILED = 1;
    private static final long PARTIAL = 2;
    private static final long STATUS = 3;

    /// A table holds whole numbers.
    private static final double COVERAGE = 1e6;

    /// What was made is not known.
    private static final long UNKNOWN = Long.MIN_VALUE;

    /// Bytes of a record that is read back as a whole.
    private static final int MOST_RECORD = 64 << 20;

    private final Path file;
    private final RecordWriter records;
    private final boolean retryFailed;
    private final ProcessLock lock;
    private final LongTable known = new LongTable();
    private final LongTable written = new LongTable();
    private final LongTable coverages = new LongTable();
    private final LongTable makes = new LongTable();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
    private FileChannel channel;
    private long length;
    private long synced = System.nanoTime();
    private boolean superseded;
    private boolean broken;
    private boolean replace;

    private OutcomeFile(Path file, RecordWriter records, boolean retryFailed, ProcessLock lock) {
        this.file = file;
        this.records = records;
        this.retryFailed = retryFailed;
        this.lock = lock;
    }

    /// What to do with what is there.
    ///
    /// @param retryFailed failed inputs are done again
    /// @param overwrite what is there is thrown away
    public record Resume(boolean retryFailed, boolean overwrite) {}

    /// Opens or creates the file. Close it.
    ///
    /// @throws AiException of kind USAGE when the file holds something else than records of this schema, or another
    ///     process writes it
    public static OutcomeFile open(Path file, RecordWriter records, Resume resume) {
        Path absolute = file.toAbsolutePath();
        try {
            Files.createDirectories(absolute.getParent());
            if (Files.isSymbolicLink(absolute) && Files.exists(absolute)) {
                absolute = absolute.toRealPath(); // the file is replaced now and then, the link must stay
            }
        } catch (IOException e) {
            throw failed(file, e);
        }
        ProcessLock lock = OutputLock.of(absolute);
        OutcomeFile outcomes = new OutcomeFile(absolute, records, resume.retryFailed(), lock);
        try {
            outcomes.start(resume.overwrite());
            return outcomes;
        } catch (IOException e) {
            outcomes.close();
            throw failed(file, e);
        } catch (RuntimeException e) {
            outcomes.close();
            throw e;
        }
    }

    private void start(boolean overwrite) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw AiException.usage(file + ": is not a file", "give another name with -o");
        }
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (overwrite) {
            // What is there goes when there is something to put in its place.
            replace = true;
            return;
        }
        RecordLines lines = new RecordLines(channel);
        while (lines.next()) {
            RecordHead head = lines.head()
                    .filter(found -> found.schema().equals(records.schema()))
                    .orElseThrow(() -> AiException.usage(
                            file + ":" + lines.number() + ": is not a record of " + records.schema(),
                            "give another name with -o, or --overwrite to lose what is there"));
            long key = Fnv.of(head.key());
            superseded |= !known.put(key, mark(head.fingerprint(), head.status()));
            written.put(key, lines.start());
            made(key, head.made());
            if (!Double.isNaN(head.coverage())) {
                coverages.put(key, Math.round(head.coverage() * COVERAGE));
            }
        }
        length = lines.end();
        if (length < channel.size()) {
            if (lines.number() == 0 && !RecordLines.begins(channel)) {
                throw AiException.usage(
                        file + ": is not a file of records of " + records.schema(),
                        "give another name with -o, or --overwrite to lose what is there");
            }
            channel.truncate(length);
        }
        if (superseded) {
            compact();
        }
    }

    private static long mark(String fingerprint, String status) {
        return (Fnv.of(fingerprint) & ~STATUS) | switch (status) {
            case "failed" -> FAILED;
            case "partial" -> PARTIAL;
            default -> 0;
        };
    }

    @Override
    public synchronized Earlier earlier(Item.Ready item, String fingerprint) {
        long mark = known.get(Fnv.of(item.name().key()), 0);
        if (mark == mark(fingerprint, "ok")) {
            return Earlier.DONE;
        }
        if (mark == mark(fingerprint, "partial")) {
            return Earlier.PARTIAL;
        }
        return mark == mark(fingerprint, "failed") && !retryFailed ? Earlier.FAILED : Earlier.NONE;
    }

    @Override
    public synchronized OptionalDouble coverage(Item.Ready item) {
        long millionths = coverages.get(Fnv.of(item.name().key()), -1);
        return millionths < 0 ? OptionalDouble.empty() : OptionalDouble.of(millionths / COVERAGE);
    }

    @Override
    public synchronized Optional<byte[]> record(Item.Ready item) {
        long start = written.get(Fnv.of(item.name().key()), -1);
        if (start < 0) {
            return Optional.empty();
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        ByteBuffer piece = ByteBuffer.allocate(1 << 14);
        try {
            for (long at = start; line.size() < MOST_RECORD;) {
                int count = channel.read(piece.clear(), at);
                for (int i = 0; i < count; i++) {
                    if (piece.get(i) == '\n') {
                        line.write(piece.array(), 0, i);
                        return Optional.of(line.toByteArray());
                    }
                }
                if (count <= 0) {
                    return Optional.empty();
                }
                line.write(piece.array(), 0, count);
                at += count;
            }
            return Optional.empty();
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    /// Whether the file has a record of this input, whatever its fingerprint.
    public synchronized boolean knows(Name name) {
        return written.get(Fnv.of(name.key()), -1) >= 0;
    }

    /// The hash of the file that was made of an input, 0 when there was none; empty when the record does not tell.
    public synchronized OptionalLong made(Name name) {
        long hash = makes.get(Fnv.of(name.key()), UNKNOWN);
        return hash == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(hash);
    }

    private void made(long key, OptionalLong hash) {
        if (hash.isPresent() || makes.get(key, UNKNOWN) != UNKNOWN) {
            makes.put(key, hash.orElse(UNKNOWN));
        }
    }

    @Override
    public synchronized void accept(Finished finished) {
        long key = Fnv.of(finished.name().key());
        long mark = mark(finished.fingerprint(), finished.outcome().status());
        if (finished.outcome() instanceof Outcome.Skipped && known.get(key, 0) == mark) {
            return;
        }
        long start = length;
        try {
            append(finished);
        } catch (IOException e) {
            throw failed(file, e);
        }
        superseded |= !known.put(key, mark);
        written.put(key, start);
        made(key, finished.made());
    }

    /// Writes a record at the end, piece by piece: that of a large input need not fit in memory a second time.
    private void append(Finished finished) throws IOException {
        truncateReplaced();
        try (Tail tail = new Tail()) {
            records.write(finished, tail);
            tail.flush();
            length = tail.at;
        } catch (IOException e) {
            broken = true;
            channel.truncate(length);
            throw e;
        } catch (RuntimeException | Error e) {
            channel.truncate(length);
            throw e;
        }
        long now = System.nanoTime();
        if (now - synced > SYNC_EVERY) {
            channel.force(false);
            synced = System.nanoTime();
        }
    }

    private void truncateReplaced() throws IOException {
        if (replace) {
            channel.truncate(0);
            replace = false;
        }
    }

    /// The end of the file as a stream, through a buffer.
    private final class Tail extends OutputStream {

        private long at = length;

        Tail() {
            buffer.clear();
        }

        @Override
        public void write(int b) throws IOException {
            if (!buffer.hasRemaining()) {
                flush();
            }
            buffer.put((byte) b);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            int from = offset;
            int left = count;
            while (left > 0) {
                if (!buffer.hasRemaining()) {
                    flush();
                }
                int n = Math.min(left, buffer.remaining());
                buffer.put(bytes, from, n);
                from += n;
                left -= n;
            }
        }

        @Override
        public void flush() throws IOException {
            buffer.flip();
            try {
                while (buffer.hasRemaining()) {
                    at += channel.write(buffer, at);
                }
            } finally {
                buffer.clear();
            }
        }

        @Override
        public void close() {
            // The file stays open for the next record.
        }
    }

    /// Makes what was accepted safe against the loss of power.
    public synchronized void force() throws IOException {
        channel.force(false);
    }

    /// Drops records that a later one replaces.
    private void compact() throws IOException {
        Path fresh = file.resolveSibling("." + file.getFileName() + ".tmp");
        RecordLines lines = new RecordLines(channel);
        long at = 0;
        try (FileChannel target = FileChannel.open(
                fresh,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            while (lines.next()) {
                long key = Fnv.of(lines.head().orElseThrow(() -> new IOException("changed while it was read")).key());
                long size = lines.end() - lines.start();
                if (written.get(key, -1) == lines.start()) {
                    for (long copied = 0; copied < size;) {
                        copied += channel.transferTo(lines.start() + copied, size - copied, target);
                    }
                    written.put(key, at);
                    at += size;
                }
            }
            target.force(true);
        }
        if (Files.getFileStore(file).supportsFileAttributeView(PosixFileAttributeView.class)) {
            Files.setPosixFilePermissions(fresh, Files.getPosixFilePermissions(file));
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        channel.close();
        channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        length = at;
        superseded = false;
    }

    @Override
    public synchronized void finish(boolean complete) {
        try {
            if (!broken) {
                channel.force(true);
                if (superseded) {
                    compact();
                }
            }
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // Every record was written when it was accepted.
        }
        lock.close();
    }

    /// What a failure to write an output means to the user.
    public static AiException failed(Path file, IOException e) {
        String why = String.valueOf(e.getMessage());
        boolean full = why.contains("No space") || why.contains("quota") || why.contains("not enough space");
        return full
                ? AiException.limit(file + ": the disk is full", "free some space and run it again: it goes on")
                        .causedBy(e)
                : AiException.usage(file + ": cannot be written", "check that the folder is there and its rights")
                        .causedBy(e);
    }
}
