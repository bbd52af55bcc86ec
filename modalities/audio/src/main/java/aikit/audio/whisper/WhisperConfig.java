package aikit.audio.whisper;

import aikit.AiException;
import aikit.generate.Head;
import aikit.model.ModelDir;
import aikit.tokenize.Tokenizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// What a Whisper model says of itself in `config.json` and `generation_config.json`.
///
/// @param positions tokens that the decoder can read, prompt and text together: 448
/// @param frames positions that the encoder gives for a window: 1500
/// @param width numbers of a position
/// @param special tokens with a meaning
/// @param languages code to token; empty for an English-only model
/// @param suppressed tokens that are no speech, never written
/// @param suppressedAtBegin tokens that no text begins with
/// @param firstTime largest number of time steps with which a text may begin; negative for any
/// @param heads whose attention follows the words; empty when the model does not say
/// @param medianWidth of the filter over their attention
record WhisperConfig(
        int positions,
        int frames,
        int width,
        Special special,
        Map<String, Integer> languages,
        int[] suppressed,
        int[] suppressedAtBegin,
        int firstTime,
        List<Head> heads,
        int medianWidth) {

    /// Mel frames for a position of the encoder: its second convolution has a stride of 2.
    static final int STRIDE = 2;

    /// @param start `<|startoftranscript|>`
    /// @param end `<|endoftext|>`
    /// @param previous `<|startofprev|>`
    /// @param noSpeech `<|nospeech|>`, before `<|notimestamps|>` in every vocabulary
    /// @param noTimes `<|notimestamps|>`; the token after it is `<|0.00|>`
    /// @param transcribe `<|transcribe|>`; negative for an English-only model
    /// @param translate `<|translate|>`; negative for an English-only model
    record Special(int start, int end, int previous, int noSpeech, int noTimes, int transcribe, int translate) {

        /// `<|0.00|>`
        int firstTime() {
            return noTimes + 1;
        }
    }

    /// @throws AiException of kind MODEL when it is not a Whisper model
    static WhisperConfig read(ModelDir model, Tokenizer tokenizer) {
        JsonNode config = model.json("config.json");
        JsonNode generation = model.json("generation_config.json");
        Map<String, Integer> languages = languages(generation);
        return new WhisperConfig(
                positive(model, config, "max_target_positions"),
                positive(model, config, "max_source_positions"),
                positive(model, config, "d_model"),
                special(model, generation, tokenizer),
                languages,
                numbers(generation.path("suppress_tokens")),
                numbers(generation.path("begin_suppress_tokens")),
                generation.path("max_initial_timestamp_index").asInt(-1),
                heads(generation.path("alignment_heads")),
                Math.max(1, config.path("median_filter_width").asInt(7)));
    }

    /// @throws AiException of kind MODEL when a token is none of the decoder's
    void check(ModelDir model, int vocabulary) {
        boolean sound = languages.values().stream().allMatch(token -> token >= 0 && token < vocabulary)
                && special.firstTime() <= vocabulary && special.end() < vocabulary && special.start() < vocabulary
                && special.noSpeech() >= 0;
        if (!sound) {
            throw AiException.model(
                    model.spec().name() + ": generation_config.json names tokens that the decoder does not know",
                    "check the model: ai models verify");
        }
    }

    private static Special special(ModelDir model, JsonNode generation, Tokenizer tokenizer) {
        int noTimes = token(model, generation, "no_timestamps_token_id");
        return new Special(
                token(model, generation, "decoder_start_token_id"),
                token(model, generation, "eos_token_id"),
                generation.path("prev_sot_token_id").asInt(named(tokenizer, "<|startofprev|>", noTimes - 2)),
                noTimes - 1,
                noTimes,
                generation.path("task_to_id").path("transcribe").asInt(-1),
                generation.path("task_to_id").path("translate").asInt(-1));
    }

    private static int token(ModelDir model, JsonNode generation, String name) {
        JsonNode value = generation.path(name).isArray() ? generation.path(name).path(0) : generation.path(name);
        if (!value.isInt() || value.asInt() < 0) {
            throw AiException.model(
                    model.spec().name() + ": generation_config.json has no " + name,
                    "a Whisper model needs it: take an export that has the file, such as those of onnx-community");
        }
        return value.asInt();
    }

    private static int named(Tokenizer tokenizer, String text, int usual) {
        int[] ids = tokenizer.ids(text);
        return ids.length == 1 ? ids[0] : usual;
    }

    private static int positive(ModelDir model, JsonNode config, String name) {
        int value = config.path(name).asInt(0);
        if (value <= 0) {
            throw AiException.model(model.spec().name() + ": config.json has no " + name, "");
        }
        return value;
    }

    private static Map<String, Integer> languages(JsonNode generation) {
        Map<String, Integer> languages = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : generation.path("lang_to_id").properties()) {
            languages.put(entry.getKey().replace("<|", "").replace("|>", ""), entry.getValue().asInt());
        }
        return languages;
    }

    private static int[] numbers(JsonNode array) {
        int[] numbers = new int[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = array.path(i).asInt();
        }
        return numbers;
    }

    private static List<Head> heads(JsonNode array) {
        List<Head> heads = new ArrayList<>();
        for (JsonNode pair : array) {
            heads.add(new Head(pair.path(0).asInt(), pair.path(1).asInt()));
        }
        return heads;
    }

    /// Whether it knows more than English.
    boolean multilingual() {
        return !languages.isEmpty();
    }

    /// Tokens of a prompt at most: half of what the decoder reads, less one for `<|startofprev|>`.
    int mostPrompt() {
        return positions / 2 - 1;
    }
}
