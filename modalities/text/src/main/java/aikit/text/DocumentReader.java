package aikit.text;

import aikit.Input;
import java.util.Locale;
import java.util.Set;

/// Reads the text of files: plain text, Markdown, HTML, PDF, JSON, JSON lines, CSV and TSV.
///
/// The ending of a file's name says what it is; bytes without a known ending are looked at instead. Files are read
/// whole into memory, so their size is bounded. Safe for use by several threads.
public final class DocumentReader {

    /// File name endings that are read, lower case without the dot.
    public static final Set<String> EXTENSIONS = Set.of(
            "txt", "text", "md", "markdown", "html", "htm", "xhtml", "pdf", "json", "jsonl", "ndjson", "csv", "tsv");

    /// Largest file or stream that is read: 64 MB, far more than any document that people read, and small enough for
    /// its bytes and its text to be in memory together. HTML, whose tree takes many times the room, is read up to
    /// [#MAX_HTML_BYTES].
    public static final long MAX_BYTES = 64L << 20;

    /// Largest HTML file: 16 MB.
    public static final long MAX_HTML_BYTES = 16L << 20;

    private final String field;

    /// @param field column of a CSV file or member of a JSON object (`metadata.title` for a member of a member) that
    ///     holds the text; empty for all of them. Formats without fields ignore it.
    public DocumentReader(String field) {
        this.field = field;
    }

    /// The text of an input. A text given as such stays exactly as it is, even when it is empty.
    ///
    /// @throws aikit.AiException of kind INPUT when the input is missing, damaged, too large or has no text
    public Document read(Input input) {
        if (input instanceof Input.OfText text) {
            // Asked before the switch: a switch over types is linked at run time, which a cold start feels.
            return Document.of(text.text());
        }
        return switch (input) {
            case Input.OfText text -> Document.of(text.text());
            case Input.OfBytes bytes -> read(new Source(bytes.name(), bytes.bytes()), "");
            case Input.OfFile file -> read(Source.of(file), ending(file));
        };
    }

    private static String ending(Input.OfFile file) {
        String name = file.path().getFileName() == null ? "" : file.path().getFileName().toString();
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return EXTENSIONS.contains(ending) ? ending : "";
    }

    private Document read(Source source, String ending) {
        source.check();
        if (Signature.isPdf(source.bytes())) {
            if (!ending.isEmpty() && !ending.equals("pdf")) {
                throw source.refused("is a PDF document, not ." + ending, "rename it to end in .pdf");
            }
            return PdfText.read(source, PdfText.Limits.USUAL);
        }
        Signature.refuseBinary(source);
        if (ending.equals("pdf")) {
            throw source.refused("is not a PDF document, although its name ends in .pdf", "rename it by what it is");
        }
        DecodedText decoded = DecodedText.of(source);
        return switch (ending.isEmpty() ? sniffed(decoded.text()) : format(ending)) {
            case PLAIN -> DocumentText.plain(source, decoded);
            case HTML -> HtmlText.read(source, decoded);
            case JSON -> new JsonText(source, field).document(decoded);
            case JSON_LINES -> new JsonText(source, field).lines(decoded);
            case CSV -> new TableText(source, field).commas(decoded);
            case TSV -> new TableText(source, field).tabs(decoded);
        };
    }

    private enum Format {
        PLAIN,
        HTML,
        JSON,
        JSON_LINES,
        CSV,
        TSV
    }

    private static Format format(String ending) {
        return switch (ending) {
            case "html", "htm", "xhtml" -> Format.HTML;
            case "json" -> Format.JSON;
            case "jsonl", "ndjson" -> Format.JSON_LINES;
            case "csv" -> Format.CSV;
            case "tsv" -> Format.TSV;
            default -> Format.PLAIN;
        };
    }

    /// What text without a known ending is. When a field is asked for and it is not JSON, it must be a table.
    private Format sniffed(String text) {
        if (HtmlText.looksLike(text)) {
            return Format.HTML;
        }
        if (JsonText.isDocument(text)) {
            return Format.JSON;
        }
        if (JsonText.isLines(text)) {
            return Format.JSON_LINES;
        }
        return field.isEmpty() ? Format.PLAIN : Format.CSV;
    }
}
