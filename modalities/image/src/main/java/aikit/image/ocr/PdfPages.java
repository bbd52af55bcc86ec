package aikit.image.ocr;

import aikit.AiException;
import aikit.Input;
import aikit.Result.Size;
import aikit.image.Picture;
import aikit.image.Pixels;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.rendering.PageDrawer;
import org.apache.pdfbox.rendering.PageDrawerParameters;

/// The pages of a PDF document, drawn one by one: whatever they are made of, a scan, text, or both. What the file makes the
/// parser do ends as a refusal or, for a part of a page, as a warning. Closing it closes the document.
final class PdfPages implements Pages {

    /// Pixels of a page that are drawn at most: a larger one is drawn with fewer dots to the inch.
    private static final double MOST_PIXELS = 40e6;

    private static final double POINTS_PER_INCH = 72;

    /// Where the mark of a PDF document is looked for: some programs write something before it.
    private static final int MARK_WITHIN = 1024;

    private final String name;
    private final PDDocument document;
    private final Drawing drawing;
    private final int dpi;

    private PdfPages(String name, PDDocument document, int dpi) {
        this.name = name;
        this.document = document;
        this.drawing = new Drawing(document);
        this.dpi = dpi;
    }

    /// Whether a file is a PDF document, by its first bytes.
    ///
    /// @throws AiException of kind INPUT when it cannot be read
    static boolean isPdf(Input input) {
        return switch (input) {
            case Input.OfFile file -> {
                try (InputStream bytes = Files.newInputStream(file.path())) {
                    yield marked(bytes.readNBytes(MARK_WITHIN));
                } catch (IOException e) {
                    throw AiException.input(file.name() + ": cannot be read: " + e.getMessage(), "").causedBy(e);
                }
            }
            case Input.OfBytes bytes -> marked(bytes.bytes());
            case Input.OfText _ -> false;
        };
    }

    private static boolean marked(byte[] bytes) {
        int length = Math.min(MARK_WITHIN, bytes.length);
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1).contains("%PDF-");
    }

    /// @throws AiException of kind INPUT when it is broken, or encrypted with a password
    static PdfPages open(Input input, int dpi) {
        StandInFont.use();
        try {
            PDDocument document = switch (input) {
                case Input.OfFile file -> Loader.loadPDF(file.path().toFile());
                case Input.OfBytes bytes -> Loader.loadPDF(bytes.bytes());
                case Input.OfText text -> throw new IllegalArgumentException(text.name());
            };
            if (document.getNumberOfPages() == 0) {
                document.close();
                throw AiException.input(input.name() + ": has no pages", "");
            }
            return new PdfPages(input.name(), document, dpi);
        } catch (InvalidPasswordException e) {
            throw AiException.input(
                    input.name() + ": is encrypted and needs a password", "save a copy without a password")
                    .causedBy(e);
        } catch (AiException e) {
            throw e;
        } catch (IOException | RuntimeException | StackOverflowError | LinkageError e) {
            // The parser checks little of what it reads, and fails on damage with any exception there is.
            throw AiException.input(input.name() + ": is a broken PDF document", "").causedBy(e);
        }
    }

    PDDocument document() {
        return document;
    }

    @Override
    public int count() {
        return document.getNumberOfPages();
    }

    @Override
    public Picture page(int index) {
        drawing.troubles.clear();
        try {
            BufferedImage drawn = drawing.renderImage(index, (float) scale(document.getPage(index)), ImageType.RGB);
            Size size = new Size(drawn.getWidth(), drawn.getHeight());
            return new Picture(pixels(drawn), size, List.copyOf(drawing.troubles));
        } catch (IOException | RuntimeException | StackOverflowError | LinkageError e) {
            throw AiException.input(name + ": page " + (index + 1) + " cannot be drawn", "").causedBy(e);
        }
    }

    /// Pixels for a point.
    private double scale(PDPage page) {
        PDRectangle box = page.getCropBox();
        double scale = dpi / POINTS_PER_INCH * Math.max(1, page.getUserUnit());
        double pixels = box.getWidth() * box.getHeight() * scale * scale;
        return pixels <= MOST_PIXELS ? scale : scale * Math.sqrt(MOST_PIXELS / pixels);
    }

    private static Pixels pixels(BufferedImage drawn) {
        int[] packed = ((DataBufferInt) drawn.getRaster().getDataBuffer()).getData();
        byte[] rgb = new byte[3 * packed.length];
        for (int i = 0; i < packed.length; i++) {
            rgb[3 * i] = (byte) (packed[i] >> 16);
            rgb[3 * i + 1] = (byte) (packed[i] >> 8);
            rgb[3 * i + 2] = (byte) packed[i];
        }
        return new Pixels(drawn.getWidth(), drawn.getHeight(), rgb);
    }

    @Override
    public void close() {
        try {
            document.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /// Draws pages and remembers what could not be drawn, which PDFBox passes over.
    private static final class Drawing extends PDFRenderer {

        private final List<String> troubles = new ArrayList<>();

        Drawing(PDDocument document) {
            super(document);
        }

        @Override
        protected PageDrawer createPageDrawer(PageDrawerParameters parameters) throws IOException {
            return new PageDrawer(parameters) {

                @Override
                protected void operatorException(Operator operator, List<COSBase> operands, IOException e)
                        throws IOException {
                    String trouble = "a part of it cannot be drawn";
                    if (!troubles.contains(trouble)) {
                        troubles.add(trouble);
                    }
                    super.operatorException(operator, operands, e);
                }
            };
        }
    }
}
