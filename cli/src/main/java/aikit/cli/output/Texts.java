package aikit.cli.output;

import aikit.Result;
import aikit.batch.Finished;
import aikit.image.xmp.Sidecar;
import java.io.IOException;

/// How the results of a verb become texts. Its `toString` stands in fingerprints: everything that changes a text.
public interface Texts {

    /// For verbs without texts.
    Texts NONE = new Texts() {
        @Override
        public void write(Format format, Result result, String name, Appendable out) {
            throw new IllegalStateException("no text is offered as " + format);
        }

        @Override
        public String toString() {
            return "";
        }
    };

    /// Writes one result as a whole text, or as its lines in a table.
    ///
    /// @param format of kind TEXTS, or [Format#TABLE]
    /// @param name of the input as seen from where the text will be; empty when it has none
    void write(Format format, Result result, String name, Appendable out) throws IOException;

    /// The names of the columns of a table, parted by commas; empty for verbs without tables.
    default String columns() {
        return "";
    }

    /// Whether a result is one line of plain text, whatever it says.
    default boolean onOneLine(Result result) {
        return false;
    }

    /// Metadata of a picture with what is said of it.
    default Sidecar described(Sidecar metadata, Finished finished, Result result) {
        return metadata;
    }

    /// The language of the text that a result becomes, as a code of two or three letters; empty when it has none.
    default String language(Result result) {
        return "";
    }
}
