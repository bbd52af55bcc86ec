package aikit.batch;

/// A set of texts, each kept as a 64-bit hash: some 32 bytes an entry, however long the text. Two texts of one hash
/// are taken for the same; among a million the chance of that is one in 37 million. Not safe for several threads.
public final class TextSet {

    private final LongTable hashes = new LongTable();

    /// Adds the text and says whether it is new.
    public boolean add(String text) {
        return hashes.put(Fnv.of(text), 1);
    }
}
