package aikit.text;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;

/// The title and the text of an HTML page, with a newline wherever a block begins or ends.
final class HtmlText implements NodeFilter {

    private static final int LOOKED_AT = 1024;

    private static final Pattern START = Pattern.compile(
            "\\s*(<\\?xml[^>]*>\\s*)?(<!--(?:(?!-->).)*+-->\\s*)*<(!doctype\\s+html|html|head|body)\\b.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /// Elements whose text is not shown on the page.
    private static final Set<String> HIDDEN = Set.of("head", "script", "style", "template", "noscript", "iframe",
            "object", "svg", "canvas");

    private final StringBuilder text = new StringBuilder();

    private int preformatted;

    private HtmlText() {}

    /// Whether a text is a page: it begins with a document type or one of the outermost tags.
    static boolean looksLike(String text) {
        return START.matcher(text.substring(0, Math.min(text.length(), LOOKED_AT))).matches();
    }

    /// @param decoded the bytes as they would be without what the page says about its charset
    static Document read(Source source, DecodedText decoded) {
        if (source.bytes().length > DocumentReader.MAX_HTML_BYTES) {
            throw source.refused(
                    "is too large: HTML is read up to " + (DocumentReader.MAX_HTML_BYTES >> 20) + " MB",
                    "split it, or give its text as .txt");
        }
        HtmlText body = new HtmlText();
        DecodedText own = inOwnCharset(source, decoded);
        org.jsoup.nodes.Document page = Jsoup.parse(own.text());
        String title = page.title();
        if (!title.isBlank()) {
            body.text.append(title).append('\n');
        }
        page.filter(body);
        DocumentText document = new DocumentText(source, own.warnings());
        document.add(0, body.text.toString().strip());
        return document.prose("", "has no text: the page is empty", "");
    }

    /// A byte order mark counts most, then what the page says, then what the bytes look like.
    private static DecodedText inOwnCharset(Source source, DecodedText decoded) {
        if (DecodedText.hasByteOrderMark(source.bytes())) {
            return decoded;
        }
        Charset declared = declaredCharset(source.bytes());
        // A page whose declaration can be read byte by byte is not in UTF-16, whatever it says.
        if (declared.equals(StandardCharsets.UTF_8) || declared.name().startsWith("UTF-16")) {
            return decoded;
        }
        boolean western = declared.equals(StandardCharsets.ISO_8859_1) || declared.equals(StandardCharsets.US_ASCII);
        return DecodedText.of(source.bytes(), western ? DecodedText.WESTERN : declared);
    }

    /// What the first bytes of the page declare; UTF-8 when they declare nothing.
    private static Charset declaredCharset(byte[] bytes) {
        int length = Math.min(bytes.length, 8 * LOOKED_AT);
        try {
            return Jsoup.parse(new ByteArrayInputStream(bytes, 0, length), null, "").charset();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public FilterResult head(Node node, int depth) {
        switch (node) {
            case TextNode words -> append(words);
            case Element element when HIDDEN.contains(element.normalName()) -> {
                return FilterResult.SKIP_ENTIRELY;
            }
            case Element element when isBlock(element) -> newline();
            default -> {
            }
        }
        if (isPreformatted(node)) {
            preformatted++;
        }
        return FilterResult.CONTINUE;
    }

    @Override
    public FilterResult tail(Node node, int depth) {
        if (isPreformatted(node)) {
            preformatted--;
        }
        if (node instanceof Element element) {
            if (isBlock(element)) {
                newline();
            } else if (element.nameIs("td") || element.nameIs("th")) {
                space();
            }
        }
        return FilterResult.CONTINUE;
    }

    private static boolean isPreformatted(Node node) {
        return node.nameIs("pre") || node.nameIs("textarea");
    }

    private static boolean isBlock(Element element) {
        return element.nameIs("br")
                || element.isBlock() && !element.nameIs("td") && !element.nameIs("th");
    }

    private void append(TextNode node) {
        String words = node.getWholeText();
        if (preformatted > 0) {
            text.append(words);
            return;
        }
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            if (Character.isWhitespace(c) || c == '\u00A0') {
                space();
            } else {
                text.append(c);
            }
        }
    }

    private void space() {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != ' ' && text.charAt(text.length() - 1) != '\n') {
            text.append(' ');
        }
    }

    private void newline() {
        int end = text.length();
        if (end > 0 && text.charAt(end - 1) == ' ') {
            text.setLength(--end);
        }
        if (end > 0 && text.charAt(end - 1) != '\n') {
            text.append('\n');
        }
    }
}
