package aikit.tokenize;

import ai.djl.huggingface.tokenizers.jni.CharSpan;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import aikit.AiException;
import aikit.NativeLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A tokenizer in the `tokenizer.json` format of Hugging Face, run by their own library.
///
/// The truncation and padding that many such files prescribe are switched off: how much a model reads is the
/// pipeline's business. Encoding may be called from many threads; whoever loads a tokenizer closes it.
public final class Tokenizer implements AutoCloseable {

    /// Version of the native library, part of its cache path; the same as in `pom.xml`.
    private static final String VERSION = "0.38.0";

    private static boolean loaded;

    private final long handle;
    private final Path file;
    private final int[] prefix;
    private final int[] suffix;
    private final ReadWriteLock open = new ReentrantReadWriteLock();
    private boolean closed;

    private Tokenizer(long handle, Path file) {
        this.handle = handle;
        this.file = file;
        // What the tokenizer's post-processor puts around a text shows in the encoding of a sample.
        int[] bare = ids("a", false);
        int[] dressed = ids("a", true);
        int at = indexOf(bare, dressed);
        if (at < 0) {
            throw AiException.model(file + ": special tokens are not put around the text", "");
        }
        this.prefix = Arrays.copyOfRange(dressed, 0, at);
        this.suffix = Arrays.copyOfRange(dressed, at + bare.length, dressed.length);
    }

    /// @param file a `tokenizer.json`
    /// @param lowerCase whether text is to be put into lower case even if the file does not say so
    /// @param cache the user's cache folder, where the native library is unpacked if the distribution did not
    /// @throws AiException of kind MODEL when the file is not a tokenizer
    public static Tokenizer load(Path file, boolean lowerCase, Path cache) {
        loadLibrary(cache);
        String json;
        try {
            json = Files.readString(file);
        } catch (IOException e) {
            throw AiException.model(file + ": cannot be read: " + e.getMessage(), "").causedBy(e);
        }
        long handle;
        try {
            // Straight to the library: the class above it reports its first use to its makers over the network.
            handle = TokenizersLibrary.LIB.createTokenizerFromString(lowerCase ? lowered(json) : json);
        } catch (RuntimeException e) {
            throw AiException.model(file + ": not a tokenizer: " + e.getMessage(), "").causedBy(e);
        }
        TokenizersLibrary.LIB.disableTruncation(handle);
        TokenizersLibrary.LIB.disablePadding(handle);
        return new Tokenizer(handle, file);
    }

    @SuppressWarnings("restricted") // loading native code is what this is for
    private static synchronized void loadLibrary(Path cache) {
        if (!loaded) {
            String resource = "native/lib/" + NativeLibrary.platform("x86_64", "aarch64") + "/cpu/"
                    + System.mapLibraryName("tokenizers");
            Path file = NativeLibrary.file(resource, cache.resolve("native/tokenizers-" + VERSION));
            try {
                System.load(file.toAbsolutePath().toString());
            } catch (UnsatisfiedLinkError e) {
                throw AiException.device(
                        "the tokenizer library cannot be loaded: " + e.getMessage(), "run: ai doctor")
                        .causedBy(e);
            }
            loaded = true;
        }
    }

    /// The tokenizer with a step that makes lower case first, unless it has one; as sentence-transformers does for
    /// `do_lower_case`.
    private static String lowered(String json) {
        JsonNode tokenizer = JsonMapper.shared().readTree(json);
        JsonNode normalizer = tokenizer.path("normalizer");
        boolean has = normalizer.path("lowercase").asBoolean(false)
                || normalizer.findValuesAsString("type").contains("Lowercase")
                || normalizer.findValues("lowercase").stream().anyMatch(value -> value.asBoolean(false));
        if (has) {
            return json;
        }
        ObjectNode sequence = JsonMapper.shared().createObjectNode().put("type", "Sequence");
        sequence.putArray("normalizers").addObject().put("type", "Lowercase");
        if (normalizer.isObject()) {
            sequence.withArray("normalizers").add(normalizer);
        }
        return ((ObjectNode) tokenizer).set("normalizer", sequence).toString();
    }

    /// Token numbers put before every text, such as `[CLS]`.
    public int[] prefix() {
        return prefix.clone();
    }

    /// Token numbers put after every text, such as `[SEP]`.
    public int[] suffix() {
        return suffix.clone();
    }

    /// How many special tokens a text gets.
    public int specials() {
        return prefix.length + suffix.length;
    }

    /// How two texts become one input.
    ///
    /// @throws AiException of kind MODEL when the tokenizer has no place for one of them
    public PairTemplate pairs() {
        enter();
        try {
            // As with a single text, what the post-processor does shows in a sample.
            long encoding = TokenizersLibrary.LIB.encodeDual(handle, "a", "b", true);
            try {
                TypedTokens sample = new TypedTokens(
                        toInts(TokenizersLibrary.LIB.getTokenIds(encoding)),
                        toInts(TokenizersLibrary.LIB.getTypeIds(encoding)));
                int[] texts = toInts(TokenizersLibrary.LIB.getSequenceIds(encoding));
                return PairTemplate.of(sample, texts)
                        .orElseThrow(() -> AiException.model(file + ": does not join two texts in their order", ""));
            } finally {
                TokenizersLibrary.LIB.deleteEncoding(encoding);
            }
        } finally {
            open.readLock().unlock();
        }
    }

    /// The numbers of a text's tokens, without special tokens and without offsets.
    public int[] ids(String text) {
        return ids(text, false);
    }

    private int[] ids(String text, boolean specials) {
        enter();
        try {
            long encoding = TokenizersLibrary.LIB.encode(handle, text, specials);
            try {
                return toInts(TokenizersLibrary.LIB.getTokenIds(encoding));
            } finally {
                TokenizersLibrary.LIB.deleteEncoding(encoding);
            }
        } finally {
            open.readLock().unlock();
        }
    }

    /// Keeps the tokenizer from being freed under a thread that is still at work when a batch is given up.
    private void enter() {
        open.readLock().lock();
        if (closed) {
            open.readLock().unlock();
            throw new IllegalStateException("the tokenizer is closed");
        }
    }

    /// The tokens of a text with their offsets, without special tokens.
    public Tokens encode(String text) {
        enter();
        try {
            long encoding = TokenizersLibrary.LIB.encode(handle, text, false);
            try {
                return tokens(text, encoding);
            } finally {
                TokenizersLibrary.LIB.deleteEncoding(encoding);
            }
        } finally {
            open.readLock().unlock();
        }
    }

    private static Tokens tokens(String text, long encoding) {
        int[] ids = toInts(TokenizersLibrary.LIB.getTokenIds(encoding));
        CharSpan[] spans = TokenizersLibrary.LIB.getTokenCharSpans(encoding);
        int[] starts = new int[ids.length];
        int[] ends = new int[ids.length];
        int[] units = codeUnits(text);
        for (int i = 0; i < ids.length; i++) {
            // A token that stands for no character has no span: it is put where the one before it ended.
            starts[i] = spans[i] == null ? (i == 0 ? 0 : ends[i - 1]) : unit(units, spans[i].getStart());
            ends[i] = spans[i] == null ? starts[i] : unit(units, spans[i].getEnd());
        }
        return new Tokens(ids, starts, ends);
    }

    /// The text of token numbers.
    ///
    /// @param skipSpecials whether special tokens leave no trace
    public String decode(int[] ids, boolean skipSpecials) {
        return TokenizersLibrary.LIB.decode(handle, Arrays.stream(ids).asLongStream().toArray(), skipSpecials);
    }

    @Override
    public void close() {
        open.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                TokenizersLibrary.LIB.deleteTokenizer(handle);
            }
        } finally {
            open.writeLock().unlock();
        }
    }

    /// UTF-16 offset of every code point and of the end; empty when each code point is one code unit, as then the
    /// library's offsets, which count code points, are ours.
    private static int[] codeUnits(String text) {
        int points = text.codePointCount(0, text.length());
        if (points == text.length()) {
            return new int[0];
        }
        int[] units = new int[points + 1];
        int unit = 0;
        for (int point = 0; point < points; point++) {
            units[point] = unit;
            unit += Character.charCount(text.codePointAt(unit));
        }
        units[points] = unit;
        return units;
    }

    private static int unit(int[] units, int point) {
        return units.length == 0 ? point : units[point];
    }

    private static int[] toInts(long[] values) {
        int[] ints = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            ints[i] = (int) values[i];
        }
        return ints;
    }

    private static int indexOf(int[] part, int[] whole) {
        for (int at = 0; at + part.length <= whole.length; at++) {
            if (Arrays.equals(part, 0, part.length, whole, at, at + part.length)) {
                return at;
            }
        }
        return -1;
    }
}
