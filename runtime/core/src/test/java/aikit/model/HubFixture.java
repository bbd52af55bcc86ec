package aikit.model;

import aikit.Home;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/// A tiny model on a [HubServer] and stores that know it under the name `tiny`.
record HubFixture(HubServer server, Path folder) {

    static final byte[] GRAPH = bytes(300_000);

    static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    static HubFixture of(HubServer server, Path folder) {
        server.files.put("onnx/model.onnx", GRAPH);
        server.files.put("config.json", "{\"model_type\": \"bert\"}".getBytes(StandardCharsets.UTF_8));
        server.files.put("tokenizer.json", bytes(5_000));
        return new HubFixture(server, folder);
    }

    Home home() {
        return Home.of(Map.of("AI_HOME", folder.resolve("home").toString()));
    }

    Path cache() {
        return home().cache().resolve("huggingface/hub/models--org--tiny");
    }

    Path snapshot() {
        return cache().resolve("snapshots").resolve(server.commit);
    }

    ModelStore store() {
        return store("hf:org/tiny", Map.of(), false);
    }

    ModelStore offline() {
        return store("hf:org/tiny", Map.of(), true);
    }

    ModelStore store(String source, Map<String, String> more, boolean offline) {
        return store(catalog(source), more, offline);
    }

    ModelStore store(Path catalog, Map<String, String> more, boolean offline) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("AI_HOME", folder.resolve("home").toString());
        environment.putIfAbsent("HF_ENDPOINT", server.address());
        return new ModelStore(
                ModelCatalog.read(catalog, folder.resolve("none"), home().cache()),
                home(),
                Optional.empty(),
                () -> quick(HubSettings.of(home(), environment, offline)));
    }

    /// The same settings with patience that a test can afford.
    private static HubSettings quick(HubSettings settings) {
        HubSettings.Timeouts timeouts = new HubSettings.Timeouts(Duration.ofSeconds(5), Duration.ofMillis(400),
                Duration.ofMillis(2));
        return new HubSettings(
                settings.endpoint(), settings.token(), settings.offline(), settings.cache(), timeouts,
                settings.proxies(), settings.certificates());
    }

    Path catalog(String source) {
        return write("models.yaml",
                """
                        schema: ai.models/1
                        models:
                          tiny:
                            tasks: [embed]
                            family: bert
                            licence: MIT
                            source: %s
                            files: [tokenizer.json]
                            variants:
                              fp32: [onnx/model.onnx]
                        """.formatted(source));
    }

    Path write(String path, String text) {
        try {
            Path file = folder.resolve(path);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /// All files below a folder that are not folders, links included.
    static java.util.List<Path> tree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return java.util.List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> !Files.isDirectory(file)).toList();
        }
    }
}
