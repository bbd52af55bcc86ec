package aikit.model;

import aikit.AiException;
import aikit.model.ModelSpec.Licence;
import aikit.model.ModelSpec.ModelFile;
import aikit.model.ModelSpec.Source;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Reads one file of the form of `models.yaml`. Every key and value is checked; a mistake is an [AiException] of kind
/// USAGE that says `file:line: what`.
final class CatalogReader {

    /// What one file says, or several of them together.
    ///
    /// @param defaults task to the name of its model
    /// @param models by name, in the order of the file
    /// @param aliases alias to name
    record Entries(Map<String, String> defaults, Map<String, ModelSpec> models, Map<String, String> aliases) {}

    private static final String SCHEMA = "ai.models/1";

    private static final Pattern WORD = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");
    private static final Pattern SPDX = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.+-]{0,99}");

    private static final Set<String> TOP = Set.of("schema", "defaults", "models");
    private static final Set<String> ENTRY = Set.of(
            "description", "tasks", "family", "licence", "source", "aliases", "files", "variants", "parameters",
            "starter");

    private final Entries shipped;

    private CatalogReader(Entries shipped) {
        this.shipped = shipped;
    }

    static Entries read(String file, byte[] bytes) {
        return new CatalogReader(new Entries(Map.of(), Map.of(), Map.of())).read(Yaml.parse(file, bytes));
    }

    /// A user's file laid over the shipped one: its entries replace those of the same name as a whole.
    static Entries overlay(Entries shipped, String file, byte[] bytes) {
        return new CatalogReader(shipped).read(Yaml.parse(file, bytes));
    }

    private Entries read(Yaml root) {
        Map<String, Yaml> top = root.mapping(TOP);
        Yaml schema = required(root, top, "schema");
        if (!schema.text().equals(SCHEMA)) {
            throw schema.wrong("schema is '" + Yaml.printable(schema.text()) + "'; this version reads " + SCHEMA);
        }
        Map<String, ModelSpec> models = new LinkedHashMap<>(shipped.models());
        Map<String, Yaml> entries = top.containsKey("models") ? top.get("models").mapping() : Map.of();
        entries.forEach((name, entry) -> models.put(name, model(name, entry)));
        Map<String, String> aliases = new LinkedHashMap<>(shipped.aliases());
        aliases.values().removeAll(entries.keySet());
        Set<String> given = new HashSet<>();
        entries.forEach((name, entry) -> {
            for (Yaml alias : list(entry.mapping(), "aliases")) {
                if (models.containsKey(alias.text())) {
                    throw alias.wrong("alias '" + alias.text() + "' is the name of a model");
                }
                if (!given.add(alias.text())) {
                    throw alias.wrong("alias '" + alias.text() + "' is given twice");
                }
                aliases.put(alias.text(), name);
            }
        });
        return new Entries(defaults(top, models), models, aliases);
    }

    private Map<String, String> defaults(Map<String, Yaml> top, Map<String, ModelSpec> models) {
        Map<String, String> defaults = new LinkedHashMap<>(shipped.defaults());
        if (top.containsKey("defaults")) {
            top.get("defaults").mapping().forEach((task, name) -> {
                ModelSpec model = models.get(name.text());
                if (model == null) {
                    throw name.wrong("default of " + Yaml.printable(task) + ": there is no model '"
                            + Yaml.printable(name.text()) + "'");
                }
                if (!model.tasks().contains(task)) {
                    throw name.wrong("default of " + Yaml.printable(task) + ": " + name.text() + " has no such task");
                }
                defaults.put(task, name.text());
            });
        }
        return defaults;
    }

    private ModelSpec model(String name, Yaml entry) {
        if (!WORD.matcher(name).matches()) {
            throw entry.wrong("model name '" + Yaml.printable(name)
                    + "': lower-case letters, digits, '.', '-' and '_' are allowed");
        }
        Map<String, Yaml> keys = entry.mapping(ENTRY);
        Set<String> paths = new HashSet<>();
        Map<String, List<ModelFile>> variants = new LinkedHashMap<>();
        Source source = source(required(entry, keys, "source"));
        if (!(source instanceof Source.Hub)) {
            required(entry, keys, "variants");
        }
        Optional<Yaml> given = Optional.ofNullable(keys.get("variants"));
        given.map(Yaml::mapping).orElse(Map.of()).forEach((precision, files) -> {
            if (!Variants.isKey(precision)) {
                throw files.wrong("variant '" + Yaml.printable(precision) + "': " + Variants.KEYS);
            }
            variants.put(precision, files(files, new HashSet<>()));
        });
        if (given.isPresent() && variants.isEmpty()) {
            throw keys.get("variants").wrong("a variant is missing");
        }
        return new ModelSpec(
                name,
                words(keys, "aliases"),
                tasks(entry, keys),
                word(required(entry, keys, "family")),
                licence(required(entry, keys, "licence")),
                source,
                variants,
                keys.containsKey("files") ? files(keys.get("files"), paths) : List.of(),
                parameters(keys),
                Optional.ofNullable(keys.get("description")).map(Yaml::text),
                keys.containsKey("starter") && keys.get("starter").flag());
    }

    private static List<String> tasks(Yaml entry, Map<String, Yaml> keys) {
        Yaml tasks = required(entry, keys, "tasks");
        if (tasks.sequence().isEmpty()) {
            throw tasks.wrong("a task is missing");
        }
        return words(keys, "tasks");
    }

    private static Licence licence(Yaml value) {
        if (!value.isMapping()) {
            return Licence.of(spdx(value));
        }
        Map<String, Yaml> keys = value.mapping(Set.of("spdx", "commercial"));
        return new Licence(spdx(required(value, keys, "spdx")), required(value, keys, "commercial").flag());
    }

    private static String spdx(Yaml value) {
        if (!SPDX.matcher(value.text()).matches()) {
            throw value.wrong("licence '" + Yaml.printable(value.text()) + "' is not an SPDX identifier");
        }
        return value.text();
    }

    private static Source source(Yaml value) {
        return at(value, Source::parse);
    }

    private List<ModelFile> files(Yaml value, Set<String> paths) {
        List<ModelFile> files = new ArrayList<>();
        for (Yaml item : value.sequence()) {
            ModelFile file = file(item);
            if (!paths.add(file.path())) {
                throw item.wrong("file '" + file.path() + "' is given twice");
            }
            files.add(file);
        }
        if (files.isEmpty()) {
            throw value.wrong("a file is missing");
        }
        return List.copyOf(files);
    }

    private static ModelFile file(Yaml item) {
        if (!item.isMapping()) {
            return ModelFile.of(path(item));
        }
        Map<String, Yaml> keys = item.mapping(Set.of("path", "sha256", "bytes"));
        Optional<Yaml> sha256 = Optional.ofNullable(keys.get("sha256"));
        sha256.filter(digest -> !Digest.isSha256(digest.text())).ifPresent(digest -> {
            throw digest.wrong("sha256 '" + Yaml.printable(digest.text()) + "': 64 lower-case hex digits are expected");
        });
        return new ModelFile(
                path(required(item, keys, "path")),
                sha256.map(Yaml::text),
                Optional.ofNullable(keys.get("bytes")).map(Yaml::count));
    }

    private static String path(Yaml value) {
        SafePath.problem(value.text()).ifPresent(why -> {
            throw value.wrong("path '" + Yaml.printable(value.text()) + "': " + why);
        });
        return value.text();
    }

    private static Map<String, String> parameters(Map<String, Yaml> keys) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (keys.containsKey("parameters")) {
            keys.get("parameters").mapping().forEach((key, value) -> parameters.put(key, value.text()));
        }
        return parameters;
    }

    private static List<Yaml> list(Map<String, Yaml> keys, String key) {
        return keys.containsKey(key) ? keys.get(key).sequence() : List.of();
    }

    private static List<String> words(Map<String, Yaml> keys, String key) {
        List<String> words = new ArrayList<>();
        for (Yaml value : list(keys, key)) {
            if (words.contains(word(value))) {
                throw value.wrong("'" + value.text() + "' is given twice");
            }
            words.add(value.text());
        }
        return List.copyOf(words);
    }

    private static String word(Yaml value) {
        if (!WORD.matcher(value.text()).matches()) {
            throw value.wrong("'" + Yaml.printable(value.text())
                    + "': lower-case letters, digits, '.', '-' and '_' are allowed");
        }
        return value.text();
    }

    private static Yaml required(Yaml parent, Map<String, Yaml> keys, String key) {
        if (!keys.containsKey(key)) {
            throw parent.wrong("'" + key + "' is missing");
        }
        return keys.get(key);
    }

    /// A value read by code that does not know the line.
    private static <T> T at(Yaml value, Function<String, T> reader) {
        String text = value.text();
        try {
            return reader.apply(text);
        } catch (AiException e) {
            throw value.wrong(e.getMessage()).causedBy(e);
        }
    }
}
