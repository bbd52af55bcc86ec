package aikit.batch;

import java.nio.charset.StandardCharsets;

/// The 64-bit FNV-1a hash, with a final mix so that short keys spread over all bits. It tells inputs and versions of
/// inputs apart; it protects against nothing.
///
/// Constants: RFC 9923 (FNV) and the finaliser of MurmurHash3.
final class Fnv {

    private static final long BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private long state;

    Fnv() {
        this(BASIS);
    }

    private Fnv(long state) {
        this.state = state;
    }

    /// Another one that has been given the same.
    Fnv copy() {
        return new Fnv(state);
    }

    static long of(byte[] bytes) {
        return new Fnv().add(bytes).value();
    }

    static long of(String text) {
        return new Fnv().add(text).value();
    }

    Fnv add(byte[] bytes) {
        long h = state;
        for (byte b : bytes) {
            h = (h ^ (b & 0xff)) * PRIME;
        }
        state = h;
        return this;
    }

    /// Adds a text and its end, so that ("ab", "c") and ("a", "bc") differ.
    Fnv add(String text) {
        add(text.getBytes(StandardCharsets.UTF_8));
        state = (state ^ 0xff) * PRIME;
        return this;
    }

    Fnv add(long number) {
        long h = state;
        for (int shift = 0; shift < 64; shift += 8) {
            h = (h ^ ((number >>> shift) & 0xff)) * PRIME;
        }
        state = h;
        return this;
    }

    long value() {
        long h = state;
        h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
        h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return h ^ (h >>> 33);
    }
}
