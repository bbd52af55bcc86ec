package aikit;

/// Where long work says how far it is. Implementations are safe to call from several threads.
public interface Progress {

    /// Starts a task of `total` units (negative when unknown) shown under `label`. A task that starts while another one
    /// runs is a part of it.
    Task start(String label, long total, Unit unit);

    /// Says something worth a line on standard error, such as a fallback that was taken.
    void note(String message);

    /// Says something that a person wants to know about what is begun, unless they want quiet.
    void tell(String message);

    /// What is being counted.
    enum Unit {
        BYTES,
        ITEMS,
        /// Whole seconds of a recording.
        SECONDS
    }

    /// One running task; closing it ends its display.
    interface Task extends AutoCloseable {
        void advance(long units);

        @Override
        void close();
    }

    /// Progress that nobody watches.
    static Progress none() {
        return Silent.INSTANCE;
    }

    /// The progress that nobody watches.
    enum Silent implements Progress, Task {
        INSTANCE;

        @Override
        public Task start(String label, long total, Unit unit) {
            return this;
        }

        @Override
        public void note(String message) {}

        @Override
        public void tell(String message) {}

        @Override
        public void advance(long units) {}

        @Override
        public void close() {}
    }
}
