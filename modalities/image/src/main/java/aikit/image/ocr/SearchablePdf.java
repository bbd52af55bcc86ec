package aikit.image.ocr;

import aikit.AiException;
import aikit.Input;
import aikit.Result.Point;
import aikit.Result.RecognizedText;
import aikit.Result.TextLine;
import aikit.Result.TextPage;
import aikit.Result.TextWord;
import aikit.image.ImageReader;
import aikit.image.Pixels;
import aikit.image.read.Limits;
import aikit.image.read.PictureFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.image.JPEGFactory;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.util.Matrix;

/// A PDF document that looks as the input does and in which the text that was read can be searched and copied: it lies
/// over the page, word by word, and is not seen.
///
/// A document stays as it is but for that; its pages that have text of their own get none. A picture becomes a page, of
/// 300 pixels to the inch: a JPEG file as JPEG of high quality, any other one without loss.
public final class SearchablePdf {

    private static final double POINTS_PER_PIXEL = 72.0 / 300;
    private static final float QUALITY = 0.92f;

    private SearchablePdf() {}

    /// @param text what was read in the input, with its words
    /// @throws AiException of kind INPUT when the input cannot be read again, or may not be changed
    public static void write(Input input, RecognizedText text, OutputStream out) throws IOException {
        if (!PdfPages.isPdf(input)) {
            try (PDDocument document = new PDDocument()) {
                pictures(input, text, document);
                document.save(out);
            }
            return;
        }
        try (PdfPages pages = PdfPages.open(input, OcrOptions.DEFAULT.dpi())) {
            PDDocument document = pages.document();
            if (!document.getCurrentAccessPermission().canModify()) {
                throw AiException.input(
                        input.name() + ": its author forbids to change it", "save a copy that may be changed");
            }
            document.setAllSecurityToBeRemoved(true);
            InvisibleFont font = InvisibleFont.in(document);
            for (TextPage page : text.pages()) {
                if (!hasText(document, page.number())) {
                    PDPage there = document.getPage(page.number() - 1);
                    lay(page, new Sheet(document, there, onto(there, page)), font);
                }
            }
            document.save(out);
        } catch (AiException | IOException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            // The parser checks little of what it reads, and fails on damage with any exception there is.
            throw AiException.input(input.name() + ": is too damaged to be written again", "").causedBy(e);
        }
    }

    private static boolean hasText(PDDocument document, int number) throws IOException {
        PDFTextStripper stripper = new PDFTextStripper();
        stripper.setStartPage(number);
        stripper.setEndPage(number);
        return !stripper.getText(document).isBlank();
    }

    private static void pictures(Input input, RecognizedText text, PDDocument document) throws IOException {
        // What is read again was not too large the first time.
        PictureFile file = ImageReader.open(input, new Limits(Long.MAX_VALUE, Limits.USUAL.bytes()));
        InvisibleFont font = InvisibleFont.in(document);
        for (TextPage page : text.pages()) {
            Pixels pixels = file.read(page.number() - 1, 0).pixels();
            float width = (float) (pixels.width() * POINTS_PER_PIXEL);
            float height = (float) (pixels.height() * POINTS_PER_PIXEL);
            PDPage sheet = new PDPage(new PDRectangle(width, height));
            document.addPage(sheet);
            BufferedImage image = image(pixels);
            PDImageXObject drawn = file.isJpeg()
                    ? JPEGFactory.createFromImage(document, image, QUALITY)
                    : LosslessFactory.createFromImage(document, image);
            try (PDPageContentStream content = new PDPageContentStream(document, sheet)) {
                content.drawImage(drawn, 0, 0, width, height);
            }
            lay(page, new Sheet(document, sheet, onto(sheet, page)), font);
        }
    }

    private static BufferedImage image(Pixels pixels) {
        BufferedImage image = new BufferedImage(pixels.width(), pixels.height(), BufferedImage.TYPE_INT_RGB);
        int[] row = new int[pixels.width()];
        byte[] rgb = pixels.rgb();
        for (int y = 0, at = 0; y < pixels.height(); y++) {
            for (int x = 0; x < row.length; x++, at += 3) {
                row[x] = (rgb[at] & 0xff) << 16 | (rgb[at + 1] & 0xff) << 8 | rgb[at + 2] & 0xff;
            }
            image.setRGB(0, y, row.length, 1, row, 0, row.length);
        }
        return image;
    }

    /// A page and how a pixel of its picture comes to its place on it.
    private record Sheet(PDDocument document, PDPage page, Matrix onto) {

        Point place(Point pixel) {
            java.awt.geom.Point2D.Float point = onto.transformPoint((float) pixel.x(), (float) pixel.y());
            return new Point(point.x, point.y);
        }
    }

    /// From pixels, counted from the top left corner of the page as it is shown, to points of the page as it lies.
    private static Matrix onto(PDPage page, TextPage read) {
        PDRectangle box = page.getCropBox();
        int quarters = Math.floorMod(page.getRotation() / 90, 4);
        float shown = quarters % 2 == 0 ? box.getWidth() : box.getHeight();
        float scale = shown / read.size().width();
        return switch (quarters) {
            case 1 -> new Matrix(0, scale, scale, 0, box.getLowerLeftX(), box.getLowerLeftY());
            case 2 -> new Matrix(-scale, 0, 0, scale, box.getUpperRightX(), box.getLowerLeftY());
            case 3 -> new Matrix(0, -scale, -scale, 0, box.getUpperRightX(), box.getUpperRightY());
            default -> new Matrix(scale, 0, 0, -scale, box.getLowerLeftX(), box.getUpperRightY());
        };
    }

    private static void lay(TextPage read, Sheet sheet, InvisibleFont font) throws IOException {
        try (PDPageContentStream content = new PDPageContentStream(
                sheet.document, sheet.page, AppendMode.APPEND, true, true)) {
            content.beginText();
            content.setRenderingMode(RenderingMode.NEITHER);
            for (TextLine line : read.lines()) {
                List<TextWord> words = line.words().isEmpty()
                        ? List.of(new TextWord(line.text(), line.confidence(), line.corners()))
                        : line.words();
                for (int i = 0; i < words.size(); i++) {
                    word(words.get(i), i + 1 < words.size(), sheet, font, content);
                }
            }
            content.endText();
        }
    }

    /// @param more whether another word follows on the line, so that a space belongs between them
    private static void word(
            TextWord word, boolean more, Sheet sheet, InvisibleFont font, PDPageContentStream content)
            throws IOException {
        Point start = sheet.place(word.corners().get(3));
        Point end = sheet.place(word.corners().get(2));
        double width = Quad.distance(start, end);
        double height = Quad.distance(start, sheet.place(word.corners().get(0)));
        if (width <= 0 || height <= 0) {
            return;
        }
        double cosine = (end.x() - start.x()) / width;
        double sine = (end.y() - start.y()) / width;
        content.setFont(font, (float) height);
        content.setHorizontalScaling((float) (100 * width / (word.text().length() * InvisibleFont.WIDTH * height)));
        content.setTextMatrix(new Matrix(
                (float) cosine, (float) sine, (float) -sine, (float) cosine, (float) start.x(), (float) start.y()));
        content.showText(more ? word.text() + " " : word.text());
    }
}
