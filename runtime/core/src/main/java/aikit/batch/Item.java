package aikit.batch;

import aikit.Name;
import aikit.Input;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
    static Ready text(String text, String name) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Ready(Name.of(name), new Input.OfText(text, name), bytes.length, Fnv.of(bytes), Optional.empty());
    }

    /// All that a stream holds, put into a file: for what may be too much for memory.
    ///
    /// @param file is written over, and stays its owner's
    static Item spooled(InputStream in, Path file, String name) throws IOException {
        Fnv hash = new Fnv();
        long size = 0;
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                out.write(buffer, 0, n);
                hash.add(Arrays.copyOf(buffer, n));
                size += n;
            }
        }
        return new Ready(Name.of(name), new Input.OfFile(file, name), size, hash.value(), Optional.empty());
    }

    /// Bytes from a stream.
    static Item bytes(byte[] bytes, String name) {
        return new Ready(Name.of(name), new Input.OfBytes(bytes, name), bytes.length, Fnv.of(bytes), Optional.empty());
    }
}
