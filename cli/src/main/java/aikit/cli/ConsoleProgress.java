package aikit.cli;

import aikit.Progress;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/// Progress on standard error: a bar with the time left on a terminal, else one line every ten seconds. Work that is
/// done within the first half second shows nothing.
final class ConsoleProgress implements Progress {

    private static final long FIRST_SHOWN = 500_000_000L;
    private static final long LINE_EVERY = 10_000_000_000L;

    private final Console console;
    private final boolean notes;
    private final boolean colour;
    private volatile Shown running;

    /// A task that is on the screen.
    private interface Shown extends Task {
        void doing(String what);
    }

    ConsoleProgress(Console console, boolean notes, boolean colour) {
        this.console = console;
        this.notes = notes;
        this.colour = colour;
    }

    @Override
    public Task start(String label, long total, Unit unit) {
        running = console.redraws() ? new Bar(label, total, unit) : new Lines(console, label, total, unit);
        return running;
    }

    @Override
    public void doing(String what) {
        Shown task = running;
        if (task != null) {
            task.doing(what);
        }
    }

    @Override
    public void note(String message) {
        if (notes) {
            console.err().print(Printable.line(message) + "\n");
            console.err().flush();
        }
    }

    /// A bar that is drawn over and over in one line of the terminal.
    private final class Bar implements Shown {

        private final String label;
        private final long total;
        private final Unit unit;
        private final long started = System.nanoTime();
        private long done;
        private ProgressBar bar;

        Bar(String label, long total, Unit unit) {
            this.label = label;
            this.total = total;
            this.unit = unit;
        }

        @Override
        public synchronized void doing(String what) {
            advance(0);
            if (bar != null) {
                bar.setExtraMessage(" " + Printable.line(what));
            }
        }

        @Override
        public synchronized void advance(long units) {
            done += units;
            if (bar == null && System.nanoTime() - started > FIRST_SHOWN) {
                ProgressBarBuilder builder = new ProgressBarBuilder()
                        .setTaskName(Printable.line(label))
                        .setInitialMax(total)
                        .setStyle(colour ? ProgressBarStyle.COLORFUL_UNICODE_BLOCK : ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis(200)
                        .setConsumer(new ConsoleProgressBarConsumer(console.err()));
                bar = (unit == Unit.BYTES ? builder.setUnit(" MiB", 1 << 20) : builder.showSpeed()).build();
            }
            if (bar != null) {
                bar.stepTo(done);
            }
        }

        @Override
        public synchronized void close() {
            if (bar != null) {
                bar.close();
            }
        }
    }

    /// A line now and then, for logs.
    private static final class Lines implements Shown {

        private final Console console;
        private final String label;
        private final long total;
        private final Unit unit;
        private final long started = System.nanoTime();
        private long last = started;
        private long done;
        private String at = "";

        Lines(Console console, String label, long total, Unit unit) {
            this.console = console;
            this.label = label;
            this.total = total;
            this.unit = unit;
        }

        @Override
        public synchronized void doing(String what) {
            at = ", " + Printable.line(what);
            advance(0);
        }

        @Override
        public synchronized void advance(long units) {
            done += units;
            long now = System.nanoTime();
            if (now - last >= LINE_EVERY) {
                last = now;
                console.err().print(line(now - started) + "\n");
                console.err().flush();
            }
        }

        private String line(long nanos) {
            String text = Printable.line(label) + ": " + amount(done);
            if (total > 0 && done > 0) {
                long left = (long) ((double) nanos / done * (total - done) / 1e9);
                text += " of " + amount(total) + " (" + 100 * done / total + "%), about " + left + " s left";
            }
            return text + at;
        }

        private String amount(long units) {
            return unit == Unit.BYTES ? String.format(Locale.ROOT, "%.1f MB", units / 1e6) : Long.toString(units);
        }

        @Override
        public void close() {}
    }
}
