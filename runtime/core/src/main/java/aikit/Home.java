package aikit;

import java.nio.file.Path;
import java.util.Map;

/// The folders of this user: configuration, data that must be kept, and cache that can be made again.
///
/// `AI_HOME` puts all three under one folder. Otherwise the XDG base directories are used, with the usual folders
/// of macOS and Windows when no `XDG_*` variable is set. Nothing is created here.
public record Home(Path config, Path data, Path cache) {

    public static Home of(Map<String, String> environment) {
        String home = environment.getOrDefault("AI_HOME", "");
        if (!home.isBlank()) {
            Path root = Path.of(home).toAbsolutePath();
            return new Home(root.resolve("config"), root.resolve("data"), root.resolve("cache"));
        }
        Path user = user(environment);
        String os = System.getProperty("os.name");
        Home usual;
        if (os.startsWith("Mac")) {
            Path support = user.resolve("Library/Application Support");
            usual = new Home(support, support, user.resolve("Library/Caches"));
        } else if (os.startsWith("Windows")) {
            Path local = Path.of(environment.getOrDefault("LOCALAPPDATA", user + "\\AppData\\Local"));
            usual = new Home(Path.of(environment.getOrDefault("APPDATA", local.toString())), local, local);
        } else {
            usual = new Home(user.resolve(".config"), user.resolve(".local/share"), user.resolve(".cache"));
        }
        return new Home(
                xdg(environment, "XDG_CONFIG_HOME", usual.config).resolve("ai"),
                xdg(environment, "XDG_DATA_HOME", usual.data).resolve("ai"),
                xdg(environment, "XDG_CACHE_HOME", usual.cache).resolve("ai"));
    }

    /// The home folder: `HOME`, as other tools have it, before what the system knows of the user.
    public static Path user(Map<String, String> environment) {
        String home = environment.getOrDefault("HOME", "");
        boolean usable = !home.isEmpty() && !System.getProperty("os.name").startsWith("Windows");
        return usable && Path.of(home).isAbsolute() ? Path.of(home) : Path.of(System.getProperty("user.home"));
    }

    private static Path xdg(Map<String, String> environment, String name, Path usual) {
        String value = environment.getOrDefault(name, "");
        // The XDG specification says that relative paths are to be ignored.
        return !value.isEmpty() && Path.of(value).isAbsolute() ? Path.of(value) : usual;
    }
}
