package aikit.image.ocr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.AiException;
import aikit.Input;
import aikit.Result.Point;
import aikit.Result.RecognizedText;
import aikit.Result.Size;
import aikit.Result.TextLine;
import aikit.Result.TextWord;
import aikit.task.AiRuntime;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whole pages, with the model that comes with the build.
class TextReaderTest {

    private static AiRuntime runtime;
    private static TextReader reader;

    @BeforeAll
    static void open() {
        runtime = OcrFixtures.runtime();
        reader = TextReader.open(OcrFixtures.model(), new OcrOptions(0.5, 200, true), runtime);
    }

    @AfterAll
    static void close() {
        reader.close();
        runtime.close();
    }

    @ParameterizedTest
    @CsvSource({
        "sans, 0.01", "serif, 0.01", "mono, 0.015", "tilted, 0.01", "turned, 0.02", "over, 0.01", "columns, 0.01",
        "receipt, 0.02", "chinese, 0"
    })
    void fewCharactersAreWrong(String page, double most) {
        RecognizedText read = OcrFixtures.read(reader, OcrFixtures.input(page));
        double errors = OcrFixtures.errors(OcrFixtures.text(page), read.text());
        assertTrue(errors <= most, page + ": " + errors + "\n" + read.text());
        assertEquals(List.of(), read.warnings());
    }

    @Test
    void whatStandsLevelIsOnOneLine() {
        List<String> lines = OcrFixtures.read(reader, OcrFixtures.input("receipt")).text().lines().toList();
        assertTrue(lines.contains("Green tea\t14.33"), lines.toString());
        assertEquals(12, lines.size());
    }

    /// Text that runs up the page begins at its bottom.
    @Test
    void cornersBeginWhereTheTextDoes() {
        TextLine turned = first("turned");
        assertTrue(turned.corners().get(0).y() > turned.corners().get(1).y() + 100, turned.toString());
        TextLine over = first("over");
        assertTrue(over.corners().get(0).x() > over.corners().get(1).x() + 100, over.toString());
        TextLine upright = first("serif");
        assertTrue(upright.corners().get(0).x() < upright.corners().get(1).x() - 100, upright.toString());
        assertEquals(upright.text().split(" ")[0], over.text().split(" ")[0]);
    }

    private static TextLine first(String page) {
        return OcrFixtures.read(reader, OcrFixtures.input(page)).pages().getFirst().lines().getFirst();
    }

    @Test
    void wordsStandInTheirLineOneAfterTheOther() {
        RecognizedText read = OcrFixtures.read(reader, OcrFixtures.input("sans"));
        Size size = read.pages().getFirst().size();
        assertEquals(new Size(800, 420), size);
        for (TextLine line : read.pages().getFirst().lines()) {
            assertEquals(line.text(), String.join(" ", line.words().stream().map(TextWord::text).toList()));
            double end = 0;
            for (TextWord word : line.words()) {
                Point from = word.corners().get(0);
                Point to = word.corners().get(1);
                assertTrue(from.x() >= end - 1 && to.x() > from.x() && to.x() <= size.width(), word.toString());
                end = to.x();
                assertTrue(word.confidence() > 0.3 && word.confidence() <= 1, word.toString());
            }
        }
    }

    @Test
    void aBlankPageHasNoText() throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        BufferedImage blank = new BufferedImage(300, 200, BufferedImage.TYPE_BYTE_GRAY);
        ImageIO.write(blank, "png", png);
        RecognizedText read = OcrFixtures.read(reader, new Input.OfBytes(png.toByteArray(), "blank"));
        assertEquals("", read.text());
        assertEquals(1, read.pages().size());
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "3000, 4", "2, 900"})
    void oddShapesAreNoTrouble(int width, int height) throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", png);
        assertEquals("", OcrFixtures.read(reader, new Input.OfBytes(png.toByteArray(), "odd")).text());
    }

    @Test
    void allPagesOfATiffAreRead() throws IOException {
        ByteArrayOutputStream tiff = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(tiff)) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            for (String page : List.of("serif", "chinese")) {
                BufferedImage image = ImageIO.read(OcrFixtures.page(page).toFile());
                writer.writeToSequence(new IIOImage(image, null, null), null);
            }
            writer.endWriteSequence();
        } finally {
            writer.dispose();
        }
        RecognizedText read = OcrFixtures.read(reader, new Input.OfBytes(tiff.toByteArray(), "two.tiff"));
        assertEquals(List.of(1, 2), read.pages().stream().map(page -> page.number()).toList());
        assertEquals(OcrFixtures.text("chinese"), read.pages().get(1).text());
    }

    @Test
    void withoutAClassifierPagesUpsideDownAreReadToo() {
        try (TextReader other = TextReader.open(
                OcrFixtures.model(List.of(OcrFixtures.GRAPHS.get(0), OcrFixtures.GRAPHS.get(2)), List.of()),
                OcrOptions.DEFAULT, runtime)) {
            RecognizedText read = OcrFixtures.read(other, OcrFixtures.input("over"));
            double errors = OcrFixtures.errors(OcrFixtures.text("over"), read.text());
            assertTrue(errors < 0.05, errors + "\n" + read.text());
        }
    }

    @Test
    void aModelWithoutAGraphIsRefused() {
        AiException e = assertThrows(
                AiException.class, () -> TextReader.open(
                        OcrFixtures.model(List.of(OcrFixtures.GRAPHS.getFirst()), List.of()), OcrOptions.DEFAULT,
                        runtime));
        assertEquals(AiException.Kind.MODEL, e.kind());
        assertTrue(e.getMessage().contains("'rec'"), e.getMessage());
    }

    @Test
    void damagedPicturesAreRefused() throws IOException {
        byte[] whole = Files.readAllBytes(OcrFixtures.page("sans"));
        byte[] half = java.util.Arrays.copyOf(whole, whole.length / 2);
        AiException e = assertThrows(
                AiException.class, () -> OcrFixtures.read(reader, new Input.OfBytes(half, "half.png")));
        assertEquals(AiException.Kind.INPUT, e.kind());
    }
}
