package aikit.image.caption;

import ai.onnxruntime.OnnxTensor;
import aikit.Result.Caption;
import aikit.Result.Size;
import aikit.generate.Decoding;
import aikit.generate.GenerationConfig;
import aikit.image.ImageProcessor;
import aikit.image.ImageProcessor.PixelValues;
import java.util.List;

/// A model that writes about pictures, open, with what it is asked: one class for each architecture. [Captioner] does what
/// all have in common, so that an architecture says only how its decoder comes to see pictures, and what its answers mean.
///
/// For one thread at a time; whoever opens it closes it.
interface CaptionModel extends AutoCloseable {

    /// What makes its pictures ready; may be used by many threads.
    ImageProcessor processor();

    GenerationConfig generation();

    /// Tokens that the decoder can read, with the prompt; 0 where nobody says.
    int positions();

    /// Tokens of a text with its prompt, where the configuration does not say.
    int usualLength();

    /// What its decoder reads first, the start token included; the same for every picture.
    int[] prompt();

    /// Lets the decoder see pictures; nothing was read by it yet.
    ///
    /// @param pictures all of one size, one row for each
    Sight look(List<PixelValues> pictures);

    /// What an answer means.
    ///
    /// @param size of the picture
    /// @param tokens without the prompt
    Caption caption(Size size, int[] tokens);

    /// Where it runs.
    String device();

    @Override
    void close();

    /// A decoder that sees pictures, and what it sees.
    ///
    /// @param states what the decoding looks at as long as it goes on
    record Sight(OnnxTensor states, Decoding decoding) implements AutoCloseable {

        @Override
        public void close() {
            decoding.close();
            states.close();
        }
    }
}
