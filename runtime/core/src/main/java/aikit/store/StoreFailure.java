package aikit.store;

import aikit.AiException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;

/// What a failure of the file system under a store means to the user.
final class StoreFailure {

    private StoreFailure() {}

    /// @return of kind LIMIT when the disk is full, USAGE when a newer version wrote the store, MODEL when it is damaged
    static AiException reading(Path store, IOException e) {
        return switch (e) {
            case IndexFormatTooNewException _ -> AiException.usage(
                    store + ": this store was written by a newer ai", "use that ai").causedBy(e);
            case IndexFormatTooOldException _ -> AiException.usage(
                    store + ": this store was written by an ai of long ago", "remove it and index again").causedBy(e);
            case CorruptIndexException _,EOFException _,FileNotFoundException _,NoSuchFileException _ ->
                damaged(store, e);
            default -> writing(store, e);
        };
    }

    static AiException writing(Path store, IOException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            String why = String.valueOf(cause.getMessage());
            if (why.contains("No space") || why.contains("quota") || why.contains("not enough space")) {
                return AiException.limit(
                        store + ": the disk is full", "free some space and run it again: it goes on").causedBy(e);
            }
            if (cause instanceof CorruptIndexException) {
                return damaged(store, e);
            }
        }
        return AiException.model(store + ": the store cannot be used: " + oneLine(e), "check the disk and its rights")
                .causedBy(e);
    }

    /// Lucene trusts the bytes it reads and stumbles over damaged ones in any way; a stumble elsewhere is a bug of ours.
    static RuntimeException reading(Path store, RuntimeException e) {
        for (StackTraceElement frame : e.getStackTrace()) {
            if (frame.getClassName().startsWith("aikit.")) {
                return e;
            }
            if (frame.getClassName().startsWith("org.apache.lucene.")) {
                return damaged(store, e);
            }
        }
        return e;
    }

    private static AiException damaged(Path store, Exception e) {
        return AiException.model(
                store + ": the store is damaged: " + oneLine(e),
                "see: ai store verify; remove it with ai store rm and index again").causedBy(e);
    }

    static String oneLine(Throwable e) {
        String message = e.getMessage() == null ? "it cannot be read" : e.getMessage();
        return message.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
