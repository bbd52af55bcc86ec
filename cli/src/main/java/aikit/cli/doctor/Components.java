package aikit.cli.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/// The versions of `ai` and of what it is made of, as the build wrote them down.
public record Components(Map<String, String> versions) implements Check {

    /// Those of this build.
    public static Components ofBuild() {
        try (InputStream stream = Components.class.getResourceAsStream("/aikit/cli/components.properties")) {
            Properties properties = new Properties();
            properties.load(stream);
            Map<String, String> versions = new TreeMap<>();
            properties.stringPropertyNames().forEach(name -> versions.put(name, properties.getProperty(name)));
            return new Components(versions);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<Finding> findings() {
        return versions.entrySet().stream()
                .map(entry -> Finding.ok("components", entry.getKey(), entry.getValue()))
                .toList();
    }
}
