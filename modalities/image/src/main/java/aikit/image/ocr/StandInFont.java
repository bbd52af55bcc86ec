package aikit.image.ocr;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.fontbox.FontBoxFont;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.font.CIDFontMapping;
import org.apache.pdfbox.pdmodel.font.FontMapper;
import org.apache.pdfbox.pdmodel.font.FontMapping;
import org.apache.pdfbox.pdmodel.font.PDCIDSystemInfo;
import org.apache.pdfbox.pdmodel.font.PDFontDescriptor;

/// The font that comes with PDFBox, drawn for every font that a document does not bring itself. PDFBox's own mapper would
/// read every font of the machine, which takes seconds and draws other pages elsewhere.
final class StandInFont implements FontMapper {

    private static final String RESOURCE = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

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
