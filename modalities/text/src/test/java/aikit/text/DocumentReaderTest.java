package aikit.text;

import static aikit.text.Documents.read;
import static aikit.text.Documents.readBytes;
import static aikit.text.Documents.refusal;
import static aikit.text.Documents.why;
import static aikit.text.Documents.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import aikit.AiException;
import aikit.Input;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentReaderTest {

    private static final String WORDS = "Grüße aus Köln: 5 €, 東京, 😀\n";

    @TempDir
    Path folder;

    @Test
    void keepsATextGivenAsSuch() {
        for (String text : List.of("", "a\r\nb", "   ", "😀", "{\"a\": 1}")) {
            Document document = new DocumentReader("").read(new Input.OfText(text, "text 1"));
            assertEquals(text, document.text());
            assertTrue(document.whole());
            assertEquals(List.of(new Document.Part(0, text.length(), 0)), document.parts());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.txt", "b.TEXT", "c.md", "d.Markdown", "notes", "odd.log", "Straße 1.txt"})
    void readsPlainText(String name) throws IOException {
        Document document = read(write(folder, name, "---\ntitle: x\n---\r\n# Head\rline\n"));
        assertEquals("---\ntitle: x\n---\n# Head\nline\n", document.text());
        assertEquals("line", document.unit());
        assertFalse(document.whole());
        assertEquals(List.of(), document.warnings());
        assertEquals(List.of(new Document.Part(0, document.text().length(), 1)), document.parts());
    }

    @ParameterizedTest
    @CsvSource({"UTF-8,EFBBBF", "UTF-8,''", "UTF-16LE,FFFE", "UTF-16BE,FEFF", "UTF-32LE,FFFE0000", "UTF-32BE,0000FEFF"})
    void readsUnicodeWithAndWithoutMark(String charset, String mark) throws IOException {
        byte[] head = HexFormat.of().parseHex(mark);
        byte[] body = WORDS.getBytes(charset);
        byte[] bytes = java.nio.ByteBuffer.allocate(head.length + body.length).put(head).put(body).array();
        Document document = read(write(folder, "a.txt", bytes));
        assertEquals(WORDS, document.text());
        assertEquals(List.of(), document.warnings());
        assertEquals(WORDS, readBytes(bytes, "").text());
    }

    @Test
    void readsWesternTextWithAWarning() throws IOException {
        String words = "Grüße aus Köln: 5 €, “so”\n";
        Document document = read(write(folder, "a.txt", words.getBytes(Charset.forName("windows-1252"))));
        assertEquals(words, document.text());
        assertEquals(List.of("is not UTF-8: read as windows-1252"), document.warnings());
    }

    @Test
    void keepsUtf8WithOneDamagedByte() throws IOException {
        byte[] bytes = (WORDS + WORDS).getBytes(StandardCharsets.UTF_8);
        bytes[2] = 'x'; // the first half of the first ü
        Document document = read(write(folder, "a.txt", bytes));
        assertEquals(WORDS, document.text().substring(document.text().length() - WORDS.length()));
        assertEquals(List.of("1 places are not valid UTF-8: read as \uFFFD"), document.warnings());
    }

    @Test
    void takesARealReplacementCharacterForWhatItIs() throws IOException {
        assertEquals(List.of(), read(write(folder, "a.txt", "only \uFFFD")).warnings());
    }

    @Test
    void reportsBrokenUtf16() throws IOException {
        byte[] bytes = HexFormat.of().parseHex("FFFE" + "6100" + "62");
        assertEquals(
                List.of("1 places are not valid UTF-16LE: read as \uFFFD"),
                read(write(folder, "a.txt", bytes)).warnings());
    }

    @Test
    void refusesWhatIsNoText() throws IOException {
        assertEquals("does not look like text", why(write(folder, "a.txt", "one\0two")));
        assertEquals("does not look like text", why(write(folder, "b.md", "Köln".getBytes(StandardCharsets.UTF_16LE))));
        byte[] noise = new byte[5000];
        new java.util.Random(7).nextBytes(noise);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = noise[i] == 0 ? 1 : noise[i];
        }
        assertEquals("does not look like text", why(write(folder, "c.csv", noise)));
    }

    @ParameterizedTest
    @CsvSource({
        "89504E470D0A1A0A0000000D49484452, a PNG image",
        "FFD8FFE000104A464946, a JPEG image",
        "504B030414000600, 'a ZIP archive (or an Office document, which is one)'",
        "1F8B080000000000, a gzip file",
        "D0CF11E0A1B11AE1, an old Office document",
        "7F454C4602010100, a program",
        "524946462408000057415645666D7420100000, a WAV recording",
        "53514C69746520666F726D6174203300, an SQLite database"
    })
    void namesBinaryFilesByWhatTheyAre(String hex, String kind) throws IOException {
        byte[] bytes = HexFormat.of().parseHex(hex);
        for (String name : List.of("a.txt", "a.md", "a.html", "a.json", "a.jsonl", "a.csv", "a.tsv", "a.pdf", "a")) {
            assertEquals("is " + kind + ", not text", why(write(folder, name, bytes)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ID3 tags are old", "GIF89a is a format", "PAR1 and PAR2", "The header %PDF-1.7 begins it",
                "BZh"})
    void readsTextThatBeginsLikeABinaryFile(String text) throws IOException {
        assertEquals(text, read(write(folder, "a.txt", text)).text());
        assertEquals(text, readBytes(text).text());
    }

    @Test
    void goesByContentWhereTheEndingLies() throws IOException {
        String page = "<!doctype html><p>hello";
        assertEquals(page, read(write(folder, "page.txt", page)).text());
        assertEquals(
                "is not a PDF document, although its name ends in .pdf", why(write(folder, "a.pdf", "plain text")));
        AiException pdf = refusal(write(folder, "a.txt", "%PDF-1.7\n"));
        assertEquals("a.txt: is a PDF document, not .txt", pdf.getMessage());
        assertEquals("rename it to end in .pdf", pdf.hint().orElseThrow());
    }

    @Test
    void sniffsBytes() {
        assertEquals("a & b", readBytes("\n <!-- x --><HTML><body>a &amp; b").text());
        assertEquals("a & b", readBytes("<?xml version='1.0'?>\n<!DOCTYPE html><p>a &amp; b").text());
        assertEquals("<p>a", readBytes("<p>a").text());
        assertEquals("x\ny", readBytes(" {\"a\": \"x\", \"b\": [\"y\"]}").text());
        assertEquals("{\"a\": \"x\"", readBytes("{\"a\": \"x\"").text());
        assertEquals("{curly} words", readBytes("{curly} words").text());
        assertEquals("row", readBytes("{\"a\": \"x\"}\n{\"a\": \"y\"}\n").unit());
        assertEquals("a,b\n1,2\n", readBytes("a,b\n1,2\n").text());
        assertEquals("2", readBytes("a,b\n1,2\n".getBytes(StandardCharsets.UTF_8), "b").text());
        AiException refusal = assertThrows(
                AiException.class, () -> readBytes("plain words".getBytes(StandardCharsets.UTF_8), "b"));
        assertEquals("-: has no column 'b'", refusal.getMessage());
    }

    @Test
    void refusesWhatHasNoText() throws IOException {
        for (String ending : DocumentReader.EXTENSIONS) {
            assertEquals("is empty", why(write(folder, "empty." + ending, "")));
        }
        assertEquals("has no text: it is all white space", why(write(folder, "a.txt", " \n\t\uFEFF".substring(0, 3))));
        assertEquals("has no text: it is all white space", why(write(folder, "b.txt", "\uFEFF")));
    }

    @Test
    void refusesLargeFilesBeforeReadingThem() throws IOException {
        Path file = folder.resolve("large.txt");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(3L << 40);
        }
        AiException refusal = refusal(file);
        assertEquals(
                "large.txt: is too large: 3145728 MB, and documents are read up to 64 MB", refusal.getMessage());
        AiException stream = assertThrows(
                AiException.class, () -> readBytes(new byte[(int) DocumentReader.MAX_BYTES + 1], ""));
        assertTrue(stream.getMessage().startsWith("-: is too large"), stream.getMessage());
    }

    @Test
    void refusesWhatIsNoRegularFile() throws IOException, InterruptedException {
        assertEquals("is a folder", why(Files.createDirectory(folder.resolve("folder.txt"))));
        assertEquals("no such file", why(folder.resolve("missing.txt")));
        Path dangling = Files.createSymbolicLink(folder.resolve("dangling.txt"), Path.of("nowhere"));
        assertEquals("no such file", why(dangling));
        Path loop = Files.createSymbolicLink(folder.resolve("loop.txt"), Path.of("loop.txt"));
        assertTrue(why(loop).startsWith("cannot be read: "), why(loop));
        Path pipe = folder.resolve("pipe.txt");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        assertEquals("is a pipe, socket or device", why(pipe));
        AiException device = assertThrows(
                AiException.class, () -> new DocumentReader("").read(new Input.OfFile(Path.of("/dev/zero"), "zero")));
        assertEquals("zero: is a pipe, socket or device", device.getMessage());
    }

    @Test
    void saysWhenAFileMayNotBeRead() throws IOException {
        Path file = write(folder, "secret.txt", "words");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(file), "this user may read everything");
        assertEquals("permission denied", why(file));
    }

    @Test
    void readsFilesWhoseSizeTheSystemDoesNotTell() {
        Path file = Path.of("/proc/self/status");
        assumeFalse(Files.notExists(file));
        assertTrue(read(file).text().contains("Pid:"));
    }
}
