package aikit.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.AiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCatalogTest {

    private static final Path SHIPPED = Path.of(System.getProperty("ai.models.yaml"));

    @TempDir
    Path folder;

    private ModelCatalog read() {
        return ModelCatalog.read(SHIPPED, folder.resolve("mine.yaml"), folder.resolve("cache"));
    }

    @Test
    void theShippedCatalogueIsSound() {
        ModelCatalog catalog = read();
        assertEquals("all-minilm-l6-v2", catalog.defaultFor("embed").name());
        assertEquals(List.of("embed"), List.copyOf(catalog.defaultOf(catalog.find("minilm").orElseThrow())));
        assertTrue(catalog.all().size() >= 40);
        assertEquals(
                "q8@avx512_vnni",
                catalog.find("multilingual-e5-small").orElseThrow().variants().keySet().toArray()[1]);
        AiException e = assertThrows(AiException.class, () -> catalog.defaultFor("fly"));
        assertEquals(AiException.Kind.USAGE, e.kind());
    }

    @Test
    void theCompiledFormSaysTheSame() throws IOException {
        List<ModelSpec> parsed = new ArrayList<>(read().all());
        Path compiled = folder.resolve("cache/models.bin");
        byte[] bytes = Files.readAllBytes(compiled);
        assertEquals(parsed, new ArrayList<>(read().all()));
        Files.write(compiled, java.util.Arrays.copyOf(bytes, bytes.length - 7));
        assertEquals(parsed, new ArrayList<>(read().all()), "a damaged one is not used");
        assertEquals(bytes.length, Files.size(compiled), "and is made anew");
    }

    @Test
    void theCompiledFormFollowsTheFilesAtOnce() throws IOException {
        read();
        Path mine = folder.resolve("mine.yaml");
        String entry = "schema: ai.models/1\nmodels:\n  minilm-2: {tasks: [embed], family: bert, licence: MIT,"
                + " source: 'hf:a/b', variants: {fp32: [m.onnx]}}\n";
        Files.writeString(mine, entry);
        assertTrue(read().find("minilm-2").isPresent());
        Files.writeString(mine, entry.replace("hf:a/b", "hf:a/c"));
        assertEquals("hf:a/c", read().find("minilm-2").orElseThrow().source().toString());
        Files.writeString(mine, entry.replace("licence", "license"));
        AiException e = assertThrows(AiException.class, this::read);
        assertTrue(e.getMessage().startsWith(mine + ":3: unknown key 'license'"), e.getMessage());
        Files.delete(mine);
        assertFalse(read().find("minilm-2").isPresent());
    }

    @Test
    void aCacheThatCannotBeWrittenIsNoFailure() throws IOException {
        Files.writeString(folder.resolve("cache"), "a file where the folder should be");
        assertNotEquals(0, read().all().size());
    }
}
