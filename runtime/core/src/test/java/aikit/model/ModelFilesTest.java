package aikit.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.AiException;
import aikit.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which files a model has, and that they are its own.
class ModelFilesTest {

    @TempDir
    Path folder;

    private final HubServer server = new HubServer();
    private HubFixture hub;

    @BeforeEach
    void model() {
        hub = HubFixture.of(server, folder);
        hub.write("mine/config.json", "{\"model_type\": \"bert\"}");
        hub.write("mine/onnx/model.onnx", "graph");
        hub.write("mine/onnx/model.onnx_data", "weights");
    }

    @AfterEach
    void close() {
        server.close();
    }

    private ModelDir open() {
        return hub.offline().open(folder.resolve("mine").toString(), "embed", "", Progress.none());
    }

    private void refused(String why) {
        AiException e = assertThrows(AiException.class, this::open);
        assertEquals(AiException.Kind.MODEL, e.kind());
        assertTrue(e.getMessage().contains(why), e.getMessage());
    }

    @Test
    void theDigestOfAGraphChangesWithItsWeights() {
        String before = open().graphs().getFirst().sha256();
        assertEquals(1, open().graphs().size());
        hub.write("mine/onnx/model.onnx_data", "other weights");
        assertNotEquals(before, open().graphs().getFirst().sha256());
    }

    @Test
    void linksOutOfTheFolderAreRefused() throws IOException {
        Path secret = hub.write("secret", "passwords");
        Path data = folder.resolve("mine/onnx/model.onnx_data");
        Files.delete(data);
        Files.createSymbolicLink(data, secret);
        refused("is a link to a file outside the model's folder");
        Files.delete(data);
        Files.createLink(data, secret);
        refused("is a hard link");
        Files.delete(data);
        Files.createSymbolicLink(data, Path.of("../../mine/config.json"));
        assertEquals("bert", open().spec().family());
    }

    @Test
    void aSnapshotOfAHubCacheIsAFolderLikeAnyOther() {
        hub.store().open("tiny", "", "", Progress.none());
        ModelDir dir = hub.offline().open(hub.snapshot().toString(), "embed", "", Progress.none());
        assertEquals("local", dir.revision());
        assertEquals(HubServer.sha256(HubFixture.GRAPH), dir.graphs().getFirst().sha256());
    }

    @Test
    void aFolderThatIsNoModelIsSaid() throws IOException {
        Files.delete(folder.resolve("mine/onnx/model.onnx"));
        refused("no ONNX graph");
        Files.delete(folder.resolve("mine/config.json"));
        refused("no config.json");
        hub.write("mine/config.json", "{");
        refused("not valid JSON");
    }

    @Test
    void variantsFollowTheNamesOfTheFiles() {
        Map<String, List<ModelSpec.ModelFile>> whisper = HubLayout.variants("x", Set.of(
                "config.json", "onnx/encoder_model.onnx", "onnx/decoder_model.onnx", "onnx/decoder_model_merged.onnx",
                "onnx/decoder_with_past_model.onnx", "onnx/encoder_model_quantized.onnx",
                "onnx/decoder_model_merged_quantized.onnx", "onnx/encoder_model_fp16.onnx",
                "onnx/encoder_model_fp16.onnx_data"));
        assertEquals(List.of("fp32", "fp16", "q8"), List.copyOf(whisper.keySet()));
        assertEquals(
                List.of("onnx/encoder_model.onnx", "onnx/decoder_model_merged.onnx"),
                whisper.get("fp32").stream().map(ModelSpec.ModelFile::path).toList());
        assertEquals("onnx/encoder_model_fp16.onnx_data", whisper.get("fp16").get(1).path());
        assertEquals(Set.of("q8"), HubLayout.variants("x", Set.of("model_int8.onnx")).keySet());
        assertEquals("bert", HubLayout.family("xlm-roberta"));
        assertEquals("whisper", HubLayout.family("whisper"));
    }

    @Test
    void aPrecisionIsChosenForTheProcessor() {
        ModelSpec reranker = hub.store(Path.of(System.getProperty("ai.models.yaml")), Map.of(), true)
                .entry("ms-marco-minilm-l6");
        assertEquals("onnx/model.onnx", chosen(reranker, "", List.of("avx2")));
        assertEquals("onnx/model_qint8_avx512_vnni.onnx",
                chosen(reranker, "q8", List.of("avx512_vnni", "avx512", "avx2")));
        assertEquals("onnx/model_quint8_avx2.onnx", chosen(reranker, "q8", List.of("avx2")));
        assertEquals("onnx/model_qint8_arm64.onnx", chosen(reranker, "q8", List.of("arm64")));
        AiException none = assertThrows(AiException.class, () -> chosen(reranker, "q8", List.of()));
        assertEquals(AiException.Kind.MODEL, none.kind());
        assertEquals(AiException.Kind.USAGE,
                assertThrows(AiException.class, () -> chosen(reranker, "int8", List.of())).kind());
        assertEquals(List.of("avx512_vnni", "avx512", "avx2"), Cpu.kinds("flags\t\t: fpu avx2 avx512f avx512_vnni\n"));
        assertEquals(List.of(), Cpu.kinds("Features : asimd\n"));
    }

    private static String chosen(ModelSpec spec, String precision, List<String> cpu) {
        return Variants.choose(spec, precision, cpu).files().getFirst().path();
    }

    @Test
    void anEntryMayLeaveItsVariantsToTheRepository() throws IOException {
        server.files.put("onnx/model_q4.onnx", HubFixture.bytes(3_000));
        Path catalog = hub.write("loose.yaml", Files.readString(hub.catalog("hf:org/tiny"))
                .replace("    variants:\n      fp32: [onnx/model.onnx]\n", "")
                .replace("family: bert", "family: own"));
        ModelDir dir = hub.store(catalog, Map.of(), false).open("tiny", "embed", "", Progress.none());
        assertEquals("own", dir.spec().family());
        assertEquals("fp32", dir.precision());
        assertEquals("q4", hub.store(catalog, Map.of(), false).open("tiny", "", "q4", Progress.none()).precision());
        ModelStore offline = hub.store(catalog, Map.of(), true);
        assertEquals("fp32", offline.open("tiny", "", "", Progress.none()).precision());
        assertEquals(InstalledModels.State.PRESENT, offline.installed().state(offline.entry("tiny")));
    }

    @Test
    void anHttpsSourceIsPinnedByWhatCameFirst() throws IOException {
        WebModels web = new WebModels(
                new HubConnection(
                        HubSettings.of(hub.home(), Map.of("AI_HOME", folder.resolve("home").toString()), false)),
                hub.home().data(), hub.store().lock(), new KnownDigests(hub.home().cache().resolve("verified.txt")));
        // The catalogue takes https alone; on this machine the same code is shown over http.
        ModelSpec.Source.Web source = new ModelSpec.Source.Web(
                java.net.URI.create(server.address() + "/org/tiny/resolve/" + server.commit + "/"));
        ModelSpec tiny = hub.store().entry("tiny");
        List<ModelSpec.ModelFile> files = List.of(ModelSpec.ModelFile.of("onnx/model.onnx"));
        Path graph = web.present(tiny, source, files, Progress.none()).resolve("onnx/model.onnx");
        assertArrayEquals(HubFixture.GRAPH, Files.readAllBytes(graph));
        assertEquals("web", hub.store().lock().pins().get("tiny").commit());
        Files.write(graph, new byte[]{1});
        web.present(tiny, source, files, Progress.none());
        assertArrayEquals(HubFixture.GRAPH, Files.readAllBytes(graph));
        Files.delete(graph);
        server.files.put("onnx/model.onnx", HubFixture.bytes(299_999));
        assertThrows(AiException.class, () -> web.present(tiny, source, files, Progress.none()));
        assertFalse(Files.exists(graph));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "/", "/etc/passwd", "..", "a/..", "../a", "a/../b", "./a", "a/.", "a//b", "a/", "\\", "a\\b",
                "C:/a", "c:a",
                "\\\\host\\share", "con", "CON.txt", "a/nul", "lpt1.onnx", "a\u0000b", "a\nb", "a\u007f", "a:b", "a*",
                "a?", "a.", "a "
            })
    void aNameThatCannotBeAPathIsRefused(String name) {
        assertTrue(SafePath.problem(name).isPresent());
    }

    @Test
    void noAcceptedNameLeavesItsFolder() {
        Random random = new Random(1);
        String alphabet = "ab./\\:~ .. %2e\u0000-_";
        List<String> accepted = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            StringBuilder name = new StringBuilder();
            int length = random.nextInt(12);
            for (int c = 0; c < length; c++) {
                name.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            if (SafePath.problem(name.toString()).isEmpty()) {
                accepted.add(name.toString());
                Path path = folder.resolve(name.toString()).normalize();
                assertTrue(path.startsWith(folder) && !path.equals(folder), name.toString());
            }
        }
        assertTrue(accepted.size() > 100, "some names are fine");
        for (String sha : List.of("a".repeat(63), "a".repeat(65), "A".repeat(64), "../".repeat(21) + "a",
                "a".repeat(63) + "\n")) {
            assertThrows(AiException.class, () -> Digest.sha256(sha));
        }
    }
}
