package aikit.text;

import aikit.AiException;
import aikit.Input;
import aikit.Result;
import aikit.Result.Embeddings;
import aikit.Result.Passage;
import aikit.model.ModelDir;
import aikit.task.AiRuntime;
import aikit.task.EmbedOptions;
import aikit.task.Provenance;
import aikit.text.Splitter.Piece;
import aikit.tokenize.TypedTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Text to vectors with an encoder in the layout of sentence-transformers: tokens, one forward pass, pooling,
/// normalisation.
///
/// Passages of all inputs of a window are sorted by length and run in batches of a bounded number of tokens, since
/// padding is work for nothing. Owns its tokenizer and session.
public final class TextEmbedder implements DocumentEmbedder<TextEmbedder.Prepared> {

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
    private final OpenEncoder opened;
    private final DocumentReader reader;
    private final Splitter splitter;
    private final Encoder encoder;

    private TextEmbedder(ModelDir model, EncoderConfig config, EmbedOptions options, OpenEncoder opened) {
        this.options = options;
        this.opened = opened;
        this.reader = new DocumentReader(options.field());
        this.splitter = splitter(model, config);
        this.encoder = new Encoder(
                opened.session(), Pooler.output(opened.session(), options), new Pooler(config, options));
    }

    /// Opens a model.
    ///
    /// @throws AiException of kind USAGE when the options do not fit the model, MODEL when it is not such an encoder
    public static TextEmbedder open(ModelDir model, EmbedOptions options, AiRuntime runtime) {
        EncoderConfig config = EncoderConfig.read(model);
        OpenEncoder opened = OpenEncoder.open(model, config.lowerCase(), runtime);
        try {
            return new TextEmbedder(model, config, options, opened);
        } catch (RuntimeException e) {
            opened.close();
            throw e;
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
        return new Splitter(opened.tokenizer(), rules);
    }

    @Override
    public Prepared prepare(Input input) {
        return prepare(reader.read(input), input.name());
    }

    @Override
    public Prepared prepare(Document document, String name) {
        List<Piece> pieces = splitter.split(document, name);
        if (pieces.isEmpty()) {
            throw AiException.input(name + ": has no text", "");
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
        List<TypedTokens> texts = new ArrayList<>();
        window.forEach(prepared -> prepared.pieces.forEach(piece -> texts.add(TypedTokens.single(piece.ids()))));
        float[][] vectors = encoder.encode(texts);
        List<Result> results = new ArrayList<>();
        int at = 0;
        for (Prepared prepared : window) {
            List<Passage> passages = new ArrayList<>();
            for (Piece piece : prepared.pieces) {
                float[] vector = vectors[at++];
                passages.add(new Passage(
                        passages.size(), piece.place(), piece.text(), piece.ids().length, piece.truncated(),
                        options.quantized(vector)));
            }
            results.add(new Embeddings(
                    vectors[at - 1].length, options.precision(), passages, prepared.warnings));
        }
        return results;
    }

    @Override
    public Provenance provenance() {
        return opened.provenance();
    }

    @Override
    public void close() {
        opened.close();
    }
}
