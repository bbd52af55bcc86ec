package aikit.audio;

import aikit.task.Task;
import aikit.task.Tasks;
import java.util.List;

/// The tasks on sound.
public final class AudioTasks implements Tasks.Provider {

    @Override
    public List<Task<?>> tasks() {
        return List.of();
    }
}
