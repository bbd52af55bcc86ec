package aikit.cli;

import aikit.AiException;
import aikit.Progress;
import aikit.Result.Transcript;
import aikit.audio.SpeechStream;
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
import aikit.cli.output.Format.Kind;
import aikit.cli.output.Offer;
import aikit.cli.output.Outputs;
import aikit.cli.output.Preview;
import aikit.cli.output.Target;
import aikit.cli.output.WithPictures;
import aikit.onnx.Device;
import aikit.task.AiRuntime;
import aikit.task.Pipeline;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// One call of a command that takes many inputs: opens what it needs in the order that finds mistakes of the user
/// first, runs the batch, and says how it went.
public final class BatchRun {

    /// What a verb asks for.
    ///
    /// @param options of the task
    /// @param window most weight that goes through the model together, in the task's unit
    /// @param leastCoverage the part of the speech of each recording that must become text; NaN for any
    public record Work(
            String verb, Record options, Offer offer, Content content, long window, double leastCoverage) {

        public Work(String verb, Record options, Offer offer, Content content, long window) {
            this(verb, options, offer, content, window, Double.NaN);
        }

        /// What records depend on besides model and input.
        public String given(List<Format> formats) {
            boolean texts = formats.stream().anyMatch(format -> format.kind() == Kind.TEXTS);
            return options + " " + content + (texts ? " " + offer.texts() : "");
        }
    }

    private static final long COUNTING_NANOS = 500_000_000L;

    private final Console console;
    private final GlobalOptions global;
    private final Optional<ModelOptions> model;
    private final BatchOptions batch;
    private final Progress progress;
    private final Stop stop;
    private final List<Supplier<Follower>> following = new ArrayList<>();
    private final List<Follower> followers = new ArrayList<>();
    private Optional<Target> pictures = Optional.empty();

    public BatchRun(Console console, GlobalOptions global, ModelOptions model, BatchOptions batch) {
        this(console, global, Optional.of(model), batch);
    }

    /// A run that asks no model.
    public BatchRun(Console console, GlobalOptions global, BatchOptions batch) {
        this(console, global, Optional.empty(), batch);
    }

    private BatchRun(Console console, GlobalOptions global, Optional<ModelOptions> model, BatchOptions batch) {
        this.console = console;
        this.global = global;
        this.model = model;
        this.batch = batch;
        this.progress = global.progress(console);
        this.stop = new Stop(batch.timeoutSeconds(), batch.memoryBytes());
    }

    /// Lets something follow the run to its end. It is opened when what the user said has been understood, and closed with
    /// the run; nothing follows one that only says what would be done.
    public BatchRun followed(Supplier<Follower> follower) {
        following.add(follower);
        return this;
    }

    /// Puts pictures of the results into a place of their own, beside what the output options say.
    ///
    /// @param target with formats of pictures
    public BatchRun drawing(Target target) {
        pictures = Optional.of(target);
        return this;
    }

    /// Shown while the batch runs.
    public Progress progress() {
        return progress;
    }

    /// What ends it early.
    public Stop stop() {
        return stop;
    }

    /// One result for each input, by a model, to where the options say. Returns the exit code.
    public int run(Work work, Names names, OutputOptions output) {
        return run(work, names, output, new Means.ByModel(work.verb, model.orElseThrow(), work.options));
    }

    /// One result for each input, to where the options say. Returns the exit code.
    public int run(Work work, Names names, OutputOptions output, Means means) {
        try {
            return opened(work, names, output, means);
        } finally {
            followers.forEach(Follower::close);
            followers.clear();
        }
    }

    private int opened(Work work, Names names, OutputOptions output, Means means) {
        List<Format> formats = output.formats(work.offer);
        Target target = Target.parse(output.output(), formats, work.offer);
        if (names.several()) {
            target.checkSeveral();
            pictures.ifPresent(Target::checkSeveral);
        }
        Outputs outputs = new Outputs(console, work, target, !formats.isEmpty(), names.several());
        Optional<Outputs> drawn = pictures.map(
                where -> new Outputs(console, work, where, true, names.several(), work.verb + "-pictures"));
        Set<Path> own = new HashSet<>(outputs.own());
        drawn.ifPresent(also -> own.addAll(also.own()));
        if (batch.dryRun()) {
            // As far as can be told without fetching anything.
            try (AiRuntime runtime = runtime(names, true)) {
                WalkOptions walk = walk(means.kinds(runtime), own, work.offer::made);
                means.model(runtime).ifPresent(name -> console.print("model: " + name + "\n"));
                String pictured = drawn.map(also -> "; " + also.describe()).orElse("");
                return plan(work.verb, outputs.describe() + pictured, InputWalker.of(names, walk));
            }
        }
        following.forEach(each -> followers.add(each.get()));
        OutcomeFile.Resume resume = new OutcomeFile.Resume(batch.retryFailed(), output.overwrite());
        try (Outcomes outcomes = open(outputs, drawn, resume);
                AiRuntime runtime = runtime(names, global.offline());
                Pipeline<?> pipeline = means.open(runtime)) {
            WalkOptions walk = walk(means.kinds(runtime), own, work.offer::made);
            Fingerprint fingerprint = Fingerprint.of(
                    work.verb, pipeline.provenance(), work.given(target.formats()));
            if (outcomes instanceof Preview preview && pipeline instanceof SpeechStream speech) {
                speech.tell(preview::hear);
            }
            return drive(work, new Inputs(names, walk), outcomes, fingerprint, pipeline);
        }
    }

    private static Outcomes open(Outputs outputs, Optional<Outputs> drawn, OutcomeFile.Resume resume) {
        Outcomes results = outputs.open(resume);
        try {
            return drawn.isPresent() ? new WithPictures(results, drawn.get().open(resume)) : results;
        } catch (RuntimeException e) {
            results.close();
            throw e;
        }
    }

    /// What tasks share in this call.
    public AiRuntime runtime(Names names) {
        return runtime(names, global.offline());
    }

    private AiRuntime runtime(Names names, boolean offline) {
        AiRuntime.Settings settings = new AiRuntime.Settings(
                console.home(), model.map(ModelOptions::device).orElse(Device.AUTO),
                model.map(ModelOptions::threads).orElse(0), names.onlyShortTexts(), batch.maxPixels());
        return new AiRuntime(
                settings, () -> console.models().open(console.home(), offline), progress,
                () -> stop.reason().isPresent());
    }

    /// What to look for below folders.
    ///
    /// @param own paths that are no inputs
    /// @param made see [WalkOptions]
    public WalkOptions walk(Kinds kinds, Set<Path> own, Predicate<String> made) {
        return new WalkOptions(kinds.extensions(), kinds.real(), batch.exclude(), own, made);
    }

    /// What goes in, looked for once: it is met in order, and each item once.
    public static final class Inputs {

        private final Names names;
        private final WalkOptions walk;
        private final Function<Item, Iterator<Item>> look;
        private final InputWalker walker;
        private final Iterator<Item> items;

        public Inputs(Names names, WalkOptions walk) {
            this(names, walk, item -> List.of(item).iterator());
        }

        /// @param look what becomes of an item that was met: one item, several that it holds, or none
        public Inputs(Names names, WalkOptions walk, Function<Item, Iterator<Item>> look) {
            this.names = names;
            this.walk = walk;
            this.look = look;
            this.walker = InputWalker.of(names, walk);
            this.items = looked();
        }

        /// Whether nothing goes in. Looks for the first item, and for nothing beyond it.
        public boolean isEmpty() {
            return !items.hasNext();
        }

        private Iterator<Item> looked() {
            return new Iterator<>() {

                private Iterator<Item> looked = Collections.emptyIterator();

                @Override
                public boolean hasNext() {
                    while (!looked.hasNext() && walker.hasNext()) {
                        looked = look.apply(walker.next());
                    }
                    return looked.hasNext();
                }

                @Override
                public Item next() {
                    if (!hasNext()) {
                        throw new NoSuchElementException();
                    }
                    return looked.next();
                }
            };
        }
    }

    /// How it went.
    ///
    /// @param passedOver files below folders whose kind is not one that is read
    public record Ran(Summary summary, long passedOver) {

        /// Nothing yet.
        public static final Ran NOTHING = new Ran(new Summary(0, 0, 0, 0, 0, 0, 0, Optional.empty()), 0);

        /// Two batches as one.
        public Ran and(Ran next) {
            return new Ran(summary.and(next.summary), passedOver + next.passedOver);
        }
    }

    /// Runs the batch and says how it went. Returns the exit code.
    public int drive(
            Work work, Inputs inputs, Outcomes outcomes, Fingerprint fingerprint, Pipeline<?> pipeline) {
        Reporter reporter = new Reporter(console, global, work.verb);
        CoverageGate gate = new CoverageGate(work.leastCoverage, reporter);
        Ran ran = drive(work, inputs, new Batch(inputs.items, fingerprint, outcomes, stop, new Batch.Watcher() {
            @Override
            public void finished(Finished finished) {
                reporter.outcome(finished);
                gate.finished(finished);
                followers.forEach(follower -> follower.finished(finished));
            }

            @Override
            public void unchanged(Item item, Outcomes.Earlier earlier) {
                gate.unchanged(item, outcomes);
                followers.forEach(follower -> follower.unchanged(item, earlier, outcomes));
            }
        }), pipeline);
        ExitCode code = gate.code(reporter.end(ran.summary, ran.passedOver));
        for (Follower follower : followers) {
            code = follower.end(ran.summary, code);
        }
        return code.number();
    }

    /// Runs one of several batches, of which [#end] says how they went together.
    public Ran part(Work work, Inputs inputs, Outcomes outcomes, Fingerprint fingerprint, Pipeline<?> pipeline) {
        Reporter reporter = new Reporter(console, global, work.verb);
        return drive(work, inputs, new Batch(inputs.items, fingerprint, outcomes, stop, new Batch.Watcher() {
            @Override
            public void finished(Finished finished) {
                reporter.outcome(finished);
            }

            @Override
            public void unchanged(Item item, Outcomes.Earlier earlier) {}
        }), pipeline);
    }

    /// Says how batches went together. Returns the exit code.
    public int end(Work work, Ran ran) {
        return new Reporter(console, global, work.verb).end(ran.summary, ran.passedOver).number();
    }

    private Ran drive(Work work, Inputs inputs, Batch batch, Pipeline<?> pipeline) {
        boolean few = inputs.names.few();
        int jobs = this.batch.jobs() > 0
                ? this.batch.jobs()
                : few ? 0 : Math.min(4, Runtime.getRuntime().availableProcessors());
        LocalBatchEngine engine = new LocalBatchEngine(
                new LocalBatchEngine.Settings(jobs, work.window, this.batch.failFast()));
        Summary summary;
        try (Progress.Task shown = progress.start(work.verb, count(inputs), Progress.Unit.ITEMS);
                Interrupts _ = few ? Interrupts.none() : Interrupts.listen(console, stop, global.quiet())) {
            Batch.Watcher watcher = new Batch.Watcher() {
                @Override
                public void finished(Finished finished) {
                    shown.advance(1);
                    batch.watcher().finished(finished);
                }

                @Override
                public void unchanged(Item item, Outcomes.Earlier earlier) {
                    shown.advance(1);
                    batch.watcher().unchanged(item, earlier);
                }
            };
            summary = engine.run(
                    new Batch(batch.items(), batch.fingerprint(), batch.outcomes(), batch.stop(), watcher), pipeline);
        }
        batch.outcomes().finish(summary.stopped().isEmpty());
        return new Ran(summary, inputs.walker.passedOver());
    }

    /// Says whether enough of what was heard without a batch became text. Returns the exit code.
    public int judge(Work work, String name, Transcript transcript) {
        CoverageGate gate = new CoverageGate(work.leastCoverage, new Reporter(console, global, work.verb));
        gate.look(name, transcript.coverage().ratio());
        return gate.code(ExitCode.OK).number();
    }

    /// How many inputs there are, for the time left on a terminal; -1 when nobody looks or counting takes too long.
    private long count(Inputs inputs) {
        Names names = inputs.names;
        if (global.quiet() || !console.terminals().err() || names.few() || !names.repeatable()) {
            return -1;
        }
        long deadline = System.nanoTime() + COUNTING_NANOS;
        long count = 0;
        for (InputWalker walker = InputWalker.of(names.again(), inputs.walk); walker.hasNext(); walker.next()) {
            count++;
            if (System.nanoTime() > deadline) {
                return -1;
            }
        }
        return count;
    }

    /// Prints what would be done.
    ///
    /// @param output where results would go, for people
    public int plan(String verb, String output, InputWalker inputs) {
        console.print("output: " + Printable.line(output) + "\n");
        long ready = 0;
        while (inputs.hasNext()) {
            Item item = inputs.next();
            String what = switch (item) {
                case Item.Ready _ -> verb;
                case Item.Refused refused -> refused.outcome().status();
            };
            ready += item instanceof Item.Ready ? 1 : 0;
            console.print(what + ": " + Printable.line(item.name().text()) + "\n");
        }
        console.print("inputs: " + ready + "\n");
        if (ready == 0) {
            throw AiException.input("no input of a kind that " + verb + " reads", "see: ai help inputs");
        }
        return ExitCode.OK.number();
    }
}
