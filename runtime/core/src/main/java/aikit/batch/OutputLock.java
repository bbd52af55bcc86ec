package aikit.batch;

import aikit.AiException;
import aikit.ProcessLock;
import java.io.IOException;
import java.nio.file.Path;

/// Keeps a second process from writing the same output: a locked file `.NAME.lock` beside it.
final class OutputLock {

    private OutputLock() {}

    /// @throws AiException of kind USAGE when another process holds it
    static ProcessLock of(Path output) {
        Path file = output.resolveSibling("." + output.getFileName() + ".lock");
        try {
            return ProcessLock.tryOf(file).orElseThrow(() -> AiException.usage(
                    output + ": is being written by another run of ai" + ProcessLock.holder(file),
                    "wait for it, or write to another file"));
        } catch (IOException e) {
            throw OutcomeFile.failed(output, e);
        }
    }
}
