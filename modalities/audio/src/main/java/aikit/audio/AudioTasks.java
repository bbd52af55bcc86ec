package aikit.audio;

import aikit.task.Task;
import aikit.task.Tasks;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The tasks on sound.
public final class AudioTasks implements Tasks.Provider {

    @Override
    public List<Task<?>> tasks() {
        return List.of();
    }

    @Override
    public Map<String, Set<String>> steps() {
        return Map.of(SileroVad.TASK, Set.of(SileroVad.FAMILY));
    }
}
