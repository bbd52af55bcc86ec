package aikit.generate;

import ai.onnxruntime.OnnxTensor;
import aikit.AiException;
import aikit.model.ModelDir;
import aikit.model.ModelDir.Graph;
import aikit.onnx.Device;
import aikit.onnx.OnnxEngine;
import aikit.onnx.OnnxEngine.Threading;
import aikit.onnx.OnnxSession;
import aikit.onnx.Port;
import aikit.onnx.RowGather;
import aikit.onnx.Tensors;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;

/// A decoder that reads an encoder's states by cross-attention, in the layouts of Optimum's exporter: one
/// `decoder_model_merged` with the input `use_cache_branch`, or `decoder_model` for the first step and
/// `decoder_with_past_model` for the others.
///
/// What it remembers of a text (`present.*`) goes back into it (`past_key_values.*`) as the tensors that came out. For
/// one decoding at a time; whoever opened it closes it, after its decodings.
public final class Seq2SeqDecoder implements AutoCloseable {

    /// Logits that are wanted at once, as far as it is for us to choose: 256 MB.
    private static final int MOST_LOGITS = 64 << 20;

    private static final String MERGED = "decoder_model_merged";
    private static final String WITH_PAST = "decoder_with_past_model";
    private static final String FIRST = "decoder_model";

    final OnnxSession first;
    final OnnxSession next;
    final RowGather gather;
    private FloatBuffer logits = Tensors.direct(0);

    private Seq2SeqDecoder(OnnxSession first, OnnxSession next, RowGather gather) {
        this.first = first;
        this.next = next;
        this.gather = gather;
    }

    /// Opens the decoder of a model.
    ///
    /// @throws AiException of kind MODEL when it has none in these layouts, DEVICE when the device cannot be used
    public static Seq2SeqDecoder open(ModelDir model, OnnxEngine engine, Device device) {
        Optional<Graph> merged = model.graph(MERGED);
        if (merged.isPresent()) {
            OnnxSession session = session(merged.get(), engine, device);
            return new Seq2SeqDecoder(session, session, engine.rowGather());
        }
        Graph withPast = model.graph(WITH_PAST).orElseThrow(() -> AiException.model(
                model.spec().name() + ": has neither " + MERGED + ".onnx nor " + WITH_PAST + ".onnx",
                "export it with: optimum-cli export onnx"));
        Graph alone = model.graph(FIRST).orElseThrow(() -> AiException.model(
                model.spec().name() + ": has " + WITH_PAST + ".onnx but no " + FIRST + ".onnx", ""));
        OnnxSession first = session(alone, engine, device);
        try {
            return new Seq2SeqDecoder(first, session(withPast, engine, device), engine.rowGather());
        } catch (RuntimeException e) {
            first.close();
            throw e;
        }
    }

    private static OnnxSession session(Graph graph, OnnxEngine engine, Device device) {
        return engine.session(graph.file(), graph.sha256(), device, Threading.WITHIN_A_RUN);
    }

    /// Whether it says where its cross-attention looks, as the `_timestamped` exports do.
    public boolean givesAttention() {
        return next.outputs().containsKey("cross_attentions.0");
    }

    /// Begins texts on encoder states.
    ///
    /// @param states [rows, frames, width], one text for each row; stays the caller's, and open as long as the decoding
    /// @param heads whose attention is wanted; none unless [#givesAttention]
    public Decoding start(OnnxTensor states, List<Head> heads) {
        return new CachedDecoding(this, states, heads, tokens -> {
            throw AiException.model("the decoder wants vectors of tokens, for which this family has no graph", "");
        });
    }

    /// Begins texts with a decoder that takes vectors of tokens.
    ///
    /// @param states as above
    public Decoding start(OnnxTensor states, TokenEmbedding embedding) {
        return new CachedDecoding(this, states, List.of(), embedding);
    }

    /// What the states must be made of, as [Port#type] names it.
    public String stateType() {
        Port states = first.inputs().get("encoder_hidden_states");
        return states == null ? "float" : states.type();
    }

    /// Whether it keeps what it needs of the states, so that later steps do not read them again.
    boolean remembersStates() {
        return next.inputs().keySet().stream().anyMatch(name -> name.contains(".encoder."));
    }

    /// How many rows may read prompts of so many tokens together: what they are given for them has to find room.
    public int mostRows(int promptTokens) {
        return Math.max(1, MOST_LOGITS / Math.multiplyExact(promptTokens, vocabulary()));
    }

    /// Tokens of the vocabulary, as many as logits after each position.
    ///
    /// @throws AiException of kind MODEL when the graph does not say
    public int vocabulary() {
        Port logits = first.outputs().get("logits");
        if (logits == null || logits.shape().isEmpty() || logits.shape().getLast() <= 0) {
            throw AiException.model("the decoder does not say how large its vocabulary is", "export it with Optimum");
        }
        return Math.toIntExact(logits.shape().getLast());
    }

    /// Memory for logits, used again by each step. It grows in large steps: prompts become longer little by little, and
    /// what is direct is only given back when Java looks for it.
    FloatBuffer logits(int numbers) {
        if (logits.capacity() < numbers) {
            logits = Tensors.direct((int) Math.max(numbers, Math.min(2L * logits.capacity(), MOST_LOGITS)));
        }
        return logits.slice(0, numbers);
    }

    /// A remembered tensor before anything was read: no position yet.
    static OnnxTensor nothing(Port past, int rows) {
        List<Long> shape = past.shape(); // [rows, heads, positions, width]
        return Tensors.of(past.type(), Tensors.memory(past.type(), 0), rows, shape.get(1), 0, shape.get(3));
    }

    @Override
    public void close() {
        gather.close();
        first.close();
        if (next != first) {
            next.close();
        }
    }
}
