package aikit.audio.media;

import aikit.AiException;
import aikit.Input;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;

/// The bytes of a recording. FFmpeg gets these and no name, so there is nothing that it could open by itself.
sealed interface MediaBytes extends AutoCloseable {

    /// The name for messages.
    String name();

    long size();

    /// Reads up to `into.remaining()` bytes from a position on; 0 or less at the end.
    int read(long position, ByteBuffer into) throws IOException;

    /// The ending of the file's name in lower case without the dot; empty for bytes without a file.
    String ending();

    @Override
    void close();

    /// Opens an input.
    ///
    /// @throws AiException of kind INPUT when it is missing, empty, no regular file or a text
    static MediaBytes open(Input input) {
        MediaBytes bytes = switch (input) {
            case Input.OfFile file -> file(file);
            case Input.OfBytes held -> new Held(held.name(), held.bytes());
            case Input.OfText text ->
                throw AiException.input(text.name() + ": is a text, not a recording", "name a file");
        };
        if (bytes.size() == 0) {
            bytes.close();
            throw bytes.refused("is empty", "");
        }
        return bytes;
    }

    /// Nothing but a regular file is opened, because opening a pipe or a device can block for ever.
    private static MediaBytes file(Input.OfFile file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file.path(), BasicFileAttributes.class);
            if (attributes.isDirectory()) {
                throw AiException.input(file.name() + ": is a folder", "name a file");
            }
            if (!attributes.isRegularFile()) {
                throw AiException.input(
                        file.name() + ": is a pipe, socket or device", "to read a stream, pipe it in and give -");
            }
            FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ);
            return new OfFile(file, channel, channel.size());
        } catch (IOException e) {
            throw AiException.input(file.name() + ": " + why(e), "").causedBy(e);
        }
    }

    private static String why(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "no such file";
            case AccessDeniedException _ -> "permission denied";
            case FileSystemException f when f.getReason() != null -> "cannot be read: " + f.getReason();
            default -> "cannot be read" + (e.getMessage() == null ? "" : ": " + e.getMessage());
        };
    }

    /// The failure of kind INPUT that says so.
    default AiException refused(String why, String hint) {
        return AiException.input(name() + ": " + why, hint);
    }

    default AiException unreadable(IOException e) {
        return refused(why(e), "").causedBy(e);
    }

    record OfFile(Input.OfFile file, FileChannel channel, long size) implements MediaBytes {

        @Override
        public String name() {
            return file.name();
        }

        @Override
        public int read(long position, ByteBuffer into) throws IOException {
            return channel.read(into, position);
        }

        @Override
        public String ending() {
            String name = String.valueOf(file.path().getFileName());
            return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                // It was only read.
            }
        }
    }

    record Held(String name, byte[] bytes) implements MediaBytes {

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public int read(long position, ByteBuffer into) {
            int count = Math.clamp(bytes.length - position, 0, into.remaining());
            if (count > 0) {
                into.put(bytes, (int) position, count);
            }
            return count;
        }

        @Override
        public String ending() {
            return "";
        }

        @Override
        public void close() {}
    }
}
