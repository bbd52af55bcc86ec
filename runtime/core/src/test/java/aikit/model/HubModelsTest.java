package aikit.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubModelsTest {

    @TempDir
    Path folder;

    private final HubServer server = new HubServer();
    private HubFixture hub;

    @BeforeEach
    void model() {
        hub = HubFixture.of(server, folder);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private static ModelDir open(ModelStore store, String reference) {
        return store.open(reference, "", "", Progress.none());
    }

    private static AiException failure(ModelStore store, String reference) {
        AiException e = assertThrows(AiException.class, () -> open(store, reference));
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
        return e;
    }

    @Test
    void pullsIntoTheLayoutOfTheHubCacheAndPins() throws IOException {
        ModelDir dir = open(hub.store(), "tiny");
        assertEquals(server.commit, dir.revision());
        assertEquals(hub.snapshot(), dir.folder());
        assertArrayEquals(HubFixture.GRAPH, Files.readAllBytes(dir.graphs().getFirst().file()));
        assertEquals(HubServer.sha256(HubFixture.GRAPH), dir.graphs().getFirst().sha256());
        assertEquals("bert", dir.json("config.json").path("model_type").asString());

        Path link = hub.snapshot().resolve("onnx/model.onnx");
        assertEquals("../../../blobs/" + HubServer.sha256(HubFixture.GRAPH), Files.readSymbolicLink(link).toString());
        byte[] config = server.files.get("config.json");
        assertTrue(Files.exists(hub.cache().resolve("blobs").resolve(HubServer.blobId(config))));
        assertEquals(server.commit, Files.readString(hub.cache().resolve("refs/main")));
        assertTrue(HubFixture.tree(hub.cache()).stream().noneMatch(file -> file.toString().endsWith(".incomplete")));

        ModelLock.Pin pin = hub.store().lock().pins().get("tiny");
        assertEquals("hf:org/tiny", pin.source());
        assertEquals(server.commit, pin.commit());
        assertEquals(
                new ModelLock.PinnedFile(HubServer.sha256(config), config.length), pin.files().get("config.json"));
    }

    @Test
    void aModelThatIsHereAsksNobody() {
        open(hub.store(), "tiny");
        int before = server.seen.size();
        open(hub.store(), "tiny");
        open(hub.offline(), "tiny");
        assertEquals(before, server.seen.size());
    }

    @Test
    void usesWhatAnotherToolFetched() throws IOException {
        HubCache cache = new HubCache(hub.home().cache().resolve("huggingface/hub"));
        for (Map.Entry<String, byte[]> file : server.files.entrySet()) {
            byte[] bytes = file.getValue();
            Digest digest = Digest.ofTag(bytes.length > 1000 ? HubServer.sha256(bytes) : HubServer.blobId(bytes));
            Path blob = cache.blob("org/tiny", digest);
            Files.createDirectories(blob.getParent());
            Files.write(blob, bytes);
            cache.link("org/tiny", server.commit, file.getKey(), digest);
        }
        cache.setCommit("org/tiny", "main", server.commit);
        assertEquals(server.commit, open(hub.offline(), "tiny").revision());
        assertEquals(0, server.seen.size());
        assertTrue(hub.store().lock().pins().get("tiny").files().containsKey("onnx/model.onnx"));
    }

    @Test
    void takesRealFilesInASnapshotOnceTheHubVouchesForThem() throws IOException {
        Path snapshot = hub.snapshot();
        Files.createDirectories(snapshot.resolve("onnx"));
        Files.write(snapshot.resolve("onnx/model.onnx"), HubFixture.GRAPH);
        Files.write(snapshot.resolve("tokenizer.json"), server.files.get("tokenizer.json"));
        new HubCache(hub.cache().getParent()).setCommit("org/tiny", "main", server.commit);
        assertTrue(failure(hub.offline(), "tiny").getMessage().contains("nothing says what"));
        assertEquals(server.commit, open(hub.store(), "tiny").revision());
    }

    @Test
    void thePinHoldsWhenTheBranchMoves() throws IOException {
        open(hub.store(), "tiny");
        String old = server.commit;
        server.commit = "d".repeat(40);
        assertEquals(old, open(hub.store(), "tiny").revision());
        Files.delete(hub.snapshot().resolveSibling(old).resolve("onnx/model.onnx"));
        assertTrue(failure(hub.store(), "tiny").getMessage().contains("does not have it"));
        hub.store().lock().remove("tiny");
        Files.delete(hub.cache().resolve("refs/main"));
        assertEquals(server.commit, open(hub.store(), "tiny").revision());
    }

    @Test
    void anUpdateForgetsNothingBeforeTheNewFilesAreHere() {
        for (String name : new String[]{"tiny", "hf:org/tiny"}) {
            open(hub.store(), name);
            String old = server.commit;
            assertTrue(failure(hub.offline().updating(), name).getMessage().contains("this run is offline"));
            server.commit = (name.equals("tiny") ? "d" : "e").repeat(40);
            byte[] graph = HubFixture.bytes(name.equals("tiny") ? 400_000 : 500_000);
            server.files.put("onnx/model.onnx", graph);
            server.apiFault = HubServer.ApiFault.NOT_FOUND;
            failure(hub.store().updating(), name);
            server.apiFault = HubServer.ApiFault.NONE;
            server.redirect = Optional.of("http://127.0.0.1:1/nobody");
            failure(hub.store().updating(), name);
            server.redirect = Optional.empty();
            assertEquals(old, open(hub.offline(), name).revision());
            assertEquals(server.commit, open(hub.store().updating(), name).revision());
            assertEquals(HubServer.sha256(graph), open(hub.offline(), name).graphs().getFirst().sha256());
        }
    }

    @Test
    void aForgottenPinLeavesTheModelHere() {
        open(hub.store(), "tiny");
        hub.store().lock().remove("tiny");
        assertEquals(server.commit, open(hub.offline(), "tiny").revision());
    }

    @Test
    void refusesASourceThatIsNotThePinnedOne() {
        open(hub.store(), "tiny");
        AiException e = failure(hub.store("hf:org/other", Map.of(), false), "tiny");
        assertEquals(AiException.Kind.MODEL, e.kind());
        assertTrue(e.getMessage().contains("pinned to hf:org/tiny"), e.getMessage());
    }

    @Test
    void fetchesADamagedFileAgain() throws IOException {
        ModelDir dir = open(hub.store(), "tiny");
        Path blob = dir.graphs().getFirst().file().toRealPath();
        Files.write(blob, new byte[]{1, 2, 3});
        AiException e = failure(hub.offline(), "tiny");
        assertTrue(e.getMessage().contains("damaged"), e.getMessage());
        assertArrayEquals(HubFixture.GRAPH, Files.readAllBytes(open(hub.store(), "tiny").graphs().getFirst().file()));
    }

    @Test
    void neverReadsALinkThatLeavesTheRepository() throws IOException {
        open(hub.store(), "tiny");
        Path link = hub.snapshot().resolve("onnx/model.onnx");
        Path elsewhere = hub.write("elsewhere.onnx", "secret");
        Files.delete(link);
        Files.createSymbolicLink(link, elsewhere);
        assertArrayEquals(HubFixture.GRAPH, Files.readAllBytes(open(hub.store(), "tiny").graphs().getFirst().file()));
        assertEquals("secret", Files.readString(elsewhere));
    }

    @Test
    void theTokenGoesToTheHubAlone() {
        open(hub.store("hf:org/tiny", Map.of("HF_TOKEN", "hf_secret"), false), "tiny");
        assertTrue(server.requests("hub") > 0 && server.requests("storage") > 0);
        for (HubServer.Seen seen : server.seen) {
            assertEquals(seen.server().equals("hub"), seen.token().filter("Bearer hf_secret"::equals).isPresent(),
                    seen.path());
        }
    }

    @Test
    void aCommitNeedsNoBranch() {
        ModelStore store = hub.store("hf:org/tiny@" + server.commit, Map.of(), false);
        assertEquals(server.commit, open(store, "tiny").revision());
        assertFalse(Files.exists(hub.cache().resolve("refs")));
    }

    @Test
    void refusesWhatIsNotTheFileOfTheCatalogue() throws IOException {
        Path catalog = hub.write("other.yaml", Files.readString(hub.catalog("hf:org/tiny"))
                .replace("[onnx/model.onnx]", "[{path: onnx/model.onnx, sha256: " + "a".repeat(64) + "}]"));
        AiException e = failure(hub.store(catalog, Map.of(), false), "tiny");
        assertTrue(e.getMessage().contains("the catalogue's sha256 is not the one that the hub states"),
                e.getMessage());
        assertEquals(0, server.requests("storage"));
    }

    @Test
    void saysWhenTheRepositoryLacksAFile() {
        server.files.remove("tokenizer.json");
        assertTrue(failure(hub.store(), "tiny").getMessage().contains("has no file tokenizer.json"));
    }

    @Test
    void opensARepositoryThatTheCatalogueDoesNotKnow() {
        server.files.put("onnx/model_quantized.onnx", HubFixture.bytes(2_000));
        ModelDir dir = open(hub.store(), "hf:org/tiny");
        assertEquals("bert", dir.spec().family());
        assertEquals("fp32", dir.precision());
        assertFalse(dir.find("onnx/model_quantized.onnx").isPresent());
        assertEquals("fp32", open(hub.offline(), "hf:org/tiny").precision());
        assertEquals("q8", hub.store().open("hf:org/tiny", "", "q8", Progress.none()).precision());
        assertEquals(server.commit, open(hub.store(), "hf:org/tiny@v1").revision());
        assertTrue(hub.store().lock().pins().containsKey("hf:org/tiny@v1"));
    }

    @Test
    void asksForTheListingOnce() {
        ModelStore store = hub.store();
        open(store, "hf:org/tiny");
        store.open("hf:org/tiny", "", "", Progress.none());
        assertEquals(1, server.seen.stream().filter(seen -> seen.path().startsWith("/api/")).count());
    }

    @Test
    void anUnknownArchitectureIsSaid() {
        server.files.put("config.json", "{}".getBytes(StandardCharsets.UTF_8));
        assertTrue(failure(hub.store(), "hf:org/tiny").getMessage().contains("no model_type"));
    }

    @Test
    void aNonCommercialLicenceMustBeAccepted() {
        server.licence = "cc-by-nc-4.0";
        ModelStore store = hub.store();
        AiException e = failure(store, "hf:org/tiny");
        assertTrue(e.getMessage().contains("cc-by-nc-4.0"), e.getMessage());
        assertEquals(0, server.seen.stream().filter(seen -> seen.path().endsWith(".onnx")).count());
        store.licences().accept(store.resolve("hf:org/tiny", "", "", Progress.none()));
        assertEquals(server.commit, open(hub.store(), "hf:org/tiny").revision());
    }

    @Test
    void asksForDigestsThatAMirrorDoesNotList() {
        server.digestsListed = false;
        assertEquals(server.commit, open(hub.store(), "tiny").revision());
        assertEquals(
                HubServer.sha256(HubFixture.GRAPH),
                hub.store().lock().pins().get("tiny").files().get("onnx/model.onnx").sha256());
    }
}
