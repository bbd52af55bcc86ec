package aikit.text;

import aikit.AiException;
import aikit.model.ModelDir;
import aikit.task.EmbedOptions.Role;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// How a text encoder is to be used, read from the files that sentence-transformers writes beside a model or, where a
/// repository has none of them, from the catalogue.
///
/// @param maxTokens most tokens the model reads, special tokens included
/// @param lowerCase whether text is put into lower case before it is tokenised
/// @param prompts texts put before every input, by name
/// @param defaultPrompt name of the prompt to use when none is asked for; empty for none
record EncoderConfig(
        Pooling pooling,
        int maxTokens,
        boolean lowerCase,
        Map<String, String> prompts,
        String defaultPrompt) {

    /// Limit for a model that names none: the positions of BERT.
    private static final int USUAL_TOKENS = 512;

    /// `model_type` of the models whose positions do not begin at 0.
    private static final Set<String> LATE_COUNTERS = Set.of("roberta", "xlm-roberta", "camembert", "mpnet");

    /// How the vectors of the tokens become one.
    enum Pooling {
        MEAN,
        CLS,
        LAST,
        MAX;

        static Pooling parse(String name) {
            return switch (name) {
                case "mean" -> MEAN;
                case "cls" -> CLS;
                case "last", "lasttoken" -> LAST;
                case "max" -> MAX;
                default -> throw AiException.usage("pooling '" + name + "' is not known", "use mean, cls, last or max");
            };
        }
    }

    /// The name of the prompt for texts of a role: what `encode_query` and `encode_document` of sentence-transformers look
    /// for, else the usual one.
    String promptFor(Role role) {
        List<String> names = switch (role) {
            case NONE -> List.of();
            case QUERY -> List.of("query");
            case DOCUMENT -> List.of("document", "passage", "corpus");
        };
        return names.stream().filter(prompts::containsKey).findFirst().orElse(defaultPrompt);
    }

    static EncoderConfig read(ModelDir model) {
        Map<String, String> parameters = model.spec().parameters();
        JsonNode modules = model.json("modules.json");
        String poolingFolder = "1_Pooling";
        for (JsonNode module : modules) {
            String type = module.path("type").asString("");
            if (type.endsWith(".Pooling")) {
                poolingFolder = module.path("path").asString(poolingFolder);
            } else if (!type.endsWith(".Transformer") && !type.endsWith(".Normalize")) {
                throw AiException.model(
                        model.spec().name() + ": its module " + type + " is not supported",
                        "models made of Transformer, Pooling and Normalize work");
            }
        }
        JsonNode sentences = model.json("sentence_bert_config.json");
        JsonNode settings = model.json("config_sentence_transformers.json");
        Map<String, String> prompts = new LinkedHashMap<>();
        settings.path("prompts").properties()
                .forEach(entry -> prompts.put(entry.getKey(), entry.getValue().asString()));
        parameters.forEach((key, value) -> {
            if (key.startsWith("prompt.")) {
                prompts.putIfAbsent(key.substring("prompt.".length()), value);
            }
        });
        return new EncoderConfig(
                pooling(model.json(poolingFolder + "/config.json"), parameters),
                maxTokens(model, sentences),
                sentences.path("do_lower_case").asBoolean(false),
                prompts,
                settings.path("default_prompt_name").asString(""));
    }

    private static Pooling pooling(JsonNode config, Map<String, String> parameters) {
        if (config.isMissingNode()) {
            return Pooling.parse(parameters.getOrDefault("pooling", "mean"));
        }
        // Newer versions name the mode; older ones have a switch for each.
        String mode = config.path("pooling_mode").asString("");
        if (!mode.isEmpty()) {
            return Pooling.parse(mode);
        }
        Map<String, Pooling> switches = new HashMap<>();
        switches.put("pooling_mode_cls_token", Pooling.CLS);
        switches.put("pooling_mode_mean_tokens", Pooling.MEAN);
        switches.put("pooling_mode_max_tokens", Pooling.MAX);
        switches.put("pooling_mode_lasttoken", Pooling.LAST);
        Pooling found = null;
        for (Map.Entry<String, JsonNode> entry : config.properties()) {
            if (entry.getKey().startsWith("pooling_mode_") && entry.getValue().asBoolean(false)) {
                if (found != null || !switches.containsKey(entry.getKey())) {
                    throw AiException.model("pooling by " + entry.getKey() + " is not supported", "");
                }
                found = switches.get(entry.getKey());
            }
        }
        return found == null ? Pooling.MEAN : found;
    }

    /// Most tokens that a model reads.
    ///
    /// @param sentences `sentence_bert_config.json`
    static int maxTokens(ModelDir model, JsonNode sentences) {
        int most = sentences.path("max_seq_length").asInt(0);
        String parameter = model.spec().parameters().get("max_tokens");
        if (most == 0 && parameter != null) {
            most = Integer.parseInt(parameter);
        }
        if (most == 0) {
            // Tokenizers that know no limit write a very large number.
            double length = model.json("tokenizer_config.json").path("model_max_length").asDouble(0);
            int positions = positions(model.json("config.json"));
            most = length > 0 && length < positions ? (int) length : positions;
        }
        return most;
    }

    /// Positions that a token can have. The relatives of RoBERTa count from the number after that of the padding token,
    /// so the ones before it are lost (`create_position_ids_from_input_ids` in transformers).
    private static int positions(JsonNode config) {
        int positions = config.path("max_position_embeddings").asInt(USUAL_TOKENS);
        boolean late = LATE_COUNTERS.contains(config.path("model_type").asString(""));
        return late ? positions - config.path("pad_token_id").asInt(1) - 1 : positions;
    }
}
