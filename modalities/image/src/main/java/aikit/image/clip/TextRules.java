package aikit.image.clip;

import aikit.model.ModelDir;
import aikit.tokenize.Tokenizer;
import java.util.Arrays;
import tools.jackson.databind.JsonNode;

/// How an image-text model reads a text, as its processor in transformers prepares it.
///
/// CLIP reads a text as long as it is. Its words look only backwards and the vector is that of the last token, so that
/// filling up would change nothing. SigLIP was trained on texts of 64 tokens, filled up to that, and reads what fills them
/// like everything else; it looks both ways. Both know lower case only.
///
/// @param most tokens, special ones included
/// @param filled whether shorter texts are filled up to that
/// @param filler the token for it
/// @param atEnd whether it comes after the text
/// @param masked whether the model is told to overlook it
record TextRules(int most, boolean filled, int filler, boolean atEnd, boolean masked) {

    /// `max_position_embeddings` of CLIPTextConfig and SiglipTextConfig in transformers.
    private static final int CLIP_POSITIONS = 77;
    private static final int SIGLIP_POSITIONS = 64;

    /// `pad_token_id` of SiglipTextConfig.
    private static final int SIGLIP_FILLER = 1;

    /// A text as the model reads it.
    ///
    /// @param ids token numbers, special tokens and filling included
    /// @param from first of the tokens of the text itself, `to` behind the last: the others are to be overlooked
    /// @param tokens how many the text has, special ones included
    /// @param truncated whether a part of it was left out
    record Read(int[] ids, int from, int to, int tokens, boolean truncated) {

        boolean seen(int token) {
            return token >= from && token < to;
        }
    }

    /// Siglip2Tokenizer and SiglipTokenizer of transformers make lower case themselves; exports of their files do not
    /// always say so. CLIP's files do.
    static boolean lowerCase(ModelDir model) {
        return !isClip(model);
    }

    static boolean isClip(ModelDir model) {
        return model.spec().family().equals("clip");
    }

    /// @param length that the graph takes; 0 for any
    static TextRules read(ModelDir model, Tokenizer tokenizer, int length) {
        JsonNode text = model.json("config.json").path("text_config");
        JsonNode config = model.json("tokenizer_config.json");
        int positions = text.path("max_position_embeddings")
                .asInt(isClip(model) ? CLIP_POSITIONS : SIGLIP_POSITIONS);
        // Tokenizers that know no limit write a very large number.
        double limit = config.path("model_max_length").asDouble(0);
        int most = length > 0 ? length : limit > 0 && limit < positions ? (int) limit : positions;
        boolean atEnd = !config.path("padding_side").asString("right").equals("left");
        return new TextRules(
                most, length > 0 || !isClip(model), filler(text, config, tokenizer), atEnd, isClip(model));
    }

    /// The token that fills texts up, by its name, which the tokenizer knows the number of.
    private static int filler(JsonNode text, JsonNode config, Tokenizer tokenizer) {
        JsonNode token = config.path("pad_token");
        String name = token.isString() ? token.asString() : token.path("content").asString("");
        int[] ids = name.isEmpty() ? new int[0] : tokenizer.ids(name);
        return ids.length == 1 ? ids[0] : text.path("pad_token_id").asInt(SIGLIP_FILLER);
    }

    /// @param fromEnd whether a text that is too long loses its start instead of its end
    Read read(Tokenizer tokenizer, String text, boolean fromEnd) {
        int[] prefix = tokenizer.prefix();
        int[] suffix = tokenizer.suffix();
        int[] body = tokenizer.ids(text);
        int kept = Math.max(0, Math.min(body.length, most - prefix.length - suffix.length));
        int tokens = prefix.length + kept + suffix.length;
        int[] ids = new int[filled ? Math.max(most, tokens) : tokens];
        Arrays.fill(ids, filler);
        int start = atEnd ? 0 : ids.length - tokens;
        System.arraycopy(prefix, 0, ids, start, prefix.length);
        System.arraycopy(body, fromEnd ? body.length - kept : 0, ids, start + prefix.length, kept);
        System.arraycopy(suffix, 0, ids, start + prefix.length + kept, suffix.length);
        return new Read(
                ids, masked ? start : 0, masked ? start + tokens : ids.length, tokens, kept < body.length);
    }
}
