package aikit.image.caption;

import ai.onnxruntime.OnnxTensor;
import aikit.AiException;
import aikit.Result.Caption;
import aikit.Result.Size;
import aikit.generate.GenerationConfig;
import aikit.generate.Seq2SeqDecoder;
import aikit.image.ImageProcessor;
import aikit.image.ImageProcessor.PixelValues;
import aikit.image.caption.CaptionOptions.Detail;
import aikit.image.caption.PictureEncoder.Seen;
import aikit.model.ModelDir;
import aikit.model.ModelDir.Graph;
import aikit.onnx.Device;
import aikit.onnx.OnnxEngine;
import aikit.onnx.OnnxEngine.Threading;
import aikit.onnx.Tensors;
import aikit.task.AiRuntime;
import aikit.tokenize.Tokenizer;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// `VisionEncoderDecoderModel` of transformers, such as ViT-GPT2: an `encoder_model` that sees and a decoder, in a layout of
/// [Seq2SeqDecoder], that writes one sentence. A prompt is how the sentence begins.
final class VisionEncoderDecoder implements CaptionModel {

    static final String FAMILY = "vision-encoder-decoder";

    private final ImageProcessor processor;
    private final GenerationConfig generation;
    private final int positions;
    private final int[] prompt;
    private final Tokenizer tokenizer;
    private final PictureEncoder encoder;
    private final Seq2SeqDecoder decoder;

    private VisionEncoderDecoder(
            ModelDir model, String begin, Tokenizer tokenizer, PictureEncoder encoder, Seq2SeqDecoder decoder) {
        this.processor = ImageProcessor.read(model);
        this.generation = GenerationConfig.read(model);
        JsonNode half = model.json("config.json").path("decoder");
        this.positions = half.path("n_positions").asInt(half.path("max_position_embeddings").asInt(0));
        int[] words = begin.isEmpty() ? new int[0] : tokenizer.ids(begin);
        this.prompt = new int[words.length + 1];
        this.prompt[0] = generation.start();
        System.arraycopy(words, 0, prompt, 1, words.length);
        this.tokenizer = tokenizer;
        this.encoder = encoder;
        this.decoder = decoder;
    }

    static VisionEncoderDecoder open(ModelDir model, CaptionOptions options, AiRuntime runtime) {
        String name = model.spec().name();
        if (options.regions() || options.detail() == Detail.NORMAL || options.detail() == Detail.LONG) {
            throw AiException.usage(
                    name + ": writes one short sentence, and nothing else",
                    "leave out --detail and --regions, or use -m florence-2-base");
        }
        OnnxEngine engine = runtime.engine();
        Device device = runtime.settings().device();
        Graph graph = model.graph("encoder_model").orElseThrow(() -> AiException.model(
                name + ": has no encoder_model.onnx", "export it with: optimum-cli export onnx"));
        Tokenizer tokenizer = Tokenizer.load(model.file("tokenizer.json"), false, runtime.settings().home().cache());
        PictureEncoder encoder = null;
        Seq2SeqDecoder decoder = null;
        try {
            encoder = PictureEncoder.of(
                    name, engine.session(graph.file(), graph.sha256(), device, Threading.WITHIN_A_RUN),
                    "last_hidden_state");
            decoder = Seq2SeqDecoder.open(model, engine, device);
            return new VisionEncoderDecoder(model, options.prompt(), tokenizer, encoder, decoder);
        } catch (RuntimeException e) {
            close(decoder, encoder, tokenizer);
            throw e;
        }
    }

    private static void close(Seq2SeqDecoder decoder, PictureEncoder encoder, Tokenizer tokenizer) {
        if (decoder != null) {
            decoder.close();
        }
        if (encoder != null) {
            encoder.close();
        }
        tokenizer.close();
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

    /// What `generate` of transformers takes.
    @Override
    public int usualLength() {
        return 20;
    }

    @Override
    public int[] prompt() {
        return prompt.clone();
    }

    @Override
    public Sight look(List<PixelValues> pictures) {
        float[] all = new float[0];
        Seen seen = null;
        for (int i = 0; i < pictures.size(); i++) {
            seen = encoder.see(pictures.get(i));
            all = i == 0 ? new float[pictures.size() * seen.numbers().length] : all;
            System.arraycopy(seen.numbers(), 0, all, i * seen.numbers().length, seen.numbers().length);
        }
        OnnxTensor states = Tensors.of(decoder.stateType(), all, pictures.size(), seen.positions(), seen.width());
        return new Sight(states, decoder.start(states, List.of()));
    }

    @Override
    public Caption caption(Size size, int[] tokens) {
        int[] whole = new int[prompt.length + tokens.length];
        System.arraycopy(prompt, 0, whole, 0, prompt.length);
        System.arraycopy(tokens, 0, whole, prompt.length, tokens.length);
        return new Caption(size, "caption", tokenizer.decode(whole, true).strip(), List.of(), List.of());
    }

    @Override
    public String device() {
        return encoder.session().device().toString();
    }

    @Override
    public void close() {
        close(decoder, encoder, tokenizer);
    }
}
