package aikit.image.ocr;

import aikit.image.Picture;

/// The pages of a file. Whoever opens them closes them.
interface Pages extends AutoCloseable {

    /// How many there are.
    int count();

    /// @param index from 0
    /// @throws aikit.AiException of kind INPUT when it cannot be read
    Picture page(int index);

    @Override
    void close();
}
