package aikit.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/// The versions of `ai` and of what it is made of, as the build wrote them down: asking loads no native library.
public final class Version {

    private Version() {}

    /// The version of each component by its name, sorted.
    public static Map<String, String> components() {
        try (InputStream stream = Version.class.getResourceAsStream("components.properties")) {
            Properties properties = new Properties();
            properties.load(stream);
            Map<String, String> versions = new TreeMap<>();
            properties.stringPropertyNames().forEach(name -> versions.put(name, properties.getProperty(name)));
            return versions;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text() {
        Map<String, String> components = components();
        StringBuilder text = new StringBuilder("ai ").append(components.remove("ai")).append('\n');
        text.append("java ").append(System.getProperty("java.vm.version")).append(" (");
        text.append(System.getProperty("java.vm.vendor")).append(")\n");
        text.append(System.getProperty("os.name")).append(' ').append(System.getProperty("os.arch")).append('\n');
        components.forEach((name, version) -> text.append(name).append(' ').append(version).append('\n'));
        return text.toString();
    }
}
