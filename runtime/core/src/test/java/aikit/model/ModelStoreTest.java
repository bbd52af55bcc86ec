package aikit.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
