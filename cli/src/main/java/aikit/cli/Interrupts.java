package aikit.cli;

import aikit.batch.Stop;
import org.jline.utils.Signals;

/// Ctrl-C and TERM while a batch runs: the first one asks the batch to finish what it is at, the second one ends the
/// process at once, which is safe because every record is written whole.
final class Interrupts implements AutoCloseable {

    private final Runnable forget;

    private Interrupts(Runnable forget) {
        this.forget = forget;
    }

    static Interrupts listen(Console console, Stop stop, boolean quiet) {
        Object interrupt = Signals.register("INT", () -> heard(console, stop, quiet, Stop.Reason.INTERRUPTED));
        Object terminate = Signals.register("TERM", () -> heard(console, stop, quiet, Stop.Reason.TERMINATED));
        return new Interrupts(() -> {
            Signals.unregister("INT", interrupt);
            Signals.unregister("TERM", terminate);
        });
    }

    /// Leaves the signals as they are: for short work, which may end at once.
    static Interrupts none() {
        return new Interrupts(() -> {});
    }

    private static void heard(Console console, Stop stop, boolean quiet, Stop.Reason reason) {
        if (stop.reason().isPresent()) {
            ExitCode code = reason == Stop.Reason.TERMINATED ? ExitCode.TERMINATED : ExitCode.INTERRUPTED;
            Runtime.getRuntime().halt(code.number());
        }
        stop.request(reason);
        if (!quiet) {
            console.err().print("ai: finishing what is begun; once more to end at once\n");
            console.err().flush();
        }
    }

    @Override
    public void close() {
        forget.run();
    }
}
