package aikit.tokenize;

/// A text as the numbers of its tokens, special tokens left out.
///
/// @param ids token numbers
/// @param starts UTF-16 offset of the first character of each token
/// @param ends UTF-16 offset after the last character of each token
public record Tokens(int[] ids, int[] starts, int[] ends) {

    public int count() {
        return ids.length;
    }
}
