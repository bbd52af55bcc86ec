package aikit.cli.output;

import aikit.Result;
import aikit.batch.Finished;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/// One table of all inputs, whose lines are made by the verb: [Texts#head] once, then those of each result.
final class TextTable implements ResultWriter {

    private final Format format;
    private final Texts texts;
    private final Writer out;
    private boolean begun;

    TextTable(Format format, Texts texts, OutputStream out) {
        this.format = format;
        this.texts = texts;
        this.out = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    }

    @Override
    public void write(String input, Finished finished, Result result) throws IOException {
        begin();
        texts.write(format, result, input, out);
        out.flush();
    }

    private void begin() throws IOException {
        out.append(begun ? "" : texts.head(format));
        begun = true;
    }

    @Override
    public void end() throws IOException {
        begin();
        out.flush();
    }
}
