package aikit.audio.whisper;

import aikit.AiException;
import aikit.audio.TranscribeOptions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The language of a recording.
///
/// @param code as the model names it
/// @param token negative for an English-only model
/// @param probability 1 when it was given
record SpokenLanguage(String code, int token, double probability) {

    private static final SpokenLanguage ENGLISH_ONLY = new SpokenLanguage("en", -1, 1);

    /// The language when it needs no listening.
    ///
    /// @throws AiException of kind USAGE when the model does not know it
    static Optional<SpokenLanguage> given(WhisperConfig config, TranscribeOptions.Language wanted) {
        if (!config.multilingual()) {
            if (wanted.translate()) {
                throw AiException.usage("this model knows English only and does not translate",
                        "use a multilingual one, such as whisper-base");
            }
            if (!wanted.code().isEmpty() && !code(wanted.code(), List.of("en")).equals("en")) {
                throw AiException.usage("--language " + wanted.code() + ": this model knows English only",
                        "use a multilingual one, such as whisper-base");
            }
            return Optional.of(ENGLISH_ONLY);
        }
        if (wanted.code().isEmpty()) {
            wanted.among().forEach(each -> known(config, each));
            return Optional.empty();
        }
        String code = known(config, wanted.code());
        return Optional.of(new SpokenLanguage(code, config.languages().get(code), 1));
    }

    private static String known(WhisperConfig config, String name) {
        List<String> codes = List.copyOf(config.languages().keySet());
        String code = code(name, codes);
        if (!config.languages().containsKey(code)) {
            throw AiException.usage(
                    "--language " + name + ": the model does not know it", "it knows " + String.join(" ", codes));
        }
        return code;
    }

    /// The code of a language that was given by its code or its English name.
    private static String code(String name, List<String> codes) {
        String lower = name.toLowerCase(Locale.ROOT);
        return codes.stream()
                .filter(code -> Locale.of(code).getDisplayLanguage(Locale.ENGLISH).equalsIgnoreCase(name))
                .findFirst()
                .orElse(lower);
    }

    /// The most probable language of some windows together.
    ///
    /// @param windows [windows][languages], see [WindowDecoder#languages]
    /// @param among codes that are possible; empty for all
    static SpokenLanguage heard(WhisperConfig config, double[][] windows, List<String> among) {
        List<String> codes = List.copyOf(config.languages().keySet());
        List<String> possible = among.stream().map(each -> code(each, codes)).toList();
        String best = "";
        double greatest = -1;
        double total = 0;
        for (int i = 0; i < codes.size(); i++) {
            if (!possible.isEmpty() && !possible.contains(codes.get(i))) {
                continue;
            }
            double probability = 0;
            for (double[] window : windows) {
                probability += window[i] / windows.length;
            }
            total += probability;
            if (probability > greatest) {
                greatest = probability;
                best = codes.get(i);
            }
        }
        return new SpokenLanguage(best, config.languages().get(best), total == 0 ? 0 : greatest / total);
    }
}
