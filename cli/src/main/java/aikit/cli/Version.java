package aikit.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.TreeMap;

/// The versions of `ai` and its parts, as the build wrote them down: no part is loaded to ask it.
public final class Version {

    private Version() {}

    /// The version of `ai` itself.
    public static String number() {
        return parts().getProperty("ai");
    }

    /// What `ai --version` prints.
    static String text() {
        Properties parts = parts();
        StringBuilder text = new StringBuilder("ai ").append(parts.remove("ai")).append('\n');
        new TreeMap<>(parts).forEach((part, version) -> text.append(part).append(' ').append(version).append('\n'));
        text.append("Java ").append(System.getProperty("java.vm.version")).append(", ").append(System.getProperty("java.vm.vendor"));
        text.append('\n').append(System.getProperty("os.name")).append(' ').append(System.getProperty("os.arch"));
        return text.append('\n').toString();
    }

    private static Properties parts() {
        Properties parts = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("versions.properties")) {
            parts.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return parts;
    }
}
