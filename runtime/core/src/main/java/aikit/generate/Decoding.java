package aikit.generate;

/// Texts that a decoder is writing, side by side: rows of the same length, each with what the decoder remembers of it.
/// All that a search knows of a model, so that any architecture that can do this can be searched. For one thread;
/// whoever started it closes it.
public interface Decoding extends AutoCloseable {

    int rows();

    /// Lets the decoder read more of each text, and gives what it expects after each token read.
    ///
    /// @param tokens [rows][tokens], as many for each row
    /// @return good until the next call
    Logits read(int[][] tokens);

    /// Goes on with these rows, in this order, each as often as it is named.
    void select(int[] rows);

    @Override
    void close();
}
