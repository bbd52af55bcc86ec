package aikit.store;

import aikit.Result.Place;

/// A passage that was found.
///
/// @param path of its [Source]
/// @param index of the passage in its source, from 0
/// @param text of the passage, empty when it has none
/// @param score the cosine of the angle to the query's vector, or what BM25 makes of the words
public record Hit(String path, int index, Place place, String text, double score) {

    /// Where it is: what makes two hits the same passage.
    public String key() {
        return path + "\0" + index;
    }
}
