package aikit.audio;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// The kinds of files that hold sound, by the endings of their names. A file that is named is tried whatever it is
/// called; below folders these are looked for.
public final class MediaTypes {

    private static final Set<String> AUDIO = Set.of(
            "aac", "ac3", "aif", "aifc", "aiff", "amr", "ape", "au", "awb", "caf", "eac3", "flac", "m4a", "m4b",
            "mka", "mp2", "mp3", "oga", "ogg", "opus", "ra", "spx", "tta", "w64", "wav", "weba", "wma", "wv");

    private static final Set<String> VIDEO = Set.of(
            "3g2", "3gp", "asf", "avi", "f4v", "flv", "m2ts", "m4v", "mkv", "mov", "mp4", "mpeg", "mpg", "mts", "mxf",
            "ogv", "ts", "vob", "webm", "wmv");

    /// File name endings, lower case without the dot.
    public static final Set<String> EXTENSIONS = union();

    private static final byte SYNC = 0x47;
    private static final int PACKET = 188;
    private static final int TIMED_PACKET = 192;

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

    /// Whether a file with one of these endings is a recording. Only those of transport streams are doubtful, as programs
    /// in TypeScript have the same; ISO/IEC 13818-1, 2.4.3.2: every packet of 188 bytes begins with 0x47. In `.m2ts` each
    /// has four bytes before it.
    public static boolean isRecording(Path file) {
        return switch (ending(file.toString())) {
            case "ts", "mts", "m2ts" -> isTransportStream(file);
            default -> true;
        };
    }

    private static boolean isTransportStream(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(PACKET + TIMED_PACKET);
            return syncs(start, 0, PACKET) || syncs(start, TIMED_PACKET - PACKET, TIMED_PACKET);
        } catch (IOException e) {
            return true; // whoever opens it will say why it cannot be read
        }
    }

    private static boolean syncs(byte[] start, int first, int packet) {
        return start.length > first + packet && start[first] == SYNC && start[first + packet] == SYNC;
    }

    /// Whether a file of this name holds moving pictures, as far as its ending tells.
    public static boolean isVideo(String name) {
        return VIDEO.contains(ending(name));
    }

    private static String ending(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
