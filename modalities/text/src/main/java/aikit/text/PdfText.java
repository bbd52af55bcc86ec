package aikit.text;

import aikit.AiException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.pdmodel.font.FontMappers;

/// The text layer of a PDF document, page by page.
///
/// Forms (XFA), scripts, attachments and pictures are not looked at, and no password is asked for. Whatever the file
/// makes the parser do ends as a refusal or, when some pages could be read, as a warning.
final class PdfText {

    /// What a document may take. PDF is a language that can ask for any amount of work in a few bytes.
    ///
    /// @param pages pages that are read
    /// @param time time for all of them
    /// @param characters characters of all pages together
    /// @param pageGlyphs glyphs on one page; a full newspaper page has some 50,000
    /// @param streamBytes unpacked size of the drawing instructions of one page
    record Limits(int pages, Duration time, int characters, int pageGlyphs, long streamBytes) {

        static final Limits USUAL = new Limits(20_000, Duration.ofMinutes(2), 64 << 20, 500_000, 128L << 20);
    }

    /// Where the end mark is looked for; other programs add a few bytes behind it.
    private static final int END_WITHIN = 2048;

    /// Kept here because the logging system forgets loggers, and their levels, that nobody refers to.
    private static final List<Logger> PARSERS = List.of(Logger.getLogger("org.apache.pdfbox"),
            Logger.getLogger("org.apache.fontbox"));

    static {
        setUpParsers();
    }

    private final Source source;
    private final boolean cutOff;

    private PdfText(Source source) {
        this.source = source;
        this.cutOff = !hasEnd(source.bytes());
    }

    /// Silences the parsers, whose complaints are told by our own warnings and refusals, and keeps them from the
    /// machine's fonts. Both hold for the whole process.
    static void setUpParsers() {
        PARSERS.forEach(logger -> logger.setLevel(Level.OFF));
        FontMappers.set(new OneFont());
    }

    static Document read(Source source, Limits limits) {
        PdfText text = new PdfText(source);
        try {
            return text.read(limits);
        } catch (OutOfMemoryError e) {
            // Streams are unpacked by the parser, whole: a hostile one asks for more than there is, and its memory
            // is free again here.
            throw source.refused("needs too much memory", "").causedBy(e);
        }
    }

    private Document read(Limits limits) {
        DocumentText document = new DocumentText(source, List.of());
        if (cutOff) {
            document.warn("is cut off: its end is missing, and some of its text may be");
        }
        try (PDDocument pdf = Loader.loadPDF(source.bytes())) {
            PdfPages pages = new PdfPages(document, limits);
            pages.readAll(pdf);
            return document.prose("page", emptiness(pages), pages.isDamaged() ? "" : "recognise its text (OCR) first");
        } catch (InvalidPasswordException e) {
            throw source.refused("is encrypted and needs a password", "save a copy without a password")
                    .causedBy(e);
        } catch (IOException | StackOverflowError | LinkageError e) {
            throw broken(e);
        } catch (AiException e) {
            throw e;
        } catch (RuntimeException e) {
            // The parser checks little of what it reads, and fails on damage with any exception there is.
            throw broken(e);
        }
    }

    private AiException broken(Throwable cause) {
        return source.refused(cutOff ? "is a cut-off PDF document" : "is a broken PDF document", "")
                .causedBy(cause);
    }

    private String emptiness(PdfPages pages) {
        if (cutOff) {
            return "is a cut-off PDF document: no text is left in it";
        }
        if (pages.isDamaged()) {
            return "is a broken PDF document: none of its pages can be read";
        }
        String count = pages.count() == 1 ? "1 page has" : pages.count() + " pages have";
        return "has no text: its " + count + " no text layer";
    }

    private static boolean hasEnd(byte[] bytes) {
        int start = Math.max(0, bytes.length - END_WITHIN);
        return new String(bytes, start, bytes.length - start, StandardCharsets.ISO_8859_1).contains("%%EOF");
    }
}
