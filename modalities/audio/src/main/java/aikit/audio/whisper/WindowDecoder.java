package aikit.audio.whisper;

import ai.onnxruntime.OnnxTensor;
import aikit.audio.TranscribeOptions;
import aikit.audio.whisper.WindowEncoder.States;
import aikit.generate.BeamSearch;
import aikit.generate.Decoding;
import aikit.generate.GenerationRules;
import aikit.generate.Generator;
import aikit.generate.Head;
import aikit.generate.Hypothesis;
import aikit.generate.Logits;
import aikit.generate.LogitsFilter;
import aikit.generate.Sampler;
import aikit.generate.Seq2SeqDecoder;
import aikit.tokenize.Tokenizer;
import aikit.vector.Softmax;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.zip.Deflater;

/// Writes the text of windows, at temperature 0 and, where a gate finds it suspicious, again and again at higher ones:
/// `decode_with_fallback` of openai-whisper.
final class WindowDecoder {

    private final WhisperConfig config;
    private final TranscribeOptions options;
    private final Seq2SeqDecoder decoder;
    private final Tokenizer tokenizer;
    private final List<Head> heads;

    WindowDecoder(WhisperConfig config, TranscribeOptions options, Seq2SeqDecoder decoder, Tokenizer tokenizer) {
        this.config = config;
        this.options = options;
        this.decoder = decoder;
        this.tokenizer = tokenizer;
        this.heads = options.windows().words() ? config.heads() : List.of();
    }

    /// @param prompts one for each window, of one length
    List<Decoded> decode(States states, List<Prompt.Tokens> prompts) {
        List<Double> temperatures = options.search().temperatures();
        List<Decoded> decoded = new ArrayList<>(first(states, prompts, temperatures.getFirst()));
        for (int window = 0; window < decoded.size(); window++) {
            for (int i = 1; i < temperatures.size() && suspicious(decoded.get(window)); i++) {
                decoded.set(window, again(states, window, prompts.get(window), temperatures.get(i)));
            }
        }
        return decoded;
    }

    private List<Decoded> first(States states, List<Prompt.Tokens> prompts, double temperature) {
        if (temperature > 0) {
            List<Decoded> decoded = new ArrayList<>();
            for (int window = 0; window < states.windows(); window++) {
                decoded.add(again(states, window, prompts.get(window), temperature));
            }
            return decoded;
        }
        int most = decoder.mostRows(prompts.getFirst().tokens().length);
        List<Decoded> decoded = new ArrayList<>();
        for (int from = 0; from < prompts.size(); from += most) {
            int count = Math.min(most, prompts.size() - from);
            decoded.addAll(together(states.part(from, count), prompts.subList(from, from + count)));
        }
        return decoded;
    }

    /// The most probable texts of some windows.
    private List<Decoded> together(States states, List<Prompt.Tokens> prompts) {
        try (OnnxTensor all = states.all(); Decoding decoding = decoder.start(all, heads)) {
            int[][] read = prompts.stream().map(Prompt.Tokens::tokens).toArray(int[][]::new);
            Logits prompted = decoding.read(read);
            double[] noSpeech = noSpeech(prompted, prompts);
            List<Hypothesis> best = search(decoding, prompted, read[0].length);
            List<Decoded> decoded = new ArrayList<>();
            for (int window = 0; window < noSpeech.length; window++) {
                decoded.add(decoded(best.get(window), 0, noSpeech[window]));
            }
            return decoded;
        }
    }

    private List<Hypothesis> search(Decoding decoding, Logits prompted, int promptLength) {
        TranscribeOptions.Search search = options.search();
        if (search.beams() == 1) {
            List<Sampler> greedy = Collections.nCopies(decoding.rows(), Sampler.greedy());
            return new Generator(rules(promptLength)).write(decoding, prompted, greedy);
        }
        int places = Math.max(1, (int) Math.round(search.beams() * search.patience()));
        BeamSearch beams = new BeamSearch(
                rules(promptLength), new BeamSearch.Width(search.beams(), places, search.lengthPenalty()));
        return beams.write(decoding, prompted).stream().map(List::getFirst).toList();
    }

    /// Samples several texts for a window and takes the most probable one.
    private Decoded again(States states, int window, Prompt.Tokens prompt, double temperature) {
        try (OnnxTensor one = states.one(window); Decoding decoding = decoder.start(one, heads)) {
            Logits prompted = decoding.read(new int[][]{prompt.tokens()});
            double noSpeech = noSpeech(prompted, List.of(prompt))[0];
            int texts = options.search().bestOf();
            decoding.select(new int[texts]);
            // A seed that does not depend on what came before: the same window gives the same text.
            RandomGenerator random = new SplittableRandom(0);
            List<Sampler> samplers = new ArrayList<>();
            for (int i = 0; i < texts; i++) {
                samplers.add(Sampler.random(temperature, random));
            }
            Hypothesis best = new Generator(rules(prompt.tokens().length))
                    .write(decoding, prompted.ofFirstRow(), samplers).stream()
                    .max(Comparator.comparingDouble(Hypothesis::score))
                    .orElseThrow();
            return decoded(best, temperature, noSpeech);
        }
    }

    private GenerationRules rules(int promptLength) {
        LogitsFilter filter = LogitsFilter.suppressAtBegin(config.suppressedAtBegin())
                .then(LogitsFilter.suppress(suppressed()));
        if (options.windows().timestamps()) {
            filter = filter.then(new TimeRules(config.special(), config.firstTime()));
        }
        int most = config.positions() - promptLength;
        int wanted = options.search().maxTokens();
        return new GenerationRules(
                config.special().end(), wanted == 0 ? most : Math.min(most, wanted), filter);
    }

    private int[] suppressed() {
        return options.search().suppress().stream()
                .flatMapToInt(token -> token == -1
                        ? Arrays.stream(config.suppressed())
                        : Arrays.stream(new int[]{token}))
                .distinct()
                .toArray();
    }

    /// Probability of `<|nospeech|>` after `<|startoftranscript|>`, before any rule.
    private double[] noSpeech(Logits prompted, List<Prompt.Tokens> prompts) {
        float[] logits = new float[prompted.vocabulary()];
        double[] probabilities = new double[prompts.size()];
        for (int row = 0; row < probabilities.length; row++) {
            prompted.copy(row, prompts.get(row).start(), logits);
            probabilities[row] = Math.exp(
                    logits[config.special().noSpeech()] - Softmax.logSumExp(logits, 0, logits.length));
        }
        return probabilities;
    }

    private Decoded decoded(Hypothesis text, double temperature, double noSpeech) {
        int count = text.tokens().length;
        boolean ended = count > 0 && text.tokens()[count - 1] == config.special().end();
        int[] tokens = Arrays.copyOf(text.tokens(), ended ? count - 1 : count);
        return new Decoded(
                tokens, text.logprobs(), text.meanLogprob(), temperature, compressionRatio(text(tokens)), noSpeech,
                text.attention());
    }

    /// The text of tokens, without those that have a meaning of their own: all of them come after the words.
    String text(int[] tokens) {
        int[] words = Arrays.stream(tokens).filter(token -> token < config.special().end()).toArray();
        return words.length == 0 ? "" : tokenizer.decode(words, true);
    }

    /// Bytes of a text by bytes of the same compressed, as `compression_ratio` of openai-whisper; 0 without text.
    static double compressionRatio(String text) {
        byte[] bytes = text.strip().getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0) {
            return 0;
        }
        try (Deflater deflater = new Deflater()) {
            deflater.setInput(bytes);
            deflater.finish();
            byte[] into = new byte[bytes.length + 64];
            return (double) bytes.length / deflater.deflate(into);
        }
    }

    private boolean suspicious(Decoded decoded) {
        TranscribeOptions.Gates gates = options.gates();
        // A comparison with NaN, which switches a gate off, is false.
        boolean bad = decoded.compressionRatio() > gates.compressionRatio() || decoded.avgLogprob() < gates.logprob();
        return bad && !silent(decoded);
    }

    /// Whether nobody speaks in the window, whatever was written.
    boolean silent(Decoded decoded) {
        TranscribeOptions.Gates gates = options.gates();
        return decoded.noSpeechProb() > gates.noSpeech()
                && !(decoded.avgLogprob() >= gates.logprob());
    }

    /// The language tokens' probabilities for each window.
    ///
    /// @return [windows][languages], in the order of [WhisperConfig#languages]
    double[][] languages(States states) {
        int[] tokens = config.languages().values().stream().mapToInt(Integer::intValue).toArray();
        try (OnnxTensor all = states.all(); Decoding decoding = decoder.start(all, List.of())) {
            int[][] read = new int[states.windows()][];
            Arrays.fill(read, new int[]{config.special().start()});
            Logits logits = decoding.read(read);
            float[] row = new float[logits.vocabulary()];
            double[][] probabilities = new double[read.length][tokens.length];
            for (int window = 0; window < read.length; window++) {
                logits.copy(window, 0, row);
                float[] only = new float[tokens.length];
                for (int i = 0; i < tokens.length; i++) {
                    only[i] = row[tokens[i]];
                }
                double total = Softmax.logSumExp(only, 0, only.length);
                for (int i = 0; i < tokens.length; i++) {
                    probabilities[window][i] = Math.exp(only[i] - total);
                }
            }
            return probabilities;
        }
    }
}
