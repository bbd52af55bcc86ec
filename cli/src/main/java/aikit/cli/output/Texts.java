package aikit.cli.output;

import aikit.Result;
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

    /// Writes one result as a whole text.
    ///
    /// @param format of kind TEXTS, or TABLES where there is a [#head]
    /// @param name of the input as seen from where the text will be; empty when it has none
    void write(Format format, Result result, String name, Appendable out) throws IOException;

    /// The names of columns, a line that stands once before those of all inputs; empty for what is no table of texts.
    ///
    /// @param format of kind TABLES
    default String head(Format format) {
        return "";
    }

    /// The language of the text that a result becomes, as a code of two or three letters; empty when it has none.
    default String language(Result result) {
        return "";
    }
}
