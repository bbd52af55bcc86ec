package aikit.generate;

import ai.onnxruntime.OnnxTensor;

/// The vectors of tokens, for a decoder that has no table of them (`inputs_embeds` in place of `input_ids`).
@FunctionalInterface
public interface TokenEmbedding {

    /// @param tokens [rows][tokens], as many for each row
    /// @return [rows, tokens, width]; to be closed by the caller
    OnnxTensor embed(int[][] tokens);
}
