package aikit.text;

import static aikit.text.Documents.numbers;
import static aikit.text.Documents.parts;
import static aikit.text.Documents.read;
import static aikit.text.Documents.refusal;
import static aikit.text.Documents.why;
import static aikit.text.Documents.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.AiException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableTextTest {

    private static final String TABLE = """
            id,text,note
            1,"one, two","say ""hi\"""
            2,,
            3,"two
            lines",x

            4,short
            """;

    @TempDir
    Path folder;

    @Test
    void joinsTheCellsOfARow() throws IOException {
        Document document = read(write(folder, "a.csv", TABLE.replace("\n", "\r\n")));
        assertEquals(List.of("1 one, two say \"hi\"", "2", "3 two\nlines x", "4 short"), parts(document));
        assertEquals(List.of(1, 2, 3, 4), numbers(document));
        assertEquals("row", document.unit());
        assertTrue(document.whole());
        assertEquals(List.of(), document.warnings());
    }

    @Test
    void takesTheColumnThatIsAskedFor() throws IOException {
        Path file = write(folder, "a.csv", "\uFEFF" + TABLE);
        Document document = read(file, "text");
        assertEquals(List.of("one, two", "two\nlines", "short"), parts(document));
        assertEquals(List.of(1, 3, 4), numbers(document));
        assertEquals(List.of("1", "2", "3", "4"), parts(read(file, "id")));
        AiException missing = refusal(file, "title");
        assertEquals("a.csv: has no column 'title'", missing.getMessage());
        assertEquals("its header is: id, text, note", missing.hint().orElseThrow());
    }

    @Test
    void findsTheDelimiter() throws IOException {
        assertEquals(List.of("1,5"), parts(read(write(folder, "a.csv", "name;price\nx;1,5\n"), "price")));
        assertEquals(List.of("y"), parts(read(write(folder, "b.csv", "a\tb\nx\ty\n"), "b")));
        assertEquals(List.of("a b"), parts(read(write(folder, "c.csv", "text\na b\n"), "text")));
        assertEquals(List.of("y, \"z"), parts(read(write(folder, "d.tsv", "a\tb\nx\t\"y, \"\"z\"\n"), "b")));
    }

    @Test
    void takesQuotesInTabbedTablesAsTextWhereTheyMakeNoSense() throws IOException {
        Document document = read(write(folder, "a.tsv", "a\tb\n1\t\"Hello\" she said\n2\t\"open\n"), "b");
        assertEquals(List.of("\"Hello\" she said", "\"open"), parts(document));
    }

    @Test
    void refusesBrokenQuotes() throws IOException {
        String open = why(write(folder, "a.csv", "a,b\n1,\"never closed\n2,x\n"));
        assertTrue(open.startsWith("is a broken table: "), open);
        String between = why(write(folder, "b.csv", "a,b\n1,\"x\" y\n"));
        assertTrue(between.startsWith("is a broken table: "), between);
        assertTrue(between.contains("2"), between);
    }

    @Test
    void refusesTablesWithoutText() throws IOException {
        String why = "has no text: no row after the header has any";
        assertEquals(why, why(write(folder, "a.csv", "a,b\n")));
        assertEquals(why, why(write(folder, "b.csv", "a,b\n,\n ,\n")));
        assertEquals(why, why(write(folder, "c.tsv", "\n\n")));
    }

    @Test
    void readsHugeCellsAndRefusesBombs() throws IOException {
        String cell = "word ".repeat(2_000_000);
        assertEquals(List.of(cell), parts(read(write(folder, "a.csv", "t\n\"" + cell + "\"\n"), "t")));
        assertEquals(
                "is too large: a row has more than 100000 cells",
                why(write(folder, "b.csv", "a,b\n" + ",".repeat(20_000_000))));
    }

    @Test
    void keepsColumnsThatShareAName() throws IOException {
        assertEquals(List.of("1 2 3"), parts(read(write(folder, "a.csv", "x,x,\n1,2,3\n"))));
        assertEquals(List.of("1"), parts(read(write(folder, "a.csv", "x,x,\n1,2,3\n"), "x")));
    }
}
