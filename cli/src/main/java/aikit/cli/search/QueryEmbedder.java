package aikit.cli.search;

import aikit.AiException;
import aikit.Input;
import aikit.Result.Embeddings;
import aikit.Result.Passage;
import aikit.cli.OpenTask;
import aikit.store.Space;
import aikit.store.Words;
import aikit.task.AiRuntime;
import aikit.task.EmbedOptions;
import aikit.task.Pipeline;
import aikit.vector.Vectors;
import java.util.List;
import java.util.Locale;

/// Makes query vectors for one space, with the very model that made the vectors in it. Close it.
final class QueryEmbedder implements AutoCloseable {

    private final OpenTask task;
    private final int dimensions;
    private Pipeline<?> queries;

    private QueryEmbedder(OpenTask task, int dimensions) {
        this.task = task;
        this.dimensions = dimensions;
    }

    /// @param dimensions numbers of the vectors in the space
    /// @throws AiException of kind MODEL when the model is not what it was when the space was filled
    static QueryEmbedder open(AiRuntime runtime, Space space) {
        OpenTask task = OpenTask.find(runtime, "embed", space.model(), space.precision());
        Space now = task.space(kept(space));
        if (!now.equals(space)) {
            throw AiException.model(
                    "the store holds vectors of " + space.label() + " (" + space.sha256().substring(0, 8) + "), and "
                            + space.model() + " is now " + now.label() + " (" + now.sha256().substring(0, 8)
                            + "): their vectors cannot be compared",
                    "index again with the new one, or search with --mode keyword");
        }
        QueryEmbedder embedder = new QueryEmbedder(task, kept(space));
        embedder.queries = task.open(EmbedOptions.query(embedder.dimensions));
        return embedder;
    }

    /// How many numbers of each vector are kept; 0 for all.
    private static int kept(Space space) {
        String digits = space.variant().replaceAll("\\D", "");
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    /// Whether it reads files such as those that the query is made of; true when there are none.
    boolean reads(Ask ask) {
        for (Ask.Weighed each : ask.files()) {
            String name = each.file().name().toLowerCase(Locale.ROOT);
            if (!task.task().extensions().contains(name.substring(name.lastIndexOf('.') + 1))) {
                return false;
            }
        }
        return true;
    }

    /// What is wanted less what is not, of unit length.
    float[] vector(Ask ask) {
        float[] sum = null;
        for (Words.Weighted each : ask.wanted()) {
            sum = add(sum, mean(queries, new Input.OfText(each.text(), "the query")), each.weight());
        }
        for (Words.Weighted each : ask.unwanted()) {
            sum = add(sum, mean(queries, new Input.OfText(each.text(), "--minus")), -each.weight());
        }
        if (!ask.files().isEmpty()) {
            try (Pipeline<?> documents = task.open(EmbedOptions.documents(0, 0, dimensions, ""))) {
                for (Ask.Weighed each : ask.files()) {
                    sum = add(sum, mean(documents, each.file()), each.weight());
                }
            }
        }
        if (Vectors.norm(sum) < 1e-6) {
            throw AiException.usage("the query: what is wanted and what is not are the same", "ask for something else");
        }
        Vectors.normalize(sum);
        return sum;
    }

    private static float[] add(float[] sum, float[] vector, double weight) {
        float[] total = sum == null ? new float[vector.length] : sum;
        for (int i = 0; i < total.length; i++) {
            total[i] += (float) weight * vector[i];
        }
        return total;
    }

    /// The direction in which an input lies: the mean of its passages, of unit length.
    private static <P> float[] mean(Pipeline<P> pipeline, Input input) {
        // A cast and no switch: a switch over types is linked at run time, which a cold start feels.
        Embeddings embeddings = (Embeddings) pipeline.run(List.of(pipeline.prepare(input))).getFirst();
        float[] sum = null;
        for (Passage passage : embeddings.passages()) {
            sum = add(sum, passage.vector(), 1);
        }
        Vectors.normalize(sum);
        return sum;
    }

    @Override
    public void close() {
        queries.close();
    }
}
