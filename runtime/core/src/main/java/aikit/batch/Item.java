package aikit.batch;

import aikit.Name;
import aikit.Input;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/// One thing that a batch was given: an input to work on, or something that is known to be none.
public sealed interface Item {

    Name name();

    /// An input.
    ///
    /// @param size in bytes
    /// @param stamp changes when the content does: the time of the last change in nanoseconds, or a hash of a text
    /// @param below where a file stands below the folder that was given; empty when it is no file
    record Ready(Name name, Input input, long size, long stamp, Optional<Path> below) implements Item {}

    /// What cannot be an input; the outcome is [Outcome.Skipped] or [Outcome.Failed].
    record Refused(Name name, Outcome outcome) implements Item {}

    /// A text given as such.
    static Item text(String text, String name) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Ready(Name.of(name), new Input.OfText(text, name), bytes.length, Fnv.of(bytes), Optional.empty());
    }

    /// Bytes from a stream.
    static Item bytes(byte[] bytes, String name) {
        return new Ready(Name.of(name), new Input.OfBytes(bytes, name), bytes.length, Fnv.of(bytes), Optional.empty());
    }
}
