package aikit.cli.command;

import aikit.model.InstalledModels;
import aikit.model.InstalledModels.Check;
import aikit.model.InstalledModels.Health;
import aikit.model.InstalledModels.State;
import aikit.model.ModelLock.Pin;
import aikit.model.ModelSpec;
import aikit.model.ModelSpec.ModelFile;
import aikit.model.ModelStore;
import aikit.task.Tasks;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// How models are shown: as a table, as lines, as JSON records.
final class ModelReport {

    private static final String MODEL = "ai.model/1";
    private static final String VERIFY = "ai.verify/1";

    private final ModelStore store;
    private final InstalledModels installed;
    private final Map<String, Pin> pins;

    ModelReport(ModelStore store) {
        this.store = store;
        this.installed = store.installed();
        this.pins = store.lock().pins();
    }

    boolean isHere(ModelSpec model) {
        return installed.state(model) == State.PRESENT;
    }

    /// Whether some task can run this model today. A repository that the catalogue does not know may be anything.
    private static boolean works(ModelSpec model) {
        return model.family().isEmpty()
                || model.tasks().stream().anyMatch(task -> Tasks.supports(task, model.family()));
    }

    List<String> table(List<ModelSpec> models) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("MODEL", "TASKS", "LICENCE", "STATE", "DESCRIPTION"));
        for (ModelSpec model : models) {
            rows.add(List.of(
                    model.name(),
                    String.join(",", model.tasks()),
                    model.licence().spdx() + (model.licence().commercial() ? "" : " (non-commercial)"),
                    state(model),
                    model.description().orElse("")));
        }
        int[] widths = new int[5];
        rows.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(row.get(i)).repeat(' ', widths[i] - row.get(i).length() + 2);
        }
        return line.toString().stripTrailing();
    }

    private String state(ModelSpec model) {
        return (isHere(model) ? "here" : "-") + (works(model) ? "" : ", not yet");
    }

    List<String> lines(ModelSpec model) {
        List<String> lines = new ArrayList<>();
        lines.add("name         " + model.name());
        model.description().ifPresent(text -> lines.add("description  " + text));
        lines.add("tasks        " + String.join(", ", model.tasks()));
        lines.add("family       " + model.family() + (works(model) ? "" : " (not implemented yet)"));
        lines.add("licence      " + model.licence().spdx()
                + (store.licences().isAccepted(model) ? "" : " (non-commercial: pull it with --accept-license)"));
        if (model.starter()) {
            lines.add("starter      yes: for first steps only" + model.tasks().stream().findFirst()
                    .flatMap(task -> store.catalog().insteadOf(model, task))
                    .map(real -> "; for work, " + real.name())
                    .orElse(""));
        }
        lines.add("source       " + model.source());
        if (!model.aliases().isEmpty()) {
            lines.add("aliases      " + String.join(", ", model.aliases()));
        }
        pin(model).ifPresent(pin -> lines.add("pinned       " + pin.commit()));
        model.variants().forEach((precision, files) -> lines.add("%-12s %s".formatted(
                precision, files.stream().map(ModelFile::path).collect(Collectors.joining(", ")))));
        model.parameters().forEach((key, value) -> lines.add("%-12s %s".formatted(key, value)));
        lines.add("here         " + (isHere(model) ? installed.path(model) : "no"));
        return lines;
    }

    private Optional<Pin> pin(ModelSpec model) {
        return Optional.ofNullable(pins.get(model.name()));
    }

    String json(ModelSpec model) {
        ObjectNode record = record(MODEL, model);
        record.put("family", model.family());
        record.put("implemented", works(model));
        model.tasks().forEach(record.putArray("tasks")::add);
        store.catalog().defaultOf(model).forEach(record.putArray("default_for")::add);
        model.aliases().forEach(record.putArray("aliases")::add);
        record.putObject("licence").put("spdx", model.licence().spdx()).put("commercial", model.licence().commercial());
        record.put("starter", model.starter());
        record.put("source", model.source().toString());
        record.put("here", isHere(model));
        record.put("folder", isHere(model) ? installed.path(model).toString() : null);
        record.put("commit", pin(model).map(Pin::commit).orElse(null));
        ObjectNode variants = record.putObject("variants");
        model.variants().forEach((precision, files) -> {
            ArrayNode paths = variants.putArray(precision);
            files.forEach(file -> paths.add(file.path()));
        });
        ObjectNode parameters = record.putObject("parameters");
        model.parameters().forEach(parameters::put);
        model.description().ifPresent(text -> record.put("description", text));
        return record.toString();
    }

    static String json(ModelSpec model, List<Check> checks) {
        ObjectNode record = record(VERIFY, model);
        ArrayNode files = record.putArray("files");
        checks.forEach(check -> files.addObject().put("path", check.path()).put("health", word(check.health())));
        return record.toString();
    }

    private static ObjectNode record(String schema, ModelSpec model) {
        return JsonMapper.shared().createObjectNode().put("schema", schema).put("name", model.name());
    }

    static String word(Health health) {
        return health.name().toLowerCase(Locale.ROOT);
    }
}
