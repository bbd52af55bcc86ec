package aikit.model;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/// A server on this machine that behaves like the Hugging Face hub, faults included: the interface that lists a
/// repository, files behind a redirect to storage on another port, entity tags and ranges.
final class HubServer implements AutoCloseable {

    static final String REPOSITORY = "org/tiny";

    /// What goes wrong with the next request to the storage.
    enum Fault {
        RESET,
        NOT_FOUND_RANGE,
        TOO_MANY,
        ERROR_500,
        ERROR_503,
        WHOLE_INSTEAD_OF_PART,
        WRONG_RANGE,
        TRUNCATED,
        STALL,
        CHANGED,
        HTML,
        POINTER,
        WRONG_BYTES
    }

    /// What goes wrong with every request to the listing.
    enum ApiFault {
        NONE,
        HTML,
        GZIP_BOMB,
        TOO_LARGE,
        NOT_JSON,
        BAD_DIGEST,
        NO_COMMIT,
        NOT_FOUND,
        UNAUTHORIZED,
        BUSY
    }

    record Seen(String server, String path, Optional<String> range, Optional<String> token) {}

    /// Files above this size are in large file storage, named by SHA-256.
    private static final int LARGE = 1000;

    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-");

    final Map<String, byte[]> files = new TreeMap<>();
    final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
    final List<Seen> seen = new CopyOnWriteArrayList<>();
    /// Bytes that the storage has sent of files that went well.
    final AtomicLong sent = new AtomicLong();
    volatile ApiFault apiFault = ApiFault.NONE;
    volatile Optional<String> redirect = Optional.empty();
    volatile String licence = "mit";
    volatile String commit = "c".repeat(40);
    volatile int pauseMillis;
    volatile boolean digestsListed = true;
    volatile Optional<Long> listedSize = Optional.empty();

    private final HttpServer hub = server();
    private final HttpServer storage = server();
    private final CountDownLatch closing = new CountDownLatch(1);

    HubServer() {
        hub.createContext("/", exchange -> answer("hub", exchange, this::hub));
        storage.createContext("/", exchange -> answer("storage", exchange, this::storage));
        hub.start();
        storage.start();
    }

    String address() {
        return "http://127.0.0.1:" + hub.getAddress().getPort();
    }

    int port() {
        return hub.getAddress().getPort();
    }

    long requests(String server) {
        return seen.stream().filter(request -> request.server().equals(server)).count();
    }

    private static HttpServer server() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Handler {
        void handle(HttpExchange exchange) throws IOException;
    }

    private void answer(String server, HttpExchange exchange, Handler handler) throws IOException {
        try (exchange) {
            seen.add(new Seen(
                    server,
                    exchange.getRequestURI().getPath(),
                    Optional.ofNullable(exchange.getRequestHeaders().getFirst("Range")),
                    Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))));
            handler.handle(exchange);
        } catch (IOException e) {
            // The client went away, as some tests want it to.
        }
    }

    private void hub(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.startsWith("/api/models/" + REPOSITORY + "/revision/")) {
            api(exchange, path.substring(path.lastIndexOf('/') + 1));
            return;
        }
        String prefix = "/" + REPOSITORY + "/resolve/" + commit + "/";
        if (!path.startsWith(prefix) || !files.containsKey(path.substring(prefix.length()))) {
            send(exchange, 404, "text/plain", "no".getBytes(StandardCharsets.UTF_8));
            return;
        }
        byte[] bytes = files.get(path.substring(prefix.length()));
        if (isLarge(bytes)) {
            exchange.getResponseHeaders().set("X-Linked-Etag", "\"" + sha256(bytes) + "\"");
            exchange.getResponseHeaders().set("X-Linked-Size", "" + bytes.length);
            String storageAddress = "http://127.0.0.1:" + storage.getAddress().getPort() + "/"
                    + path.substring(prefix.length());
            exchange.getResponseHeaders().set("Location", redirect.orElse(storageAddress));
            exchange.sendResponseHeaders(302, -1);
        } else {
            exchange.getResponseHeaders().set("ETag", "\"" + blobId(bytes) + "\"");
            send(exchange, 200, "text/plain", bytes);
        }
    }

    private void api(HttpExchange exchange, String revision) throws IOException {
        switch (apiFault) {
            case HTML ->
                send(exchange, 200, "text/html; charset=utf-8", "<html>log in</html>".getBytes(StandardCharsets.UTF_8));
            case GZIP_BOMB -> {
                ByteArrayOutputStream bomb = new ByteArrayOutputStream();
                try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
                    gzip.write(new byte[50 << 20]);
                }
                exchange.getResponseHeaders().set("Content-Encoding", "gzip");
                send(exchange, 200, "application/json", bomb.toByteArray());
            }
            case TOO_LARGE -> send(exchange, 200, "application/json", new byte[9 << 20]);
            case NOT_JSON -> send(exchange, 200, "application/json", "{\"sha\": ".getBytes(StandardCharsets.UTF_8));
            case BAD_DIGEST -> send(exchange, 200, "application/json",
                    ("{\"sha\":\"" + commit + "\",\"siblings\":[{\"rfilename\":\"onnx/model.onnx\",\"size\":1,"
                            + "\"lfs\":{\"size\":1,\"sha256\":\"../../../../etc/passwd\"}}]}")
                            .getBytes(StandardCharsets.UTF_8));
            case NO_COMMIT ->
                send(exchange, 200, "application/json", "{\"siblings\":[]}".getBytes(StandardCharsets.UTF_8));
            case NOT_FOUND -> send(exchange, 404, "application/json", "{}".getBytes(StandardCharsets.UTF_8));
            case UNAUTHORIZED -> send(exchange, 401, "application/json", "{}".getBytes(StandardCharsets.UTF_8));
            case BUSY -> {
                exchange.getResponseHeaders().set("Retry-After", "0");
                send(exchange, 429, "application/json", "{}".getBytes(StandardCharsets.UTF_8));
            }
            case NONE -> {
                boolean known = List.of("main", "v1", commit).contains(revision);
                send(exchange, known ? 200 : 404, "application/json", listing().getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private String listing() {
        String siblings = files.entrySet().stream()
                .map(file -> sibling(file.getKey(), file.getValue()))
                .collect(Collectors.joining(","));
        return "{\"id\":\"%s\",\"sha\":\"%s\",\"cardData\":{\"license\":\"%s\"},\"siblings\":[%s]}"
                .formatted(REPOSITORY, commit, licence, siblings);
    }

    private String sibling(String path, byte[] bytes) {
        if (!digestsListed) {
            return "{\"rfilename\":\"%s\"}".formatted(path);
        }
        String large = isLarge(bytes)
                ? ",\"lfs\":{\"sha256\":\"%s\",\"size\":%d,\"pointerSize\":134}".formatted(sha256(bytes),
                        listedSize.orElse((long) bytes.length))
                : "";
        return "{\"rfilename\":\"%s\",\"size\":%d,\"blobId\":\"%s\"%s}".formatted(path, bytes.length, blobId(bytes),
                large);
    }

    private void storage(HttpExchange exchange) throws IOException {
        byte[] bytes = files.get(exchange.getRequestURI().getPath().substring(1));
        Optional<Fault> fault = Optional.ofNullable(faults.poll());
        if (fault.isEmpty()) {
            body(exchange, bytes, "\"" + sha256(bytes) + "\"");
            return;
        }
        switch (fault.get()) {
            case RESET -> part(exchange, bytes, bytes.length / 3);
            case TRUNCATED -> part(exchange, bytes, bytes.length - 1);
            case STALL -> {
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
                exchange.getResponseBody().flush();
                await();
            }
            case NOT_FOUND_RANGE -> exchange.sendResponseHeaders(416, -1);
            case TOO_MANY -> {
                exchange.getResponseHeaders().set("Retry-After", "0");
                exchange.sendResponseHeaders(429, -1);
            }
            case ERROR_500 -> exchange.sendResponseHeaders(500, -1);
            case ERROR_503 -> exchange.sendResponseHeaders(503, -1);
            case WHOLE_INSTEAD_OF_PART -> send(exchange, 200, "application/octet-stream", bytes);
            case WRONG_RANGE -> {
                exchange.getResponseHeaders().set("Content-Range",
                        "bytes 1-%d/%d".formatted(bytes.length - 1, bytes.length));
                send(exchange, 206, "application/octet-stream", Arrays.copyOfRange(bytes, 1, bytes.length));
            }
            case CHANGED -> {
                byte[] other = bytes.clone();
                other[0]++;
                body(exchange, other, "\"changed\"");
            }
            case HTML ->
                send(exchange, 200, "text/html", "<!DOCTYPE html><html>log in</html>".getBytes(StandardCharsets.UTF_8));
            case POINTER -> send(exchange, 200, "application/octet-stream",
                    ("version https://git-lfs.github.com/spec/v1\noid sha256:" + sha256(bytes) + "\n")
                            .getBytes(StandardCharsets.UTF_8));
            case WRONG_BYTES -> {
                byte[] wrong = bytes.clone();
                wrong[wrong.length - 1]++;
                send(exchange, 200, "application/octet-stream", wrong);
            }
        }
    }

    private void await() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Promises all bytes and sends the first few.
    private static void part(HttpExchange exchange, byte[] bytes, int count) throws IOException {
        exchange.getResponseHeaders().set("ETag", "\"" + sha256(bytes) + "\"");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes, 0, count);
        exchange.getResponseBody().flush();
    }

    private void body(HttpExchange exchange, byte[] bytes, String tag) throws IOException {
        exchange.getResponseHeaders().set("ETag", tag);
        Matcher range = RANGE.matcher(Optional.ofNullable(exchange.getRequestHeaders().getFirst("Range")).orElse(""));
        String condition = Optional.ofNullable(exchange.getRequestHeaders().getFirst("If-Range")).orElse(tag);
        int from = range.matches() && condition.equals(tag) ? Integer.parseInt(range.group(1)) : 0;
        if (range.matches() && from >= bytes.length) {
            exchange.sendResponseHeaders(416, -1);
            return;
        }
        if (from > 0) {
            exchange.getResponseHeaders().set("Content-Range",
                    "bytes %d-%d/%d".formatted(from, bytes.length - 1, bytes.length));
        }
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, bytes.length - from);
        try (OutputStream out = exchange.getResponseBody()) {
            for (int at = from; at < bytes.length; at += 1 << 16) {
                int count = Math.min(1 << 16, bytes.length - at);
                out.write(bytes, at, count);
                sent.addAndGet(count);
                if (pauseMillis > 0) {
                    out.flush();
                    Thread.sleep(pauseMillis);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] bytes) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static boolean isLarge(byte[] bytes) {
        return bytes.length > LARGE;
    }

    static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(hash("SHA-256").digest(bytes));
    }

    static String blobId(byte[] bytes) {
        MessageDigest sha1 = hash("SHA-1");
        sha1.update(("blob " + bytes.length + "\0").getBytes(StandardCharsets.US_ASCII));
        return HexFormat.of().formatHex(sha1.digest(bytes));
    }

    private static MessageDigest hash(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        closing.countDown();
        hub.stop(0);
        storage.stop(0);
    }
}
