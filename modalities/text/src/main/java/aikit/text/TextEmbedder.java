package aikit.text;

import aikit.AiException;
import aikit.Input;
import aikit.Result;
import aikit.Result.Embeddings;
import aikit.Result.Passage;
import aikit.model.ModelDir;
import aikit.onnx.OnnxEngine.Threading;
import aikit.onnx.OnnxSession;
import aikit.task.AiRuntime;
import aikit.task.Pipeline;
import aikit.task.Provenance;
import aikit.text.Splitter.Piece;
import aikit.tokenize.Tokenizer;
import aikit.vector.Vectors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Text to vectors with an encoder in the layout of sentence-transformers: tokens, one forward pass, pooling,
/// normalisation.
///
/// Passages of all inputs of a window are sorted by length and run in batches of a bounded number of tokens, since
/// padding is work for nothing. Owns its tokenizer and session.
public final class TextEmbedder implements Pipeline<TextEmbedder.Prepared> {

    /// Encoders whose exports take `input_ids` and `attention_mask` and give a vector for each token.
    static final Set<String> FAMILIES = Set.of("bert");

    /// One document, cut into passages and tokenised.
    public static final class Prepared {

        private final List<Piece> pieces;
        private final List<String> warnings;

        private Prepared(List<Piece> pieces, List<String> warnings) {
            this.pieces = pieces;
            this.warnings = warnings;
        }

        List<Piece> pieces() {
            return pieces;
        }
    }

    private final EmbedOptions options;
    private final Opened opened;
    private final Provenance provenance;
    private final DocumentReader reader;
    private final Splitter splitter;
    private final Encoder encoder;

    /// @param oneShot see [AiRuntime.Settings]
    private record Opened(Tokenizer tokenizer, OnnxSession session, boolean oneShot) {}

    private TextEmbedder(ModelDir model, EncoderConfig config, EmbedOptions options, Opened opened) {
        this.options = options;
        this.opened = opened;
        this.provenance = new Provenance(
                model.spec().name(),
                model.revision(),
                model.graphs().getFirst().sha256(),
                model.precision(),
                opened.session.device().toString());
        this.reader = new DocumentReader(options.field());
        this.splitter = splitter(model, config);
        this.encoder = new Encoder(opened.session, config, options);
    }

    /// Opens a model.
    ///
    /// @throws AiException of kind USAGE when the options do not fit the model, MODEL when it is not such an encoder
    public static TextEmbedder open(ModelDir model, EmbedOptions options, AiRuntime runtime) {
        EncoderConfig config = EncoderConfig.read(model);
        Path cache = runtime.settings().home().cache();
        // Tokenizer and graph take about as long to load: they do so side by side.
        FutureTask<Tokenizer> loading = new FutureTask<>(
                () -> Tokenizer.load(model.file("tokenizer.json"), config.lowerCase(), cache));
        Thread.ofPlatform().daemon().name("tokenizer").start(loading);
        ModelDir.Graph graph = model.graphs().getFirst();
        try {
            OnnxSession session = runtime.engine()
                    .session(graph.file(), graph.sha256(), runtime.settings().device(), Threading.ACROSS_RUNS);
            try {
                Opened opened = new Opened(loaded(loading), session, runtime.settings().oneShot());
                return new TextEmbedder(model, config, options, opened);
            } catch (RuntimeException e) {
                session.close();
                throw e;
            }
        } catch (RuntimeException e) {
            closeWhenLoaded(loading);
            throw e;
        }
    }

    private static Tokenizer loaded(FutureTask<Tokenizer> loading) {
        try {
            return loading.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void closeWhenLoaded(FutureTask<Tokenizer> loading) {
        try {
            loading.get().close();
        } catch (ExecutionException | InterruptedException e) {
            // Then there is none to close; what went wrong before is what the user hears of.
        }
    }

    private Splitter splitter(ModelDir model, EncoderConfig config) {
        String prompt = options.prefix();
        String name = options.prompt().isEmpty() ? config.promptFor(options.role()) : options.prompt();
        if (prompt.isEmpty() && !name.isEmpty()) {
            prompt = config.prompts().get(name);
            if (prompt == null) {
                throw AiException.usage(
                        model.spec().name() + " has no prompt '" + name + "'",
                        config.prompts().isEmpty()
                                ? "it has no prompts; use --prefix TEXT"
                                : "its prompts: " + String.join(", ", config.prompts().keySet()));
            }
        }
        if (options.chunkTokens() > config.maxTokens()) {
            throw AiException.usage(
                    "passages of " + options.chunkTokens() + " tokens are too long",
                    model.spec().name() + " reads " + config.maxTokens() + " tokens");
        }
        int limit = options.chunkTokens() > 0 ? options.chunkTokens() : config.maxTokens();
        Splitter.Rules rules = new Splitter.Rules(prompt, options.overflow(), limit, options.overlapTokens());
        return new Splitter(opened.tokenizer, rules);
    }

    @Override
    public Prepared prepare(Input input) {
        Document document = reader.read(input);
        List<Piece> pieces = splitter.split(document, input.name());
        if (pieces.isEmpty()) {
            throw AiException.input(input.name() + ": has no text", "");
        }
        return new Prepared(pieces, document.warnings());
    }

    @Override
    public long weight(Prepared prepared) {
        long tokens = 0;
        for (Piece piece : prepared.pieces) {
            tokens += piece.ids().length;
        }
        return tokens;
    }

    @Override
    public List<Result> run(List<Prepared> window) {
        List<Piece> pieces = new ArrayList<>();
        window.forEach(prepared -> pieces.addAll(prepared.pieces));
        float[][] vectors = encoder.encode(pieces);
        List<Result> results = new ArrayList<>();
        int at = 0;
        for (Prepared prepared : window) {
            List<Passage> passages = new ArrayList<>();
            for (Piece piece : prepared.pieces) {
                float[] vector = vectors[at++];
                passages.add(new Passage(
                        passages.size(), piece.place(), piece.text(), piece.ids().length, piece.truncated(),
                        switch (options.precision()) {
                            case FLOAT32 -> vector;
                            case INT8 -> Vectors.toInt8(vector);
                            case BINARY -> Vectors.toBinary(vector);
                        }));
            }
            results.add(new Embeddings(
                    vectors[at - 1].length, options.precision(), passages, prepared.warnings));
        }
        return results;
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    @Override
    public void close() {
        if (!opened.oneShot) {
            opened.session.close();
            opened.tokenizer.close();
        }
    }
}
