package aikit.text;

import aikit.AiException;
import aikit.model.ModelDir;
import aikit.onnx.OnnxSession;
import aikit.onnx.Port;
import aikit.task.AiRuntime;
import aikit.task.Provenance;
import aikit.text.CrossEncoderConfig.Activation;
import aikit.tokenize.PairTemplate;
import aikit.tokenize.TypedTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Says how well passages answer a query, by reading each together with it: an encoder with a head of one label, in the
/// layout of sentence-transformers' `CrossEncoder`. Each passage takes a forward pass for each query, so this is for the
/// first few dozen that a search found.
///
/// May be used from many threads; they take turns at the model, as one call uses the whole processor. Owns its
/// tokenizer and session until it is closed.
public final class CrossEncoder implements AutoCloseable {

    /// Name that the catalogue gives these models, and the family that a repository or folder outside it has by its
    /// `model_type`: there the graph decides whether it is a cross-encoder.
    static final Set<String> FAMILIES = Set.of("bert-cross-encoder", "bert");

    private static final String OUTPUT = "logits";

    private final OpenEncoder opened;
    private final int maxTokens;
    private final PairTemplate template;
    private final Encoder encoder;
    private boolean closed;

    private CrossEncoder(ModelDir model, CrossEncoderConfig config, OpenEncoder opened) {
        this.opened = opened;
        this.maxTokens = config.maxTokens();
        this.template = opened.tokenizer().pairs();
        if (maxTokens <= template.specials()) {
            throw AiException.model(
                    model.spec().name() + ": reads " + maxTokens + " tokens, which leaves no room for text", "");
        }
        checkOutput(model, opened.session());
        this.encoder = new Encoder(opened.session(), OUTPUT, score(model, config.activation()));
    }

    /// Opens a model.
    ///
    /// @throws AiException of kind MODEL when it is not such a cross-encoder, DEVICE when the device cannot be used
    public static CrossEncoder open(ModelDir model, AiRuntime runtime) {
        CrossEncoderConfig config = CrossEncoderConfig.read(model);
        OpenEncoder opened = OpenEncoder.open(model, config.lowerCase(), runtime);
        try {
            return new CrossEncoder(model, config, opened);
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /// Whatever the configuration says: the graph must give one number for each pair. A length that it leaves open is
    /// looked at in the run.
    private static void checkOutput(ModelDir model, OnnxSession session) {
        Port logits = session.outputs().get(OUTPUT);
        if (logits == null) {
            throw AiException.model(
                    model.spec().name() + ": is not a cross-encoder: its graph gives " + session.outputs().values()
                            + " and no " + OUTPUT,
                    "use a cross-encoder such as ms-marco-minilm-l6");
        }
        boolean matrix = logits.shape().size() == 2; // [batch, labels]
        if (!matrix || logits.shape().getLast() > 1) {
            throw notOneScore(model, logits.toString());
        }
    }

    private static AiException notOneScore(ModelDir model, String output) {
        return AiException.model(
                model.spec().name() + ": gives " + output + ", and a reranker gives one score for each pair",
                "use a cross-encoder such as ms-marco-minilm-l6");
    }

    private static Encoder.Reading score(ModelDir model, Activation activation) {
        return (values, offset, tokens, width) -> {
            if (tokens != 0 || width != 1) {
                throw notOneScore(model, width + " numbers");
            }
            return new float[]{activation.of(values[offset])};
        };
    }

    /// One score for each passage, in the same order: the higher, the better it answers the query. Between 0 and 1, or
    /// any number, as the model's makers chose; only comparable within a model. A query and a passage that are too long
    /// together lose their ends.
    ///
    /// @throws IllegalStateException when this is closed
    public float[] score(String query, List<String> passages) {
        List<TypedTokens> pairs = pairs(query, passages);
        float[] scores = new float[pairs.size()];
        synchronized (this) {
            if (closed) {
                throw new IllegalStateException("the cross-encoder is closed");
            }
            float[][] vectors = encoder.encode(pairs);
            for (int i = 0; i < scores.length; i++) {
                scores[i] = vectors[i][0];
            }
        }
        return scores;
    }

    /// What the model reads for each passage.
    List<TypedTokens> pairs(String query, List<String> passages) {
        int[] asked = opened.tokenizer().ids(query);
        List<TypedTokens> pairs = new ArrayList<>();
        for (String passage : passages) {
            pairs.add(template.join(asked, opened.tokenizer().ids(passage), maxTokens));
        }
        return pairs;
    }

    /// What made the scores.
    public Provenance provenance() {
        return opened.provenance();
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            opened.close();
        }
    }
}
