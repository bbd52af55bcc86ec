package aikit.batch;

import aikit.AiException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a walk passes over: the patterns of `--exclude` and of every `.aiignore` from the folder that was given down
/// to the current one.
///
/// The form is that of `.gitignore`: one pattern a line, `#` comments, `!` takes back, a `/` at the end means folders
/// only, a `/` at the start or within means from this folder on, `**` any number of folders, `\` takes the next
/// character as it is, blanks at the end of a line do not count. The last matching line of a file decides, deeper
/// files before higher ones, `--exclude` before all. Unlike git, no other ignore file is read.
final class IgnoreRules {

    static final String FILE = ".aiignore";
    private static final int LARGEST = 1 << 20;

    private record Rule(Glob glob, boolean anchored, boolean foldersOnly, boolean taken) {}

    private final Optional<IgnoreRules> above;
    private final List<Rule> rules;
    /// How many characters of a path, counted from the folder that was given, lead to the folder of these rules.
    private final int skip;

    private IgnoreRules(Optional<IgnoreRules> above, List<String> lines, int skip) {
        this.above = above;
        this.skip = skip;
        this.rules = new ArrayList<>(lines.size());
        for (String line : lines) {
            add(line);
        }
    }

    /// The rules of `--exclude`: those that decide in the end.
    static IgnoreRules of(List<String> patterns) {
        return new IgnoreRules(Optional.empty(), patterns, 0);
    }

    /// The rules of a folder below these.
    ///
    /// @param relative the folder's path from the folder that was given, ending in `/` unless empty
    /// @throws AiException of kind INPUT when its `.aiignore` is there and cannot be read
    IgnoreRules in(Path folder, String relative) {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return this;
        }
        try {
            if (Files.size(file) > LARGEST) {
                throw AiException.input(file + ": is larger than an ignore file can be", "");
            }
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            return new IgnoreRules(Optional.of(this), text.lines().toList(), relative.length());
        } catch (IOException e) {
            throw AiException.input(file + ": cannot be read", "check its rights").causedBy(e);
        }
    }

    private void add(String line) {
        String text = line;
        while (text.endsWith(" ") && !text.endsWith("\\ ")) {
            text = text.substring(0, text.length() - 1);
        }
        if (text.isEmpty() || text.startsWith("#")) {
            return;
        }
        boolean taken = text.startsWith("!");
        text = taken ? text.substring(1) : text;
        boolean foldersOnly = text.endsWith("/");
        text = foldersOnly ? text.substring(0, text.length() - 1) : text;
        boolean anchored = text.indexOf('/') >= 0;
        text = text.startsWith("/") ? text.substring(1) : text;
        if (!text.isEmpty()) {
            rules.add(new Rule(Glob.of(text), anchored, foldersOnly, taken));
        }
    }

    /// @param relative path from the folder that was given
    boolean ignores(String relative, boolean folder) {
        int first = 0;
        // The root of the chain holds --exclude, which no file can take back.
        for (IgnoreRules level = this;; level = level.above.orElseThrow()) {
            if (level.above.isEmpty()) {
                int verdict = level.verdict(relative, folder);
                return verdict != 0 ? verdict > 0 : first > 0;
            }
            if (first == 0) {
                first = level.verdict(relative, folder);
            }
        }
    }

    /// 1 to pass over, -1 to take, 0 when no rule matches.
    private int verdict(String relative, boolean folder) {
        for (int i = rules.size() - 1; i >= 0; i--) {
            Rule rule = rules.get(i);
            if (rule.foldersOnly && !folder) {
                continue;
            }
            String subject = rule.anchored
                    ? relative.substring(skip)
                    : relative.substring(relative.lastIndexOf('/') + 1);
            if (rule.glob.matches(subject)) {
                return rule.taken ? -1 : 1;
            }
        }
        return 0;
    }
}
