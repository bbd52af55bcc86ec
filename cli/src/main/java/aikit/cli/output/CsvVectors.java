package aikit.cli.output;

import aikit.Result.Embeddings;
import aikit.Result.Passage;
import aikit.Result.Precision;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Vectors as comma-separated values (RFC 4180): `input,index,start,end,dim0,...`, a line for each.
final class CsvVectors implements VectorWriter {

    private final OutputStream out;
    private final StringBuilder line = new StringBuilder(8192);
    private boolean begun;

    CsvVectors(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(String input, Embeddings embeddings) throws IOException {
        line.setLength(0);
        if (!begun) {
            begun = true;
            line.append("input,index,start,end");
            int numbers = embeddings.passages().isEmpty()
                    ? embeddings.dimensions()
                    : embeddings.passages().getFirst().vector().length;
            for (int i = 0; i < numbers; i++) {
                line.append(",dim").append(i);
            }
            line.append('\n');
        }
        String name = field(input);
        for (Passage passage : embeddings.passages()) {
            line.append(name).append(',').append(passage.index());
            line.append(',').append(passage.place().start()).append(',').append(passage.place().end());
            for (float number : passage.vector()) {
                line.append(',');
                if (embeddings.precision() == Precision.FLOAT32) {
                    line.append(number);
                } else {
                    line.append((int) number);
                }
            }
            line.append('\n');
            flushIfLong();
        }
        flush();
    }

    private void flushIfLong() throws IOException {
        if (line.length() > 1 << 16) {
            flush();
        }
    }

    private void flush() throws IOException {
        out.write(line.toString().getBytes(StandardCharsets.UTF_8));
        line.setLength(0);
    }

    /// Quoted when it holds a comma, a quote or an end of line.
    static String field(String text) {
        boolean plain = text.indexOf(',') < 0 && text.indexOf('"') < 0 && text.indexOf('\n') < 0
                && text.indexOf('\r') < 0;
        return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }

    @Override
    public void end() throws IOException {
        out.flush();
    }
}
