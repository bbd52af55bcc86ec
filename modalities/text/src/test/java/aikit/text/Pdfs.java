package aikit.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.FontMapper;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;

/// PDF documents made for tests.
final class Pdfs {

    static {
        // Otherwise making a PDF would read the machine's fonts and write into the user's home.
        PdfText.setUpParsers();
    }

    private Pdfs() {}

    /// One page for each text, a line of the page for each line of the text; a blank page for an empty text. The
    /// objects stand one by one in the file, as they did before PDF 1.5; the other documents here pack them together.
    static byte[] pages(String... texts) throws IOException {
        try (PDDocument pdf = new PDDocument()) {
            addPages(pdf, new PDType1Font(FontName.HELVETICA), texts);
            return bytes(pdf, CompressParameters.NO_COMPRESSION);
        }
    }

    /// Pages with a font that is embedded and knows more than Latin letters.
    static byte[] pagesWithOwnFont(String... texts) throws IOException {
        try (PDDocument pdf = new PDDocument();
                InputStream font = FontMapper.class.getResourceAsStream(
                        "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf")) {
            addPages(pdf, PDType0Font.load(pdf, font), texts);
            return bytes(pdf);
        }
    }

    static byte[] encrypted(String userPassword, int bits) throws IOException {
        try (PDDocument pdf = new PDDocument()) {
            addPages(pdf, new PDType1Font(FontName.HELVETICA), "secret words");
            StandardProtectionPolicy policy = new StandardProtectionPolicy("owner", userPassword,
                    new AccessPermission());
            policy.setEncryptionKeyLength(bits);
            pdf.protect(policy);
            return bytes(pdf);
        }
    }

    /// A page that draws lines and no text.
    static byte[] withoutText() throws IOException {
        try (PDDocument pdf = new PDDocument()) {
            PDPage page = new PDPage();
            pdf.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(pdf, page)) {
                content.addRect(10, 10, 100, 100);
                content.stroke();
            }
            return bytes(pdf);
        }
    }

    /// A good page, then one whose instructions unpack to `bytes` spaces, then a good one.
    static byte[] packed(long bytes) throws IOException {
        try (PDDocument pdf = new PDDocument()) {
            PDFont font = new PDType1Font(FontName.HELVETICA);
            addPages(pdf, font, "first");
            PDPage page = new PDPage();
            PDStream stream = new PDStream(pdf);
            try (OutputStream out = stream.createOutputStream(COSName.FLATE_DECODE)) {
                byte[] spaces = " ".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
                for (long i = 0; i < bytes; i += spaces.length) {
                    out.write(spaces);
                }
            }
            page.setContents(stream);
            pdf.addPage(page);
            addPages(pdf, font, "last");
            return bytes(pdf);
        }
    }

    /// A good page and one with forms, each of which draws the one before it ten times: ten to the power of `depth`
    /// runs of the instructions given.
    static byte[] nestedForms(int depth, String instructions) throws IOException {
        try (PDDocument pdf = new PDDocument()) {
            PDFont font = new PDType1Font(FontName.HELVETICA);
            addPages(pdf, font, "first");
            PDFormXObject form = form(pdf, instructions, null);
            form.getResources().put(COSName.getPDFName("F"), font);
            for (int i = 0; i < depth; i++) {
                form = form(pdf, "/X Do ".repeat(10), form);
            }
            PDPage page = new PDPage();
            page.setResources(new PDResources());
            page.getResources().put(COSName.getPDFName("X"), form);
            PDStream stream = new PDStream(pdf);
            try (OutputStream out = stream.createOutputStream()) {
                out.write("/X Do".getBytes(StandardCharsets.US_ASCII));
            }
            page.setContents(stream);
            pdf.addPage(page);
            return bytes(pdf);
        }
    }

    private static PDFormXObject form(PDDocument pdf, String instructions, PDFormXObject inner) throws IOException {
        PDFormXObject form = new PDFormXObject(pdf);
        form.setBBox(PDRectangle.A4);
        form.setResources(new PDResources());
        if (inner != null) {
            form.getResources().put(COSName.getPDFName("X"), inner);
        }
        try (OutputStream out = form.getContentStream().createOutputStream()) {
            out.write(instructions.getBytes(StandardCharsets.US_ASCII));
        }
        return form;
    }

    private static void addPages(PDDocument pdf, PDFont font, String... texts) throws IOException {
        for (String text : texts) {
            PDPage page = new PDPage(PDRectangle.A4);
            pdf.addPage(page);
            if (text.isEmpty()) {
                continue;
            }
            try (PDPageContentStream content = new PDPageContentStream(pdf, page)) {
                content.beginText();
                content.setFont(font, 12);
                content.setLeading(14);
                content.newLineAtOffset(50, 780);
                for (String line : List.of(text.split("\n"))) {
                    content.showText(line);
                    content.newLine();
                }
                content.endText();
            }
        }
    }

    private static byte[] bytes(PDDocument pdf) throws IOException {
        return bytes(pdf, CompressParameters.DEFAULT_COMPRESSION);
    }

    private static byte[] bytes(PDDocument pdf, CompressParameters compression) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        pdf.save(bytes, compression);
        return bytes.toByteArray();
    }
}
