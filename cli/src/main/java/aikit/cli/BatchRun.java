package aikit.cli;

import aikit.AiException;
import aikit.Progress;
import aikit.batch.Batch;
import aikit.batch.Fingerprint;
import aikit.batch.Finished;
import aikit.batch.InputWalker;
import aikit.batch.Item;
import aikit.batch.LocalBatchEngine;
import aikit.batch.OutcomeFile;
import aikit.batch.Outcomes;
import aikit.batch.RecordWriter.Content;
import aikit.batch.Stop;
import aikit.batch.Summary;
import aikit.batch.WalkOptions;
import aikit.cli.input.Names;
import aikit.cli.output.Format;
import aikit.cli.output.Outputs;
import aikit.cli.output.Target;
import aikit.model.ModelDir;
import aikit.model.ModelSpec;
import aikit.model.ModelStore;
import aikit.task.AiRuntime;
import aikit.task.Pipeline;
import aikit.task.Task;
import aikit.task.Tasks;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// One call of a command that takes inputs and gives one result for each: opens what it needs in the order that finds
/// mistakes of the user first, runs the batch, and says how it went.
public final class BatchRun {

    /// What a verb asks for.
    ///
    /// @param options of the task
    /// @param formats that the verb can give
    /// @param window most weight that goes through the model together, in the task's unit
    public record Work(String verb, Record options, List<Format> formats, Content content, long window) {}

    private static final long COUNTING_NANOS = 500_000_000L;

    private final Console console;
    private final GlobalOptions global;
    private final ModelOptions model;
    private final BatchOptions batch;

    public BatchRun(Console console, GlobalOptions global, ModelOptions model, BatchOptions batch) {
        this.console = console;
        this.global = global;
        this.model = model;
        this.batch = batch;
    }

    /// Runs it and returns the exit code.
    public int run(Work work, Names names) {
        List<Format> formats = batch.formats(work.formats);
        Outputs outputs = new Outputs(
                console, work.verb, Target.parse(batch.output(), formats), work.content, !formats.isEmpty());
        Set<String> extensions = new HashSet<>();
        for (Task<?> task : Tasks.all()) {
            if (task.name().equals(work.verb)) {
                extensions.addAll(task.extensions());
            }
        }
        WalkOptions walk = new WalkOptions(extensions, batch.exclude(), outputs.own(), "." + work.verb);
        InputWalker inputs = InputWalker.of(names, walk);
        if (batch.dryRun()) {
            return plan(work, outputs, inputs);
        }
        Stop stop = new Stop(batch.timeoutSeconds(), batch.memoryBytes());
        AiRuntime.Settings settings = new AiRuntime.Settings(console.home(), model.device(), model.threads(),
                names.onlyShortTexts());
        int jobs = batch.jobs() > 0
                ? batch.jobs()
                : names.few() ? 0 : Math.min(4, Runtime.getRuntime().availableProcessors());
        LocalBatchEngine engine = new LocalBatchEngine(
                new LocalBatchEngine.Settings(jobs, work.window, batch.failFast()));
        Progress progress = global.progress(console);
        Reporter reporter = new Reporter(console, global, work.verb);
        try (Outcomes outcomes = outputs.open(new OutcomeFile.Resume(batch.retryFailed(), batch.overwrite()));
                AiRuntime runtime = new AiRuntime(
                        settings, () -> console.models().open(console.home(), global.offline()), progress);
                Pipeline<?> pipeline = open(work, runtime)) {
            Fingerprint fingerprint = Fingerprint.of(
                    work.verb, pipeline.provenance(), work.options + " " + work.content);
            Summary summary;
            try (Progress.Task shown = progress.start(work.verb, count(names, walk), Progress.Unit.ITEMS);
                    Interrupts _ = names.few() ? Interrupts.none() : Interrupts.listen(console, stop, global.quiet())) {
                Batch.Watcher watcher = new Batch.Watcher() {
                    @Override
                    public void finished(Finished finished) {
                        shown.advance(1);
                        reporter.outcome(finished);
                    }

                    @Override
                    public void unchanged() {
                        shown.advance(1);
                    }
                };
                summary = engine.run(new Batch(inputs, fingerprint, outcomes, stop, watcher), pipeline);
            }
            outcomes.finish(summary.stopped().isEmpty());
            return reporter.end(summary, inputs.passedOver()).number();
        }
    }

    /// How many inputs there are, for the time left on a terminal; -1 when nobody looks or counting takes too long.
    private long count(Names names, WalkOptions walk) {
        if (global.quiet() || !console.terminals().err() || names.few() || !names.repeatable()) {
            return -1;
        }
        long deadline = System.nanoTime() + COUNTING_NANOS;
        long count = 0;
        for (InputWalker inputs = InputWalker.of(names.again(), walk); inputs.hasNext(); inputs.next()) {
            count++;
            if (System.nanoTime() > deadline) {
                return -1;
            }
        }
        return count;
    }

    @SuppressWarnings("unchecked") // The options record is checked against the class that the task names.
    private Pipeline<?> open(Work work, AiRuntime runtime) {
        ModelStore store = runtime.models();
        // Whether anything can run the model is asked before it is fetched.
        ModelSpec spec = store.resolve(model.model(), work.verb, model.precision(), runtime.progress());
        Task<?> task = Tasks.find(work.verb, spec.family());
        if (!task.options().isInstance(work.options)) {
            throw new IllegalStateException(task.options() + " is not what " + work.verb + " gives");
        }
        ModelDir folder = store.open(model.model(), work.verb, model.precision(), runtime.progress());
        return ((Task<Record>) task).open(folder, work.options, runtime);
    }

    private int plan(Work work, Outputs outputs, InputWalker inputs) {
        console.print("model: " + (model.model().isEmpty() ? "the usual one for " + work.verb : model.model()) + "\n");
        console.print("output: " + Printable.line(outputs.describe()) + "\n");
        long ready = 0;
        while (inputs.hasNext()) {
            Item item = inputs.next();
            String what = switch (item) {
                case Item.Ready _ -> work.verb;
                case Item.Refused refused -> refused.outcome().status();
            };
            ready += item instanceof Item.Ready ? 1 : 0;
            console.print(what + ": " + Printable.line(item.name().text()) + "\n");
        }
        console.print("inputs: " + ready + "\n");
        if (ready == 0) {
            throw AiException.input("no input of a kind that " + work.verb + " reads", "see: ai help inputs");
        }
        return ExitCode.OK.number();
    }
}
