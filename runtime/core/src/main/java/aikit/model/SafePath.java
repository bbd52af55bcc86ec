package aikit.model;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The rule that names from outside must keep before they become a path: plain relative names with `/` between them,
/// such that the file stays inside its folder on every operating system.
final class SafePath {

    private static final int MOST_CHARACTERS = 512;

    /// Names that Windows gives to devices, whatever their ending.
    private static final Set<String> DEVICES = Set.of(
            "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1",
            "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9");

    private SafePath() {}

    /// Why a name cannot be a path; empty when it can.
    static Optional<String> problem(String path) {
        if (path.isBlank() || path.length() > MOST_CHARACTERS) {
            return Optional.of("a path is empty or too long");
        }
        if (path.startsWith("/") || path.matches("[A-Za-z]:.*")) {
            return Optional.of("an absolute path is not allowed");
        }
        if (path.chars().anyMatch(c -> c < 0x20 || c == 0x7F || "\\:*?\"<>|".indexOf(c) >= 0)) {
            return Optional.of("a path has a backslash, a control character or one of : * ? \" < > |");
        }
        for (String part : path.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                return Optional.of("a path has an empty part, '.' or '..'");
            }
            String stem = part.split("\\.", 2)[0].toLowerCase(Locale.ROOT).strip();
            if (part.endsWith(".") || part.endsWith(" ") || DEVICES.contains(stem)) {
                return Optional.of("a path has a name that Windows does not allow");
            }
        }
        return Optional.empty();
    }
}
