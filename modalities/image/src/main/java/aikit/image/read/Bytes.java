package aikit.image.read;

import aikit.AiException;
import aikit.Input;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/// The bytes of a picture file with its name for messages. Numbers are big endian unless their name ends with `le`.
///
/// Whoever reads behind the end gets an [AiException] of kind INPUT: the file is cut off.
record Bytes(String name, byte[] data) {

    /// @throws AiException of kind INPUT when there are no such bytes, or too many
    static Bytes of(Input input, long limit) {
        Bytes bytes = switch (input) {
            case Input.OfFile file -> new Bytes(file.name(), read(file, limit));
            case Input.OfBytes held -> new Bytes(held.name(), held.bytes());
            case Input.OfText text ->
                throw AiException.input(text.name() + ": is a text, not a picture", "name a file");
        };
        if (bytes.size() == 0) {
            throw bytes.refused("is empty", "");
        }
        bytes.checkSize(bytes.size(), limit);
        return bytes;
    }

    /// Nothing but a regular file is opened, because opening a pipe or a device can block for ever.
    private static byte[] read(Input.OfFile file, long limit) {
        Bytes none = new Bytes(file.name(), new byte[0]);
        Path path = file.path();
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            if (attributes.isDirectory()) {
                throw none.refused("is a folder", "name a file");
            }
            if (!attributes.isRegularFile()) {
                throw none.refused("is a pipe, socket or device", "to read a stream, pipe it in and give -");
            }
            none.checkSize(attributes.size(), limit);
            try (InputStream in = Files.newInputStream(path)) {
                return in.readNBytes((int) Math.min(limit + 1, Integer.MAX_VALUE - 8));
            }
        } catch (IOException e) {
            throw none.refused(why(e), "").causedBy(e);
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

    private void checkSize(long size, long limit) {
        if (size > limit) {
            throw refused("is too large for a picture: " + (size >> 20) + " MB where " + (limit >> 20) + " are read",
                    "");
        }
    }

    int size() {
        return data.length;
    }

    int u8(long at) {
        check(at, 1);
        return data[(int) at] & 0xFF;
    }

    int u16(long at) {
        check(at, 2);
        return (data[(int) at] & 0xFF) << 8 | data[(int) at + 1] & 0xFF;
    }

    int u16le(long at) {
        return Short.toUnsignedInt(Short.reverseBytes((short) u16(at)));
    }

    /// Signed, as Java has it.
    int u32(long at) {
        return u16(at) << 16 | u16(at + 2);
    }

    /// Signed, as Java has it.
    int u32le(long at) {
        return Integer.reverseBytes(u32(at));
    }

    long u64(long at) {
        return (long) u32(at) << 32 | u32(at + 4) & 0xFFFFFFFFL;
    }

    String text(int at, int length, Charset charset) {
        check(at, length);
        return new String(data, at, length, charset);
    }

    byte[] part(long at, long length) {
        check(at, length);
        return java.util.Arrays.copyOfRange(data, (int) at, (int) (at + length));
    }

    private void check(long at, long length) {
        if (at < 0 || length < 0 || at > data.length - length) {
            throw cutOff();
        }
    }

    AiException cutOff() {
        return refused("is cut off: part of the picture is missing", "get the file again");
    }

    AiException damaged(String why) {
        return refused("is damaged: " + why, "get the file again");
    }

    AiException refused(String why, String hint) {
        return AiException.input(name + ": " + why, hint);
    }
}
