package aikit.cli.command;

import aikit.AiException;
import aikit.audio.TranscribeOptions.Gates;
import aikit.audio.TranscribeOptions.Search;
import aikit.audio.TranscribeOptions.Windows;
import aikit.cli.Arguments;
import aikit.cli.Arguments.Value;
import aikit.cli.Numbers;
import java.util.ArrayList;
import java.util.List;

/// Options on how the text is looked for, by the names that openai-whisper gave them.
final class DecodingArguments {

    private final Value<Integer> batch;
    private final Value<Boolean> words;
    private final Value<Boolean> noTimestamps;
    private final Value<Integer> beams;
    private final Value<Integer> bestOf;
    private final Value<String> patience;
    private final Value<String> lengthPenalty;
    private final Value<Integer> maxTokens;
    private final Value<List<String>> temperatures;
    private final Value<String> compressionRatio;
    private final Value<String> logprob;
    private final Value<String> noSpeech;
    private final Value<List<String>> suppress;

    DecodingArguments(Arguments arguments) {
        arguments.heading("How it is transcribed");
        batch = arguments.number(0, "N",
                "Fast mode: N stretches of speech at once, each without what was said before; 0 (default) for one after "
                        + "the other.",
                "--batch-size");
        words = arguments.flag("The time of each word, with models that can tell it.", "--words");
        noTimestamps = arguments.flag("Let the model write no times.", "--no-timestamps");
        beams = arguments.number(Search.DEFAULT.beams(), "N", "Texts that are followed at once (default: 1).",
                "--beam-size");
        bestOf = arguments.number(Search.DEFAULT.bestOf(), "N",
                "Texts that are tried at temperatures above 0 (default: 5).", "--best-of");
        patience = arguments.text("1", "X", "More to let beams run on (default: 1).", "--patience");
        lengthPenalty = arguments.text("1", "X",
                "Power of the length by which the probability of beams is divided (default: 1).", "--length-penalty");
        maxTokens = arguments.number(0, "N", "Most tokens of half a minute; 0 (default) for what the model can read.",
                "--max-tokens");
        temperatures = arguments.list("T",
                "Tried in turn as long as a text is suspicious (default: 0,0.2,0.4,0.6,0.8,1).", "--temperature");
        compressionRatio = arguments.text("2.4", "X", "A text that is more repetitive is suspicious (default: 2.4).",
                "--compression-ratio-threshold");
        logprob = arguments.text("-1", "X", "A text that is less probable is suspicious (default: -1).",
                "--logprob-threshold");
        noSpeech = arguments.text("0.6", "P",
                "Probability of silence from which on an improbable text is dropped (default: 0.6). "
                        + "All three: none switches it off.",
                "--no-speech-threshold");
        suppress = arguments.list("N", "Numbers of tokens never written; -1 (default) for those that are no "
                + "speech.", "--suppress-tokens");
    }

    Search search() {
        return new Search(
                Numbers.within("--beam-size", beams.get(), 1, 100),
                Numbers.within("--best-of", bestOf.get(), 1, 100),
                Numbers.decimal("--patience", patience.get(), 0.1, 100),
                Numbers.decimal("--length-penalty", lengthPenalty.get(), -10, 10),
                Numbers.within("--max-tokens", maxTokens.get(), 0, 100_000),
                temperatures(), suppress());
    }

    private List<Double> temperatures() {
        if (temperatures.get().isEmpty()) {
            return Search.DEFAULT.temperatures();
        }
        List<Double> numbers = new ArrayList<>();
        for (String text : temperatures.get()) {
            numbers.add(Numbers.decimal("--temperature", text, 0, 2));
        }
        return List.copyOf(numbers);
    }

    private List<Integer> suppress() {
        if (suppress.get().isEmpty()) {
            return Search.DEFAULT.suppress();
        }
        List<Integer> numbers = new ArrayList<>();
        for (String text : suppress.get()) {
            try {
                if (!text.isBlank()) {
                    numbers.add(Numbers.within("--suppress-tokens", Integer.parseInt(text.strip()), -1, 1_000_000));
                }
            } catch (NumberFormatException e) {
                throw AiException.usage(
                        "--suppress-tokens " + text + ": is no number of a token", "as in -1,50364").causedBy(e);
            }
        }
        return List.copyOf(numbers);
    }

    Gates gates() {
        return new Gates(
                Numbers.decimalOrNone("--compression-ratio-threshold", compressionRatio.get(), 0, 1000),
                Numbers.decimalOrNone("--logprob-threshold", logprob.get(), -1000, 0),
                Numbers.decimalOrNone("--no-speech-threshold", noSpeech.get(), 0, 1));
    }

    /// @param wordTimes whether some output tells the times of words
    Windows windows(boolean wordTimes) {
        boolean each = words.get() || wordTimes;
        if (each && noTimestamps.get()) {
            throw AiException.usage("--words and --no-timestamps: contradict each other", "give one of them");
        }
        return new Windows(Numbers.within("--batch-size", batch.get(), 0, 256), each, !noTimestamps.get());
    }
}
