package aikit.cli.search;

import aikit.AiException;

/// How passages are found.
public enum Mode {
    /// By meaning and by words, fused.
    HYBRID,
    /// By meaning: the nearest vectors.
    VECTOR,
    /// By words: BM25. No model is needed.
    KEYWORD;

    /// @throws AiException of kind USAGE when it is none
    public static Mode parse(String word) {
        return switch (word) {
            case "hybrid" -> HYBRID;
            case "vector" -> VECTOR;
            case "keyword" -> KEYWORD;
            default -> throw AiException.usage(
                    "--mode " + word + ": is none of the choices", "use hybrid, vector or keyword");
        };
    }
}
