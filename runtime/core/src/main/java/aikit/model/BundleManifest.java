package aikit.model;

import aikit.AiException;
import aikit.model.ModelSpec.Source;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// `bundle.json`: what a model bundle holds. Whoever made it is not trusted: every name and digest is checked.
final class BundleManifest {

    static final int MOST_BYTES = 8 << 20;

    private static final String SCHEMA = "ai.bundle/1";

    /// @param source without revision, as in `models.lock`
    /// @param files by path
    record Entry(String source, String commit, Map<String, Item> files) {}

    /// @param sha256 also the name of its entry in the zip
    /// @param blob its name in the hub cache: the SHA-256 or the git blob id
    record Item(String sha256, long bytes, String blob) {}

    private BundleManifest() {}

    static byte[] write(Map<String, Entry> entries) {
        ObjectNode root = JsonMapper.shared().createObjectNode().put("schema", SCHEMA);
        ObjectNode models = root.putObject("models");
        entries.forEach((name, entry) -> {
            ObjectNode files = models.putObject(name)
                    .put("source", entry.source())
                    .put("commit", entry.commit())
                    .putObject("files");
            entry.files().forEach((path, file) -> files.putObject(path)
                    .put("sha256", file.sha256())
                    .put("bytes", file.bytes())
                    .put("blob", file.blob()));
        });
        return root.toPrettyString().getBytes(StandardCharsets.UTF_8);
    }

    /// @throws AiException of kind MODEL when anything in it is not as it should be
    static Map<String, Entry> read(Path bundle, byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            throw ModelBundle.damaged(bundle, "its list is too long");
        }
        try {
            JsonNode root = JsonMapper.shared().readTree(bytes);
            if (!root.path("schema").asString("").equals(SCHEMA)) {
                throw ModelBundle.damaged(bundle, "its schema is not " + SCHEMA);
            }
            Map<String, Entry> entries = new TreeMap<>();
            root.path("models").properties().forEach(
                    model -> entries.put(model.getKey(), entry(bundle, model.getKey(), model.getValue())));
            return entries;
        } catch (JacksonException e) {
            throw ModelBundle.damaged(bundle, "its list is not valid JSON").causedBy(e);
        }
    }

    private static Entry entry(Path bundle, String name, JsonNode node) {
        String source = node.path("source").asString("");
        String commit = node.path("commit").asString("");
        boolean sound = switch (source(bundle, source)) {
            case Source.Hub hub -> hub.revision().isEmpty() && Digest.isCommit(commit);
            case Source.Web web -> commit.equals(WebModels.COMMIT) && name.matches("[a-z0-9][a-z0-9._-]{0,99}");
            case Source.Builtin builtin -> false;
            case Source.Folder folder -> false;
        };
        if (!sound) {
            throw ModelBundle.damaged(bundle, "the source or commit of a model is wrong");
        }
        Map<String, Item> files = new TreeMap<>();
        node.path("files").properties()
                .forEach(file -> files.put(path(bundle, file.getKey()), item(bundle, file.getValue())));
        return new Entry(source, commit, files);
    }

    private static Source source(Path bundle, String text) {
        try {
            return Source.parse(text);
        } catch (AiException e) {
            throw ModelBundle.damaged(bundle, e.getMessage()).causedBy(e);
        }
    }

    private static String path(Path bundle, String path) {
        SafePath.problem(path).ifPresent(why -> {
            throw ModelBundle.damaged(bundle, why);
        });
        return path;
    }

    private static Item item(Path bundle, JsonNode node) {
        String sha256 = node.path("sha256").asString("");
        String blob = node.path("blob").asString("");
        long bytes = node.path("bytes").asLong(-1);
        if (!Digest.isSha256(sha256) || !(Digest.isCommit(blob) || blob.equals(sha256)) || bytes < 0) {
            throw ModelBundle.damaged(bundle, "the digest or size of a file is wrong");
        }
        return new Item(sha256, bytes, blob);
    }
}
