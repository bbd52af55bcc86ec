package aikit.batch;

import aikit.AiException;
import aikit.Input;
import aikit.Result;
import aikit.Result.Embeddings;
import aikit.Result.Passage;
import aikit.Result.Precision;
import aikit.store.Source;
import aikit.store.VectorStore;
import aikit.task.Pipeline;
import aikit.task.Provenance;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Embeds files for a store. Content that the store holds already, under this name or another, is known by its digest
/// and takes its passages from there; the model is opened when a file comes that is really new.
public final class IndexPipeline<P> implements Pipeline<IndexPipeline.Prepared<P>> {

    /// What the model has not to be asked for weighs next to nothing.
    private static final long KNOWN_WEIGHT = 1;

    private final VectorStore store;
    private final Fingerprint fingerprint;
    private final Provenance model;
    private final Supplier<Pipeline<P>> opener;
    private final Map<Input, String> contents = new ConcurrentHashMap<>();
    private final Set<String> reused = ConcurrentHashMap.newKeySet();
    private volatile Pipeline<P> opened;

    /// An input with the digest of its content: known to the store, or to be embedded.
    ///
    /// @param twin the source that has the same content, or null
    /// @param fresh for the model, or null
    public record Prepared<P>(Source twin, P fresh) {}

    /// @param fingerprint of the task, the model and the options
    /// @param model what will make new vectors
    /// @param opener opens it
    public IndexPipeline(
            VectorStore store, Fingerprint fingerprint, Provenance model, Supplier<Pipeline<P>> opener) {
        this.store = store;
        this.fingerprint = fingerprint;
        this.model = model;
        this.opener = opener;
    }

    /// What [Source#content] is to say of an input that was prepared; asked once.
    String content(Input input) {
        String content = contents.remove(input);
        return content == null ? "" : content;
    }

    /// Whether the passages of a source were those of an input under another name.
    boolean wasReused(String path) {
        return reused.contains(path);
    }

    @Override
    public Prepared<P> prepare(Input input) {
        if (!(input instanceof Input.OfFile file)) {
            throw AiException.input(input.name() + ": is no file", "ai index keeps files; give their names");
        }
        String content = digest(file) + ending(input.name()) + "-" + fingerprint.common(input);
        contents.put(input, content);
        Source twin = store.twin(content).orElse(null);
        if (twin != null) {
            reused.add(twin.path());
        }
        return new Prepared<>(twin, twin == null ? inner().prepare(input) : null);
    }

    private static String digest(Input.OfFile file) {
        try (InputStream in = Files.newInputStream(file.path())) {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                sha.update(buffer, 0, n);
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (IOException e) {
            throw AiException.input(file.name() + ": cannot be read", "check its rights").causedBy(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }

    /// The same bytes are read differently as `.txt` and as `.html`.
    private static String ending(String name) {
        int dot = name.lastIndexOf('.');
        return dot < name.lastIndexOf('/') || dot < 0 ? "" : name.substring(dot).toLowerCase(Locale.ROOT);
    }

    private synchronized Pipeline<P> open() {
        if (opened == null) {
            opened = opener.get();
        }
        return opened;
    }

    private Pipeline<P> inner() {
        Pipeline<P> ready = opened;
        return ready == null ? open() : ready;
    }

    @Override
    public long weight(Prepared<P> prepared) {
        return prepared.twin == null ? inner().weight(prepared.fresh) : KNOWN_WEIGHT;
    }

    @Override
    public int together() {
        return opened == null ? 1 : opened.together();
    }

    @Override
    public List<Result> run(List<Prepared<P>> window) {
        List<P> fresh = new ArrayList<>();
        for (Prepared<P> prepared : window) {
            if (prepared.twin == null) {
                fresh.add(prepared.fresh);
            }
        }
        List<Result> embedded = fresh.isEmpty() ? List.of() : inner().run(fresh);
        List<Result> results = new ArrayList<>(window.size());
        int next = 0;
        for (Prepared<P> prepared : window) {
            results.add(prepared.twin == null ? embedded.get(next++) : stored(prepared.twin));
        }
        return results;
    }

    private Result stored(Source twin) {
        List<Passage> passages = store.passages(twin.path());
        List<String> warnings = twin.status() == Source.Status.PARTIAL ? List.of(twin.message()) : List.of();
        return new Embeddings(store.dimensions(), Precision.FLOAT32, passages, warnings);
    }

    @Override
    public Provenance provenance() {
        return opened == null ? model : opened.provenance();
    }

    @Override
    public void close() {
        if (opened != null) {
            opened.close();
        }
    }
}
