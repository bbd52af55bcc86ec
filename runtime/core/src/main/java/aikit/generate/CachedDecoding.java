package aikit.generate;

import ai.onnxruntime.OnnxTensor;
import aikit.onnx.OnnxSession;
import aikit.onnx.Port;
import aikit.onnx.Tensors;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Texts on a [Seq2SeqDecoder], with its key-value cache. What is remembered of the encoder's states is made by the
/// first step and stays as it is; what is remembered of the texts grows with each step.
final class CachedDecoding implements Decoding {

    private static final String PAST = "past_key_values.";
    private static final String PRESENT = "present.";

    private final Seq2SeqDecoder decoder;
    private final OnnxTensor given;
    private final List<Head> heads;
    private final TokenEmbedding embedding;
    private final Map<String, OnnxTensor> cache = new HashMap<>();
    private final int vocabulary;
    private boolean started;
    private int[] sources;
    /// Those of the rows there are now: the given ones, or some of them in memory of our own.
    private OnnxTensor states;

    CachedDecoding(Seq2SeqDecoder decoder, OnnxTensor states, List<Head> heads, TokenEmbedding embedding) {
        this.decoder = decoder;
        this.given = states;
        this.states = states;
        this.heads = heads;
        this.embedding = embedding;
        this.vocabulary = decoder.vocabulary();
        this.sources = new int[(int) Tensors.shape(states)[0]];
        Arrays.setAll(sources, i -> i);
    }

    @Override
    public int rows() {
        return sources.length;
    }

    @Override
    public Logits read(int[][] tokens) {
        int positions = tokens[0].length;
        OnnxSession session = started ? decoder.next : decoder.first;
        List<OnnxTensor> own = new ArrayList<>();
        try {
            Map<String, OnnxTensor> inputs = inputs(session, tokens, own);
            Set<String> wanted = wanted(session);
            boolean half = session.outputs().get("logits").type().equals("float16");
            FloatBuffer logits = FloatBuffer.allocate(0);
            Map<String, OnnxTensor> placed = Map.of();
            if (half) {
                wanted.add("logits");
            } else {
                logits = decoder.logits(Math.multiplyExact(tokens.length * positions, vocabulary));
                OnnxTensor place = Tensors.of(logits, tokens.length, positions, vocabulary);
                own.add(place);
                placed = Map.of("logits", place);
            }
            // Not closed as a whole: most of the tensors live on in the cache.
            OnnxSession.Outputs outputs = session.run(inputs, wanted, placed);
            if (half) {
                OnnxTensor tensor = outputs.tensor("logits");
                own.add(tensor);
                logits = FloatBuffer.wrap(Tensors.floats(tensor));
            }
            List<Logits.Attention> attention = attention(outputs, own);
            remember(outputs, wanted);
            started = true;
            return new Logits(logits, positions, vocabulary, attention);
        } finally {
            own.forEach(OnnxTensor::close);
        }
    }

    private Map<String, OnnxTensor> inputs(OnnxSession session, int[][] tokens, List<OnnxTensor> own) {
        Map<String, OnnxTensor> inputs = new HashMap<>();
        for (Port input : session.inputs().values()) {
            String name = input.name();
            OnnxTensor tensor = cache.get(name);
            if (tensor == null) {
                tensor = switch (name) {
                    case "input_ids" -> Tensors.ids(tokens);
                    case "inputs_embeds" -> embedding.embed(tokens);
                    case "encoder_hidden_states" -> states;
                    case "encoder_attention_mask" -> ones();
                    case "use_cache_branch" -> Tensors.of(started);
                    default -> Seq2SeqDecoder.nothing(input, rows());
                };
                if (tensor != states) {
                    own.add(tensor);
                }
            }
            inputs.put(name, tensor);
        }
        return inputs;
    }

    private OnnxTensor ones() {
        return Tensors.ones(rows(), (int) Tensors.shape(states)[1]);
    }

    private Set<String> wanted(OnnxSession session) {
        Set<String> wanted = new HashSet<>();
        for (String output : session.outputs().keySet()) {
            // The cross-attention's keys and values come from the first step: later ones repeat them or give nothing.
            if (output.startsWith(PRESENT) && (!started || !output.contains(".encoder."))) {
                wanted.add(output);
            }
        }
        for (Head head : heads) {
            wanted.add("cross_attentions." + head.layer());
        }
        return wanted;
    }

    private void remember(OnnxSession.Outputs outputs, Set<String> wanted) {
        for (String output : wanted) {
            if (output.startsWith(PRESENT)) {
                put(PAST + output.substring(PRESENT.length()), outputs.tensor(output));
            }
        }
    }

    private void put(String past, OnnxTensor tensor) {
        OnnxTensor before = cache.put(past, tensor);
        if (before != null) {
            before.close();
        }
    }

    private List<Logits.Attention> attention(OnnxSession.Outputs outputs, List<OnnxTensor> own) {
        Map<Integer, float[]> layers = new TreeMap<>();
        List<Logits.Attention> attention = new ArrayList<>();
        for (Head head : heads) {
            OnnxTensor tensor = outputs.tensor("cross_attentions." + head.layer());
            long[] shape = Tensors.shape(tensor); // [rows, heads, positions, frames]
            float[] weights = layers.computeIfAbsent(head.layer(), _ -> {
                own.add(tensor);
                return Tensors.floats(tensor);
            });
            attention.add(new Logits.Attention(weights, (int) shape[1], head.head(), (int) shape[3]));
        }
        return attention;
    }

    @Override
    public void select(int[] rows) {
        int[] from = new int[rows.length];
        boolean same = rows.length == sources.length;
        for (int i = 0; i < rows.length; i++) {
            from[i] = sources[rows[i]];
            same &= rows[i] == i;
        }
        if (same) {
            return;
        }
        LongBuffer wanted = Tensors.longs(rows.length);
        for (int i = 0; i < rows.length; i++) {
            wanted.put(i, rows[i]);
        }
        // Rows of the same recording share what is remembered of it.
        boolean sameStates = Arrays.equals(from, sources);
        for (Map.Entry<String, OnnxTensor> entry : List.copyOf(cache.entrySet())) {
            if (!sameStates || !entry.getKey().contains(".encoder.")) {
                put(entry.getKey(), decoder.gather.pick(entry.getValue(), wanted));
            }
        }
        sources = from;
        if (!sameStates && !decoder.remembersStates()) {
            forgetStates();
            states = Tensors.rows(given, from);
        }
    }

    private void forgetStates() {
        if (states != given) {
            states.close();
            states = given;
        }
    }

    @Override
    public void close() {
        cache.values().forEach(OnnxTensor::close);
        cache.clear();
        forgetStates();
    }
}
