package aikit.image;

import aikit.task.Task;
import aikit.task.Tasks;
import java.util.List;

/// The tasks on pictures.
public final class ImageTasks implements Tasks.Provider {

    @Override
    public List<Task<?>> tasks() {
        return List.of();
    }
}
