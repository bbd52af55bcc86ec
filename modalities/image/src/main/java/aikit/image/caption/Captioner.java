package aikit.image.caption;

import aikit.AiException;
import aikit.Input;
import aikit.Result;
import aikit.Result.Caption;
import aikit.generate.BeamSearch;
import aikit.generate.GenerationConfig;
import aikit.generate.GenerationRules;
import aikit.generate.Generator;
import aikit.generate.Hypothesis;
import aikit.generate.Logits;
import aikit.generate.Sampler;
import aikit.image.ImageProcessor.PixelValues;
import aikit.image.PreparedPicture;
import aikit.image.read.Limits;
import aikit.model.ModelDir;
import aikit.task.AiRuntime;
import aikit.task.Pipeline;
import aikit.task.Provenance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/// Pictures to words. The search is that of `generate` in transformers 5, greedy or with beams, by the model's own
/// configuration; pictures that come together are written about together. Owns the model and closes it.
public final class Captioner implements Pipeline<PreparedPicture> {

    /// Architectures that it runs.
    public static final Set<String> FAMILIES = Set.of(VisionEncoderDecoder.FAMILY, Florence2.FAMILY);

    /// As many of the same words again and again are a loop.
    private static final int LOOP = 4;

    private final CaptionModel model;
    private final CaptionOptions options;
    private final Provenance provenance;
    private final Limits limits;
    private final GenerationRules rules;

    private Captioner(CaptionModel model, CaptionOptions options, Provenance provenance, Limits limits) {
        this.model = model;
        this.options = options;
        this.provenance = provenance;
        this.limits = limits;
        this.rules = model.generation().rules(model.prompt(), most());
    }

    /// Opens a model.
    ///
    /// @throws AiException of kind USAGE when it cannot do what is asked, MODEL when it is none of the known ones
    public static Captioner open(ModelDir model, CaptionOptions options, AiRuntime runtime) {
        CaptionModel opened = switch (model.spec().family()) {
            case Florence2.FAMILY -> Florence2.open(model, options, runtime);
            default -> VisionEncoderDecoder.open(model, options, runtime);
        };
        try {
            return new Captioner(
                    opened, options, Provenance.of(model, opened.device()), Limits.of(runtime.settings()));
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /// Tokens of a caption at most, without the prompt.
    private int most() {
        int prompt = model.prompt().length;
        GenerationConfig generation = model.generation();
        int length = generation.maxLength() > 0 ? generation.maxLength() : model.usualLength();
        int most = options.maxTokens() > 0 ? options.maxTokens() : length - prompt;
        int room = model.positions() > 0 ? model.positions() - prompt : Integer.MAX_VALUE;
        if (most < 1 || room < 1) {
            throw AiException.usage("--prompt: leaves no room for a caption", "use a shorter one, or --max-tokens");
        }
        return Math.min(most, room);
    }

    @Override
    public PreparedPicture prepare(Input input) {
        return PreparedPicture.read(input, model.processor(), limits);
    }

    @Override
    public long weight(PreparedPicture prepared) {
        return 1;
    }

    @Override
    public List<Result> run(List<PreparedPicture> prepared) {
        List<int[]> tokens = write(prepared.stream().map(PreparedPicture::pixels).toList());
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < prepared.size(); i++) {
            results.add(result(prepared.get(i), tokens.get(i)));
        }
        return results;
    }

    /// The tokens of a caption for each picture, without the prompt.
    List<int[]> write(List<PixelValues> pictures) {
        int beams = options.beams() > 0 ? options.beams() : model.generation().beams();
        try (CaptionModel.Sight sight = model.look(pictures)) {
            int[][] prompts = new int[pictures.size()][];
            Arrays.fill(prompts, model.prompt());
            Logits prompted = sight.decoding().read(prompts);
            List<Hypothesis> texts;
            if (beams == 1) {
                List<Sampler> greedy = Collections.nCopies(prompts.length, Sampler.greedy());
                texts = new Generator(rules).write(sight.decoding(), prompted, greedy);
            } else {
                GenerationConfig generation = model.generation();
                BeamSearch search = new BeamSearch(rules, new BeamSearch.Width(
                        beams, beams, generation.lengthPenalty(), generation.earlyStopping()));
                texts = search.write(sight.decoding(), prompted).stream().map(List::getFirst).toList();
            }
            return texts.stream().map(Hypothesis::tokens).toList();
        }
    }

    private Result result(PreparedPicture prepared, int[] tokens) {
        Caption caption = model.caption(prepared.size(), tokens);
        List<String> warnings = new ArrayList<>(prepared.warnings());
        if (caption.text().isBlank() && caption.regions().isEmpty()) {
            if (!options.regions()) {
                warnings.add("the model had nothing to say");
            }
        } else if (loops(caption.text())) {
            warnings.add("the caption repeats itself");
        }
        return new Caption(caption.size(), caption.task(), caption.text(), caption.regions(), warnings);
    }

    /// Whether a text ends with the same few words again and again.
    static boolean loops(String text) {
        String[] words = text.strip().split("\\s+");
        for (int length = 1; length * LOOP <= words.length; length++) {
            boolean same = true;
            for (int i = words.length - 1; same && i >= words.length - length * (LOOP - 1); i--) {
                same = words[i].equals(words[i - length]);
            }
            if (same) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    @Override
    public void close() {
        model.close();
    }
}
