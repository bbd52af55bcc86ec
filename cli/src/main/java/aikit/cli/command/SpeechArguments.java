package aikit.cli.command;

import aikit.AiException;
import aikit.audio.SpeechRange;
import aikit.audio.SpeechRanges;
import aikit.audio.TranscribeOptions.Context;
import aikit.audio.TranscribeOptions.Language;
import aikit.audio.TranscribeOptions.Speech;
import aikit.audio.VoiceActivity;
import aikit.cli.Arguments;
import aikit.cli.Arguments.Value;
import aikit.cli.Clock;
import aikit.cli.Numbers;
import java.util.List;
import java.util.Locale;

/// Options on what is spoken and what of it is listened to.
final class SpeechArguments {

    private static final VoiceActivity.Options VAD = VoiceActivity.Options.DEFAULT;

    private final Value<String> language;
    private final Value<List<String>> languages;
    private final Value<Integer> detectWindows;
    private final Value<String> task;
    private final Value<Boolean> translate;
    private final Value<String> prompt;
    private final Value<Boolean> carryPrompt;
    private final Value<String> hotwords;
    private final Value<String> prefix;
    private final Value<Boolean> noContext;
    private final Value<List<String>> clips;
    private final Value<String> track;
    private final Value<String> vad;
    private final Value<String> vadThreshold;
    private final Value<String> vadShortest;
    private final Value<String> vadSilence;
    private final Value<String> vadPadding;

    SpeechArguments(Arguments arguments) {
        arguments.heading("Language");
        language = arguments.text("auto", "CODE", "What is spoken, such as de; auto (default) finds it out.", "-l",
                "--language");
        languages = arguments.list("CODES", "Only these are possible when it is to be found out: de,en.",
                "--languages");
        detectWindows = arguments.number(1, "N", "Half minutes that are heard to find it out (default: 1).",
                "--detect-windows");
        task = arguments.text("transcribe", "TASK", "transcribe (default), or translate into English.", "--task");
        translate = arguments.flag("The same as --task translate.", "--translate");

        arguments.heading("Words to expect");
        prompt = arguments.text("", "TEXT", "What the model shall think was said before: names, spelling, style.",
                "--prompt");
        carryPrompt = arguments.flag("Say the prompt again before every half minute.", "--carry-prompt");
        hotwords = arguments.text("", "WORDS", "Words to expect everywhere.", "--hotwords");
        prefix = arguments.text("", "TEXT", "What the first half minute begins with.", "--prefix");
        noContext = arguments.flag("Forget what was said before each half minute.", "--no-context");

        arguments.heading("What is listened to");
        clips = arguments.list("FROM-TO", "Only this part, as in 00:10-1:02:03.5 or 90-; may be repeated.", "--clip");
        track = arguments.text("", "TRACK", "Which sound of a film: a number from 1, or a language such as deu.",
                "--track");
        vad = arguments.text("auto", "HOW", "What hears whether somebody speaks: auto (default), silero, energy, none.",
                "--vad");
        vadThreshold = arguments.text(Double.toString(VAD.threshold()), "P",
                "Probability from which on it is speech (default: 0.5).", "--vad-threshold");
        vadShortest = arguments.text(Double.toString(VAD.shortest()), "TIME", "Shorter speech is noise (default: 0).",
                "--vad-min-speech");
        vadSilence = arguments.text(Double.toString(VAD.pause()), "TIME",
                "Silence that ends a stretch of speech (default: 2s).", "--vad-min-silence");
        vadPadding = arguments.text(Double.toString(VAD.padding()), "TIME",
                "Put around each stretch of speech (default: 400ms).", "--vad-pad");
    }

    Language language() {
        boolean toEnglish = switch (task.get()) {
            case "transcribe" -> translate.get();
            case "translate" -> true;
            default -> throw AiException.usage(
                    "--task " + task.get() + ": is none of the choices", "use transcribe or translate");
        };
        List<String> among = languages.get().stream().map(each -> code("--languages", each)).distinct().toList();
        String code = language.get().equals("auto") ? "" : code("--language", language.get());
        if (!code.isEmpty() && !among.isEmpty()) {
            throw AiException.usage("--language and --languages: contradict each other", "give one of them");
        }
        int windows = Numbers.within("--detect-windows", detectWindows.get(), 1, 1000);
        return new Language(code, among, windows, toEnglish);
    }

    /// A code, or the English name of a language as other tools take it.
    static String code(String option, String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        if (lower.matches("[a-z]{2,3}")) {
            return lower;
        }
        for (String code : Locale.getISOLanguages()) {
            if (Locale.of(code).getDisplayLanguage(Locale.ENGLISH).equalsIgnoreCase(lower)) {
                return code;
            }
        }
        throw AiException.usage(option + " " + text + ": is no language", "use a code such as de, en or yue, or auto");
    }

    Context context() {
        if (carryPrompt.get() && prompt.get().isEmpty()) {
            throw AiException.usage("--carry-prompt: there is no prompt", "give --prompt TEXT");
        }
        return new Context(prompt.get(), carryPrompt.get(), hotwords.get(), prefix.get(), !noContext.get());
    }

    Speech speech() {
        String method = switch (vad.get()) {
            case "auto", "silero", "energy", "none" -> vad.get();
            default -> throw AiException.usage(
                    "--vad " + vad.get() + ": is none of the choices", "use auto, silero, energy or none");
        };
        VoiceActivity.Options options = new VoiceActivity.Options(
                Numbers.decimal("--vad-threshold", vadThreshold.get(), 0, 1),
                Clock.parse("--vad-min-speech", vadShortest.get()),
                Clock.parse("--vad-min-silence", vadSilence.get()),
                Clock.parse("--vad-pad", vadPadding.get()));
        return new Speech(method, options, track(), ranges());
    }

    private String track() {
        if (!track.get().matches("|[1-9]\\d{0,2}|[A-Za-z]{2,8}")) {
            throw AiException.usage(
                    "--track " + track.get() + ": is no track", "use a number from 1, or a language such as deu");
        }
        return track.get().toLowerCase(Locale.ROOT);
    }

    /// The clips in the order of time, those that overlap as one.
    private List<SpeechRange> ranges() {
        return List.copyOf(SpeechRanges.union(clips.get().stream().map(SpeechArguments::range).toList()));
    }

    private static SpeechRange range(String text) {
        int dash = text.indexOf('-');
        if (dash < 0) {
            throw AiException.usage("--clip " + text + ": is no part", "as in 00:10-00:20, or 90- for all from there");
        }
        double start = dash == 0 ? 0 : Clock.parse("--clip", text.substring(0, dash));
        String end = text.substring(dash + 1);
        SpeechRange range = new SpeechRange(
                start, end.isBlank() ? Double.POSITIVE_INFINITY : Clock.parse("--clip", end));
        if (range.end() <= range.start()) {
            throw AiException.usage("--clip " + text + ": ends before it begins", "as in 00:10-00:20");
        }
        return range;
    }
}
