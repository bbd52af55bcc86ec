package aikit.text;

import aikit.Input;
import java.util.Set;

/// Reads the text of files: plain text, Markdown, HTML, PDF, JSON, JSON lines, CSV and TSV.
public final class DocumentReader {

    /// File name endings that are read, lower case without the dot.
    public static final Set<String> EXTENSIONS =
            Set.of("txt", "text", "md", "markdown", "html", "htm", "xhtml", "pdf", "json", "jsonl", "ndjson", "csv", "tsv");

    /// @param field column of a CSV file or member of a JSON object that holds the text; empty for all of them
    public DocumentReader(String field) {
        throw new UnsupportedOperationException();
    }

    /// @throws aikit.AiException of kind INPUT when the input is missing, damaged, too large or has no text
    public Document read(Input input) {
        throw new UnsupportedOperationException();
    }
}
