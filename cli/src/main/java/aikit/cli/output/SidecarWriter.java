package aikit.cli.output;

import aikit.Result;
import aikit.batch.Finished;
import aikit.image.xmp.Sidecar;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Writes the metadata of a picture: those that are there already with what is said of it.
///
/// @param before what is there
record SidecarWriter(Texts texts, Sidecar before, OutputStream out) implements ResultWriter {

    @Override
    public void write(String input, Finished finished, Result result) throws IOException {
        out.write(texts.described(before, finished, result).toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void end() throws IOException {
        out.flush();
    }
}
