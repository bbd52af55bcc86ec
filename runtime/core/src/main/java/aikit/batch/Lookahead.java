package aikit.batch;

import aikit.AiException;
import aikit.batch.Outcomes.Earlier;
import aikit.task.Pipeline;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// The inputs of a batch that are being prepared ahead of the model: threads take them from the source in order and
/// decode them, as far ahead as a number and a weight allow. The model's thread takes them out in the same order.
///
/// With no threads the model's thread prepares by itself: quicker for a handful of inputs.
final class Lookahead<P> implements AutoCloseable {

    /// An input on its way.
    static final class Slot<P> {
        final Item item;
        final String fingerprint;
        final Earlier earlier;
        private Object state = PENDING;
        private long weight;
        private long nanos;

        Slot(Item item, String fingerprint, Earlier earlier) {
            this.item = item;
            this.fingerprint = fingerprint;
            this.earlier = earlier;
        }

        /// Whether there is something for the model.
        boolean prepared() {
            return !(state instanceof Throwable) && state != NOTHING;
        }

        @SuppressWarnings("unchecked") // Anything but a throwable and the two marks is what prepare returned.
        P input() {
            return (P) state;
        }

        /// Why it could not be prepared.
        Throwable failure() {
            return (Throwable) state;
        }

        boolean failed() {
            return state instanceof Throwable;
        }

        long weight() {
            return weight;
        }

        /// How long preparing took.
        long nanos() {
            return nanos;
        }
    }

    private static final Object PENDING = new Object();
    private static final Object NOTHING = new Object();

    /// Inputs that may be ahead: enough small ones for a full window and the next.
    private static final int MOST = 4096;

    /// So many are put in the queue before its reader is woken, when none of them needs work.
    private static final int WAKE = 256;

    /// How long a window waits to become fuller while the threads are at it.
    private static final long LINGER_NANOS = 20_000_000L;

    /// The same for one that has not what a pipeline takes together: the processors are busy meanwhile.
    private static final long PATIENCE_NANOS = 1_000_000_000L;

    /// An input that takes longer than this to notice that nobody wants it is left behind.
    private static final long CLOSE_NANOS = 10_000_000_000L;

    private final Batch batch;
    private final Pipeline<P> pipeline;
    private final long mostWeight;
    private final Object source = new Object();
    private final Deque<Slot<P>> slots = new ArrayDeque<>();
    private final List<Thread> threads = new ArrayList<>();
    private long weight;
    private int busy;
    private boolean exhausted;
    private boolean closed;
    private Throwable broken;

    Lookahead(Batch batch, Pipeline<P> pipeline, int jobs, long mostWeight) {
        this.batch = batch;
        this.pipeline = pipeline;
        this.mostWeight = mostWeight;
        for (int i = 0; i < jobs; i++) {
            Thread thread = new Thread(this::work, "prepare-" + (i + 1));
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    /// The next inputs in order, at least one; empty at the end of the batch or when it is to stop.
    ///
    /// @param count most inputs
    /// @param bound most weight, unless one input alone is heavier
    List<Slot<P>> take(int count, long bound) {
        List<Slot<P>> window = new ArrayList<>();
        long taken = 0;
        long begun = 0;
        long giveUp = Long.MAX_VALUE;
        while (window.size() < count && batch.stop().reason().isEmpty()) {
            Slot<P> slot = poll(window.isEmpty() ? Long.MAX_VALUE : bound - taken, giveUp);
            if (slot == null) {
                break;
            }
            window.add(slot);
            taken += slot.weight;
            if (begun == 0) {
                begun = System.nanoTime();
            }
            giveUp = begun + (window.size() < pipeline.together() ? PATIENCE_NANOS : LINGER_NANOS);
        }
        return window;
    }

    /// The head when it is ready before `giveUp` and no heavier than `most`, else null.
    private Slot<P> poll(long most, long giveUp) {
        if (threads.isEmpty() && slots.isEmpty()) {
            Slot<P> next = pull();
            if (next != null) {
                prepare(next);
            }
        }
        synchronized (this) {
            while (true) {
                Slot<P> head = slots.peek();
                if (head == null && broken != null) {
                    throw rethrown(broken);
                }
                if (head != null && head.state != PENDING) {
                    if (head.weight > most) {
                        return null;
                    }
                    weight -= head.weight;
                    notifyAll();
                    return slots.poll();
                }
                boolean over = head == null && exhausted;
                if (over || System.nanoTime() >= giveUp || batch.stop().reason().isPresent()) {
                    return null;
                }
                try {
                    wait(giveUp == Long.MAX_VALUE ? 50 : 5);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    batch.stop().request(Stop.Reason.INTERRUPTED);
                }
            }
        }
    }

    private void work() {
        try {
            for (Slot<P> slot = pull(); slot != null; slot = pull()) {
                prepare(slot);
            }
        } catch (Throwable e) {
            end(e);
        }
    }

    /// Takes items from the source and puts them in the queue, up to the first that is to be prepared, which it returns;
    /// null at the end. What needs nothing is many, often, and goes by without waking anybody for each.
    private Slot<P> pull() {
        synchronized (source) {
            try {
                while (admitted() && batch.items().hasNext()) {
                    Slot<P> slot = slot(batch.items().next());
                    if (add(slot) || slot.state == PENDING) {
                        return slot;
                    }
                }
                end(null);
                return null;
            } catch (RuntimeException | Error e) {
                // Said before another thread may look at the source, which might then seem to have ended well.
                end(e);
                return null;
            }
        }
    }

    /// Whether the queue is so full that its reader is to have a turn.
    private synchronized boolean add(Slot<P> slot) {
        slots.add(slot);
        if (slots.size() % WAKE == 0) {
            notifyAll();
        }
        return slots.size() >= MOST;
    }

    private synchronized void end(Throwable failure) {
        exhausted = true;
        broken = broken == null ? failure : broken;
        notifyAll();
    }

    private Slot<P> slot(Item item) {
        return switch (item) {
            case Item.Refused _ -> settled(new Slot<>(item, "", Earlier.NONE));
            case Item.Ready ready -> {
                String fingerprint = batch.fingerprint().of(ready);
                try {
                    Slot<P> slot = new Slot<>(item, fingerprint, batch.outcomes().earlier(ready, fingerprint));
                    yield slot.earlier == Earlier.NONE ? slot : settled(slot);
                } catch (AiException e) {
                    Slot<P> placeless = new Slot<>(item, "", Earlier.NONE);
                    placeless.state = e;
                    yield placeless;
                }
            }
        };
    }

    private static <P> Slot<P> settled(Slot<P> slot) {
        slot.state = NOTHING;
        return slot;
    }

    /// Waits until there is room; false when nothing more is wanted.
    private synchronized boolean admitted() {
        while (!closed && !exhausted && !threads.isEmpty() && (slots.size() >= MOST || weight >= mostWeight)) {
            try {
                notifyAll();
                wait();
            } catch (InterruptedException e) {
                return false;
            }
        }
        return !closed && !exhausted;
    }

    private void prepare(Slot<P> slot) {
        synchronized (this) {
            if (closed || slot.state != PENDING) {
                return;
            }
            busy++;
        }
        Object state;
        long heavy = 0;
        long start = System.nanoTime();
        try {
            P prepared = pipeline.prepare(((Item.Ready) slot.item).input());
            heavy = pipeline.weight(prepared);
            state = prepared;
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            state = e;
        }
        synchronized (this) {
            busy--;
            slot.nanos = System.nanoTime() - start;
            slot.weight = heavy;
            slot.state = state;
            weight += heavy;
            notifyAll();
        }
    }

    private static RuntimeException rethrown(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return (RuntimeException) e;
    }

    /// Ends the threads. Waits for inputs that are being decoded, since the pipeline may be closed next; a thread that
    /// waits for its source, such as an open pipe, is left behind as a daemon.
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        for (Thread thread : threads) {
            thread.interrupt();
        }
        long deadline = System.nanoTime() + CLOSE_NANOS;
        synchronized (this) {
            while (busy > 0 && System.nanoTime() < deadline) {
                try {
                    wait(50);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }
}
