package aikit.image.read;

import aikit.task.AiRuntime;

/// How much a picture may ask of the reader. Both are checked before anything is allocated for it.
///
/// @param pixels of one picture
/// @param bytes of a file
public record Limits(long pixels, long bytes) {

    /// 100 million pixels, and half a gigabyte.
    public static final Limits USUAL = new Limits(AiRuntime.Settings.USUAL_PIXELS, 512L << 20);

    /// An array of Java has no more bytes: four for a pixel where there are inks.
    private static final long MOST_PIXELS = Integer.MAX_VALUE / 4;

    /// As much as can be, for a picture that was read within the limits of the user before.
    public static final Limits MOST = new Limits(MOST_PIXELS, USUAL.bytes);

    public Limits {
        pixels = Math.min(pixels, MOST_PIXELS);
    }

    /// Those that the user has set.
    public static Limits of(AiRuntime.Settings settings) {
        return new Limits(settings.maxPixels(), USUAL.bytes);
    }
}
