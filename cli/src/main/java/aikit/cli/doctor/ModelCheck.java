package aikit.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The models that are there: those that come with `ai`, and those in the cache of the model hub.
///
/// @param builtins folder of the models that come with `ai`; empty when nobody says where it is
/// @param hub folder of the cache that the tools of the model hub share
public record ModelCheck(String builtins, Path hub) implements Check {

    private static final String AREA = "models";

    /// Graphs stand at most this deep: `models--org--repo/snapshots/<commit>/onnx/model.onnx`.
    private static final int DEPTH = 4;

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        List<Path> own = builtins.isEmpty() ? List.of() : folders(Path.of(builtins), "");
        for (Path folder : own) {
            findings.add(model(folder, folder.getFileName().toString(), "comes with ai"));
        }
        if (own.isEmpty()) {
            String where = builtins.isEmpty() ? "" : ": " + builtins;
            findings.add(Finding.fail(AREA, "built in", "the models that come with ai are missing" + where, "reinstall ai"));
        }
        for (Path folder : folders(hub, "models--")) {
            String name = folder.getFileName().toString().substring("models--".length()).replace("--", "/");
            findings.add(model(folder, name, folder.toString()));
        }
        return findings;
    }

    private static Finding model(Path folder, String name, String where) {
        List<Path> graphs = graphs(folder);
        if (graphs.isEmpty()) {
            return where.equals("comes with ai")
                    ? Finding.fail(AREA, name, folder + ": its graph is missing", "reinstall ai")
                    : Finding.none(AREA, name, where + ", without a graph that ai could run");
        }
        return Finding.ok(AREA, name, where + (graphs.size() == 1 ? "" : ", " + graphs.size() + " graphs"))
                .with("graphs", graphs.size());
    }

    private static List<Path> folders(Path root, String prefix) {
        try (Stream<Path> files = Files.list(root)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix) && Files.isDirectory(file))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of(); // the folder is not there; FolderCheck says what is wrong with it otherwise
        }
    }

    private static List<Path> graphs(Path folder) {
        try (Stream<Path> files = Files.find(folder, DEPTH, (file, attributes) -> file.toString().endsWith(".onnx"))) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException | java.io.UncheckedIOException e) {
            return List.of();
        }
    }
}
