package aikit.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.AiException;
import aikit.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelBundleTest {

    @TempDir
    Path folder;

    private final HubServer server = new HubServer();
    private HubFixture here;
    private HubFixture there;
    private Path bundle;

    @BeforeEach
    void export() {
        here = HubFixture.of(server, folder.resolve("here"));
        there = HubFixture.of(server, folder.resolve("there"));
        bundle = folder.resolve("models.zip");
        ModelStore store = here.store();
        store.open("tiny", "", "", Progress.none());
        store.bundle().export(List.of(store.catalog().find("tiny").orElseThrow()), bundle, Progress.none());
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void carriesAModelToAMachineWithoutNetwork() throws IOException {
        assertEquals(Set.of("tiny"), there.offline().bundle().load(bundle, Progress.none()));
        ModelDir dir = there.offline().open("tiny", "", "", Progress.none());
        assertEquals(server.commit, dir.revision());
        assertEquals(HubServer.sha256(HubFixture.GRAPH), dir.graphs().getFirst().sha256());
        assertTrue(Files.isSymbolicLink(there.snapshot().resolve("config.json")));
        assertEquals(here.store().lock().pins(), there.store().lock().pins());
        there.offline().bundle().load(bundle, Progress.none()); // twice does no harm
        assertTrue(HubFixture.tree(folder).stream().noneMatch(file -> file.toString().matches(".*(incomplete|tmp)$")));
    }

    @Test
    void refusesToOverwrite() {
        ModelStore store = here.store();
        List<ModelSpec> models = List.of(store.catalog().find("tiny").orElseThrow());
        AiException e = assertThrows(AiException.class, () -> store.bundle().export(models, bundle, Progress.none()));
        assertEquals(AiException.Kind.USAGE, e.kind());
    }

    @Test
    void refusesADifferentCommitThanThePinnedOne() {
        server.commit = "d".repeat(40);
        there.store().open("tiny", "", "", Progress.none());
        AiException e = assertThrows(AiException.class, () -> there.store().bundle().load(bundle, Progress.none()));
        assertTrue(e.getMessage().contains("is pinned to commit dddd"), e.getMessage());
    }

    /// Each line spoils the list of the bundle by a replacement.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ai.bundle/1 | ai.bundle/2 | schema",
                "onnx/model.onnx | ../../../../evil | '..'",
                "onnx/model.onnx | /evil | absolute",
                "onnx/model.onnx | c:/evil | absolute",
                "onnx/model.onnx | a\\\\\\\\b | backslash",
                "hf:org/tiny | hf:../.. | repository is named",
                "hf:org/tiny | file:///etc | source or commit",
                "hf:org/tiny | builtin:x | source or commit",
                "cccccccccc | ../../../.. | source or commit",
                "\"bytes\" : 300000 | \"bytes\" : 299999 | size and digest",
                "\"bytes\" : 300000 | \"bytes\" : -1 | digest or size",
                "\"bytes\" : 300000 | \"bytes\" : 9000000000000000 | MB to import",
                "\"schema\" | schema | valid JSON"
            })
    void refusesASpoiltList(String from, String to, String why) throws IOException {
        String manifest = new String(entries().get("bundle.json"), StandardCharsets.UTF_8);
        assertTrue(manifest.contains(from), manifest);
        refused(Map.of("bundle.json", manifest.replace(from, to).getBytes(StandardCharsets.UTF_8)), why);
    }

    @Test
    void refusesSpoiltBytesAndStrangeEntries() throws IOException {
        byte[] wrong = HubFixture.GRAPH.clone();
        wrong[100]++;
        String name = "files/" + HubServer.sha256(HubFixture.GRAPH);
        refused(Map.of(name, wrong), "size and digest");
        refused(Map.of(name, new byte[50 << 20]), "size and digest");
        refused(Map.of("../evil", new byte[1]), "does not list");
        refused(Map.of("bundle.json", new byte[0]), "schema");
        Files.write(bundle, new byte[100]);
        AiException e = assertThrows(AiException.class, () -> there.store().bundle().load(bundle, Progress.none()));
        assertEquals(AiException.Kind.MODEL, e.kind());
    }

    private void refused(Map<String, byte[]> changes, String why) throws IOException {
        Map<String, byte[]> entries = entries();
        entries.putAll(changes);
        Path spoilt = folder.resolve("spoilt.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(spoilt))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        AiException e = assertThrows(AiException.class, () -> there.store().bundle().load(spoilt, Progress.none()));
        assertTrue(e.getMessage().contains(why), e.getMessage());
        assertEquals(1, e.getMessage().lines().count());
        assertFalse(Files.exists(there.snapshot()));
        assertFalse(Files.exists(folder.resolve("evil")) || Files.exists(folder.resolveSibling("evil")));
        assertTrue(there.store().lock().pins().isEmpty());
    }

    private Map<String, byte[]> entries() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(bundle.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        return entries;
    }
}
