package aikit.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.AiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserAliasesTest {

    @TempDir
    Path folder;

    @Test
    void remembersAndForgets() {
        UserAliases aliases = new UserAliases(folder.resolve("config"));
        assertEquals(Optional.empty(), aliases.find("a"));
        aliases.set("a", "hf:org/model@main");
        aliases.set("b", "/models/mine = yours");
        assertEquals(Map.of("a", "hf:org/model@main", "b", "/models/mine = yours"),
                new UserAliases(folder.resolve("config")).all());
        assertTrue(aliases.remove("a"));
        assertFalse(aliases.remove("a"));
        for (String[] wrong : new String[][]{{"c", "b"}, {"b", "b"}, {"../x", "m"}, {"x", ""}, {"x", "a\nb"},
            {"X", "m"}}) {
            AiException e = assertThrows(AiException.class, () -> aliases.set(wrong[0], wrong[1]));
            assertEquals(AiException.Kind.USAGE, e.kind());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"a | :2: 'alias = model'", "a = | :2: 'alias = model'", "A = b | :2: 'alias = model'",
                "x = y | :2: alias 'x' is given twice", "y = x | stands for another"})
    void aMistakeIsSaidWithItsLine(String line, String why) throws IOException {
        Files.writeString(folder.resolve("aliases.txt"), "x = z\n" + line + "\n");
        AiException e = assertThrows(AiException.class, () -> new UserAliases(folder).find("x"));
        assertEquals(AiException.Kind.USAGE, e.kind());
        assertTrue(e.getMessage().contains(why), e.getMessage());
    }
}
