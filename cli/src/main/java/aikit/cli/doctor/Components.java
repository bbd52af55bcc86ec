package aikit.cli.doctor;

import java.util.List;
import java.util.Map;

/// The versions of `ai` and of what it is made of.
public record Components(Map<String, String> versions) implements Check {

    @Override
    public List<Finding> findings() {
        return versions.entrySet().stream()
                .map(entry -> Finding.ok("components", entry.getKey(), entry.getValue()))
                .toList();
    }
}
