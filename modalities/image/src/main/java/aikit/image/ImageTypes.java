package aikit.image;

import java.util.Locale;
import java.util.Set;

/// The kinds of files that are pictures, by the endings of their names. A file that is named is tried whatever it is
/// called; below folders these are looked for.
public final class ImageTypes {

    /// File name endings, lower case without the dot.
    public static final Set<String> EXTENSIONS = Set.of(
            "avif", "bmp", "gif", "heic", "heif", "jfif", "jpe", "jpeg", "jpg", "png", "tif", "tiff", "webp");

    private ImageTypes() {}

    /// Whether a file of this name is a picture, as far as its ending tells.
    public static boolean isImage(String name) {
        return EXTENSIONS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }
}
