package aikit.cli;

import aikit.Progress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/// Progress on standard error: a bar with the time left on a terminal, else one line every ten seconds. Work that is
/// done within the first half second shows nothing, and what is finished no line.
///
/// A terminal has one line for it, which belongs to the task that started last. Recordings take so long that their bars
/// stand for the whole: they tell which of the inputs it is.
final class ConsoleProgress implements Progress {

    private static final long FIRST_SHOWN = 500_000_000L;
    private static final long LINE_EVERY = 10_000_000_000L;

    private final Console console;
    private final boolean notes;
    private final boolean colour;
    private final LongSupplier clock;
    private final Deque<Shown> running = new ArrayDeque<>();

    ConsoleProgress(Console console, boolean notes, boolean colour) {
        this(console, notes, colour, System::nanoTime);
    }

    /// @param clock in nanoseconds
    ConsoleProgress(Console console, boolean notes, boolean colour, LongSupplier clock) {
        this.console = console;
        this.notes = notes;
        this.colour = colour;
        this.clock = clock;
    }

    @Override
    public Task start(String label, long total, Unit unit) {
        synchronized (running) {
            Shown above = running.peek();
            String whole = unit == Unit.SECONDS && above != null ? above.count() + label : label;
            Shown task = console.redraws() ? new Bar(whole, total, unit) : new Lines(whole, total, unit);
            if (above != null) {
                above.pause(unit == Unit.SECONDS);
            }
            running.push(task);
            return task;
        }
    }

    private void end(Shown task) {
        synchronized (running) {
            running.remove(task);
            if (!running.isEmpty()) {
                running.peek().resume();
            }
        }
    }

    @Override
    public void note(String message) {
        if (notes) {
            tell(message);
        }
    }

    @Override
    public void tell(String message) {
        console.clearLine();
        console.err().print(Printable.line(message) + "\n");
        console.err().flush();
    }

    /// A running task.
    private abstract class Shown implements Task {

        final String label;
        final long total;
        final Unit unit;
        final long started = clock.getAsLong();
        long done;

        Shown(String label, long total, Unit unit) {
            this.label = Printable.line(label);
            this.total = total;
            this.unit = unit;
        }

        /// Which of the inputs is next: `2/14 `.
        synchronized String count() {
            return unit == Unit.ITEMS && total > 1 ? done + 1 + "/" + total + " " : "";
        }

        /// How many times faster than the recording it is heard: `5.1x`.
        String pace() {
            return String.format(Locale.ROOT, "%.1fx", done / ((clock.getAsLong() - started) / 1e9));
        }

        /// Makes way for a task that is a part of it.
        ///
        /// @param forGood whether that task shows all there is to see
        abstract void pause(boolean forGood);

        abstract void resume();
    }

    /// A bar that is drawn over and over in one line of the terminal.
    private final class Bar extends Shown {

        private ProgressBar bar;
        private boolean silent;

        Bar(String label, long total, Unit unit) {
            super(label, total, unit);
        }

        @Override
        public synchronized void advance(long units) {
            done += units;
            if (bar == null && !silent && clock.getAsLong() - started > FIRST_SHOWN) {
                bar = builder().build();
            }
            if (bar != null) {
                bar.stepTo(done);
                if (unit == Unit.SECONDS) {
                    bar.setExtraMessage(" " + pace());
                }
            }
        }

        private ProgressBarBuilder builder() {
            ProgressBarBuilder builder = new ProgressBarBuilder()
                    .setTaskName(label)
                    .setInitialMax(total)
                    .setStyle(colour ? ProgressBarStyle.COLORFUL_UNICODE_BLOCK : ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(200)
                    .setConsumer(new ConsoleProgressBarConsumer(console.err()));
            return switch (unit) {
                case BYTES -> builder.setUnit(" MiB", 1 << 20);
                case ITEMS -> builder.showSpeed();
                case SECONDS -> builder.setUnit(" s", 1).clearDisplayOnFinish();
            };
        }

        @Override
        synchronized void pause(boolean forGood) {
            silent = forGood;
            if (bar != null) {
                bar.pause();
            }
        }

        @Override
        synchronized void resume() {
            if (bar != null && !silent) {
                bar.resume();
            }
        }

        @Override
        public void close() {
            synchronized (this) {
                if (bar != null) {
                    bar.close();
                }
            }
            end(this);
        }
    }

    /// A line now and then, for logs.
    private final class Lines extends Shown {

        private long last = started;
        private boolean due;

        Lines(String label, long total, Unit unit) {
            super(label, total, unit);
        }

        @Override
        public synchronized void advance(long units) {
            tell();
            done += units;
            due = clock.getAsLong() - last >= LINE_EVERY && (total <= 0 || done < total);
            if (total > 0) {
                tell();
            }
        }

        /// Where nobody knows how much there is, what was done may have been the last of it: the line waits until more
        /// is begun.
        private void tell() {
            if (due) {
                due = false;
                last = clock.getAsLong();
                console.err().print(line(last - started) + "\n");
                console.err().flush();
            }
        }

        private String line(long nanos) {
            String text = label + ": " + amount(done);
            if (total > 0) {
                long left = (long) ((double) nanos / done * (total - done) / 1e9);
                text += " of " + amount(total) + " (" + 100 * done / total + "%), about " + left + " s left";
            }
            return unit == Unit.SECONDS ? text + ", " + pace() : text;
        }

        private String amount(long units) {
            return switch (unit) {
                case BYTES -> String.format(Locale.ROOT, "%.1f MB", units / 1e6);
                case ITEMS -> Long.toString(units);
                case SECONDS -> Clock.of(units);
            };
        }

        @Override
        synchronized void pause(boolean forGood) {
            tell();
        }

        @Override
        void resume() {}

        @Override
        public void close() {
            end(this);
        }
    }
}
