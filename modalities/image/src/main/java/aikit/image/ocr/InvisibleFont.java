package aikit.image.ocr;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/// A font for text that is there and not seen: every character of Unicode has the same empty glyph, half as wide as it is
/// high. Its codes are UTF-16, so any text can be written and copied out again.
final class InvisibleFont extends PDType0Font {

    /// Width of a character, in sizes of the font.
    static final double WIDTH = 0.5;

    private static final String NAME = "Invisible";
    private static final int UNITS = 1000;

    /// ISO 32000-1, 9.8.2: a font with other than the standard Latin characters.
    private static final int SYMBOLIC = 4;

    /// A glyph without contours and instructions.
    private static final int GLYPH_BYTES = 12;

    private static final String TO_UNICODE = """
            /CIDInit /ProcSet findresource begin
            12 dict begin
            begincmap
            /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
            /CMapName /Adobe-Identity-UCS def
            /CMapType 2 def
            1 begincodespacerange
            <0000> <FFFF>
            endcodespacerange
            %d beginbfrange
            %sendbfrange
            endcmap
            CMapName currentdict /CMap defineresource pop
            end
            end
            """;

    private InvisibleFont(COSDictionary font) throws IOException {
        super(font);
    }

    static InvisibleFont in(PDDocument document) throws IOException {
        StandInFont.use();
        COSDictionary descriptor = named("FontDescriptor");
        descriptor.setName(COSName.FONT_NAME, NAME);
        descriptor.setInt(COSName.FLAGS, SYMBOLIC);
        COSArray box = new COSArray();
        for (int edge : new int[]{0, 0, (int) (WIDTH * UNITS), UNITS}) {
            box.add(COSInteger.get(edge));
        }
        descriptor.setItem(COSName.FONT_BBOX, box);
        descriptor.setInt(COSName.ITALIC_ANGLE, 0);
        descriptor.setInt(COSName.ASCENT, UNITS);
        descriptor.setInt(COSName.DESCENT, 0);
        descriptor.setInt(COSName.CAP_HEIGHT, UNITS);
        descriptor.setInt(COSName.STEM_V, 80);
        descriptor.setItem(COSName.FONT_FILE2, stream(document, trueType()));
        COSDictionary system = new COSDictionary();
        system.setString(COSName.REGISTRY, "Adobe");
        system.setString(COSName.ORDERING, "Identity");
        system.setInt(COSName.SUPPLEMENT, 0);
        COSDictionary characters = named("Font");
        characters.setItem(COSName.SUBTYPE, COSName.CID_FONT_TYPE2);
        characters.setName(COSName.BASE_FONT, NAME);
        characters.setItem(COSName.CIDSYSTEMINFO, system);
        characters.setItem(COSName.FONT_DESC, descriptor);
        characters.setInt(COSName.DW, (int) (WIDTH * UNITS));
        // All of the 65,536 codes have the first glyph, of two bytes each.
        characters.setItem(COSName.CID_TO_GID_MAP, stream(document, new byte[2 << 16]));
        COSArray descendants = new COSArray();
        descendants.add(characters);
        COSDictionary font = named("Font");
        font.setItem(COSName.SUBTYPE, COSName.TYPE0);
        font.setName(COSName.BASE_FONT, NAME);
        font.setItem(COSName.ENCODING, COSName.IDENTITY_H);
        font.setItem(COSName.DESCENDANT_FONTS, descendants);
        font.setItem(COSName.TO_UNICODE, stream(document, toUnicode()));
        return new InvisibleFont(font);
    }

    private static COSDictionary named(String type) {
        COSDictionary dictionary = new COSDictionary();
        dictionary.setName(COSName.TYPE, type);
        return dictionary;
    }

    private static COSStream stream(PDDocument document, byte[] bytes) throws IOException {
        COSStream stream = document.getDocument().createCOSStream();
        try (OutputStream out = stream.createOutputStream(COSName.FLATE_DECODE)) {
            out.write(bytes);
        }
        stream.setInt(COSName.LENGTH1, bytes.length);
        return stream;
    }

    /// Every code is the character of that number; a range may not reach beyond 256 codes, nor a section beyond 100 ranges.
    private static byte[] toUnicode() {
        StringBuilder ranges = new StringBuilder();
        for (int high = 0; high < 256; high++) {
            ranges.append(String.format("<%02X00> <%02XFF> <%02X00>%n", high, high, high));
            if (high % 100 == 99) {
                ranges.append("endbfrange\n").append(Math.min(100, 255 - high)).append(" beginbfrange\n");
            }
        }
        return TO_UNICODE.formatted(100, ranges).getBytes(StandardCharsets.US_ASCII);
    }

    /// The smallest TrueType font: one glyph without an outline. Source: ISO/IEC 14496-22 (OpenType).
    private static byte[] trueType() throws IOException {
        Map<String, byte[]> tables = new LinkedHashMap<>();
        tables.put("glyf", new byte[GLYPH_BYTES]);
        tables.put("head", numbers(
                1, 0, 1, 0, 0, 0, 0x5f0f, 0x3cf5, 0, UNITS, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, UNITS / 2, UNITS, 0, 8, 2, 0,
                0));
        tables.put("hhea", numbers(1, 0, UNITS, 0, 0, UNITS / 2, 0, 0, UNITS / 2, 1, 0, 0, 0, 0, 0, 0, 0, 1));
        tables.put("hmtx", numbers(UNITS / 2, 0));
        tables.put("loca", numbers(0, GLYPH_BYTES / 2));
        tables.put("maxp", numbers(1, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        // Six tables: search range 64, selector 2, the rest 32.
        out.write(numbers(1, 0, tables.size(), 64, 2, 32));
        int offset = 12 + 16 * tables.size();
        for (Map.Entry<String, byte[]> table : tables.entrySet()) {
            out.writeBytes(table.getKey());
            out.writeInt(sum(table.getValue()));
            out.writeInt(offset);
            out.writeInt(table.getValue().length);
            offset += padded(table.getValue()).length;
        }
        for (byte[] table : tables.values()) {
            out.write(padded(table));
        }
        return bytes.toByteArray();
    }

    private static byte[] padded(byte[] table) {
        return Arrays.copyOf(table, (table.length + 3) / 4 * 4);
    }

    private static int sum(byte[] table) {
        IntBuffer words = ByteBuffer.wrap(padded(table)).asIntBuffer();
        int sum = 0;
        while (words.hasRemaining()) {
            sum += words.get();
        }
        return sum;
    }

    private static byte[] numbers(int... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * numbers.length);
        for (int number : numbers) {
            bytes.putShort((short) number);
        }
        return bytes.array();
    }

    @Override
    protected byte[] encode(int character) {
        return Character.toString(character).getBytes(StandardCharsets.UTF_16BE);
    }
}
