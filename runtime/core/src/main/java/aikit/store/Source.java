package aikit.store;

import aikit.Name;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/// What a store knows of a file besides its passages.
///
/// @param path absolute, without `.` and `..`, links not followed; a `file:` URI when text cannot say it exactly
/// @param name the path as the user gave it when the file was indexed
/// @param type `text`, `image`, `audio` or `video`
/// @param size in bytes
/// @param modified time of the last change
/// @param content tells equal content that was treated equally: digest of the bytes, and of the model and options
/// @param fingerprint changes when the file, the model or the options do
/// @param status whether there are passages
/// @param message why there are none, or what was wrong with the file; empty for a sound one
/// @param meta what the user said of it
public record Source(
        String path,
        String name,
        String type,
        long size,
        Instant modified,
        String content,
        String fingerprint,
        Status status,
        String message,
        Map<String, String> meta) {

    /// How reading the file went.
    public enum Status {
        OK,
        /// Some of it could be read.
        PARTIAL,
        /// Nothing could be read: it is kept so that it is not tried again until it changes.
        FAILED
    }

    public Source {
        meta = Map.copyOf(meta);
    }

    /// What a store calls a file or folder.
    public static String path(Path file) {
        return Name.of(file.toAbsolutePath().normalize()).key();
    }

    /// The file or folder that a store calls so.
    public static Path file(String path) {
        return path.startsWith("file:") ? Path.of(URI.create(path)) : Path.of(path);
    }

    /// When it was last changed, in milliseconds since 1970; the nearest that a number can say.
    public long changed() {
        return millis(modified);
    }

    /// A time in milliseconds since 1970; the nearest that a number can say, as file systems know stranger times.
    public static long millis(Instant time) {
        try {
            return time.toEpochMilli();
        } catch (ArithmeticException e) {
            return time.isBefore(Instant.EPOCH) ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    /// What is needed of a source to tell whether its file is unchanged.
    ///
    /// @param path see [Source#path]
    public record Head(String path, String fingerprint, Status status) {}
}
