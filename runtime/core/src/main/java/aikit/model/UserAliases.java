package aikit.model;

import aikit.AiException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The user's own short names for models: lines `alias = reference` in `<config>/aliases.txt`, where a reference is
/// anything that `--model` takes except another alias of this file.
public final class UserAliases {

    private final Path file;

    /// @param config folder of this user's configuration
    public UserAliases(Path config) {
        this.file = config.resolve("aliases.txt");
    }

    /// What an alias stands for.
    public Optional<String> find(String alias) {
        return Files.exists(file) ? Optional.ofNullable(all().get(alias)) : Optional.empty();
    }

    /// @throws AiException of kind USAGE, `file:line: what`, when the file is wrong
    public Map<String, String> all() {
        Map<String, String> aliases = new TreeMap<>();
        List<String> lines = lines();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String[] parts = line.split("\\s*=\\s*", 2);
            if (parts.length != 2 || !isName(parts[0]) || parts[1].isEmpty()) {
                throw AiException.usage(file + ":" + (i + 1) + ": 'alias = model' is expected", "");
            }
            if (aliases.put(parts[0], parts[1]) != null) {
                throw AiException.usage(file + ":" + (i + 1) + ": alias '" + parts[0] + "' is given twice", "");
            }
        }
        aliases.forEach((alias, reference) -> {
            if (aliases.containsKey(reference)) {
                throw AiException.usage(file + ": alias '" + alias + "' stands for another alias, '" + reference + "'",
                        "");
            }
        });
        return aliases;
    }

    /// @throws AiException of kind USAGE for a name that cannot be one
    public void set(String alias, String reference) {
        Map<String, String> aliases = all();
        if (!isName(alias)) {
            throw AiException.usage(
                    "alias '" + Yaml.printable(alias) + "': lower-case letters, digits, '.', '-' and '_' are allowed",
                    "");
        }
        if (reference.isBlank() || reference.lines().count() != 1 || !reference.equals(reference.strip())) {
            throw AiException.usage("alias '" + alias + "': the model has no name", "");
        }
        if (aliases.containsKey(reference) || aliases.containsValue(alias) || alias.equals(reference)) {
            throw AiException.usage("alias '" + alias + "': an alias cannot stand for another alias", "");
        }
        aliases.put(alias, reference);
        write(aliases);
    }

    /// @return whether there was one
    public boolean remove(String alias) {
        Map<String, String> aliases = all();
        boolean there = aliases.remove(alias) != null;
        if (there) {
            write(aliases);
        }
        return there;
    }

    private static boolean isName(String text) {
        return text.matches("[a-z0-9][a-z0-9._-]{0,99}");
    }

    private List<String> lines() {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw AiException.usage(file + ": cannot be read as text", "").causedBy(e);
        }
    }

    private void write(Map<String, String> aliases) {
        StringBuilder text = new StringBuilder();
        aliases.forEach((alias, reference) -> text.append(alias).append(" = ").append(reference).append('\n'));
        try {
            AtomicFile.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw AiException.usage(file + ": cannot be written", "").causedBy(e);
        }
    }
}
