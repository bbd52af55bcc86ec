package aikit.image.ocr;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.fontbox.FontBoxFont;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.font.CIDFontMapping;
import org.apache.pdfbox.pdmodel.font.FontMapper;
import org.apache.pdfbox.pdmodel.font.FontMappers;
import org.apache.pdfbox.pdmodel.font.FontMapping;
import org.apache.pdfbox.pdmodel.font.PDCIDSystemInfo;
import org.apache.pdfbox.pdmodel.font.PDFontDescriptor;

/// The font that comes with PDFBox, drawn for every font that a document does not bring itself. PDFBox's own mapper would
/// read every font of the machine, which takes seconds and draws other pages elsewhere.
final class StandInFont implements FontMapper {

    private static final String RESOURCE = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    /// Kept here because the logging system forgets loggers, and their levels, that nobody refers to.
    private static final List<Logger> PARSERS = List.of(Logger.getLogger("org.apache.pdfbox"),
            Logger.getLogger("org.apache.fontbox"));

    static {
        PARSERS.forEach(logger -> logger.setLevel(Level.OFF));
        FontMappers.set(new StandInFont());
    }

    /// Makes it so for the whole process, and silences the parsers: their complaints are told by our own warnings and
    /// refusals.
    static void use() {
        // The class was made ready when it was asked.
    }

    /// Read on first use; never closed, like the class that holds it.
    private static final class Loaded {
        private static final TrueTypeFont FONT = load();

        private static TrueTypeFont load() {
            try (InputStream stream = FontMapper.class.getResourceAsStream(RESOURCE)) {
                return new TTFParser().parse(new RandomAccessReadBuffer(stream.readAllBytes()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public FontMapping<TrueTypeFont> getTrueTypeFont(String baseFont, PDFontDescriptor descriptor) {
        return new FontMapping<>(Loaded.FONT, true);
    }

    @Override
    public FontMapping<FontBoxFont> getFontBoxFont(String baseFont, PDFontDescriptor descriptor) {
        return new FontMapping<>(Loaded.FONT, true);
    }

    @Override
    public CIDFontMapping getCIDFont(String baseFont, PDFontDescriptor descriptor, PDCIDSystemInfo characters) {
        return new CIDFontMapping(null, Loaded.FONT, true);
    }
}
