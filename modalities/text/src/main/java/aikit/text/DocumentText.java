package aikit.text;

import java.util.ArrayList;
import java.util.List;

/// A document being put together: parts are added in reading order, one newline between them.
final class DocumentText {

    /// Most parts of a document: a million rows, where a vector each is a matter for a file of its own.
    static final int MAX_PARTS = 1_000_000;

    /// Warnings of one document that are given one by one; the rest are only counted.
    private static final int MAX_WARNINGS = 10;

    private final Source source;
    private final StringBuilder text = new StringBuilder();
    private final List<Document.Part> parts = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private int unnamed;

    DocumentText(Source source, List<String> warnings) {
        this.source = source;
        this.warnings.addAll(warnings);
    }

    /// A document of one part that is nothing but text.
    static Document plain(Source source, DecodedText decoded) {
        DocumentText document = new DocumentText(source, decoded.warnings());
        document.add(1, decoded.text());
        return document.prose(Document.LINE, "has no text: it is all white space", "");
    }

    /// Adds a part, unless it is blank.
    void add(int number, String part) {
        if (part.isBlank()) {
            return;
        }
        if (parts.size() == MAX_PARTS) {
            throw source.refused("is too large: more than " + MAX_PARTS + " entries", "split it");
        }
        if (!parts.isEmpty()) {
            text.append('\n');
        }
        int start = text.length();
        text.append(DecodedText.unixLines(part));
        parts.add(new Document.Part(start, text.length(), number));
    }

    void warn(String warning) {
        if (warnings.size() < MAX_WARNINGS) {
            warnings.add(warning);
        } else {
            unnamed++;
        }
    }

    boolean isEmpty() {
        return parts.isEmpty();
    }

    int length() {
        return text.length();
    }

    List<String> warnings() {
        return warnings;
    }

    /// The document, to be split into passages; refused for the reason given when it has no text.
    Document prose(String unit, String empty, String hint) {
        return build(unit, false, empty, hint);
    }

    /// The document, each part of which is an entry of its own; refused for the reason given when it has none.
    Document entries(String unit, String empty, String hint) {
        return build(unit, true, empty, hint);
    }

    private Document build(String unit, boolean whole, String empty, String hint) {
        if (parts.isEmpty()) {
            throw source.refused(empty, hint);
        }
        if (unnamed > 0) {
            warnings.add("and " + unnamed + " more warnings");
        }
        return new Document(text.toString(), List.copyOf(parts), unit, whole, List.copyOf(warnings));
    }
}
