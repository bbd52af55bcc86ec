package aikit.text;

import static aikit.text.Documents.numbers;
import static aikit.text.Documents.parts;
import static aikit.text.Documents.readBytes;
import static aikit.text.Documents.refusal;
import static aikit.text.Documents.why;
import static aikit.text.Documents.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.AiException;
import aikit.text.PdfText.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PdfTextTest {

    private static final String BROKEN = "is a broken PDF document";
    private static final String CUT_OFF = "is a cut-off PDF document";

    @TempDir
    Path folder;

    private static Document read(byte[] pdf, Limits limits) {
        return Documents.checked(PdfText.read(new Source("a.pdf", pdf), limits));
    }

    @Test
    void readsPageByPage() throws IOException {
        byte[] pdf = Pdfs.pages("Page one\nsecond line", "", "Page three");
        Document document = Documents.read(write(folder, "a.pdf", pdf));
        assertEquals("Page one\nsecond line\nPage three", document.text());
        assertEquals(List.of("Page one\nsecond line", "Page three"), parts(document));
        assertEquals(List.of(1, 3), numbers(document));
        assertEquals("page", document.unit());
        assertFalse(document.whole());
        assertEquals(List.of(), document.warnings());
        assertEquals(document, readBytes(pdf, "title"));
        assertEquals(document, Documents.read(write(folder, "report", pdf)));
    }

    @Test
    void readsAllLetters() throws IOException {
        String words = "Grüße Ελληνικά Привет ﬁn €";
        Document document = Documents.read(write(folder, "a.pdf", Pdfs.pagesWithOwnFont(words)));
        assertEquals(words.replace("ﬁ", "fi"), document.text());
    }

    @Test
    void readsBehindOtherBytes() throws IOException {
        byte[] pdf = Pdfs.pages("words");
        byte[] mailed = (" ".repeat(100) + "\n" + latin(pdf)).getBytes(StandardCharsets.ISO_8859_1);
        assertEquals("words", Documents.read(write(folder, "a.pdf", mailed)).text());
    }

    @Test
    void saysWhenThereIsNoTextLayer() throws IOException {
        AiException refusal = refusal(write(folder, "scan.pdf", Pdfs.withoutText()));
        assertEquals("scan.pdf: has no text: its 1 page has no text layer", refusal.getMessage());
        assertEquals("recognise its text (OCR) first", refusal.hint().orElseThrow());
        Path blank = write(folder, "a.pdf", Pdfs.pages("", "", ""));
        assertEquals("has no text: its 3 pages have no text layer", why(blank));
    }

    @Test
    void asksForNoPassword() throws IOException {
        for (int bits : new int[]{40, 128, 256}) {
            Path locked = write(folder, "a.pdf", Pdfs.encrypted("user", bits));
            assertEquals("is encrypted and needs a password", why(locked));
            Path open = write(folder, "b.pdf", Pdfs.encrypted("", bits));
            assertEquals("secret words", Documents.read(open).text());
        }
    }

    @Test
    void refusesEncryptionItDoesNotKnow() throws IOException {
        for (String filter : List.of("Adobe.PubSec", "Nobody.Knows")) {
            String dictionary = "/Encrypt << /Filter /" + filter + " /SubFilter /adbe.pkcs7.s5 /V 4 /R 4 >> ";
            String pdf = latin(Pdfs.pages("words")).replace("/ID [", dictionary + "/ID [");
            assertTrue(pdf.contains(filter));
            assertEquals(BROKEN, why(write(folder, "a.pdf", pdf.getBytes(StandardCharsets.ISO_8859_1))));
        }
    }

    @Test
    void neverTakesACutOffDocumentForASoundOne() throws IOException {
        byte[] pdf = Pdfs.pages("first page", "second page", "third page", "fourth page");
        int read = 0;
        for (int length = 5; length < pdf.length - 6; length += Math.max(1, pdf.length / 60)) {
            Path file = write(folder, "cut.pdf", Arrays.copyOf(pdf, length));
            try {
                Document document = Documents.read(file);
                assertEquals(
                        "is cut off: its end is missing, and some of its text may be",
                        document.warnings().getFirst(),
                        "at " + length);
                assertTrue(document.text().startsWith("first page"), document.text());
                read++;
            } catch (AiException e) {
                assertTrue(e.getMessage().startsWith("cut.pdf: " + CUT_OFF), e.getMessage());
            }
        }
        assertTrue(read > 0, "no document was long enough to be read in part");
    }

    @Test
    void keepsThePagesThatCanBeRead() throws IOException {
        byte[] pdf = Pdfs.packed(Limits.USUAL.streamBytes() + (1 << 20));
        assertTrue(pdf.length < 1 << 20, "packed " + pdf.length);
        Document document = read(pdf, Limits.USUAL);
        assertEquals(List.of("first", "last"), parts(document));
        assertEquals(List.of(1, 3), numbers(document));
        assertEquals(List.of("page 2 is too large"), document.warnings());
    }

    @Test
    void saysWhenAPageIsDamaged() throws IOException {
        byte[] pdf = Pdfs.pages("one", "a long line of words that are not the same ".repeat(20), "three");
        String text = latin(pdf);
        int second = text.indexOf("stream", text.indexOf("endstream") + 9) + 60;
        Arrays.fill(pdf, second, second + 20, (byte) 0xFF);
        Document document = read(pdf, Limits.USUAL);
        assertEquals(List.of("page 2 is damaged: some of its text may be missing"), document.warnings());
        assertEquals("one", parts(document).getFirst());
        assertEquals("three", parts(document).getLast());
    }

    @Test
    void endsAtItsLimits() throws IOException {
        byte[] pdf = Pdfs.pages("one", "two", "three");
        Limits usual = Limits.USUAL;
        Limits two = new Limits(2, usual.time(), usual.characters(), usual.pageGlyphs(), usual.streamBytes());
        Document pages = read(pdf, two);
        assertEquals(List.of("one", "two"), parts(pages));
        assertEquals(List.of("is longer than 2 pages: the rest was not read"), pages.warnings());
        Document characters = read(pdf, new Limits(9, usual.time(), 5, usual.pageGlyphs(), usual.streamBytes()));
        assertEquals(List.of("one", "two"), parts(characters));
        assertEquals(List.of("has too much text: page 3 and what follows was not read"), characters.warnings());
        Document glyphs = read(pdf, new Limits(9, usual.time(), usual.characters(), 3, usual.streamBytes()));
        assertEquals(List.of("one", "two"), parts(glyphs));
        assertEquals(List.of("page 3 is too large"), glyphs.warnings());
    }

    @Test
    void endsWorkThatWouldNotEnd() throws IOException {
        Limits usual = Limits.USUAL;
        Limits brief = new Limits(
                usual.pages(), Duration.ofSeconds(1), usual.characters(), usual.pageGlyphs(), usual.streamBytes());
        Document silent = read(Pdfs.nestedForms(20, "q Q"), brief);
        assertEquals("first", silent.text());
        assertEquals(List.of("takes longer than 1 s: page 2 and what follows was not read"), silent.warnings());
        Limits few = new Limits(9, usual.time(), usual.characters(), 10_000, usual.streamBytes());
        Document talking = read(Pdfs.nestedForms(20, "BT /F 9 Tf (words) Tj ET"), few);
        assertEquals(List.of("page 2 is too large"), talking.warnings());
    }

    @Test
    void refusesWhatIsBroken() throws IOException {
        String head = "%PDF-1.7\n";
        String end = "\nstartxref\n9\n%%EOF\n";
        List<String> broken = List.of(
                head + end,
                head + "words and no objects" + end,
                head + "1 0 obj\n" + "[".repeat(200_000) + end,
                head + "1 0 obj\n<< /Type /Catalog /Pages " + "<< /A ".repeat(100_000) + end,
                head + "1 0 obj << /Type /Catalog /Pages 1 0 R >> endobj trailer << /Root 1 0 R >>" + end,
                head + "1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj 2 0 obj << /Type /Pages /Count 2000000000"
                        + " /Kids [2 0 R 2 0 R] >> endobj trailer << /Root 1 0 R >>" + end);
        for (String pdf : broken) {
            String why = why(write(folder, "a.pdf", pdf));
            assertTrue(why.startsWith(BROKEN) || why.startsWith("has no text"), why);
        }
        assertEquals(CUT_OFF, why(write(folder, "a.pdf", head)).substring(0, CUT_OFF.length()));
    }

    @Test
    void logsNothing() throws IOException {
        List<String> logged = new ArrayList<>();
        int refused = 0;
        Handler handler = new StreamHandler() {
            @Override
            public void publish(LogRecord record) {
                logged.add(record.getLoggerName() + ": " + record.getMessage());
            }
        };
        Logger.getLogger("").addHandler(handler);
        try {
            byte[] pdf = Pdfs.pagesWithOwnFont("words of a page");
            for (int length = 100; length < pdf.length; length += pdf.length / 30) {
                byte[] cut = Arrays.copyOf(pdf, length);
                try {
                    PdfText.read(new Source("a.pdf", cut), Limits.USUAL);
                } catch (AiException e) {
                    refused++;
                }
            }
        } finally {
            Logger.getLogger("").removeHandler(handler);
        }
        assertEquals(List.of(), logged);
        assertTrue(refused > 0);
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
