package aikit.cli.doctor;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The Java that runs this, its class archive, and the character sets that names and output go through.
public record JavaCheck(Map<String, String> environment) implements Check {

    private static final String AREA = "java";

    private static final int OLDEST = 25;

    @Override
    public List<Finding> findings() {
        return List.of(version(), archive(), names(), output());
    }

    private Finding version() {
        String text = System.getProperty("java.runtime.version") + " (" + System.getProperty("java.vendor") + "), "
                + System.getProperty("java.home");
        return Runtime.version().feature() >= OLDEST
                ? Finding.ok(AREA, "version", text)
                : Finding.fail(AREA, "version", text, "install a JDK " + OLDEST + ", or set AI_JAVA_HOME to one");
    }

    /// The archive makes starting faster; without one everything works.
    private Finding archive() {
        String file = option("AOTCache");
        file = file.isEmpty() ? option("SharedArchiveFile") : file;
        if (file.isEmpty()) {
            return environment.getOrDefault("AI_ARCHIVE", "").equals("off")
                    ? Finding.none(AREA, "class archive", "switched off by AI_ARCHIVE")
                    : Finding.none(AREA, "class archive", "none: every start is a little slower")
                            .hinting("start with the launcher, and let it write to the cache folder");
        }
        try {
            long size = Files.size(Path.of(file));
            return Finding.ok(AREA, "class archive", file + ", " + Check.size(size)).with("bytes", size);
        } catch (IOException e) {
            return Finding.ok(AREA, "class archive", file + ", written when a command ends");
        }
    }

    private static String option(String name) {
        try {
            HotSpotDiagnosticMXBean machine = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            return machine.getVMOption(name).getValue();
        } catch (IllegalArgumentException e) {
            return ""; // this Java has no such option
        }
    }

    /// File names and arguments are converted with the charset of the locale that the process was started in.
    private Finding names() {
        String charset = System.getProperty("sun.jnu.encoding", "");
        String locale = first("LC_ALL", "LC_CTYPE", "LANG");
        String text = charset + " (locale " + (locale.isEmpty() ? "not set" : locale) + ")";
        return isUtf8(charset)
                ? Finding.ok(AREA, "file names", text)
                : Finding.warn(AREA, "file names", text + ": names with other letters than ASCII cannot be opened",
                        "start with the launcher, or set LC_ALL=C.UTF-8");
    }

    private Finding output() {
        String charset = System.getProperty("stdout.encoding", Charset.defaultCharset().name());
        String text = charset + ", numbers as in " + Locale.getDefault(Locale.Category.FORMAT).toLanguageTag();
        return isUtf8(charset)
                ? Finding.ok(AREA, "text", text)
                : Finding.none(AREA, "text", text + "; ai writes UTF-8 all the same");
    }

    private String first(String... names) {
        for (String name : names) {
            String value = environment.getOrDefault(name, "");
            if (!value.isEmpty()) {
                return value;
            }
        }
        return "";
    }

    private static boolean isUtf8(String charset) {
        return charset.equalsIgnoreCase(StandardCharsets.UTF_8.name());
    }
}
