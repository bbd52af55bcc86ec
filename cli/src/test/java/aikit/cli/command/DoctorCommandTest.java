package aikit.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.cli.GlobalOptions;
import aikit.Home;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The whole command in this process, with the real engine, the real built-in model, and a hub on this machine.
class DoctorCommandTest {

    private static final String SECRET = "hf_canary0123456789";

    /// Shared, so that only the first test prepares natives and graphs.
    @TempDir
    static Path folder;

    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer hub;
    private final Map<String, String> more = new HashMap<>();

    private record Run(int exit, String out) {

        JsonNode json() {
            assertEquals(1, out.lines().count());
            return JsonMapper.shared().readTree(out);
        }

        Map<String, JsonNode> checks() {
            Map<String, JsonNode> checks = new TreeMap<>();
            json().path("checks").forEach(
                    check -> checks.put(check.path("area").asString() + " " + check.path("name").asString(), check));
            return checks;
        }

        String status(String check) {
            return checks().get(check).path("status").asString();
        }
    }

    @BeforeEach
    void startHub() throws IOException {
        hub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hub.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(exchange.getRequestHeaders().containsKey("Authorization") ? 500 : 200, -1);
            exchange.close();
        });
        hub.start();
    }

    @AfterEach
    void stopHub() throws IOException {
        hub.stop(0);
        Files.deleteIfExists(folder.resolve("home/config/models.yaml"));
    }

    private Run run(String... args) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "AI_HOME", folder.resolve("home").toString(),
                "HF_ENDPOINT", "http://localhost:" + hub.getAddress().getPort(),
                "HF_TOKEN", SECRET,
                "LANG", "C.UTF-8"));
        environment.putAll(more);
        GlobalOptions global = new GlobalOptions();
        CommandLine line = new CommandLine(new DoctorCommand(environment, Home.of(environment), global));
        global.addTo(line);
        StringWriter out = new StringWriter();
        line.setOut(new PrintWriter(out));
        return new Run(line.execute(args), out.toString());
    }

    @Test
    void findsAMachineThatWorks() {
        Run run = run("--json");
        assertEquals(0, run.exit(), run.out());
        assertEquals("ai.doctor/1", run.json().path("schema").asString());
        for (String check : List.of(
                "components ffmpeg",
                "components onnxruntime",
                "java version",
                "machine system",
                "machine processor",
                "engine natives",
                "engine cpu",
                "folders cache",
                "models all-minilm-l6-v2",
                "hub endpoint",
                "embedding one text",
                "media ffmpeg",
                "media playlists")) {
            assertEquals("ok", run.status(check), check);
        }
        Map<String, JsonNode> checks = run.checks();
        assertTrue(checks.get("embedding one text").path("message").asString()
                .startsWith("all-minilm-l6-v2 on cpu: 384 numbers in "));
        assertTrue(checks.get("folders cache").path("free_bytes").asLong() > 0);
        assertEquals(200, checks.get("hub endpoint").path("http_status").asInt());
        assertEquals(1, asked.get());
    }

    @Test
    void triesEveryAccelerator() {
        Map<String, JsonNode> checks = run("--json", "--offline").checks();
        for (String name : List.of("cuda", "tensorrt", "coreml", "directml", "openvino")) {
            JsonNode check = checks.get("engine " + name);
            if (!check.path("status").asString().equals("ok")) {
                String message = check.path("message").asString();
                assertTrue(message.matches("does not work: .{10,}"), message);
                assertFalse(check.path("hint").asString().isBlank());
            }
        }
    }

    @Test
    void asksNobodyOffline() {
        Run run = run("--json", "--offline");
        assertEquals(0, run.exit());
        assertEquals(0, asked.get());
        assertEquals("none", run.status("hub endpoint"));
        assertTrue(run.out().contains("not asked, because this run is offline"));
    }

    @Test
    void asksNobodyWhenTheEnvironmentForbidsIt() {
        more.put("HF_HUB_OFFLINE", "yes");
        assertEquals("none", run("--json").status("hub endpoint"));
        assertEquals(0, asked.get());
    }

    @Test
    void asksThroughTheProxyAndTellsNoSecret() {
        int port = hub.getAddress().getPort();
        more.put("HTTP_PROXY", "http://user:" + SECRET + "@localhost:" + port);
        more.put("HF_ENDPOINT", "http://hub.example");
        for (Run run : List.of(run("--json"), run())) {
            assertEquals(0, run.exit());
            assertFalse(run.out().contains(SECRET));
            assertTrue(run.out().contains("localhost:" + port));
            assertTrue(run.out().contains("http://hub.example: answers 200"), run.out());
        }
        assertEquals(2, asked.get());
    }

    @Test
    void warnsWhenTheHubCannotBeReached() {
        hub.stop(0);
        Run run = run("--json");
        assertEquals(0, run.exit());
        assertEquals("warn", run.status("hub endpoint"));
        assertTrue(run.checks().get("hub endpoint").path("message").asString().endsWith(": the connection is refused"));
    }

    @Test
    void writesAReportForPeople() {
        String text = run("--offline").out();
        assertTrue(text.lines().anyMatch(line -> line.matches("  ok    cpu +works")), text);
        assertTrue(text.lines().anyMatch(line -> line.matches(" +hint: \\S.*")), text);
        String last = text.lines().toList().getLast();
        assertTrue(last.equals("everything works") || last.endsWith("to look at; ai works"), last);
        assertTrue(text.lines().allMatch(line -> line.indexOf('\t') < 0));
    }

    @Test
    void failsWhenTheDefaultModelIsNotHere() throws IOException {
        Path own = folder.resolve("home/config/models.yaml");
        Files.createDirectories(own.getParent());
        Files.writeString(own, """
                schema: ai.models/1
                defaults:
                  embed: mine
                models:
                  mine:
                    tasks: [embed]
                    family: bert
                    licence: MIT
                    source: file:/no/such/folder
                    variants:
                      fp32:
                        - path: onnx/model.onnx
                """);
        Run run = run("--json");
        assertEquals(5, run.exit(), run.out());
        assertEquals("fail", run.json().path("status").asString());
        assertEquals("fail", run.status("embedding one text"));
        assertTrue(run().out().endsWith("1 thing that must be mended before ai works\n"));
    }

    @Test
    void failsWhenTheCatalogueIsBroken() throws IOException {
        Path own = folder.resolve("home/config/models.yaml");
        Files.createDirectories(own.getParent());
        Files.writeString(own, "schema: [");
        Run run = run("--json");
        assertEquals(5, run.exit());
        assertEquals("fail", run.status("models catalogue"));
    }

    @Test
    void goesOnWhenTheHubSettingsAreWrong() {
        more.put("HF_ENDPOINT", "not an address");
        Run run = run("--json");
        assertEquals(0, run.exit());
        assertEquals("warn", run.status("hub settings"));
        assertEquals("ok", run.status("embedding one text"));
    }

    @Test
    void leavesOnlyItsCacheBehind() throws IOException {
        run("--offline");
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> outside = files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(folder.resolve("home/cache")))
                    .toList();
            assertEquals(List.of(), outside);
        }
    }
}
