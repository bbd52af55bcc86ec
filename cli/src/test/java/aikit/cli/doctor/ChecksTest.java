package aikit.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.AiException;
import aikit.Home;
import aikit.cli.doctor.Finding.State;
import aikit.model.HubSettings;
import aikit.onnx.Accelerator;
import aikit.onnx.OnnxEngine.Probe;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChecksTest {

    @TempDir
    Path folder;

    private static Finding only(Check check, String name) {
        List<Finding> found = check.findings().stream().filter(finding -> finding.name().equals(name)).toList();
        assertEquals(1, found.size(), name);
        return found.getFirst();
    }

    private static Probe works(Accelerator accelerator) {
        return new Probe(accelerator, true, "");
    }

    private static Probe fails(Accelerator accelerator, String reason) {
        return new Probe(accelerator, false, reason);
    }

    @Test
    void onlyTheProcessorIsNeeded() {
        EngineCheck all = new EngineCheck("", () -> Arrays.stream(Accelerator.values())
                .map(one -> fails(one, "Error code - ORT_FAIL - message: because"))
                .toList());
        for (Finding finding : all.findings().subList(1, 1 + Accelerator.values().length)) {
            assertEquals("does not work: because", finding.message());
            assertFalse(finding.hint().isBlank(), finding.name());
            assertEquals(finding.name().equals("cpu"), finding.state() == State.FAIL, finding.name());
        }
        assertEquals(State.OK, only(new EngineCheck("", () -> List.of(works(Accelerator.CUDA))), "cuda").state());
    }

    @Test
    void anEngineThatCannotBeLoadedIsAFinding() {
        Check foreseen = new EngineCheck("", () -> {
            throw AiException.device("no native library for linux-riscv64", "use Linux (x64)");
        });
        assertEquals("no native library for linux-riscv64", only(foreseen, "onnxruntime").message());
        Check unlinked = new EngineCheck("", () -> {
            throw new UnsatisfiedLinkError("libfoo.so: cannot open\nmore");
        });
        Finding finding = only(unlinked, "onnxruntime");
        assertEquals("a native library cannot be loaded: libfoo.so: cannot open", finding.message());
        assertEquals(State.FAIL, finding.state());
    }

    @Test
    void nativesThatTheLauncherNamesMustBeThere() throws IOException {
        assertEquals(State.WARN, only(new EngineCheck(folder.toString(), List::of), "natives").state());
        for (String library : List.of("onnxruntime", "tokenizers")) {
            Files.createFile(folder.resolve(System.mapLibraryName(library)));
        }
        assertEquals(State.OK, only(new EngineCheck(folder.toString(), List::of), "natives").state());
    }

    @Test
    void foldersAreMeasuredAndTried() throws IOException {
        Home home = new Home(folder.resolve("config"), folder.resolve("data/ai"), folder.resolve("cache"));
        Files.write(Files.createDirectories(home.cache().resolve("a/b")).resolve("file"), new byte[1_500]);
        Files.createSymbolicLink(home.cache().resolve("loop"), home.cache());
        Files.createFile(folder.resolve("config"));
        FolderCheck check = new FolderCheck(home, Path.of("/proc/hub"));
        Finding cache = only(check, "cache");
        assertTrue(cache.message().startsWith(home.cache() + ": 1.5 kB in 1 file, "), cache.message());
        assertTrue(cache.numbers().get("free_bytes") > 0);
        assertTrue(only(check, "data").message().contains("not made yet"));
        assertFalse(Files.exists(home.data()));
        assertEquals(State.WARN, only(check, "config").state());
        assertTrue(only(check, "config").message().endsWith("is not a folder"));
        assertEquals(State.WARN, only(check, "hub cache").state());
        try (Stream<Path> files = Files.walk(folder)) {
            assertTrue(files.noneMatch(file -> file.getFileName().toString().startsWith(".ai-doctor")));
        }
    }

    @Test
    void theMachineIsDescribed() throws IOException {
        Path info = folder.resolve("cpuinfo");
        Files.writeString(info, "model name\t: Some CPU @ 3\nflags\t\t: fpu avx2 avx512_vnni\n");
        Path libraries = Files.createDirectory(folder.resolve("lib"));
        MachineCheck check = new MachineCheck(info, libraries);
        String processor = only(check, "processor").message();
        assertTrue(processor.matches("Some CPU @ 3, \\d+ cores? for this process, avx2, avx512_vnni"), processor);
        assertEquals(State.OK, only(check, "system").state());
        Files.createFile(libraries.resolve("ld-musl-x86_64.so.1"));
        assertEquals(State.FAIL, only(check, "system").state());
        MachineCheck unknown = new MachineCheck(folder.resolve("none"), folder.resolve("none"));
        assertTrue(only(unknown, "processor").message().startsWith(System.getProperty("os.arch")));
    }

    @Test
    void theLocaleIsTold() {
        Finding names = only(new JavaCheck(Map.of("LANG", "de_DE.UTF-8", "LC_ALL", "C")), "file names");
        assertTrue(names.message().contains("(locale C)"), names.message());
        Finding archive = only(new JavaCheck(Map.of("AI_ARCHIVE", "off")), "class archive");
        assertEquals("switched off by AI_ARCHIVE", archive.message());
    }

    private HubSettings hub(String endpoint, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("AI_HOME", folder.toString());
        environment.put("HF_ENDPOINT", endpoint);
        return HubSettings.of(Home.of(environment), environment, false);
    }

    @Test
    void aHubThatIsBusyOrSilentIsAWarning() throws IOException {
        HttpServer busy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        busy.createContext("/", exchange -> {
            exchange.sendResponseHeaders(exchange.getRequestURI().getPath().startsWith("/closed") ? 401 : 503, -1);
            exchange.close();
        });
        busy.start();
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "http://localhost:" + busy.getAddress().getPort();
            Finding finding = only(new HubCheck(hub(address, Map.of()), Duration.ofSeconds(5)), "endpoint");
            assertEquals(State.WARN, finding.state());
            assertEquals(503, finding.numbers().get("http_status"));
            Check closed = new HubCheck(hub(address + "/closed", Map.of()), Duration.ofSeconds(5));
            assertEquals(State.OK, only(closed, "endpoint").state());
            String mute = "http://localhost:" + silent.getLocalPort();
            Finding late = only(new HubCheck(hub(mute, Map.of()), Duration.ofSeconds(1)), "endpoint");
            assertEquals(mute + ": cannot be asked: no answer within 1 s", late.message());
            assertEquals(State.WARN, late.state());
        } finally {
            busy.stop(0);
        }
    }

    @Test
    void certificatesThatCannotBeReadAreAWarning() throws IOException {
        Path none = folder.resolve("none.pem");
        HubSettings settings = hub("http://localhost:1", Map.of("AI_CA_BUNDLE", none.toString()));
        Check missing = new HubCheck(settings, Duration.ofSeconds(1));
        assertEquals(State.WARN, only(missing, "certificates").state());
        assertEquals(State.WARN, only(missing, "endpoint").state());
        assertEquals(State.NONE, only(missing, "token").state());
    }

    @Test
    void theReportTellsTheWorst() {
        Finding ok = Finding.ok("a", "b", "c");
        Finding odd = Finding.warn("a", "b", "\u001b[31mc\nd", "e");
        assertEquals(State.OK, new Report(List.of(ok)).state());
        Report sound = new Report(List.of(ok, Finding.none("a", "b", "c")));
        assertTrue(sound.json().startsWith("{\"schema\":\"ai.doctor/1\",\"status\":\"ok\",\"checks\":["), sound.json());
        assertTrue(new Report(List.of(ok, odd)).text().endsWith("\n1 thing to look at; ai works\n"));
        assertTrue(new Report(List.of(ok, odd)).text().contains("  warn  b ?[31mc?d\n"));
        Finding broken = Finding.fail("f", "g", "h", "i");
        assertEquals(State.FAIL, new Report(List.of(broken, odd, ok)).state());
        assertEquals(1, new Report(List.of(broken)).json().lines().count());
    }
}
