package aikit.cli.output;

import aikit.Result.Embeddings;
import java.io.IOException;

/// Writes the vectors of many inputs in their order.
interface VectorWriter {

    void write(String input, Embeddings embeddings) throws IOException;

    /// Writes what can only be known at the end.
    void end() throws IOException;
}
