package aikit.cli.output;

import java.util.List;
import java.util.Optional;

/// How results are written.
public enum Format {
    /// One JSON record for each input, one a line: <https://github.com/ndjson/ndjson-spec>.
    NDJSON("ndjson"),
    /// The same as [#NDJSON]; a file for one input ends with `.json`.
    JSON("json"),
    /// A line for each vector: RFC 4180 with `\n` as the end of line.
    CSV("csv"),
    /// One matrix of all vectors: NumPy's format 1.0.
    NPY("npy");

    private final String word;

    Format(String word) {
        this.word = word;
    }

    /// What stands after `--format` and at the end of file names.
    public String word() {
        return word;
    }

    /// Whether records are written, one for each input.
    public boolean records() {
        return this == NDJSON || this == JSON;
    }

    public static Optional<Format> parse(String word) {
        for (Format format : values()) {
            if (format.word.equals(word)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /// The format that the end of a file name means.
    public static Optional<Format> ofFile(String name) {
        int dot = name.lastIndexOf('.');
        String ending = dot < 0 ? "" : name.substring(dot + 1);
        return ending.equals("jsonl") ? Optional.of(NDJSON) : parse(ending);
    }

    /// The words of these formats, for messages.
    public static String words(List<Format> formats) {
        StringBuilder words = new StringBuilder();
        for (Format format : formats) {
            words.append(words.isEmpty() ? "" : ", ").append(format.word);
        }
        return words.toString();
    }
}
