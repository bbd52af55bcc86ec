package aikit.cli;

import aikit.Home;
import aikit.Progress;
import aikit.model.ModelStore;

/// How commands get at models: called only by commands that need one, so that the others read no catalogue.
@FunctionalInterface
public interface Models {

    ModelStore open(Home home, boolean offline, Progress progress);

    /// The models of this installation and this user.
    static Models installed() {
        return (home, offline, progress) -> {
            throw new UnsupportedOperationException("the model layer is not here yet");
        };
    }
}
