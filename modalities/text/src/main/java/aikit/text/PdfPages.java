package aikit.text;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.util.Iterator;
import java.util.List;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.pdmodel.graphics.form.PDTransparencyGroup;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;

/// Reads the pages of one PDF document into a [DocumentText], within limits. A page that fails is left out with a
/// warning; a limit of the document ends the reading with a warning.
final class PdfPages extends PDFTextStripper {

    private final DocumentText document;
    private final PdfText.Limits limits;
    private final long start = System.nanoTime();
    private final StringWriter words = new StringWriter();
    private int glyphs;
    private boolean damaged;

    PdfPages(DocumentText document, PdfText.Limits limits) {
        this.document = document;
        this.limits = limits;
        setLineSeparator("\n");
    }

    void readAll(PDDocument pdf) throws IOException {
        try {
            writeText(pdf, words);
        } catch (EndOfReading e) {
            damaged = true;
            document.warn(e.getMessage());
        } catch (IOException | RuntimeException | StackOverflowError e) {
            if (document.isEmpty()) {
                throw e;
            }
            damaged = true;
            document.warn("page " + getCurrentPageNo() + " and what follows cannot be read");
        }
    }

    /// Whether pages are missing from what was read.
    boolean isDamaged() {
        return damaged;
    }

    /// How many pages there are.
    int count() {
        return getCurrentPageNo() - 1;
    }

    @Override
    public void processPage(PDPage page) throws IOException {
        int number = getCurrentPageNo();
        if (number > limits.pages()) {
            throw new EndOfReading("is longer than " + limits.pages() + " pages: the rest was not read");
        }
        if (document.length() > limits.characters()) {
            throw new EndOfReading("has too much text: page " + number + " and what follows was not read");
        }
        glyphs = 0;
        words.getBuffer().setLength(0);
        try {
            long unpacked = 0;
            for (Iterator<PDStream> streams = page.getContentStreams(); streams.hasNext();) {
                unpacked += unpackedSize(streams.next().getCOSObject());
                refuseAbove(unpacked);
            }
            super.processPage(page);
            document.add(number, words.toString().strip());
        } catch (EndOfReading e) {
            throw e;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            damaged = true;
            document.warn("page " + number + (e instanceof PageTooLarge ? " is too large" : " cannot be read"));
        }
    }

    @Override
    public void showForm(PDFormXObject form) throws IOException {
        refuseAbove(unpackedSize(form.getCOSObject()));
        super.showForm(form);
    }

    @Override
    public void showTransparencyGroup(PDTransparencyGroup group) throws IOException {
        refuseAbove(unpackedSize(group.getCOSObject()));
        super.showTransparencyGroup(group);
    }

    @Override
    protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
        if (System.nanoTime() - start > limits.time().toNanos()) {
            throw new EndOfReading("takes longer than " + limits.time().toSeconds() + " s: page " + getCurrentPageNo()
                    + " and what follows was not read");
        }
        super.processOperator(operator, operands);
    }

    @Override
    protected void processTextPosition(TextPosition position) {
        if (++glyphs > limits.pageGlyphs()) {
            throw new PageTooLarge();
        }
        super.processTextPosition(position);
    }

    private void refuseAbove(long bytes) {
        if (bytes > limits.streamBytes()) {
            throw new PageTooLarge();
        }
    }

    /// Size of a stream after unpacking, as far as it matters; 0 when it is not packed with Flate, the only usual
    /// packing that makes a thousand bytes of one.
    private long unpackedSize(COSStream stream) throws IOException {
        if (!isFlate(stream.getFilters())) {
            return 0;
        }
        byte[] buffer = new byte[1 << 16];
        long size = 0;
        try (InputStream unpacked = new InflaterInputStream(stream.createRawInputStream())) {
            for (int n = unpacked.read(buffer); n >= 0 && size <= limits.streamBytes(); n = unpacked.read(buffer)) {
                size += n;
            }
        } catch (ZipException e) {
            // The parser takes what comes before the damage and says nothing.
            damaged = true;
            document.warn("page " + getCurrentPageNo() + " is damaged: some of its text may be missing");
        } catch (EOFException e) {
            return size; // an end mark is often left out
        }
        return size;
    }

    private static boolean isFlate(COSBase filters) {
        COSBase only = filters instanceof COSArray list && list.size() == 1 ? list.getObject(0) : filters;
        return COSName.FLATE_DECODE.equals(only) || COSName.FLATE_DECODE_ABBREVIATION.equals(only);
    }

    /// A limit of the document was reached.
    private static final class EndOfReading extends RuntimeException {
        private static final long serialVersionUID = 1;

        EndOfReading(String message) {
            super(message);
        }
    }

    /// A limit of one page was reached. Unchecked, because the parser logs and forgets the checked ones.
    private static final class PageTooLarge extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
