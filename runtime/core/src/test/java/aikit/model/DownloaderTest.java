package aikit.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.AiException;
import aikit.Progress;
import aikit.model.HubServer.ApiFault;
import aikit.model.HubServer.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DownloaderTest {

    @TempDir
    Path folder;

    private final HubServer server = new HubServer();
    private HubFixture hub;

    @BeforeEach
    void model() {
        hub = HubFixture.of(server, folder);
        server.files.remove("tokenizer.json");
        server.files.put("tokenizer.json", new byte[]{'{', '}'}); // the graph alone comes from the storage
    }

    @AfterEach
    void close() {
        server.close();
    }

    private void pull() throws IOException {
        ModelDir dir = hub.store().open("tiny", "", "", Progress.none());
        assertArrayEquals(HubFixture.GRAPH, Files.readAllBytes(dir.graphs().getFirst().file()));
        assertTrue(HubFixture.tree(hub.cache()).stream().noneMatch(file -> file.toString().contains(".incomplete")));
    }

    private AiException failure() throws IOException {
        AiException e = assertThrows(AiException.class, this::pull);
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
        assertFalse(Files.exists(hub.cache().resolve("snapshots")), "nothing is visible before all is verified");
        assertFalse(Files.exists(hub.cache().resolve("blobs").resolve(HubServer.sha256(HubFixture.GRAPH))));
        return e;
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {
                "RESET", "NOT_FOUND_RANGE", "TOO_MANY", "ERROR_500", "ERROR_503", "WHOLE_INSTEAD_OF_PART",
                "WRONG_RANGE",
                "TRUNCATED", "STALL", "CHANGED", "POINTER", "WRONG_BYTES"
            })
    void oneFaultIsOvercome(Fault fault) throws IOException {
        server.faults.add(fault);
        pull();
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"RESET", "NOT_FOUND_RANGE", "TOO_MANY", "WHOLE_INSTEAD_OF_PART", "WRONG_RANGE", "CHANGED",
                "WRONG_BYTES"})
    void aFaultWhileResumingIsOvercome(Fault fault) throws IOException {
        server.faults.addAll(List.of(Fault.TRUNCATED, fault));
        pull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RESET | cannot be reached",
                "ERROR_500 | HTTP 500",
                "TOO_MANY | slow down",
                "STALL | no byte for 0.4 s",
                "WRONG_RANGE | another part than asked for",
                "NOT_FOUND_RANGE | HTTP 416",
                "POINTER | Git LFS pointer",
                "WRONG_BYTES | not the digest that was promised",
                "CHANGED | not the digest that was promised",
                "HTML | a web page came"
            })
    void aFaultThatStaysIsSaid(Fault fault, String message) throws IOException {
        for (int i = 0; i < 12; i++) {
            server.faults.add(fault);
        }
        AiException e = failure();
        assertEquals(AiException.Kind.MODEL, e.kind());
        assertTrue(e.getMessage().contains(message), e.getMessage());
        server.faults.clear();
        pull();
    }

    @Test
    void resumesWhereItBroke() throws IOException {
        server.faults.add(Fault.TRUNCATED);
        pull();
        Optional<String> range = server.seen.stream()
                .filter(seen -> seen.server().equals("storage"))
                .reduce((first, second) -> second)
                .flatMap(HubServer.Seen::range);
        // What was still under way when the connection broke is lost; nearly all of it had come.
        int from = Integer.parseInt(range.orElseThrow().replaceAll("bytes=(\\d+)-", "$1"));
        assertTrue(from > HubFixture.GRAPH.length / 2 && from < HubFixture.GRAPH.length, range.toString());
    }

    @Test
    void aLaterRunResumesAnEarlierOne() throws IOException {
        for (int i = 0; i < 12; i++) {
            server.faults.add(Fault.RESET);
        }
        failure();
        server.faults.clear();
        server.seen.clear();
        pull();
        String range = server.seen.stream().flatMap(seen -> seen.range().stream()).findFirst().orElseThrow();
        assertTrue(Integer.parseInt(range.replaceAll("\\D", "")) >= HubFixture.GRAPH.length / 3, range);
    }

    @Test
    void aSpoiltPartialFileCostsOneMoreTry() throws IOException {
        Path blobs = hub.cache().resolve("blobs");
        Files.createDirectories(blobs);
        Files.write(blobs.resolve(HubServer.sha256(HubFixture.GRAPH) + ".ai.incomplete"), new byte[1000]);
        pull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTML | a web page came",
                "GZIP_BOMB | compressed although nobody asked",
                "TOO_LARGE | larger than",
                "NOT_JSON | not valid JSON",
                "BAD_DIGEST | is not a digest",
                "NO_COMMIT | names no commit",
                "NOT_FOUND | does not have it",
                "UNAUTHORIZED | refuses access",
                "BUSY | slow down"
            })
    void aStrangeListingIsSaid(ApiFault fault, String message) throws IOException {
        server.apiFault = fault;
        AiException e = failure();
        assertEquals(AiException.Kind.MODEL, e.kind());
        assertTrue(e.getMessage().contains(message), e.getMessage());
        server.apiFault = ApiFault.NONE;
        pull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data/",
                "https://169.254.169.254/x",
                "http://example.com/x",
                "https://10.0.0.1/x",
                "https://192.168.1.1/x",
                "https://[fe80::1]/x",
                "https://[fd00::1]/x",
                "https://0.0.0.0/x",
                "https://user:secret@example.com/x",
                "file:///etc/passwd",
                "ftp://example.com/x",
                "https:///x",
                "http://exa mple/"
            })
    void aHostileRedirectIsRefused(String location) throws IOException {
        server.redirect = Optional.of(location);
        AiException e = failure();
        assertEquals(AiException.Kind.MODEL, e.kind());
        assertTrue(e.getMessage().contains("redirect"), e.getMessage());
        assertFalse(e.getMessage().contains("secret"), e.getMessage());
    }

    @Test
    void redirectsEnd() throws IOException {
        server.redirect = Optional.of("/org/tiny/resolve/" + server.commit + "/onnx/model.onnx");
        assertTrue(failure().getMessage().contains("redirects without end"));
    }

    @Test
    void eightAtOnceFetchOnce() throws Exception {
        server.pauseMillis = 20;
        Path catalog = hub.catalog("hf:org/tiny");
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            Callable<String> pull = () -> hub.store(catalog, Map.of(), false)
                    .open("tiny", "", "", Progress.none()).graphs().getFirst().sha256();
            for (Future<String> done : threads.invokeAll(List.of(pull, pull, pull, pull, pull, pull, pull, pull))) {
                assertEquals(HubServer.sha256(HubFixture.GRAPH), done.get());
            }
        }
        pull();
        assertEquals(1, server.requests("storage"));
        assertEquals(3, hub.store().lock().pins().get("tiny").files().size());
    }

    @Test
    void theDiskMustHaveRoom() throws IOException {
        server.apiFault = ApiFault.NONE;
        Path catalog = hub.catalog("hf:org/tiny");
        server.listedSize = Optional.of(1L << 55);
        AiException e = assertThrows(
                AiException.class, () -> hub.store(catalog, Map.of(), false).open("tiny", "", "", Progress.none()));
        assertEquals(AiException.Kind.LIMIT, e.kind());
        assertTrue(e.getMessage().contains("MB free"), e.getMessage());
        assertEquals(0, server.requests("storage"));
    }
}
