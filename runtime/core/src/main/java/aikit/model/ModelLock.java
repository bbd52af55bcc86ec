package aikit.model;

import aikit.AiException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// `models.lock`: for every model that was fetched, the commit and the digest and size of each file, so that every later
/// run has the very same bytes. JSON, written as a whole; processes that write at once lose nothing.
public final class ModelLock {

    private static final String SCHEMA = "ai.lock/1";

    /// What a model is pinned to.
    ///
    /// @param source as in the catalogue, without revision
    /// @param commit 40 hex digits; `web` for files of an `https:` source, which has no commits
    /// @param files by path
    public record Pin(String source, String commit, Map<String, PinnedFile> files) {

        /// Both together.
        ///
        /// @throws AiException of kind MODEL when they disagree
        Pin and(String name, Pin more) {
            if (!commit.equals(more.commit)) {
                throw drift(name, "is pinned to commit " + commit + ", not " + more.commit);
            }
            Map<String, PinnedFile> all = new TreeMap<>(files);
            more.files.forEach((path, file) -> {
                PinnedFile known = all.putIfAbsent(path, file);
                if (known != null && !known.equals(file)) {
                    throw drift(name, path + " is pinned to sha256 " + known.sha256() + ", not " + file.sha256());
                }
            });
            return new Pin(source, commit, all);
        }

        /// The other one, with the files of this one that it leaves as they are.
        Pin replacedBy(Pin other) {
            if (!source.equals(other.source) || !commit.equals(other.commit)) {
                return other;
            }
            Map<String, PinnedFile> all = new TreeMap<>(files);
            all.putAll(other.files);
            return new Pin(source, commit, all);
        }
    }

    /// @param sha256 64 hex digits
    public record PinnedFile(String sha256, long bytes) {}

    private final Path file;
    private final boolean replacing;

    /// @param file where it is; need not be there
    public ModelLock(Path file) {
        this(file, false);
    }

    private ModelLock(Path file, boolean replacing) {
        this.file = file;
        this.replacing = replacing;
    }

    /// The same file, where no pin binds: nothing is found, and what is added takes the place of what it disagrees with.
    ModelLock replacing() {
        return new ModelLock(file, true);
    }

    public Path file() {
        return file;
    }

    /// All pins by model name, or by reference for models that have no name.
    ///
    /// @throws AiException of kind USAGE when the file is damaged
    public Map<String, Pin> pins() {
        try {
            JsonNode root = JsonMapper.shared().readTree(Files.readAllBytes(file));
            if (!root.path("schema").asString("").equals(SCHEMA) || !root.path("models").isObject()) {
                throw damaged("its schema is not " + SCHEMA);
            }
            Map<String, Pin> pins = new LinkedHashMap<>();
            root.path("models").properties().forEach(entry -> pins.put(entry.getKey(), pin(entry.getValue())));
            return pins;
        } catch (NoSuchFileException e) {
            return Map.of();
        } catch (JacksonException | IOException e) {
            throw damaged("it is not valid JSON").causedBy(e);
        }
    }

    /// The pin of a model.
    ///
    /// @throws AiException of kind MODEL when the catalogue now names another source
    Optional<Pin> find(String name, String source) {
        if (replacing) {
            return Optional.empty();
        }
        Optional<Pin> pin = Optional.ofNullable(pins().get(name));
        pin.filter(p -> !p.source().equals(source)).ifPresent(p -> {
            throw drift(name, "is pinned to " + p.source() + ", but the catalogue says " + source);
        });
        return pin;
    }

    /// Adds to the pin of a model, or makes it.
    ///
    /// @throws AiException of kind MODEL when it disagrees with what is pinned
    void add(String name, Pin pin) {
        if (replacing) {
            change(pins -> {
                pins.merge(name, pin, Pin::replacedBy);
                return pins;
            });
            return;
        }
        Optional<Pin> before = Optional.ofNullable(pins().get(name));
        if (before.isPresent() && before.get().and(name, pin).equals(before.get())) {
            return;
        }
        change(pins -> {
            pins.merge(name, pin, (old, more) -> old.and(name, more));
            return pins;
        });
    }

    /// Forgets a pin; what the next pull finds on this machine or at the source is pinned then.
    ///
    /// @return whether there was one
    public boolean remove(String name) {
        boolean there = pins().containsKey(name);
        if (there) {
            change(pins -> {
                pins.remove(name);
                return pins;
            });
        }
        return there;
    }

    private void change(UnaryOperator<Map<String, Pin>> change) {
        Path guardFile = file.resolveSibling("." + file.getFileName() + ".guard");
        try (FileGuard _ = FileGuard.take(guardFile, Duration.ofSeconds(30), () -> false)
                .orElseThrow(() -> new IOException("another process holds " + guardFile))) {
            Map<String, Pin> pins = change.apply(new TreeMap<>(pins()));
            AtomicFile.write(file, json(pins).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw AtomicFile.failure(file + ": cannot be written", file.toAbsolutePath().getParent(), e);
        }
    }

    private static String json(Map<String, Pin> pins) {
        ObjectNode root = JsonMapper.shared().createObjectNode().put("schema", SCHEMA);
        ObjectNode models = root.putObject("models");
        pins.forEach((name, pin) -> {
            ObjectNode model = models.putObject(name).put("source", pin.source()).put("commit", pin.commit());
            ObjectNode files = model.putObject("files");
            new TreeMap<>(pin.files()).forEach(
                    (path, file) -> files.putObject(path).put("sha256", file.sha256()).put("bytes", file.bytes()));
        });
        return root.toPrettyString() + "\n";
    }

    private Pin pin(JsonNode node) {
        String source = node.path("source").asString("");
        String commit = node.path("commit").asString("");
        if (source.isEmpty() || !Digest.isCommit(commit) && !commit.equals("web")) {
            throw damaged("an entry has no source or commit");
        }
        Map<String, PinnedFile> files = new TreeMap<>();
        node.path("files").properties().forEach(entry -> {
            String sha256 = entry.getValue().path("sha256").asString("");
            if (SafePath.problem(entry.getKey()).isPresent() || !Digest.isSha256(sha256)) {
                throw damaged("an entry has a wrong path or digest");
            }
            files.put(entry.getKey(), new PinnedFile(sha256, entry.getValue().path("bytes").asLong(-1)));
        });
        return new Pin(source, commit, files);
    }

    private AiException damaged(String why) {
        return AiException.usage(file + ": " + why, "restore the file, or delete it to pin the models anew");
    }

    static AiException drift(String name, String why) {
        return AiException.model(
                name + ": " + why,
                "to take what there is now: ai models pull --update " + name
                        + "; to forget the pin: ai models lock --remove "
                        + name);
    }
}
