package aikit.image.read;

import aikit.task.AiRuntime;

/// How much a picture may ask of the reader. Both are checked before anything is allocated for it.
///
/// @param pixels of one picture
/// @param bytes of a file
public record Limits(long pixels, long bytes) {

    /// 100 million pixels, and half a gigabyte.
    public static final Limits USUAL = new Limits(AiRuntime.Settings.USUAL_PIXELS, 512L << 20);

    /// Those that the user has set.
    public static Limits of(AiRuntime.Settings settings) {
        return new Limits(settings.maxPixels(), USUAL.bytes);
    }
}
