package aikit.cli;

import aikit.Home;
import aikit.Progress;
import aikit.model.ModelStore;

/// How commands get at models: called only by commands that need one, so that the others read no catalogue.
@FunctionalInterface
public interface Models {

    ModelStore open(Home home, boolean offline, Progress progress);

    /// The models of this installation and this user. A class and not a lambda: it is on the way of every start.
    final class Installed implements Models {

        @Override
        public ModelStore open(Home home, boolean offline, Progress progress) {
            throw new UnsupportedOperationException("the model layer is not here yet");
        }
    }
}
