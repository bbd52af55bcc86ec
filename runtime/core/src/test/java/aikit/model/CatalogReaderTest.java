package aikit.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.AiException;
import aikit.model.CatalogReader.Entries;
import aikit.model.ModelSpec.Source;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogReaderTest {

    /// Lines are counted by the tests below.
    private static final String SOUND = """
            schema: ai.models/1
            defaults:
              embed: one
            models:
              one:
                description: a model
                tasks: [embed, rerank]
                family: bert
                licence: {spdx: Apache-2.0, commercial: true}
                source: hf:org/one@0123456789012345678901234567890123456789
                aliases: [uno, eins]
                files: [config.json, {path: tokenizer.json, bytes: 12}]
                variants:
                  fp32: [onnx/model.onnx, onnx/model.onnx_data]
                  q8@avx2: [{path: onnx/model_q8.onnx, sha256: %s}]
                parameters: {pooling: cls, normalize: true, max_tokens: 512}
              two:
                tasks: [caption]
                family: florence2
                licence: MIT
                source: https://models.example.org/two
                variants:
                  q4: [model.onnx]
            """
            .formatted("a".repeat(64));

    private static Entries read(String text) {
        return CatalogReader.read("models.yaml", text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsAllThatAnEntrySays() {
        Entries entries = read(SOUND);
        ModelSpec one = entries.models().get("one");
        assertEquals(List.of("embed", "rerank"), one.tasks());
        assertEquals(new ModelSpec.Licence("Apache-2.0", true), one.licence());
        assertEquals(new Source.Hub("org/one", Optional.of("0123456789012345678901234567890123456789")), one.source());
        assertEquals(Optional.of(12L), one.files().get(1).bytes());
        assertEquals(List.of("fp32", "q8@avx2"), List.copyOf(one.variants().keySet()));
        assertEquals(Optional.of("a".repeat(64)), one.variants().get("q8@avx2").getFirst().sha256());
        assertEquals("true", one.parameters().get("normalize"));
        assertEquals("one", entries.aliases().get("uno"));
        assertEquals("https://models.example.org/two/", entries.models().get("two").source().toString());
    }

    @Test
    void theUsersFileIsLaidOverTheShippedOne() {
        Entries entries = CatalogReader.overlay(
                read(SOUND),
                "mine.yaml",
                """
                        schema: ai.models/1
                        defaults: {embed: three}
                        models:
                          one: {tasks: [embed], family: bert, licence: MIT, source: "hf:me/one", variants: {q8: [m.onnx]}}
                          three: {tasks: [embed], family: bert, licence: MIT, source: "hf:me/three", aliases: [uno], variants: {fp32: [m.onnx]}}
                        """
                        .getBytes(StandardCharsets.UTF_8));
        assertEquals(List.of("one", "two", "three"), List.copyOf(entries.models().keySet()));
        assertEquals("MIT", entries.models().get("one").licence().spdx());
        assertEquals("three", entries.defaults().get("embed"));
        assertEquals("three", entries.aliases().get("uno"));
        assertTrue(!entries.aliases().containsKey("eins"), "aliases go with the entry that had them");
    }

    @Test
    void onlyNonCommercialLicencesAreMarkedSo() {
        for (String free : List.of("MIT", "CC-BY-4.0", "CC0-1.0", "LicenseRef-Nce", "NCSA")) {
            assertTrue(ModelSpec.Licence.of(free).commercial(), free);
        }
        for (String not : List.of("CC-BY-NC-4.0", "cc-by-nc-sa-4.0", "LicenseRef-x-NC")) {
            assertTrue(!ModelSpec.Licence.of(not).commercial(), not);
        }
    }

    /// @param from text of the sound file; @param to what stands there instead; @param line where the mistake is
    private static Arguments spoilt(String from, String to, int line, String why) {
        return Arguments.of(from, to, line, why);
    }

    static Stream<Arguments> mistakes() {
        String sha = "a".repeat(64);
        String commit = "0123456789012345678901234567890123456789";
        return Stream.of(
                spoilt("schema: ai.models/1\n", "", 1, "'schema' is missing"),
                spoilt("ai.models/1", "ai.models/2", 1, "this version reads ai.models/1"),
                spoilt("ai.models/1", "", 1, "a value is missing"),
                spoilt("schema: ai.models/1", "schema: [ai.models/1]", 1, "a single value is expected"),
                spoilt("defaults:", "default:", 2, "unknown key 'default'"),
                spoilt("models:\n", "models: 3\nx:\n", 5, "unknown key 'x'"),
                spoilt("  embed: one", "  embed: none", 3, "there is no model 'none'"),
                spoilt("  embed: one", "  embed: two", 3, "two has no such task"),
                spoilt("  embed: one", "  - embed", 2, "a mapping (key: value) is expected, not a list"),
                spoilt("  one:\n", "  One:\n", 5, "model name 'One'"),
                spoilt("  one:\n", "  ../one:\n", 5, "model name '../one'"),
                spoilt("  two:\n", "  one:\n", 17, "key 'one' is given twice"),
                spoilt("  two:\n", "  uno:\n", 11, "alias 'uno' is the name of a model"),
                spoilt("uno, eins", "uno, uno", 11, "'uno' is given twice"),
                spoilt("family: florence2", "aliases: [eins]\n    family: florence2", 19,
                        "alias 'eins' is given twice"),
                spoilt("uno, eins", "uno, [eins]", 11, "a single value is expected, not a list"),
                spoilt("family: bert", "familly: bert", 8, "unknown key 'familly'; known: aliases, description"),
                spoilt("    family: bert\n", "", 5, "'family' is missing"),
                spoilt("family: bert", "family:", 8, "a value is missing"),
                spoilt("family: bert", "family: Bert!", 8, "'Bert!'"),
                spoilt("[embed, rerank]", "[]", 7, "a task is missing"),
                spoilt("[embed, rerank]", "embed", 7, "a list is expected"),
                spoilt("[embed, rerank]", "[embed, embed]", 7, "'embed' is given twice"),
                spoilt("commercial: true", "commercial: yes", 9, "true or false is expected, not 'yes'"),
                spoilt("spdx: Apache-2.0, ", "", 9, "'spdx' is missing"),
                spoilt("licence: MIT", "licence: \"M I T\"", 20, "is not an SPDX identifier"),
                spoilt("hf:org/one@" + commit, "hf:org", 10, "a repository is named org/name"),
                spoilt("hf:org/one@" + commit, "hf:org/../one", 10, "a repository is named org/name"),
                spoilt(commit, commit.substring(1), 10, "a commit has 40 lower-case hex digits"),
                spoilt(commit, "ABCDEF" + commit.substring(6), 10, "a commit has 40 lower-case hex digits"),
                spoilt(commit, "../../etc", 10, "not a revision"),
                spoilt("https://models", "http://models", 21, "plain http is not allowed"),
                spoilt("https://models", "gopher://models", 21, "unknown kind of source"),
                spoilt("https://models.example.org/two", "\"https:///two\"", 21, "an address needs a host"),
                spoilt("https://models.example.org/two", "file:two", 21, "an absolute file: address is expected"),
                spoilt("https://models.example.org/two", "builtin:../two", 21, "'..'"),
                spoilt("[config.json, ", "[/etc/passwd, ", 12, "an absolute path is not allowed"),
                spoilt("[config.json, ", "[../config.json, ", 12, "'..'"),
                spoilt("[config.json, ", "['a\\b', ", 12, "a backslash"),
                spoilt("[config.json, ", "[\"a\\u0007b\", ", 12, "a control character"),
                spoilt("[config.json, ", "[C:/config.json, ", 12, "an absolute path"),
                spoilt("[config.json, ", "[a//b, ", 12, "an empty part"),
                spoilt("[config.json, ", "[nul.json, ", 12, "Windows"),
                spoilt("[config.json, ", "[tokenizer.json, ", 12, "file 'tokenizer.json' is given twice"),
                spoilt("bytes: 12", "bytes: twelve", 12, "a whole number is expected, not 'twelve'"),
                spoilt("bytes: 12", "bytes: -1", 12, "a whole number is expected, not '-1'"),
                spoilt("bytes: 12", "size: 12", 12, "unknown key 'size'"),
                spoilt("path: tokenizer.json, ", "", 12, "'path' is missing"),
                spoilt(sha, sha.substring(1), 15, "64 lower-case hex digits are expected"),
                spoilt(sha, "A" + sha.substring(1), 15, "64 lower-case hex digits are expected"),
                spoilt(sha, "../../../" + sha.substring(9), 15, "64 lower-case hex digits are expected"),
                spoilt("  q4: [model.onnx]", "  int4: [model.onnx]", 23, "variant 'int4'"),
                spoilt("q8@avx2", "q8@sse", 15, "variant 'q8@sse'"),
                spoilt("  q4: [model.onnx]", "  q4: []", 23, "a file is missing"),
                spoilt("    variants:\n      q4: [model.onnx]", "    variants: {}", 22, "a variant is missing"),
                spoilt("    variants:\n      q4: [model.onnx]\n", "", 17, "'variants' is missing"),
                spoilt("pooling: cls", "pooling: [cls]", 16, "a single value is expected"),
                spoilt("family: florence2", "family: &f florence2", 19, "anchors (&name) are not allowed"),
                spoilt("family: florence2", "family: *f", 19, "aliases (*name) are not allowed"),
                spoilt("family: florence2", "<<: {family: x}", 19, "unknown key '<<'"),
                spoilt("family: florence2", "family: !!python/object:os.system x", 19, "tags ("),
                spoilt("    family: florence2", "\tfamily: florence2", 19, "TAB"),
                spoilt("[caption]", "[caption", 19, "expected ',' or ']'"),
                spoilt("MIT", "'MIT", 24, "unexpected end of stream"),
                spoilt("MIT", "M\u0001T", 20, "a control character is not allowed"),
                spoilt(SOUND, SOUND + "---\nschema: ai.models/1\n", 25, "a second document"),
                spoilt(SOUND, "", 1, "is empty"),
                spoilt(SOUND, "# nothing\n", 1, "is empty"),
                spoilt(SOUND, "- a\n- b\n", 1, "a mapping (key: value) is expected, not a list"),
                spoilt(SOUND, "just text\n", 1, "a mapping (key: value) is expected, not a single value"),
                spoilt(SOUND, "\uFEFF" + SOUND, 1, "byte order mark"),
                spoilt(SOUND, "x: " + "y".repeat(10 << 20), 1, "is larger than"),
                spoilt(SOUND, "schema: ai.models/1\nmodels: " + "[".repeat(100_000), 2, "nested more than"),
                spoilt(SOUND, "- ".repeat(100_000) + "x", 1, "nested more than"),
                spoilt(SOUND, "a: &a [x]\nb: &b [*a,*a,*a]\nc: [*b,*b,*b]\n", 1, "anchors"),
                spoilt(SOUND, "%YAML 9.0\n---\na: b\n", 1, ""));
    }

    @ParameterizedTest(name = "{3}")
    @MethodSource("mistakes")
    void aMistakeIsOneLineWithItsPlace(String from, String to, int line, String why) {
        assertTrue(SOUND.contains(from), from);
        AiException e = assertThrows(AiException.class, () -> read(SOUND.replace(from, to)));
        assertEquals(AiException.Kind.USAGE, e.kind());
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
        assertTrue(e.getMessage().startsWith("models.yaml:" + line + ": "), e.getMessage());
        assertTrue(e.getMessage().contains(why), e.getMessage());
        assertTrue(e.getMessage().length() < 400, e.getMessage());
    }

    @Test
    void bytesThatAreNoTextAreSaidWithTheirLine() {
        byte[] bytes = "schema: ai.models/1\n# x\n".getBytes(StandardCharsets.UTF_8);
        bytes[22] = (byte) 0xC3;
        AiException e = assertThrows(AiException.class, () -> CatalogReader.read("models.yaml", bytes));
        assertEquals("models.yaml:2: is not valid UTF-8", e.getMessage());
    }
}
