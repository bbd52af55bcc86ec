package aikit.cli.output;

import aikit.Result;
import aikit.batch.Finished;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import aikit.cli.Printable;

/// Results as texts in UTF-8. Those of several inputs stand under their names, as `head` and `tail` print files, or behind
/// them and a tab when they have one line each.
final class TextWriter implements ResultWriter {

    private final Format format;
    private final Texts texts;
    private final boolean several;
    private final Writer out;
    private boolean begun;

    /// @param several whether there may be more than one input
    TextWriter(Format format, Texts texts, boolean several, OutputStream out) {
        this.format = format;
        this.texts = texts;
        this.several = several;
        this.out = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    }

    @Override
    public void write(String input, Finished finished, Result result) throws IOException {
        boolean named = several && format == Format.TXT;
        if (named && texts.onOneLine(result)) {
            out.append(Printable.line(input)).append('\t');
        } else {
            out.append(begun ? "\n" : "");
            out.append(named ? "==> " + Printable.line(input) + " <==\n" : "");
        }
        begun = true;
        texts.write(format, result, input, out);
        out.flush();
    }

    @Override
    public void end() throws IOException {
        out.flush();
    }
}
