package aikit.cli.output;

import aikit.Result;
import aikit.batch.Finished;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// One table of the results of many inputs, in UTF-8: its columns once, then the lines of each input.
final class TableWriter implements ResultWriter {

    private final Texts texts;
    private final OutputStream out;
    private boolean begun;

    TableWriter(Texts texts, OutputStream out) {
        this.texts = texts;
        this.out = out;
    }

    @Override
    public void write(String input, Finished finished, Result result) throws IOException {
        StringBuilder lines = new StringBuilder();
        begin(lines);
        texts.write(Format.TABLE, result, input, lines);
        out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void begin(StringBuilder lines) {
        lines.append(begun ? "" : texts.columns() + "\n");
        begun = true;
    }

    @Override
    public void end() throws IOException {
        StringBuilder lines = new StringBuilder();
        begin(lines);
        out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
