package aikit;

import java.nio.file.Path;

/// One thing to work on: a file, a text, or bytes from a stream.
public sealed interface Input {

    /// The name that records and messages use: the path as the user gave it, or where a text came from.
    String name();

    /// A regular file. The path is used to open it and may hold bytes that no string can; the name is for people.
    record OfFile(Path path, String name) implements Input {}

    /// A text given as such.
    record OfText(String text, String name) implements Input {}

    /// Bytes without a file, such as standard input.
    record OfBytes(byte[] bytes, String name) implements Input {}
}
