package aikit.cli.doctor;

import aikit.AiException;
import aikit.model.InstalledModels;
import aikit.model.ModelSpec;
import aikit.model.ModelStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/// The models of the catalogue: which of them are here, and which task each is the default of.
public record ModelCheck(Supplier<ModelStore> opening) implements Check {

    private static final String AREA = "models";

    @Override
    public List<Finding> findings() {
        ModelStore store;
        try {
            store = opening.get();
        } catch (AiException e) {
            return List.of(Finding.fail(AREA, "catalogue", e.getMessage(), e.hint().orElse("")));
        }
        try {
            return findings(store);
        } catch (AiException e) {
            return List.of(Finding.of(e, AREA, "installed"));
        }
    }

    private static List<Finding> findings(ModelStore store) {
        List<Finding> findings = new ArrayList<>();
        InstalledModels installed = store.installed();
        int absent = 0;
        for (ModelSpec spec : store.catalog().all()) {
            if (installed.state(spec) == InstalledModels.State.PRESENT) {
                String tasks = tasks(store.catalog().defaultOf(spec));
                findings.add(Finding.ok(AREA, spec.name(), installed.path(spec) + tasks));
            } else {
                absent++;
            }
        }
        if (absent > 0) {
            findings.add(Finding.none(AREA, "others", absent + " more in the catalogue")
                    .with("models", absent)
                    .hinting("ai models list shows them, ai models pull NAME fetches one"));
        }
        return findings;
    }

    private static String tasks(Collection<String> tasks) {
        return tasks.isEmpty() ? "" : ", default for " + String.join(", ", tasks);
    }
}
