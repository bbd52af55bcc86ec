package aikit.cli;

import aikit.AiException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// A file of settings: `option: value` for every command that has the option, `command.option: value` (or the option
/// under `command:`) for one command.
///
/// @param entries by key, in the order of the file
public record ConfigFile(Path path, Map<String, Entry> entries) {

    private static final int LARGEST = 1 << 20;

    /// A value and where it stands.
    ///
    /// @param line of its key, from 1
    /// @param from position of the value in the text, in characters
    /// @param to end of the value, exclusive
    record Entry(String value, int line, int from, int to) {}

    /// Reads the file; a file that is not there has no settings.
    ///
    /// @throws AiException of kind USAGE that names the file and the line when it cannot be understood
    static ConfigFile read(Path path) {
        return parse(path, text(path));
    }

    static String text(Path path) {
        try {
            if (!Files.exists(path)) {
                return "";
            }
            if (Files.size(path) > LARGEST) {
                throw AiException.usage(path + ": is larger than a settings file can be", "");
            }
            return Files.readString(path, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw AiException.usage(path + ": cannot be read as UTF-8 text", "check the file and its rights")
                    .causedBy(e);
        }
    }

    static ConfigFile parse(Path path, String text) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        ConfigFile file = new ConfigFile(path, entries);
        Optional<Node> root;
        try {
            LoadSettings settings = LoadSettings.builder()
                    .setAllowDuplicateKeys(false)
                    .setMaxAliasesForCollections(0)
                    .setUseMarks(true)
                    .build();
            root = new Compose(settings).composeReader(new StringReader(text));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().or(e::getContextMark).map(mark -> mark.getLine() + 1).orElse(1);
            throw AiException.usage(path + ":" + line + ": is not valid YAML: " + e.getProblem(), "correct the line")
                    .causedBy(e);
        } catch (YamlEngineException e) {
            throw AiException.usage(path + ":1: is not valid YAML", "correct the file").causedBy(e);
        }
        root.ifPresent(node -> file.collect("", node));
        return file;
    }

    private void collect(String prefix, Node node) {
        if (node.getTag().equals(Tag.NULL)) {
            return;
        }
        if (!(node instanceof MappingNode mapping)) {
            throw broken(node, "must be lines of the form 'option: value'");
        }
        for (NodeTuple pair : mapping.getValue()) {
            Node key = pair.getKeyNode();
            if (!(key instanceof ScalarNode name) || name.getValue().isBlank()) {
                throw broken(key, "a key must be the name of an option");
            }
            String full = prefix + name.getValue();
            Node value = pair.getValueNode();
            if (value instanceof ScalarNode scalar && !(prefix.isEmpty() && Verb.find(full).isPresent())) {
                int from = scalar.getStartMark().orElseThrow().getIndex();
                int to = scalar.getEndMark().orElseThrow().getIndex();
                if (entries.put(full, new Entry(scalar.getValue(), line(key), from, to)) != null) {
                    throw broken(key, full + " stands twice");
                }
            } else if (prefix.isEmpty() && Verb.find(full).isPresent()) {
                collect(full + ".", value);
            } else {
                throw broken(key, full + " must have one plain value");
            }
        }
    }

    private static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    private AiException broken(Node node, String why) {
        return AiException.usage(path + ":" + line(node) + ": " + why, "see: ai help settings");
    }

    /// The error for a value or key at an entry of this file.
    AiException broken(Entry entry, String why) {
        return AiException.usage(path + ":" + entry.line + ": " + why, "see: ai help settings");
    }
}
