package aikit.cli;

import aikit.AiException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/// The user's own settings file, to be read and changed. Comments and order are kept.
public final class UserConfig {

    private final Console console;
    private final Path file;

    private UserConfig(Console console) {
        this.console = console;
        this.file = ConfigDefaults.userFile(console);
    }

    public static UserConfig of(Console console) {
        return new UserConfig(console);
    }

    public Path file() {
        return file;
    }

    /// Every setting, in the order of the file.
    public Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        ConfigFile.read(file).entries().forEach((key, entry) -> values.put(key, entry.value()));
        return values;
    }

    /// @throws AiException of kind USAGE when no command has such an option
    public void check(String key) {
        if (!new ConfigDefaults(console).known(key)) {
            throw AiException.usage(key + ": no such option", "see: ai help settings");
        }
    }

    public void set(String key, String value) {
        check(key);
        String text = ConfigFile.text(file);
        ConfigFile.Entry entry = ConfigFile.parse(file, text).entries().get(key);
        String changed;
        if (entry == null) {
            String end = text.isEmpty() || text.endsWith("\n") ? "" : "\n";
            changed = text + end + key + ": " + quoted(value) + "\n";
        } else {
            int from = text.offsetByCodePoints(0, entry.from());
            int to = text.offsetByCodePoints(0, entry.to());
            String space = from > 0 && text.charAt(from - 1) == ':' ? " " : "";
            changed = text.substring(0, from) + space + quoted(value) + text.substring(to);
        }
        write(changed);
    }

    public void unset(String key) {
        check(key);
        String text = ConfigFile.text(file);
        ConfigFile.Entry entry = ConfigFile.parse(file, text).entries().get(key);
        if (entry == null) {
            return;
        }
        int value = text.offsetByCodePoints(0, entry.from());
        int end = text.indexOf('\n', Math.max(value, text.offsetByCodePoints(0, entry.to()) - 1));
        int start = 0;
        for (int line = 1; line < entry.line(); line++) {
            start = text.indexOf('\n', start) + 1;
        }
        write(text.substring(0, start) + (end < 0 ? "" : text.substring(end + 1)));
    }

    /// Single quotes, so that YAML reads the value as it was typed.
    private static String quoted(String value) {
        boolean bare = !value.isEmpty();
        for (int i = 0; i < value.length() && bare; i++) {
            char c = value.charAt(i);
            bare = c < 128
                    && (Character.isLetterOrDigit(c) || (i > 0 && (c == '-' || c == '_' || c == '.' || c == '/')));
        }
        if (!bare && value.chars().anyMatch(Character::isISOControl)) {
            throw AiException.usage("a setting cannot hold control characters", "");
        }
        return bare ? value : "'" + value.replace("'", "''") + "'";
    }

    private void write(String text) {
        ConfigFile.parse(file, text);
        try {
            Files.createDirectories(file.getParent());
            Path fresh = file.resolveSibling("config.yaml.tmp." + ProcessHandle.current().pid());
            Files.writeString(fresh, text, StandardCharsets.UTF_8);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw AiException.usage(file + ": cannot be written", "check the rights of the folder").causedBy(e);
        }
    }
}
