package aikit.generate;

/// What every search obeys.
///
/// @param endOfText token that ends a text
/// @param mostTokens tokens of a text at most, without the prompt
/// @param filter what may come next
public record GenerationRules(int endOfText, int mostTokens, LogitsFilter filter) {}
