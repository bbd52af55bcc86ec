package aikit.cli.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// What a file holds, as a number: the first 64 bits of its SHA-256. Unlike its time, it stays the same in a copy.
final class Contents {

    private Contents() {}

    static long hash(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return hash(channel);
        }
    }

    /// Reads all of a file and leaves it where it is.
    static long hash(FileChannel file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
            long at = 0;
            for (int count = file.read(buffer, at); count >= 0; count = file.read(buffer, at)) {
                at += count;
                digest.update(buffer.flip());
                buffer.clear();
            }
            return ByteBuffer.wrap(digest.digest()).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
