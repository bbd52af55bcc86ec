package aikit.image.ocr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.AiException;
import aikit.Input;
import aikit.Result.RecognizedText;
import aikit.Result.TextLine;
import aikit.Result.TextPage;
import aikit.task.AiRuntime;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Scanned documents, and documents that can be searched.
class PdfPagesTest {

    private static AiRuntime runtime;
    private static TextReader reader;

    @BeforeAll
    static void open() {
        StandInFont.use();
        runtime = OcrFixtures.runtime();
        reader = TextReader.open(OcrFixtures.model(), new OcrOptions(0.5, 200, true), runtime);
    }

    @AfterAll
    static void close() {
        reader.close();
        runtime.close();
    }

    private interface Change {
        void to(PDDocument document) throws IOException;
    }

    /// A page for each picture, as a scanner makes them.
    private static byte[] scan(Change change, String... pages) throws IOException {
        try (PDDocument document = new PDDocument()) {
            for (String name : pages) {
                BufferedImage image = ImageIO.read(OcrFixtures.page(name).toFile());
                // 150 pixels to the inch, with a margin that is cut off.
                float width = image.getWidth() * 72f / 150;
                float height = image.getHeight() * 72f / 150;
                PDPage page = new PDPage(new PDRectangle(width + 40, height + 40));
                page.setCropBox(new PDRectangle(20, 20, width, height));
                document.addPage(page);
                try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                    content.drawImage(LosslessFactory.createFromImage(document, image), 20, 20, width, height);
                }
            }
            change.to(document);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            document.save(bytes);
            return bytes.toByteArray();
        }
    }

    private static Input input(byte[] pdf) {
        return new Input.OfBytes(pdf, "scan.pdf");
    }

    @Test
    void everyPageIsRead() throws IOException {
        RecognizedText read = OcrFixtures.read(reader, input(scan(document -> {}, "serif", "chinese")));
        assertEquals(2, read.pages().size());
        assertTrue(OcrFixtures.errors(OcrFixtures.text("serif"), read.pages().get(0).text()) <= 0.01, read.text());
        assertTrue(OcrFixtures.errors(OcrFixtures.text("chinese"), read.pages().get(1).text()) <= 0.05, read.text());
        assertEquals(List.of(), read.warnings());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 90, 180, 270})
    void whatIsWrittenCanBeSearched(int rotation) throws IOException {
        byte[] pdf = scan(document -> document.getPage(0).setRotation(rotation), "serif");
        RecognizedText read = OcrFixtures.read(reader, input(pdf));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SearchablePdf.write(input(pdf), read, out);
        try (PDDocument before = Loader.loadPDF(pdf); PDDocument after = Loader.loadPDF(out.toByteArray())) {
            // Nothing is seen of it.
            assertArrayEquals(drawn(before), drawn(after));
            PDFTextStripper stripper = new PDFTextStripper();
            // Where the page is turned, so is its text.
            after.getPage(0).setRotation(0);
            String text = stripper.getText(after);
            assertTrue(OcrFixtures.errors(OcrFixtures.text("serif"), text) <= 0.01, text);
        }
    }

    private static int[] drawn(PDDocument document) throws IOException {
        BufferedImage image = new PDFRenderer(document).renderImage(0);
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    @Test
    void picturesBecomeDocuments() throws IOException {
        for (String page : List.of("tilted", "chinese", "receipt")) {
            RecognizedText read = OcrFixtures.read(reader, OcrFixtures.input(page));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            SearchablePdf.write(OcrFixtures.input(page), read, out);
            try (PDDocument document = Loader.loadPDF(out.toByteArray())) {
                String text = new PDFTextStripper().getText(document);
                for (TextLine line : read.pages().getFirst().lines()) {
                    // Tilted letters come out one above the other.
                    assertTrue(plain(text).contains(plain(line.text())), page + ": " + line.text() + "\n" + text);
                }
            }
        }
    }

    private static String plain(String text) {
        return text.replaceAll("\\s+", "");
    }

    @Test
    void pagesWithTextOfTheirOwnStayAsTheyAre() throws IOException {
        byte[] pdf = scan(document -> {
            try (PDPageContentStream content = new PDPageContentStream(
                    document, document.getPage(0), PDPageContentStream.AppendMode.APPEND, true)) {
                content.beginText();
                content.setFont(new PDType1Font(FontName.HELVETICA), 12);
                content.newLineAtOffset(40, 40);
                content.showText("Signed");
                content.endText();
            }
        }, "serif");
        RecognizedText read = OcrFixtures.read(reader, input(pdf));
        assertTrue(read.text().contains("gardener"), read.text());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SearchablePdf.write(input(pdf), read, out);
        try (PDDocument document = Loader.loadPDF(out.toByteArray())) {
            assertEquals("Signed", new PDFTextStripper().getText(document).strip());
        }
    }

    @Test
    void passwordsAreAskedForNowhere() throws IOException {
        byte[] secret = scan(document -> document.protect(
                new StandardProtectionPolicy("owner", "user", new AccessPermission())), "serif");
        AiException e = assertThrows(AiException.class, () -> OcrFixtures.read(reader, input(secret)));
        assertEquals("scan.pdf: is encrypted and needs a password", e.getMessage());
    }

    @Test
    void whatMayNotBeChangedIsReadAndNotWritten() throws IOException {
        AccessPermission reading = new AccessPermission();
        reading.setCanModify(false);
        byte[] locked = scan(document -> document.protect(
                new StandardProtectionPolicy("owner", "", reading)), "serif");
        RecognizedText read = OcrFixtures.read(reader, input(locked));
        assertTrue(read.text().contains("gardener"), read.text());
        AiException e = assertThrows(
                AiException.class, () -> SearchablePdf.write(input(locked), read, new ByteArrayOutputStream()));
        assertEquals(AiException.Kind.INPUT, e.kind());
    }

    @Test
    void brokenDocumentsAreRefused() throws IOException {
        byte[] whole = scan(document -> {}, "serif");
        for (int length : new int[]{20, 200, whole.length / 2}) {
            byte[] cut = Arrays.copyOf(whole, length);
            AiException e = assertThrows(
                    AiException.class, () -> OcrFixtures.read(reader, input(cut)), length + " bytes");
            assertEquals(AiException.Kind.INPUT, e.kind());
        }
        byte[] nothing = "%PDF-1.4 and no more".getBytes(StandardCharsets.US_ASCII);
        assertThrows(AiException.class, () -> OcrFixtures.read(reader, input(nothing)));
    }

    /// A page as large as a house is drawn small enough.
    @Test
    void hugePagesAreDrawnSmaller() throws IOException {
        byte[] huge = scan(document -> {
            document.getPage(0).setMediaBox(new PDRectangle(14_400, 14_400));
            document.getPage(0).setCropBox(new PDRectangle(14_400, 14_400));
        }, "serif");
        RecognizedText read = OcrFixtures.read(reader, input(huge));
        TextPage page = read.pages().getFirst();
        assertTrue((long) page.size().width() * page.size().height() <= 41_000_000, page.size().toString());
    }

    @Test
    void oneBrokenPageIsAWarning() throws IOException {
        byte[] pdf = scan(document -> document.getPage(1).getResources().getXObjectNames().forEach(name -> {
            try {
                // A picture that is none.
                document.getPage(1).getResources().getXObject(name).getCOSObject()
                        .setItem(org.apache.pdfbox.cos.COSName.FILTER, org.apache.pdfbox.cos.COSName.JBIG2_DECODE);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }), "serif", "chinese");
        RecognizedText read = OcrFixtures.read(reader, input(pdf));
        assertEquals(2, read.pages().size());
        assertEquals(1, read.warnings().size(), read.warnings().toString());
        assertTrue(read.warnings().getFirst().startsWith("page 2"), read.warnings().toString());
    }
}
