package aikit.cli.output;

import aikit.Result;
import aikit.batch.Finished;
import aikit.image.xmp.Sidecar;
import java.io.IOException;
import java.io.OutputStream;

/// Writes the results of many inputs in their order, all in one format. What it writes to stays its owner's.
interface ResultWriter {

    /// @param input the name of the input
    /// @param finished what the result is of
    void write(String input, Finished finished, Result result) throws IOException;

    /// Writes what can only be known at the end.
    void end() throws IOException;

    /// A writer to a stream.
    ///
    /// @param format neither of records nor one whose head is known last
    /// @param several whether there may be more than one input
    static ResultWriter of(Format format, Texts texts, boolean several, OutputStream out) {
        return switch (format.kind()) {
            case RECORDS -> throw new IllegalArgumentException(format.word());
            case VECTORS -> new CsvVectors(out);
            case TEXTS -> format == Format.XMP
                    ? new SidecarWriter(texts, Sidecar.empty(), out)
                    : new TextWriter(format, texts, several, out);
            case TABLES -> format == Format.COCO ? new CocoDetections(out) : new TableWriter(texts, out);
            case PICTURES -> format == Format.PDF ? new SearchableDocument(out) : new PictureWriter(format, out);
        };
    }
}
