package aikit.batch;

/// A map from 64-bit hashes to numbers in two plain arrays: a million entries take some 32 MB, a tenth of a
/// `HashMap`. Not safe for several threads.
final class LongTable {

    private long[] keys = new long[64];
    private long[] values = new long[64];
    private int size;
    private boolean hasZero;
    private long zero;

    /// The value of the key, or `absent`.
    long get(long key, long absent) {
        if (key == 0) {
            return hasZero ? zero : absent;
        }
        int slot = slot(keys, key);
        return keys[slot] == key ? values[slot] : absent;
    }

    /// Sets the value of the key and says whether the key is new.
    boolean put(long key, long value) {
        if (key == 0) {
            boolean fresh = !hasZero;
            hasZero = true;
            zero = value;
            return fresh;
        }
        int slot = slot(keys, key);
        boolean fresh = keys[slot] != key;
        keys[slot] = key;
        values[slot] = value;
        if (fresh && ++size > keys.length / 2) {
            grow();
        }
        return fresh;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldValues = values;
        keys = new long[oldKeys.length * 2];
        values = new long[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int slot = slot(keys, oldKeys[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }

    /// Where the key is or would go; linear probing.
    private static int slot(long[] keys, long key) {
        int mask = keys.length - 1;
        int slot = (int) (key ^ (key >>> 32)) & mask;
        while (keys[slot] != 0 && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
