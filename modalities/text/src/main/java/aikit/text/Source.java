package aikit.text;

import aikit.AiException;
import aikit.Input;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.BasicFileAttributes;

/// The bytes of an input and the name that messages use for it.
record Source(String name, byte[] bytes) {

    /// Reads a file, of at most [DocumentReader#MAX_BYTES]. Nothing but a regular file is opened, because opening a
    /// pipe or a device can block for ever.
    static Source of(Input.OfFile file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file.path(), BasicFileAttributes.class);
            if (attributes.isDirectory()) {
                throw refusal(file.name(), "is a folder", "name a file");
            }
            if (!attributes.isRegularFile()) {
                throw refusal(file.name(), "is a pipe, socket or device", "to read a stream, pipe it in and give -");
            }
            checkSize(file.name(), attributes.size());
            try (InputStream stream = Files.newInputStream(file.path())) {
                Source source = new Source(file.name(), stream.readNBytes((int) DocumentReader.MAX_BYTES + 1));
                source.check();
                return source;
            }
        } catch (IOException e) {
            throw unreadable(file.name(), e);
        }
    }

    /// Refuses what is empty or too large.
    void check() {
        if (bytes.length == 0) {
            throw refused("is empty", "");
        }
        checkSize(name, bytes.length);
    }

    AiException refused(String why, String hint) {
        return refusal(name, why, hint);
    }

    private static void checkSize(String name, long size) {
        if (size > DocumentReader.MAX_BYTES) {
            throw refusal(
                    name,
                    "is too large: " + (size >> 20) + " MB, and documents are read up to "
                            + (DocumentReader.MAX_BYTES >> 20) + " MB",
                    "split it");
        }
    }

    private static AiException unreadable(String name, IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> refusal(name, "no such file", "");
            case AccessDeniedException _ -> refusal(name, "permission denied", "");
            case FileSystemException f when f.getReason() != null ->
                refusal(name, "cannot be read: " + f.getReason(), "").causedBy(e);
            default -> refusal(name, "cannot be read", "").causedBy(e);
        };
    }

    private static AiException refusal(String name, String why, String hint) {
        return AiException.input(name + ": " + why, hint);
    }
}
