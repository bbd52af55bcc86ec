package aikit.audio;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// The kinds of files that hold sound, by the endings of their names. A file that is named is tried whatever it is
/// called; below folders these are looked for.
public final class MediaTypes {

    private static final Set<String> AUDIO = Set.of(
            "aac", "ac3", "aif", "aifc", "aiff", "amr", "ape", "au", "awb", "caf", "dts", "eac3", "flac", "m4a", "m4b",
            "mka", "mp2", "mp3", "oga", "ogg", "opus", "ra", "spx", "tta", "w64", "wav", "weba", "wma", "wv");

    private static final Set<String> VIDEO = Set.of(
            "3g2", "3gp", "asf", "avi", "f4v", "flv", "m2ts", "m4v", "mkv", "mov", "mp4", "mpeg", "mpg", "mts", "mxf",
            "ogv", "ts", "vob", "webm", "wmv");

    /// File name endings, lower case without the dot.
    public static final Set<String> EXTENSIONS = union();

    private MediaTypes() {}

    private static Set<String> union() {
        Set<String> all = new HashSet<>(AUDIO);
        all.addAll(VIDEO);
        return Set.copyOf(all);
    }

    /// Whether a file of this name holds sound, as far as its ending tells.
    public static boolean isMedia(String name) {
        return EXTENSIONS.contains(ending(name));
    }

    /// Whether a file of this name holds moving pictures, as far as its ending tells.
    public static boolean isVideo(String name) {
        return VIDEO.contains(ending(name));
    }

    private static String ending(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
