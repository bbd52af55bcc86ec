package aikit.image.caption;

import ai.onnxruntime.OnnxTensor;
import aikit.AiException;
import aikit.Result.Caption;
import aikit.Result.Region;
import aikit.Result.Size;
import aikit.generate.GenerationConfig;
import aikit.generate.Seq2SeqDecoder;
import aikit.image.ImageProcessor;
import aikit.image.ImageProcessor.PixelValues;
import aikit.image.caption.PictureEncoder.Seen;
import aikit.model.ModelDir;
import aikit.model.ModelDir.Graph;
import aikit.onnx.OnnxSession;
import aikit.onnx.OnnxEngine.Threading;
import aikit.onnx.Tensors;
import aikit.task.AiRuntime;
import aikit.tokenize.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Florence-2 (Xiao and others, 2023), in the layout of `onnx-community/Florence-2-base-ft`: `vision_encoder` sees,
/// `embed_tokens` makes vectors of the question, `encoder_model` reads both, and the decoder writes the answer, whose
/// places are tokens.
final class Florence2 implements CaptionModel {

    static final String FAMILY = "florence2";

    private static final String EMBEDS = "inputs_embeds";
    private static final String STATES = "last_hidden_state";

    private final ImageProcessor processor;
    private final GenerationConfig generation;
    private final int positions;
    private final FlorenceTask task;
    private final String named;
    private final Set<String> banned;
    private final Parts parts;
    private final Seen question;

    /// What is open of it.
    private record Parts(
            Tokenizer tokenizer, PictureEncoder vision, OnnxSession embedding, OnnxSession encoder,
            Seq2SeqDecoder decoder) {

        /// [rows, tokens, width]; to be closed by the caller
        OnnxTensor embed(int[][] tokens) {
            try (OnnxTensor ids = Tensors.ids(tokens)) {
                // What it gives is the caller's.
                return embedding.run(Map.of("input_ids", ids), Set.of(EMBEDS)).tensor(EMBEDS);
            }
        }

        Seen embedded(int[] tokens) {
            try (OnnxTensor vectors = embed(new int[][]{tokens})) {
                long[] shape = Tensors.shape(vectors);
                return new Seen(Tensors.floats(vectors), (int) shape[1], (int) shape[2]);
            }
        }

        void close() {
            decoder.close();
            encoder.close();
            embedding.close();
            vision.close();
            tokenizer.close();
        }
    }

    private Florence2(ModelDir model, CaptionOptions options, Parts parts) {
        JsonNode config = model.json("config.json");
        this.processor = ImageProcessor.read(model);
        this.generation = GenerationConfig.read(model);
        this.positions = config.path("text_config").path("max_position_embeddings").asInt(1024);
        this.task = task(options);
        this.named = options.prompt().isEmpty() ? word(options) : "prompt";
        this.banned = banned(model);
        this.parts = parts;
        this.question = parts.embedded(whole(parts.tokenizer, task.question(input(options))));
    }

    /// The numbers of a text with the special tokens around it.
    private static int[] whole(Tokenizer tokenizer, String text) {
        int[] ids = tokenizer.ids(text);
        int[] prefix = tokenizer.prefix();
        int[] suffix = tokenizer.suffix();
        int[] whole = Arrays.copyOf(prefix, prefix.length + ids.length + suffix.length);
        System.arraycopy(ids, 0, whole, prefix.length, ids.length);
        System.arraycopy(suffix, 0, whole, prefix.length + ids.length, suffix.length);
        return whole;
    }

    /// What is asked. A prompt may begin with the token of a task; one that does not is something to be found.
    private static FlorenceTask task(CaptionOptions options) {
        if (options.regions()) {
            return FlorenceTask.DENSE_REGION_CAPTION;
        }
        if (!options.prompt().isEmpty()) {
            FlorenceTask task = FlorenceTask.at(options.prompt()).orElse(FlorenceTask.CAPTION_TO_PHRASE_GROUNDING);
            if (options.prompt().startsWith("<") && FlorenceTask.at(options.prompt()).isEmpty()) {
                throw AiException.usage(
                        "--prompt " + options.prompt() + ": is no task of Florence-2",
                        "such as <OD>, <DENSE_REGION_CAPTION>, <OCR_WITH_REGION>, or words to be found");
            }
            if (task.wantsInput() == input(options).isEmpty()) {
                throw AiException.usage(
                        "--prompt " + options.prompt() + ": " + (task.wantsInput()
                                ? "wants words behind it"
                                : "takes no words"),
                        "");
            }
            return task;
        }
        return switch (options.detail()) {
            case BRIEF -> FlorenceTask.CAPTION;
            case USUAL, NORMAL -> FlorenceTask.DETAILED_CAPTION;
            case LONG -> FlorenceTask.MORE_DETAILED_CAPTION;
        };
    }

    private static String input(CaptionOptions options) {
        String prompt = options.prompt();
        return FlorenceTask.at(prompt).map(task -> prompt.substring(task.token().length())).orElse(prompt).strip();
    }

    private static String word(CaptionOptions options) {
        if (options.regions()) {
            return "regions";
        }
        return switch (options.detail()) {
            case BRIEF -> "brief";
            case USUAL, NORMAL -> "normal";
            case LONG -> "long";
        };
    }

    /// Phrases that name nothing, such as `the image`.
    private static Set<String> banned(ModelDir model) {
        Set<String> banned = new HashSet<>();
        for (String file : List.of("processor_config.json", "preprocessor_config.json")) {
            JsonNode words = model.json(file).findPath("banned_grounding_tokens");
            words.forEach(word -> banned.add(word.asString("")));
        }
        return banned;
    }

    static Florence2 open(ModelDir model, CaptionOptions options, AiRuntime runtime) {
        List<AutoCloseable> opened = new ArrayList<>();
        try {
            Tokenizer tokenizer = Tokenizer.load(
                    model.file("tokenizer.json"), false, runtime.settings().home().cache());
            opened.add(tokenizer::close);
            OnnxSession vision = session(model, "vision_encoder", runtime, opened);
            OnnxSession embedding = session(model, "embed_tokens", runtime, opened);
            OnnxSession encoder = session(model, "encoder_model", runtime, opened);
            Seq2SeqDecoder decoder = Seq2SeqDecoder.open(model, runtime.engine(), runtime.settings().device());
            opened.add(decoder);
            return new Florence2(model, options, new Parts(
                    tokenizer, PictureEncoder.of(model.spec().name(), vision, "image_features"), embedding, encoder,
                    decoder));
        } catch (RuntimeException e) {
            for (AutoCloseable each : opened.reversed()) {
                try {
                    each.close();
                } catch (Exception closing) {
                    e.addSuppressed(closing);
                }
            }
            throw e;
        }
    }

    private static OnnxSession session(
            ModelDir model, String part, AiRuntime runtime, List<AutoCloseable> opened) {
        Graph graph = model.graph(part).orElseThrow(() -> AiException.model(
                model.spec().name() + ": has no " + part + ".onnx", "run: ai models verify " + model.spec().name()));
        OnnxSession session = runtime.engine()
                .session(graph.file(), graph.sha256(), runtime.settings().device(), Threading.WITHIN_A_RUN);
        opened.add(session);
        return session;
    }

    @Override
    public ImageProcessor processor() {
        return processor;
    }

    @Override
    public GenerationConfig generation() {
        return generation;
    }

    @Override
    public int positions() {
        return positions;
    }

    /// As the model's own description does: what there is room for.
    @Override
    public int usualLength() {
        return positions;
    }

    @Override
    public int[] prompt() {
        return new int[]{generation.start()};
    }

    /// The encoder reads what was seen of the picture, and then the question.
    @Override
    public Sight look(List<PixelValues> pictures) {
        float[] all = new float[0];
        int length = 0;
        int width = question.width();
        for (int i = 0; i < pictures.size(); i++) {
            Seen read = read(parts.vision.see(pictures.get(i)));
            length = read.positions();
            all = i == 0 ? new float[pictures.size() * length * width] : all;
            System.arraycopy(read.numbers(), 0, all, i * length * width, length * width);
        }
        OnnxTensor states = Tensors.of(parts.decoder.stateType(), all, pictures.size(), length, width);
        return new Sight(states, parts.decoder.start(states, parts::embed));
    }

    private Seen read(Seen picture) {
        int length = picture.positions() + question.positions();
        float[] both = new float[length * question.width()];
        System.arraycopy(picture.numbers(), 0, both, 0, picture.numbers().length);
        System.arraycopy(question.numbers(), 0, both, picture.numbers().length, question.numbers().length);
        String type = parts.encoder.inputs().get(EMBEDS).type();
        try (OnnxTensor vectors = Tensors.of(type, both, 1, length, question.width());
                OnnxTensor mask = Tensors.ones(1, length);
                OnnxSession.Outputs outputs = parts.encoder.run(
                        Map.of(EMBEDS, vectors, "attention_mask", mask), Set.of(STATES))) {
            return new Seen(Tensors.floats(outputs.tensor(STATES)), length, question.width());
        }
    }

    @Override
    public Caption caption(Size size, int[] tokens) {
        String written = parts.tokenizer.decode(tokens, false);
        List<Region> regions = new FlorenceAnswer(written, size, banned).regions(task.answer());
        String text = task.answer() == FlorenceTask.Answer.TEXT
                ? written.replace("<s>", "").replace("</s>", "").strip()
                : "";
        return new Caption(size, named, text, regions, List.of());
    }

    @Override
    public String device() {
        return parts.encoder.device().toString();
    }

    @Override
    public void close() {
        parts.close();
    }
}
