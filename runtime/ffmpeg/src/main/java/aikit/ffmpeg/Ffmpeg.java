package aikit.ffmpeg;

import aikit.AiException;
import aikit.NativeLibrary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.global.avutil;

/// FFmpeg in this process: the libraries of JavaCV's preset, loaded at the first use. What of it the bytes of a file may
/// reach is decided where they are decoded.
///
/// They are loaded one by one from where the distribution has them, which takes 50 ms; the loader of the preset takes
/// more than twice that, and unpacks and loads what decoding does not need.
public final class Ffmpeg {

    /// Version of the preset, part of the cache path; the same as in `pom.xml`.
    private static final String PRESET = "8.1.2-1.5.14";

    /// Largest piece of memory that FFmpeg may ask for at once. The index of a recording of 100 hours takes 400 MB.
    private static final long LARGEST_BLOCK = 512L << 20;

    /// Libraries with the numbers of the interface that the preset is made for.
    private static final List<String> LIBRARIES = List.of("avutil-60", "swresample-6", "avcodec-62", "avformat-62");

    private static boolean loaded;

    private Ffmpeg() {}

    /// Loads FFmpeg unless it is loaded. Call it before anything of `org.bytedeco`.
    ///
    /// @param cache the user's cache folder, where the libraries are unpacked if the distribution did not
    /// @throws AiException of kind DEVICE when it cannot be loaded on this system
    public static synchronized void load(Path cache) {
        if (loaded) {
            return;
        }
        // The preset must load nothing by itself, and free nothing: what is opened here is closed here.
        System.setProperty("org.bytedeco.javacpp.loadlibraries", "false");
        System.setProperty("org.bytedeco.javacpp.nopointergc", "true");
        System.setProperty("org.bytedeco.javacpp.maxbytes", "0");
        Path folder = cache.resolve("native/ffmpeg-" + PRESET);
        String platform = NativeLibrary.platform("x86_64", "arm64");
        for (String resource : resources(platform.replace("osx-", "macosx-").replace("win-", "windows-"))) {
            load(resource, folder);
        }
        avutil.av_log_set_level(avutil.AV_LOG_QUIET);
        avutil.av_max_alloc(LARGEST_BLOCK);
        loaded = true;
    }

    @SuppressWarnings("restricted") // loading native code is what this is for
    private static void load(String resource, Path folder) {
        Path file = NativeLibrary.file(resource, folder);
        try {
            System.load(file.toAbsolutePath().toString());
        } catch (UnsatisfiedLinkError e) {
            throw AiException.device(
                    "FFmpeg cannot be loaded: " + e.getMessage(),
                    "run: ai doctor; a library that is missing comes with the system (Debian: libudev1 libva2 libdrm2)")
                    .causedBy(e);
        }
    }

    /// Where the libraries are on the class path, each before those that need it.
    ///
    /// @param platform such as `linux-x86_64`, as the preset names it
    static List<String> resources(String platform) {
        String ffmpeg = "org/bytedeco/ffmpeg/" + platform + "/";
        List<String> resources = new ArrayList<>();
        for (String needed : beneath(platform)) {
            resources.add(ffmpeg + needed);
        }
        for (String library : LIBRARIES) {
            resources.add(ffmpeg + numbered(library, platform));
        }
        resources.add("org/bytedeco/javacpp/" + platform + "/" + System.mapLibraryName("jnijavacpp"));
        for (String library : LIBRARIES) {
            String name = "jni" + library.substring(0, library.indexOf('-'));
            resources.add(ffmpeg + System.mapLibraryName(name));
        }
        return resources;
    }

    /// What FFmpeg needs that the system may not have.
    private static List<String> beneath(String platform) {
        return switch (platform) {
            case "linux-x86_64" -> List.of("libdrm.so.2", "libva.so.2", "libva-drm.so.2");
            case "macosx-arm64" -> List.of("libatomic.1.dylib");
            case "windows-x86_64" -> List.of("libwinpthread-1.dll");
            default -> List.of();
        };
    }

    private static String numbered(String library, String platform) {
        int dash = library.indexOf('-');
        String name = library.substring(0, dash);
        String number = library.substring(dash + 1);
        if (platform.startsWith("windows-")) {
            return library + ".dll";
        }
        return platform.startsWith("macosx-")
                ? "lib" + name + "." + number + ".dylib"
                : "lib" + name + ".so." + number;
    }

    /// The version of FFmpeg itself, such as `8.1.2`.
    public static String version() {
        return avutil.av_version_info().getString();
    }

    /// What an error code of FFmpeg means, for those who look for the cause of a failure.
    public static IOException reason(int code) {
        byte[] text = new byte[256];
        avutil.av_strerror(code, text, text.length);
        return new IOException("FFmpeg: " + text(text));
    }

    /// A text that ends with 0.
    public static String text(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }
}
