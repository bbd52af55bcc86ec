package aikit.generate;

import aikit.AiException;
import aikit.model.ModelDir;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// How a model writes, by its `generation_config.json`; what that leaves out, `config.json` says, at its top or for its
/// text half, as `GenerationConfig.from_model_config` of transformers has it. Names and usual values are those of transformers 5.
///
/// @param start `decoder_start_token_id`: the token that a text begins after
/// @param end `eos_token_id`
/// @param forcedFirst `forced_bos_token_id`, or -1
/// @param forcedLast `forced_eos_token_id`, or -1
/// @param maxLength `max_length`: tokens with the prompt; 0 where nobody says
/// @param minLength `min_length`: the same at least
/// @param beams `num_beams`
/// @param earlyStopping `early_stopping`
/// @param lengthPenalty `length_penalty`
/// @param noRepeat `no_repeat_ngram_size`, or 0
public record GenerationConfig(
        int start, int end, int forcedFirst, int forcedLast, int maxLength, int minLength, int beams,
        boolean earlyStopping, double lengthPenalty, int noRepeat) {

    private static final int MOST_BEAMS = 100;
    private static final String MAX_LENGTH = "max_length";
    private static final String BEAMS = "num_beams";

    /// What is said, and where.
    private record Said(List<JsonNode> places) {

        Optional<JsonNode> find(String name) {
            return places.stream().map(place -> place.path(name))
                    .filter(value -> !value.isMissingNode() && !value.isNull()).findFirst();
        }

        int number(String name, int otherwise) {
            return find(name).map(value -> value.isArray() ? value.path(0) : value)
                    .map(value -> value.asInt(otherwise)).orElse(otherwise);
        }
    }

    /// @throws AiException of kind MODEL when it does not say with which token texts begin and end, or its numbers make no
    ///     sense
    public static GenerationConfig read(ModelDir model) {
        JsonNode config = model.json("config.json");
        List<JsonNode> places = List.of(
                model.json("generation_config.json"), config, config.path("text_config"), config.path("decoder"));
        Said said = new Said(places);
        int start = said.number("decoder_start_token_id", said.number("bos_token_id", -1));
        int end = said.number("eos_token_id", -1);
        GenerationConfig read = new GenerationConfig(
                start, end, said.number("forced_bos_token_id", -1), said.number("forced_eos_token_id", -1),
                catalogued(model, MAX_LENGTH, said.number(MAX_LENGTH, 0)), said.number("min_length", 0),
                catalogued(model, BEAMS, said.number(BEAMS, 1)),
                said.find("early_stopping").map(value -> value.asBoolean(false)).orElse(false),
                said.find("length_penalty").map(value -> value.asDouble(1)).orElse(1.0),
                said.number("no_repeat_ngram_size", 0));
        if (start < 0 || end < 0 || read.beams < 1 || read.beams > MOST_BEAMS || read.maxLength < 0
                || read.noRepeat < 0) {
            throw AiException.model(
                    model.spec().name() + ": generation_config.json does not say how texts begin and end",
                    "it wants decoder_start_token_id and eos_token_id");
        }
        return read;
    }

    /// The catalogue may know better, such as what the model's own description says.
    private static int catalogued(ModelDir model, String name, int otherwise) {
        String value = model.spec().parameters().get(name);
        try {
            return value == null ? otherwise : Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw AiException.model(
                    model.spec().name() + ": " + name + " of the catalogue is no number: " + value, "").causedBy(e);
        }
    }

    /// The rules for texts after a prompt.
    ///
    /// @param prompt what the decoder reads first, the start token included
    /// @param most tokens of a text at most, without the prompt
    public GenerationRules rules(int[] prompt, int most) {
        LogitsFilter filter = LogitsFilter.NONE;
        if (noRepeat > 0) {
            filter = filter.then(LogitsFilter.noRepeat(noRepeat, prompt));
        }
        if (minLength > prompt.length) {
            filter = filter.then(LogitsFilter.atLeast(minLength - prompt.length, end));
        }
        if (forcedFirst >= 0 && prompt.length == 1) {
            filter = filter.then(LogitsFilter.forceFirst(forcedFirst));
        }
        if (forcedLast >= 0) {
            filter = filter.then(LogitsFilter.forceLast(forcedLast, most));
        }
        return new GenerationRules(end, most, filter);
    }
}
