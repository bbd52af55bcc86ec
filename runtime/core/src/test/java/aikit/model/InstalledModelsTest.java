package aikit.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.AiException;
import aikit.Progress;
import aikit.model.InstalledModels.Health;
import aikit.model.InstalledModels.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstalledModelsTest {

    @TempDir
    Path folder;

    private final HubServer server = new HubServer();
    private HubFixture hub;
    private ModelStore store;
    private ModelSpec tiny;

    @BeforeEach
    void pull() {
        hub = HubFixture.of(server, folder);
        store = hub.store();
        tiny = store.catalog().find("tiny").orElseThrow();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void knowsWhatIsHere() {
        assertEquals(State.ABSENT, store.installed().state(tiny));
        AiException e = assertThrows(AiException.class, () -> store.installed().path(tiny));
        assertEquals("run: ai models pull tiny", e.hint().orElseThrow());
        store.open("tiny", "", "", Progress.none());
        assertEquals(State.PRESENT, store.installed().state(tiny));
        assertEquals(hub.snapshot(), store.installed().path(tiny));
    }

    @Test
    void verifiesEveryByteEvenWhenSizeAndTimeAreThoseOfBefore() throws IOException {
        Path graph = store.open("tiny", "", "", Progress.none()).graphs().getFirst().file().toRealPath();
        assertTrue(store.installed().verify(tiny).stream().allMatch(check -> check.health() == Health.OK));
        FileTime time = Files.getLastModifiedTime(graph);
        byte[] bytes = Files.readAllBytes(graph);
        bytes[1000]++;
        Files.write(graph, bytes);
        Files.setLastModifiedTime(graph, time);
        assertTrue(
                store.installed().verify(tiny).contains(new InstalledModels.Check("onnx/model.onnx", Health.DAMAGED)));
        Files.delete(hub.snapshot().resolve("config.json"));
        assertTrue(store.installed().verify(tiny).contains(new InstalledModels.Check("config.json", Health.MISSING)));
    }

    @Test
    void removesAllOfAModelButItsPin() throws IOException {
        store.open("tiny", "", "", Progress.none());
        InstalledModels.Removed removed = store.installed().remove(tiny);
        assertTrue(removed.bytes() > HubFixture.GRAPH.length);
        assertFalse(Files.exists(hub.snapshot()));
        assertTrue(HubFixture.tree(hub.cache()).isEmpty(), HubFixture.tree(hub.cache()).toString());
        assertTrue(store.lock().pins().containsKey("tiny"));
        assertEquals(server.commit, hub.store().open("tiny", "", "", Progress.none()).revision());
    }

    @Test
    void removesNothingThatAiDidNotPin() {
        store.open("tiny", "", "", Progress.none());
        store.lock().remove("tiny");
        AiException e = assertThrows(AiException.class, () -> store.installed().remove(tiny));
        assertEquals("tiny: is not on this machine", e.getMessage());
        assertTrue(Files.exists(hub.snapshot().resolve("onnx/model.onnx")));
    }

    @Test
    void removesNoDownloadThatMayBeRunning() {
        store.open("tiny", "", "", Progress.none());
        Path young = hub
                .write("home/cache/huggingface/hub/models--org--tiny/blobs/" + "f".repeat(64) + ".ai.incomplete", "x");
        store.installed().remove(tiny);
        assertTrue(Files.exists(young));
    }

    @Test
    void optimisedGraphsGoWithTheirModelAndTheirEngine() {
        String sha256 = store.open("tiny", "", "", Progress.none()).graphs().getFirst().sha256();
        Path used = hub.write("home/cache/graphs/" + sha256 + "-1.0-Linux-amd64.ort", "x");
        Path old = hub.write("home/cache/graphs/" + sha256 + "-0.9-Linux-amd64.ort", "x");
        Path nobodys = hub.write("home/cache/graphs/" + "a".repeat(64) + "-1.0-Linux-amd64.ort", "x");
        store.installed().prune("1.0", false);
        assertTrue(Files.exists(used));
        assertFalse(Files.exists(old) || Files.exists(nobodys));
        store.installed().remove(tiny);
        assertFalse(Files.exists(used));
    }

    @Test
    void prunesOldCommitsAndPartsOfDownloads() throws IOException {
        store.open("tiny", "", "", Progress.none());
        String old = server.commit;
        server.commit = "d".repeat(40);
        byte[] graph = HubFixture.bytes(400_000);
        server.files.put("onnx/model.onnx", graph);
        store.lock().remove("tiny");
        Files.delete(hub.cache().resolve("refs/main"));
        hub.store().open("tiny", "", "", Progress.none());
        Path partial = hub
                .write("home/cache/huggingface/hub/models--org--tiny/blobs/" + "e".repeat(64) + ".ai.incomplete", "x");
        Path oldBlob = hub.cache().resolve("blobs").resolve(HubServer.sha256(HubFixture.GRAPH));
        for (Path file : new Path[]{partial, oldBlob}) {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(7200)));
        }
        Path young = hub
                .write("home/cache/huggingface/hub/models--org--tiny/blobs/" + "f".repeat(64) + ".ai.incomplete", "x");

        InstalledModels.Removed planned = store.installed().prune("1.0", true);
        assertTrue(Files.exists(oldBlob) && Files.exists(partial));
        InstalledModels.Removed removed = store.installed().prune("1.0", false);
        assertEquals(planned, removed);
        assertFalse(Files.exists(oldBlob) || Files.exists(partial) || Files.exists(hub.snapshot().resolveSibling(old)));
        assertTrue(Files.exists(young), "may belong to a pull that is running");
        assertEquals(server.commit, hub.offline().open("tiny", "", "", Progress.none()).revision());
        assertTrue(store.installed().prune("1.0", false).files().isEmpty());
    }
}
