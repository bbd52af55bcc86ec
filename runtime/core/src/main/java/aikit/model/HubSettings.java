package aikit.model;

import aikit.AiException;
import aikit.Home;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How the model hub is reached, and where its cache is: the environment variables of Hugging Face's own tools.
///
/// @param endpoint address of the hub or of a mirror
/// @param token sent to the endpoint and to nobody else
/// @param offline no socket is ever opened
/// @param cache folder of the hub cache, shared with other tools
/// @param certificates PEM file of authorities that are trusted besides the usual ones
public record HubSettings(
        URI endpoint,
        Optional<String> token,
        boolean offline,
        Path cache,
        Timeouts timeouts,
        ProxySelector proxies,
        Optional<Path> certificates) {

    /// @param answer until the headers of an answer are there
    /// @param stall without a single byte of a download
    /// @param pause before the second try; doubles with each further one
    public record Timeouts(Duration answer, Duration stall, Duration pause) {}

    private static final URI HUB = URI.create("https://huggingface.co");
    private static final Set<String> TRUE = Set.of("1", "on", "yes", "true");

    /// The settings of this user.
    ///
    /// @param offline whether the user asked for it with an option; `HF_HUB_OFFLINE` asks for it too
    public static HubSettings of(Home home, Map<String, String> environment, boolean offline) {
        Path hub = hubHome(home, environment);
        return new HubSettings(
                endpoint(environment),
                token(hub, environment),
                offline || isTrue(environment, "HF_HUB_OFFLINE"),
                folder(environment, "HF_HUB_CACHE").orElse(hub.resolve("hub")),
                new Timeouts(
                        seconds(environment, "HF_HUB_ETAG_TIMEOUT"),
                        seconds(environment, "HF_HUB_DOWNLOAD_TIMEOUT"),
                        Duration.ofMillis(500)),
                EnvironmentProxies.of(environment),
                first(environment, "AI_CA_BUNDLE", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE").map(Path::of));
    }

    /// `HF_HOME`; without it a folder of `AI_HOME` where that is set, so that tests and CI jobs touch nothing else.
    private static Path hubHome(Home home, Map<String, String> environment) {
        return folder(environment, "HF_HOME")
                .or(() -> first(environment, "AI_HOME").map(root -> home.cache().resolve("huggingface")))
                .or(() -> folder(environment, "XDG_CACHE_HOME").map(root -> root.resolve("huggingface")))
                .orElseGet(() -> Home.user(environment).resolve(".cache/huggingface"));
    }

    private static URI endpoint(Map<String, String> environment) {
        String text = environment.getOrDefault("HF_ENDPOINT", "").strip();
        if (text.isEmpty()) {
            return HUB;
        }
        try {
            URI uri = URI.create(text.replaceFirst("/+$", ""));
            if (uri.getHost() != null && uri.getUserInfo() == null
                    && Set.of("http", "https").contains(uri.getScheme())) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw AiException.usage("HF_ENDPOINT: '" + Yaml.printable(text) + "' is not the address of a hub", "");
    }

    private static Optional<String> token(Path hub, Map<String, String> environment) {
        if (isTrue(environment, "HF_HUB_DISABLE_IMPLICIT_TOKEN")) {
            return Optional.empty();
        }
        Optional<String> given = first(environment, "HF_TOKEN", "HUGGING_FACE_HUB_TOKEN");
        try {
            Path file = folder(environment, "HF_TOKEN_PATH").orElse(hub.resolve("token"));
            if (given.isEmpty() && Files.isRegularFile(file)) {
                given = Optional.of(Files.readString(file).strip());
            }
        } catch (IOException e) {
            // A token that cannot be read is no token; the hub says so where it needs one.
        }
        return given.filter(token -> token.matches("[\\x21-\\x7E]+"));
    }

    private static Duration seconds(Map<String, String> environment, String name) {
        String text = environment.getOrDefault(name, "10");
        try {
            return Duration.ofMillis(Math.max(1, Math.round(Double.parseDouble(text) * 1000)));
        } catch (NumberFormatException e) {
            throw AiException.usage(name + ": '" + Yaml.printable(text) + "' is not a number of seconds", "")
                    .causedBy(e);
        }
    }

    private static boolean isTrue(Map<String, String> environment, String name) {
        return TRUE.contains(environment.getOrDefault(name, "").strip().toLowerCase(Locale.ROOT));
    }

    private static Optional<Path> folder(Map<String, String> environment, String name) {
        return first(environment, name).map(text -> {
            String user = Home.user(environment).toString();
            return Path.of(text.equals("~") || text.startsWith("~/") ? user + text.substring(1) : text)
                    .toAbsolutePath();
        });
    }

    private static Optional<String> first(Map<String, String> environment, String... names) {
        for (String name : names) {
            String value = environment.getOrDefault(name, "").strip();
            if (!value.isEmpty()) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
