package aikit.cli.output;

import aikit.Result;
import aikit.batch.Finished;
import aikit.batch.Item;
import aikit.image.ocr.SearchablePdf;
import java.io.IOException;
import java.io.OutputStream;

/// What was read, as a document that looks like the input and can be searched.
record SearchableDocument(OutputStream out) implements ResultWriter {

    @Override
    public void write(String input, Finished finished, Result result) throws IOException {
        SearchablePdf.write(((Item.Ready) finished.item()).input(), WrittenTexts.written(result), out);
    }

    @Override
    public void end() throws IOException {
        out.flush();
    }
}
