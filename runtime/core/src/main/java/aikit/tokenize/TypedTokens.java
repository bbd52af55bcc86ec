package aikit.tokenize;

/// One input of a model as token numbers, special tokens included, each with the number of the segment it belongs to.
///
/// @param ids token numbers (`input_ids`)
/// @param types as many segment numbers (`token_type_ids`)
public record TypedTokens(int[] ids, int[] types) {

    /// A single text: its only segment is number 0.
    public static TypedTokens single(int[] ids) {
        return new TypedTokens(ids, new int[ids.length]);
    }

    public int count() {
        return ids.length;
    }
}
