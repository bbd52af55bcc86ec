package aikit.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// Work that is shared out among threads, such as the runs of a session that makes use of several at once
/// ([OnnxSession#runsAtOnce]): whoever is free takes the next piece, until one fails.
public final class SideBySide {

    private SideBySide() {}

    /// Does one piece of the work.
    ///
    /// @param <W> what a thread has for itself, such as its buffers
    @FunctionalInterface
    public interface Piece<W> {
        void run(W worker, int number);
    }

    /// Does every piece, and returns when all are done. What one fails with is thrown; the others are not begun then.
    ///
    /// @param workers one for each thread, at least one; the calling thread is the first
    /// @param pieces how many there are: each is known by its number, from 0
    public static <W> void share(List<W> workers, int pieces, Piece<W> work) {
        AtomicInteger next = new AtomicInteger();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        List<Thread> helpers = new ArrayList<>();
        for (W worker : workers.subList(1, Math.max(1, Math.min(workers.size(), pieces)))) {
            helpers.add(Thread.ofPlatform().daemon().name("model").start(
                    () -> take(worker, pieces, work, next, failure)));
        }
        take(workers.getFirst(), pieces, work, next, failure);
        helpers.forEach(SideBySide::await);
        if (failure.get() instanceof Error error) {
            throw error;
        }
        if (failure.get() instanceof RuntimeException exception) {
            throw exception;
        }
    }

    private static <W> void take(
            W worker, int pieces, Piece<W> work, AtomicInteger next, AtomicReference<Throwable> failure) {
        try {
            for (int i = next.getAndIncrement(); i < pieces; i = next.getAndIncrement()) {
                work.run(worker, i);
            }
        } catch (RuntimeException | Error e) {
            next.set(pieces);
            failure.compareAndSet(null, e);
        }
    }

    private static void await(Thread helper) {
        boolean interrupted = false;
        while (helper.isAlive()) {
            try {
                helper.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
