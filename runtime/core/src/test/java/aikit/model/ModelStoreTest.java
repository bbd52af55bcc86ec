package aikit.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.AiException;
import aikit.Home;
import aikit.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelStoreTest {

    @TempDir
    Path folder;

    private ModelStore store(String models) throws IOException {
        Path yaml = folder.resolve("models.yaml");
        Files.writeString(yaml, "schema: ai.models/1\n" + models);
        Home home = Home.of(Map.of("AI_HOME", folder.resolve("home").toString()));
        return new ModelStore(
                ModelCatalog.read(yaml, folder.resolve("none"), home.cache()),
                home,
                Optional.of(folder.resolve("builtin")),
                () -> HubSettings.of(home, Map.of(), true));
    }

    private void file(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static final String BUILTIN = """
            defaults: {embed: tiny}
            models:
              tiny:
                tasks: [embed]
                family: bert
                licence: MIT
                source: builtin:tiny
                aliases: [small]
                variants:
                  fp32:
                    - path: onnx/model.onnx
                      sha256: ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad
            """;

    @Test
    void opensTheDefaultByTaskNameAndAlias() throws IOException {
        file("builtin/tiny/onnx/model.onnx", "abc");
        ModelStore store = store(BUILTIN);
        for (String reference : new String[]{"", "tiny", "small"}) {
            ModelDir dir = store.open(reference, "embed", "", Progress.none());
            assertEquals("builtin", dir.revision());
            assertEquals("fp32", dir.precision());
            assertEquals(
                    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                    dir.graphs().getFirst().sha256());
        }
    }

    private static final String STARTERS = """
              small-ear:
                starter: true
                tasks: [transcribe]
                family: whisper
                licence: MIT
                source: builtin:small-ear
                variants: {q8: [onnx/encoder_model.onnx]}
              small-eye:
                starter: true
                tasks: [embed, embed-image]
                family: clip
                licence: MIT
                source: builtin:small-eye
                variants: {q8: [onnx/vision_model.onnx]}
              eye:
                tasks: [embed, embed-image]
                family: clip
                licence: MIT
                source: hf:org/eye
              ear:
                tasks: [transcribe, detect-voice]
                family: other
                licence: MIT
                source: hf:org/ear
            """;

    @Test
    void starterMeansWhatComesWithAiForEachTask() throws IOException {
        file("builtin/small-ear/onnx/encoder_model.onnx", "abc");
        ModelStore store = store(BUILTIN.replace("tiny}", "tiny, embed-image: eye, transcribe: ear, detect-voice: ear}")
                + STARTERS);
        assertEquals("small-ear", store.meaning("starter", "transcribe"));
        assertEquals("small-eye", store.meaning("starter", "embed-image"));
        assertEquals("tiny", store.meaning("starter", "embed"), "the usual one comes with ai");
        assertEquals("eye", store.meaning("eye", "embed-image"));
        ModelDir opened = store.open("starter", "transcribe", "", Progress.none());
        assertTrue(opened.spec().starter());
        assertEquals("q8", opened.precision());
        assertFalse(store.entry("eye").starter());
        AiException none = assertThrows(AiException.class, () -> store.meaning("starter", "detect-voice"));
        assertEquals(AiException.Kind.USAGE, none.kind());
        assertEquals("pull one: ai models pull ear", none.hint().orElseThrow());
        assertThrows(AiException.class, () -> store.entry("starter"), "for no task it means nothing");
    }

    @Test
    void namesTheModelForRealWorkInThePlaceOfAStarter() throws IOException {
        ModelCatalog catalog = store(
                BUILTIN.replace("tiny}", "tiny, embed-image: eye, transcribe: ear}") + STARTERS).catalog();
        ModelSpec eye = catalog.find("small-eye").orElseThrow();
        assertEquals("eye", catalog.insteadOf(eye, "embed").orElseThrow().name(), "of its family");
        ModelSpec ear = catalog.find("small-ear").orElseThrow();
        assertEquals("ear", catalog.insteadOf(ear, "transcribe").orElseThrow().name(), "the usual one");
    }

    @Test
    void keepsInTheCompiledCatalogueWhatIsAStarter() throws IOException {
        for (int i = 0; i < 2; i++) { // read from YAML first, then from the compiled form
            ModelCatalog catalog = store(BUILTIN + STARTERS).catalog();
            assertTrue(catalog.find("small-ear").orElseThrow().starter());
            assertFalse(catalog.find("eye").orElseThrow().starter());
        }
    }

    @Test
    void refusesADamagedFileAlsoAfterItWasVerified() throws IOException {
        file("builtin/tiny/onnx/model.onnx", "abc");
        ModelStore store = store(BUILTIN);
        store.open("tiny", "embed", "", Progress.none());
        file("builtin/tiny/onnx/model.onnx", "abd!");
        AiException e = assertThrows(AiException.class, () -> store.open("tiny", "embed", "", Progress.none()));
        assertEquals(AiException.Kind.MODEL, e.kind());
        assertTrue(e.getMessage().contains("onnx/model.onnx is damaged"), e.getMessage());
    }

    @Test
    void opensAFolderInHubLayout() throws IOException {
        file("mine/config.json", "{\"model_type\": \"xlm-roberta\"}");
        file("mine/tokenizer.json", "{}");
        file("mine/onnx/model.onnx", "abc");
        file("mine/onnx/model_quantized.onnx", "abd");
        ModelStore store = store(BUILTIN);
        String path = folder.resolve("mine").toString();
        ModelDir dir = store.open(path, "embed", "", Progress.none());
        assertEquals("bert", dir.spec().family());
        assertEquals("local", dir.revision());
        assertEquals("fp32", dir.precision());
        assertEquals("q8", store.open(path, "embed", "q8", Progress.none()).precision());
        assertTrue(dir.find("tokenizer.json").isPresent());
    }
}
