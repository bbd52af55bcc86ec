package aikit.model;

import aikit.AiException;
import aikit.Progress;
import aikit.model.Downloader.Wanted;
import aikit.model.HubConnection.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The bytes of one file on their way to a partial file: what is on the disk, its hash so far, and the entity tag it
/// came under. A connection that breaks or stalls is taken up where it broke, as long as there is progress.
final class Transfer {

    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,18})-\\d{1,18}/(\\d{1,18}|\\*)");

    /// Why one request did not complete the file.
    private record Failure(AiException why, Optional<Duration> retryAfter) {}

    private final HubConnection connection;
    private final Wanted wanted;
    private final Path partial;
    private final Progress.Task progress;
    private final Backoff backoff;
    private final MessageDigest hash = Digest.sha256("0".repeat(64)).start(0);
    private long have;
    private long furthest;
    private String tag = "";

    Transfer(HubConnection connection, Wanted wanted, Path partial, Progress.Task progress) {
        this.connection = connection;
        this.wanted = wanted;
        this.partial = partial;
        this.progress = progress;
        this.backoff = new Backoff(connection.settings().timeouts().pause());
    }

    /// Fetches until the file is complete and on the disk.
    ///
    /// @return the SHA-256 of all its bytes, not compared with anything yet
    /// @throws IOException when the disk fails; a network that fails for good is an [AiException]
    String complete() throws IOException {
        readPartial();
        while (have == 0 || have != wanted.bytes()) {
            Optional<Failure> failure = request();
            if (failure.isEmpty()) {
                break;
            }
            backoff.pause(failure.get().retryAfter(), failure.get().why());
        }
        return HexFormat.of().formatHex(hash.digest());
    }

    private void readPartial() throws IOException {
        if (!Files.exists(partial)) {
            return;
        }
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(partial)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                count(buffer, n);
            }
        }
        if (wanted.bytes() >= 0 && have > wanted.bytes()) {
            restart();
        }
    }

    private void count(byte[] buffer, int n) {
        hash.update(buffer, 0, n);
        have += n;
        if (have > furthest) {
            progress.advance(have - furthest);
            furthest = have;
            backoff.progressed();
        }
    }

    /// Drops what is there. The file is removed, not emptied: whoever else may hold it open keeps its own.
    private void restart() throws IOException {
        Files.deleteIfExists(partial);
        hash.reset();
        have = 0;
        tag = "";
    }

    private Optional<Failure> request() throws IOException {
        Answer answer;
        try {
            answer = connection.get(wanted.address(), wanted.origin(), range());
        } catch (IOException e) {
            return Optional.of(broken(e));
        }
        try (answer) {
            switch (answer.status()) {
                case 200 -> restart();
                case 206 -> {
                    if (rangeStart(answer.headers()) != have) {
                        restart();
                        return Optional.of(new Failure(
                                AiException.model(wanted.name() + ": the server sends another part than asked for", ""),
                                Optional.empty()));
                    }
                }
                case 416 -> {
                    restart();
                    return Optional.of(new Failure(HubClient.refusal(wanted.name(), 416), Optional.empty()));
                }
                default -> {
                    AiException refusal = HubClient.refusal(wanted.name(), answer.status());
                    if (answer.isBusy()) {
                        return Optional.of(new Failure(refusal, answer.retryAfter()));
                    }
                    throw refusal;
                }
            }
            if (answer.isWebPage() && !wanted.address().getPath().endsWith(".html")) {
                throw HubClient.webPage(wanted.name());
            }
            tag = answer.headers().firstValue("ETag").filter(t -> t.startsWith("\"")).orElse("");
            return receive(answer.body(), total(answer));
        }
    }

    private Map<String, String> range() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept-Encoding", "identity");
        if (have > 0) {
            headers.put("Range", "bytes=" + have + "-");
            if (!tag.isEmpty()) {
                headers.put("If-Range", tag);
            }
        }
        return headers;
    }

    private static long rangeStart(HttpHeaders headers) {
        Matcher range = CONTENT_RANGE.matcher(headers.firstValue("Content-Range").orElse(""));
        return range.matches() ? Long.parseLong(range.group(1)) : -1;
    }

    /// The size of the whole file as this answer states it; negative when it does not.
    private static long total(Answer answer) {
        Matcher range = CONTENT_RANGE.matcher(answer.header("Content-Range"));
        if (range.matches()) {
            return range.group(2).equals("*") ? -1 : Long.parseLong(range.group(2));
        }
        return answer.headers().firstValueAsLong("Content-Length").orElse(-1);
    }

    private Optional<Failure> receive(InputStream body, long total) throws IOException {
        long most = wanted.bytes() >= 0 ? wanted.bytes() : Long.MAX_VALUE;
        byte[] buffer = new byte[1 << 16];
        try (FileChannel out = FileChannel.open(partial, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            out.position(have);
            while (have < most) {
                int n;
                try {
                    n = body.read(buffer, 0, (int) Math.min(buffer.length, most - have));
                } catch (IOException e) {
                    return Optional.of(broken(e));
                }
                if (n < 0) {
                    break;
                }
                ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, n);
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                count(buffer, n);
            }
            out.force(true);
        }
        // A server that is sure the file ends here is believed; the digest will tell.
        boolean ended = have == most || have == total || wanted.bytes() < 0 && total < 0;
        return ended ? Optional.empty() : Optional.of(broken(new IOException("the answer ended early")));
    }

    private Failure broken(IOException e) {
        return new Failure(HubClient.unreachable(wanted.name(), wanted.address(), e), Optional.empty());
    }
}
