package aikit.image.read;

/// How much a picture may ask of the reader. Both are checked before anything is allocated for it.
///
/// @param pixels of one picture
/// @param bytes of a file
public record Limits(long pixels, long bytes) {

    /// 100 million pixels, more than any camera but the largest has, and half a gigabyte.
    public static final Limits USUAL = new Limits(100_000_000, 512L << 20);
}
