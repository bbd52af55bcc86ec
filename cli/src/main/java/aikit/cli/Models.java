package aikit.cli;

import aikit.Home;
import aikit.model.ModelStore;
import java.util.Map;

/// How commands get at models: called only by commands that need one, so that the others read no catalogue.
@FunctionalInterface
public interface Models {

    ModelStore open(Home home, boolean offline);

    /// The models of this installation and this user. A class and not a lambda: it is on the way of every start.
    final class Installed implements Models {

        private final Map<String, String> environment;

        public Installed(Map<String, String> environment) {
            this.environment = environment;
        }

        @Override
        public ModelStore open(Home home, boolean offline) {
            return ModelStore.of(home, environment, offline);
        }
    }
}
