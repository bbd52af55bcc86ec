package aikit.text;

import static aikit.text.Documents.numbers;
import static aikit.text.Documents.parts;
import static aikit.text.Documents.read;
import static aikit.text.Documents.refusal;
import static aikit.text.Documents.why;
import static aikit.text.Documents.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {

    private static final String NOTES = """
            {"id": "n1", "meta": {"title": "T", "year": 2020, "tags": ["x", "y"]},
             "notes": [{"text": "one"}, {"text": null, "by": "me"}, {"text": "two\\nlines"}],
             "meta.title": "dotted", "metal": "no", "ok": true}""";

    @TempDir
    Path folder;

    @Test
    void takesAllStringsInOrder() throws IOException {
        Document document = read(write(folder, "a.json", NOTES));
        assertEquals("n1\nT\nx\ny\none\nme\ntwo\nlines\ndotted\nno", document.text());
        assertEquals("", document.unit());
        assertFalse(document.whole());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id|n1",
                "notes.text|one,two,lines",
                "meta|T,2020,x,y,dotted",
                "meta.title|T,dotted",
                "meta.year|2020",
                "ok|true",
                "meta.tags|x,y"
            })
    void takesTheMemberThatIsAskedFor(String field, String expected) throws IOException {
        assertEquals(expected.replace(',', '\n'), read(write(folder, "a.json", NOTES), field).text());
    }

    @Test
    void saysWhenTheMemberIsMissingOrEmpty() throws IOException {
        Path file = write(folder, "a.json", NOTES);
        assertEquals("a.json: has no member 'title'", refusal(file, "title").getMessage());
        Path empty = write(folder, "b.json", "{\"a\": null, \"b\": \"\", \"c\": {}, \"d\": 1}");
        for (String field : List.of("a", "b", "c", "")) {
            assertEquals("b.json: has no text", refusal(empty, field).getMessage());
        }
        assertEquals("has no text", why(write(folder, "c.json", "[[], {}, 1, true, null]")));
    }

    @Test
    void readsValuesOfEveryKind() throws IOException {
        assertEquals("just a string", read(write(folder, "a.json", "\"just a string\"")).text());
        assertEquals("a\nb", read(write(folder, "b.json", "[\"a\", [\"b\"]]")).text());
        assertEquals("1\n2", read(write(folder, "c.json", "[{\"n\": 1}, {\"n\": 2}]"), "n").text());
        String escaped = "[\"K\\u00f6ln\", \"\\ud83d\\ude00\\r\\nx\"]";
        assertEquals("Köln\n😀\nx", read(write(folder, "d.json", escaped)).text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{", "{\"a\": \"b\"", "{'a': 1}", "{\"a\": \"b\"}}", "{\"a\": \"b\"} {\"a\": \"c\"}", "nul", "words",
                "[\"a\",]", " "
            })
    void refusesBrokenJson(String json) throws IOException {
        String why = why(write(folder, "a.json", json));
        assertTrue(why.matches("is not valid JSON: line 1, column \\d+"), why);
    }

    @Test
    void refusesBombs() throws IOException {
        String deep = "is not valid JSON: nested deeper than 500, or with a name or number that is too long";
        assertEquals(deep, why(write(folder, "a.json", "[".repeat(100_000) + "]".repeat(100_000))));
        assertEquals(deep, why(write(folder, "b.json", "{\"a\":".repeat(100_000))));
        assertEquals(deep, why(write(folder, "c.json", "{\"" + "k".repeat(1_000_000) + "\": \"v\"}")));
        assertEquals(5_000_000, read(write(folder, "d.json", "\"" + "v".repeat(5_000_000) + "\"")).text().length());
    }

    @Test
    void readsLinesAsEntries() throws IOException {
        String lines = "{\"id\": \"a\", \"text\": \"one\"}\r\n\n\"two\"\n{\"n\": 1}\n[\"three\", \"3\"]";
        for (String name : List.of("a.jsonl", "a.ndjson")) {
            Document document = read(write(folder, name, lines));
            assertEquals(List.of("a\none", "two", "three\n3"), parts(document));
            assertEquals(List.of(1, 3, 5), numbers(document));
            assertEquals("row", document.unit());
            assertTrue(document.whole());
            assertEquals(List.of(), document.warnings());
        }
    }

    @Test
    void goesOnAfterABrokenLine() throws IOException {
        String lines = """
                {"text": "one"}
                {"text": "tw
                {"other": "x"}
                {"text": "four"} extra
                {"text": "five"}
                {"te""";
        Document document = read(write(folder, "a.jsonl", lines), "text");
        assertEquals(List.of("one", "five"), parts(document));
        assertEquals(List.of(1, 5), numbers(document));
        assertEquals(4, document.warnings().size());
        assertTrue(document.warnings().get(0).startsWith("line 2 is not valid JSON"), document.warnings().get(0));
        assertEquals("line 3 has no member 'text'", document.warnings().get(1));
        assertTrue(document.warnings().get(2).startsWith("line 4 is not valid JSON"), document.warnings().get(2));
        assertTrue(document.warnings().get(3).startsWith("line 6 is not valid JSON"), document.warnings().get(3));
    }

    @Test
    void countsWarningsThatAreTooMany() throws IOException {
        Document document = read(write(folder, "a.jsonl", "\"ok\"\n" + "broken\n".repeat(25)));
        assertEquals(11, document.warnings().size());
        assertEquals("and 15 more warnings", document.warnings().getLast());
    }

    @Test
    void refusesLinesWithoutText() throws IOException {
        assertEquals("is not JSON lines: no line is valid JSON", why(write(folder, "a.jsonl", "one\ntwo\n")));
        assertEquals("has no text", why(write(folder, "b.jsonl", "{\"a\": 1}\n\n[]\n")));
        assertEquals("b.jsonl: has no text", refusal(folder.resolve("b.jsonl"), "text").getMessage());
    }

    @Test
    void refusesMoreLinesThanAreRead() throws IOException {
        assertEquals(
                "is too large: more than 1000000 entries",
                why(write(folder, "a.jsonl", "\"a\"\n".repeat(DocumentText.MAX_PARTS + 1))));
    }
}
