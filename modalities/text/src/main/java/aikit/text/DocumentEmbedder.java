package aikit.text;

import aikit.task.Pipeline;

/// A pipeline that turns text into vectors, also text that was not read from a file, such as what is said in a recording.
public interface DocumentEmbedder<P> extends Pipeline<P> {

    /// Cuts a document into passages.
    ///
    /// @param name for messages
    /// @throws aikit.AiException of kind INPUT when it has no text
    P prepare(Document document, String name);
}
