package aikit.cli.output;

import java.util.List;

/// How results are written. Which of these a verb can give is in its [Offer].
public enum Format {
    /// One JSON record for each input, one a line: <https://github.com/ndjson/ndjson-spec>.
    NDJSON("ndjson", Kind.RECORDS),
    /// The same as [#NDJSON]; a file for one input ends with `.json`.
    JSON("json", Kind.RECORDS),
    /// A line for each vector: RFC 4180 with `\n` as the end of line.
    VECTOR_CSV("csv", Kind.VECTORS),
    /// One matrix of all vectors: NumPy's format 1.0.
    NPY("npy", Kind.VECTORS),
    /// Plain text.
    TXT("txt", Kind.TEXTS),
    /// SubRip.
    SRT("srt", Kind.TEXTS),
    /// WebVTT.
    VTT("vtt", Kind.TEXTS),
    /// Tab-separated values.
    TSV("tsv", Kind.TEXTS),
    /// Comma-separated values: RFC 4180 with `\n` as the end of line.
    CSV("csv", Kind.TEXTS),
    /// Lyrics.
    LRC("lrc", Kind.TEXTS),
    /// Markdown.
    MD("md", Kind.TEXTS),
    /// Text of a page with its places: <https://github.com/kba/hocr-spec> 1.2.
    HOCR("hocr", Kind.TEXTS),
    /// Metadata beside a picture: ISO 16684-1.
    XMP("xmp", Kind.TEXTS),
    /// A line for each thing that was found, with the input it was found in: RFC 4180 with `\n` as the end of line.
    TABLE("csv", Kind.TABLES),
    /// What was found in pictures, as data sets have it: <https://cocodataset.org/#format-data>.
    COCO("coco", Kind.TABLES),
    /// A picture: Portable Network Graphics.
    PNG("png", Kind.PICTURES),
    /// A picture: JPEG.
    JPG("jpg", Kind.PICTURES),
    /// A document that can be searched: ISO 32000-1.
    PDF("pdf", Kind.PICTURES);

    /// What is written, and so what a file of it is good for.
    public enum Kind {
        /// What became of each input: a file that grows, and is its own checkpoint.
        RECORDS,
        /// A table of the vectors of all inputs: a file is whole at the end, or not there.
        VECTORS,
        /// One table of what was found in all inputs: a file is whole at the end, or not there.
        TABLES,
        /// A text for each input.
        TEXTS,
        /// A picture or a document for each input.
        PICTURES
    }

    private final String word;
    private final Kind kind;

    Format(String word, Kind kind) {
        this.word = word;
        this.kind = kind;
    }

    /// What stands after `--format`.
    public String word() {
        return word;
    }

    /// What stands at the end of file names.
    public String ending() {
        return this == COCO ? "coco.json" : word;
    }

    public Kind kind() {
        return kind;
    }

    /// Whether texts of several inputs can follow one another and still be read.
    boolean concatenates() {
        return this == TXT || this == MD;
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
