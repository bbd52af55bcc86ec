package aikit.model;

import aikit.AiException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

/// The licences that this user accepted: one line `<model> <licence>` for each. Only licences that forbid commercial use
/// must be accepted.
public final class Licences {

    private final Path accepted;

    /// @param data folder of this user's data
    public Licences(Path data) {
        this.accepted = data.resolve("accepted-licences.txt");
    }

    /// @throws AiException of kind MODEL when the model's licence must be accepted first
    void require(ModelSpec spec) {
        if (!spec.licence().commercial() && !lines().contains(line(spec))) {
            throw AiException.model(
                    spec.name() + ": its licence, " + spec.licence().spdx() + ", does not allow commercial use",
                    "if that is fine: ai models pull " + spec.name() + " --accept-license");
        }
    }

    public boolean isAccepted(ModelSpec spec) {
        return spec.licence().commercial() || lines().contains(line(spec));
    }

    /// Remembers that the user accepts the licence of this model.
    public void accept(ModelSpec spec) {
        TreeSet<String> all = new TreeSet<>(lines());
        if (all.add(line(spec))) {
            try {
                AtomicFile.write(accepted, (String.join("\n", all) + "\n").getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw AiException.model(accepted + ": cannot be written", "").causedBy(e);
            }
        }
    }

    private List<String> lines() {
        try {
            return Files.exists(accepted) ? Files.readAllLines(accepted) : List.of();
        } catch (IOException e) {
            throw AiException.model(accepted + ": cannot be read", "").causedBy(e);
        }
    }

    private static String line(ModelSpec spec) {
        return spec.name() + " " + spec.licence().spdx();
    }
}
