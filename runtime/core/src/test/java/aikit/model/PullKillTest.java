package aikit.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.Home;
import aikit.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Processes that are killed while they pull, with no chance to clean up. `-Dai.kills=30` kills more of them.
class PullKillTest {

    private static final int SIZE = 12 << 20;

    @TempDir
    Path folder;

    /// The process that is killed: pulls `tiny` and says its digest.
    static final class Pull {

        private Pull() {}

        public static void main(String[] args) {
            Map<String, String> environment = Map.of("AI_HOME", args[0], "HF_ENDPOINT", args[1]);
            Home home = Home.of(environment);
            Path catalog = Path.of(args[2]);
            ModelStore store = new ModelStore(
                    ModelCatalog.read(catalog, catalog.resolveSibling("none"), home.cache()), home, Optional.empty(),
                    () -> HubSettings.of(home, environment, false));
            System.out.println(store.open("tiny", "", "", Progress.none()).graphs().getFirst().sha256());
        }
    }

    @Test
    void nothingUnverifiedIsEverVisible() throws Exception {
        int kills = Integer.getInteger("ai.kills", 10);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] graph = HubFixture.bytes(SIZE);
        try (HubServer server = new HubServer()) {
            HubFixture hub = HubFixture.of(server, folder);
            server.files.put("onnx/model.onnx", graph);
            server.pauseMillis = 10; // 64 kB each 10 ms: 2 s for the file
            Path catalog = hub.catalog("hf:org/tiny");
            for (int i = 0; i < kills; i++) {
                Process process = pull(server, catalog);
                // The first is killed in the midst of the file, so that there is something to resume.
                long enough = server.sent.get() + (i == 0 ? SIZE / 4 : random.nextInt(SIZE / 4));
                boolean ended = false;
                while (!ended && server.sent.get() < enough) {
                    ended = process.waitFor(5, TimeUnit.MILLISECONDS);
                }
                process.destroyForcibly().waitFor();
                assertTrue(!ended || process.exitValue() == 0, () -> "seed " + seed + ": " + output(process));
                checkVisible(hub, seed);
            }
            server.pauseMillis = 0;
            Process last = pull(server, catalog);
            assertEquals(HubServer.sha256(graph), output(last), "seed " + seed);
            assertArrayEquals(graph, Files.readAllBytes(hub.snapshot().resolve("onnx/model.onnx")));
            assertTrue(
                    HubFixture.tree(hub.cache()).stream().noneMatch(file -> file.toString().contains(".incomplete")));
            long resumed = server.seen.stream().filter(seen -> seen.range().isPresent()).count();
            assertTrue(resumed > 0, "seed " + seed + ": nothing was resumed");
        }
    }

    private Process pull(HubServer server, Path catalog) throws IOException {
        return new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xshare:auto", "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), Pull.class.getName(),
                folder.resolve("home").toString(), server.address(), catalog.toString())
                .redirectErrorStream(true)
                .start();
    }

    private static String output(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return e.toString();
        }
    }

    /// Whatever stands in a snapshot or under the name of a blob has the digest that it claims.
    private static void checkVisible(HubFixture hub, long seed) throws IOException {
        for (Path file : HubFixture.tree(hub.cache().resolve("snapshots"))) {
            assertTrue(Digest.ofTag(file.toRealPath().getFileName().toString()).matches(file),
                    "seed " + seed + ": " + file);
        }
        for (Path blob : HubFixture.tree(hub.cache().resolve("blobs"))) {
            String name = blob.getFileName().toString();
            assertTrue(
                    name.contains(".incomplete") || Digest.ofTag(name).matches(blob), "seed " + seed + ": " + blob);
        }
        hub.store().lock().pins(); // readable, whatever happened
    }
}
