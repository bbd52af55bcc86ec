package aikit.cli.search;

import aikit.AiException;
import aikit.cli.OpenTask;
import aikit.model.InstalledModels.State;
import aikit.model.ModelDir;
import aikit.model.ModelSpec;
import aikit.model.ModelStore;
import aikit.store.Filter;
import aikit.store.Found;
import aikit.store.Question;
import aikit.store.Ranking;
import aikit.store.Source;
import aikit.store.Space;
import aikit.store.Stores;
import aikit.store.VectorStore;
import aikit.task.AiRuntime;
import aikit.task.Tasks;
import aikit.text.CrossEncoder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;

/// A collection opened for searching: its stores, and the models that its vectors were made with. Close it.
public final class Retriever implements AutoCloseable {

    /// Finds that are scored anew at most: the cross-encoder reads each of them.
    private static final int RERANKED = 50;

    private final Mode mode;
    private final List<VectorStore> stores;
    private final Map<Space, QueryEmbedder> embedders;
    private final List<Space> absent;
    private final Optional<CrossEncoder> reranker;

    private Retriever(
            Mode mode, List<VectorStore> stores, Map<Space, QueryEmbedder> embedders, List<Space> absent,
            Optional<CrossEncoder> reranker) {
        this.mode = mode;
        this.stores = stores;
        this.embedders = embedders;
        this.absent = absent;
        this.reranker = reranker;
    }

    /// What is to be opened.
    ///
    /// @param model what the user wants queries to be embedded with; empty for what each space was made with
    /// @param rerank whether finds are scored anew
    public record Wanted(String collection, Mode mode, String model, String precision, boolean rerank) {}

    /// Opens the stores and the models side by side.
    ///
    /// @throws AiException of kind INPUT when nothing is stored, MODEL when a model does not fit
    public static Retriever open(Stores folder, AiRuntime runtime, Wanted wanted) {
        FutureTask<List<VectorStore>> opening = new FutureTask<>(() -> folder.open(wanted.collection));
        Thread.ofPlatform().daemon().name("store").start(opening);
        Map<Space, QueryEmbedder> embedders = new LinkedHashMap<>();
        List<Space> absent = List.of();
        if (wanted.mode != Mode.KEYWORD) {
            List<Space> spaces = spaces(folder, runtime, wanted);
            absent = absent(spaces, runtime);
            for (Space space : spaces) {
                if (!absent.contains(space)) {
                    embedders.put(space, QueryEmbedder.open(runtime, space));
                }
            }
        }
        Optional<CrossEncoder> reranker = wanted.rerank ? Optional.of(reranker(runtime)) : Optional.empty();
        List<VectorStore> stores = new ArrayList<>();
        for (VectorStore store : opened(opening)) {
            if (wanted.mode == Mode.KEYWORD || embedders.containsKey(store.space()) || absent.contains(store.space())) {
                stores.add(store);
            } else {
                store.close();
            }
        }
        return new Retriever(wanted.mode, stores, embedders, absent, reranker);
    }

    /// Those whose models are not on this machine; none where that is all of them, as the first one says what to do.
    private static List<Space> absent(List<Space> spaces, AiRuntime runtime) {
        List<Space> absent = new ArrayList<>();
        for (Space space : spaces) {
            if (spaces.size() > 1 && !isHere(runtime, space)) {
                absent.add(space);
            }
        }
        return absent.size() == spaces.size() ? List.of() : absent;
    }

    /// Whether a model is on this machine. One of several is not fetched for a search, as the others answer, too.
    private static boolean isHere(AiRuntime runtime, Space space) {
        try {
            ModelStore models = runtime.models();
            return models.installed().state(models.entry(space.model())) == State.PRESENT;
        } catch (AiException e) {
            return false; // nobody knows it any more
        }
    }

    /// Models that are not on this machine, so that what they embedded is found by its words alone.
    public List<String> absent() {
        return absent.stream().map(Space::model).toList();
    }

    private static List<VectorStore> opened(FutureTask<List<VectorStore>> opening) {
        try {
            return opening.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Space> spaces(Stores folder, AiRuntime runtime, Wanted wanted) {
        List<Space> spaces = folder.spaces(wanted.collection);
        if (wanted.model.isEmpty() || spaces.isEmpty()) {
            return spaces;
        }
        Space query = OpenTask.find(runtime, "embed", wanted.model, wanted.precision).space(0);
        List<Space> fitting = spaces.stream().filter(space -> sameModel(space, query)).toList();
        if (fitting.isEmpty()) {
            throw AiException.model(
                    "collection " + wanted.collection + " holds vectors of "
                            + spaces.stream().map(Space::label).collect(Collectors.joining(" and "))
                            + ": a query by " + query.label() + " cannot be compared with them",
                    "leave -m out, or run: ai index -m " + wanted.model + " FOLDER");
        }
        return fitting;
    }

    private static boolean sameModel(Space one, Space other) {
        return one.model().equals(other.model()) && one.revision().equals(other.revision())
                && one.sha256().equals(other.sha256());
    }

    private static CrossEncoder reranker(AiRuntime runtime) {
        ModelStore models = runtime.models();
        ModelSpec spec = models.resolve("", "rerank", "", runtime.progress());
        if (!Tasks.supports("rerank", spec.family())) {
            throw AiException.model(spec.name() + ": family '" + spec.family() + "' is not implemented for rerank", "");
        }
        ModelDir model = models.open("", "rerank", "", runtime.progress());
        return CrossEncoder.open(model, runtime);
    }

    /// The finds that answer best, the best first.
    public List<Found> find(Ask ask, int k) {
        int wanted = reranker.isPresent() ? Math.max(k, RERANKED) : k;
        String without = ask.like().map(file -> Source.path(file.path())).orElse("");
        List<Ranking> rankings = new ArrayList<>();
        int together = 1;
        // A sound is like sounds, and a text like texts; where nothing reads the file, whoever tries says why.
        boolean read = embedders.values().stream().anyMatch(embedder -> embedder.reads(ask));
        for (VectorStore store : stores) {
            Question question = new Question(
                    Optional.ofNullable(embedders.get(store.space()))
                            .filter(embedder -> !read || embedder.reads(ask))
                            .map(embedder -> embedder.vector(ask)),
                    mode == Mode.VECTOR ? Optional.empty() : ask.words(), ask.filter(), without);
            List<Ranking> those = question.rankings(
                    store, wanted, stores.size() == 1 ? "" : " " + store.space().label());
            rankings.addAll(those);
            together = Math.max(together, those.size());
        }
        List<Found> found = Ranking.fuse(rankings, wanted, together);
        return reranker.isPresent() ? reranked(ask, found, k) : found;
    }

    private List<Found> reranked(Ask ask, List<Found> found, int k) {
        float[] scores = reranker.orElseThrow().score(
                ask.text(), found.stream().map(each -> each.best().text()).toList());
        List<Found> anew = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            anew.add(found.get(i).with(scores[i]));
        }
        anew.sort(Comparator.comparingDouble(Found::score).reversed());
        return anew.size() <= k ? anew : anew.subList(0, k);
    }

    /// What the store knows of a find besides its passages.
    public Source source(Found found) {
        return stores.stream()
                .flatMap(store -> store.source(found.path()).stream())
                .findFirst()
                .orElseThrow(() -> AiException.model(
                        found.path() + ": the store has passages of it and no entry", "see: ai store verify"));
    }

    /// Paths of what a filter lets through.
    public List<String> paths(Filter filter) {
        return stores.stream().flatMap(store -> store.paths(filter).stream()).distinct().toList();
    }

    @Override
    public void close() {
        embedders.values().forEach(QueryEmbedder::close);
        reranker.ifPresent(CrossEncoder::close);
        stores.forEach(VectorStore::close);
    }
}
