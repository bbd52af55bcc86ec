package aikit.text;

import aikit.AiException;
import aikit.model.ModelDir;
import tools.jackson.databind.JsonNode;

/// How a cross-encoder is to be used, read from the files of transformers and sentence-transformers beside it. The
/// order in which they count is that of `CrossEncoder` in sentence-transformers 6.
///
/// @param maxTokens most tokens of a pair, special tokens included
/// @param lowerCase whether text is put into lower case before it is tokenised
/// @param activation what makes the score of the number that the graph gives
record CrossEncoderConfig(int maxTokens, boolean lowerCase, Activation activation) {

    private static final String ACTIVATION = "activation_fn";

    /// What makes the score of a logit.
    enum Activation {
        /// The logit itself, any number.
        IDENTITY,
        /// 1 / (1 + e^-x), between 0 and 1.
        SIGMOID;

        float of(float logit) {
            return switch (this) {
                case IDENTITY -> logit;
                case SIGMOID -> (float) (1 / (1 + Math.exp(-logit)));
            };
        }
    }

    /// @throws AiException of kind MODEL when `config.json` is missing or broken, or the model is no reranker that this
    ///     code can run as its makers meant it
    static CrossEncoderConfig read(ModelDir model) {
        String name = model.spec().name();
        model.file("config.json"); // without it the scores could be on another scale
        JsonNode config = model.json("config.json");
        if (!config.isObject()) {
            throw AiException.model(name + ": config.json is not an object", "run: ai models verify " + name);
        }
        int labels = config.has("id2label")
                ? config.get("id2label").size()
                : config.path("num_labels").asInt(1);
        if (labels != 1) {
            throw AiException.model(
                    name + ": gives " + labels + " labels, and a reranker gives one score",
                    "use a cross-encoder such as ms-marco-minilm-l6");
        }
        if (model.json("tokenizer_config.json").path("truncation_side").asString("right").equals("left")) {
            throw AiException.model(name + ": its texts lose their start when too long, which is not supported", "");
        }
        JsonNode modules = model.json("modules.json");
        for (JsonNode module : modules) {
            String type = module.path("type").asString("");
            if (!type.endsWith(".Transformer")) {
                throw AiException.model(
                        name + ": its module " + type + " is not supported", "cross-encoders of one Transformer work");
            }
        }
        // Without modules.json the two files beside it are not the cross-encoder's own.
        JsonNode settings = modules.isEmpty() ? modules : model.json("config_sentence_transformers.json");
        JsonNode sentences = modules.isEmpty() ? modules.path("") : model.json("sentence_bert_config.json");
        if (!settings.path("default_prompt_name").asString("").isEmpty()) {
            throw AiException.model(name + ": a prompt before every pair is not supported", "");
        }
        return new CrossEncoderConfig(
                EncoderConfig.maxTokens(model, sentences),
                sentences.path("do_lower_case").asBoolean(false),
                activation(name, settings, config));
    }

    private static Activation activation(String model, JsonNode settings, JsonNode config) {
        JsonNode own = config.path("sentence_transformers");
        JsonNode function = settings.hasNonNull(ACTIVATION)
                ? settings.get(ACTIVATION)
                // Before version 4 of sentence-transformers it had a key of its own.
                : own.has(ACTIVATION) ? own.get(ACTIVATION) : config.path("sbert_ce_default_activation_function");
        // The names are paths of Python classes; null and none at all mean the usual one for a single label.
        return switch (function.asString("")) {
            case "torch.nn.modules.linear.Identity", "torch.nn.Identity" -> Activation.IDENTITY;
            case "torch.nn.modules.activation.Sigmoid", "torch.nn.Sigmoid", "" -> Activation.SIGMOID;
            default -> throw AiException.model(
                    model + ": its activation " + function.asString() + " is not supported",
                    "cross-encoders with Identity or Sigmoid work");
        };
    }
}
