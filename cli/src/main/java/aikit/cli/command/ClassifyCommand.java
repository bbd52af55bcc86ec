package aikit.cli.command;

import aikit.AiException;
import aikit.batch.RecordWriter.Content;
import aikit.cli.Arguments;
import aikit.cli.Arguments.Value;
import aikit.cli.BatchOptions;
import aikit.cli.BatchRun;
import aikit.cli.Console;
import aikit.cli.FoundGate;
import aikit.cli.GlobalOptions;
import aikit.cli.Means;
import aikit.cli.ModelOptions;
import aikit.cli.Numbers;
import aikit.cli.OutputOptions;
import aikit.cli.ReportOptions;
import aikit.cli.input.Names;
import aikit.cli.output.Format;
import aikit.cli.output.LabelTexts;
import aikit.cli.output.Naming;
import aikit.cli.output.Offer;
import aikit.cli.search.FilterOptions;
import aikit.image.classify.ClassifyOptions;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/// `ai classify`: what pictures are of.
public final class ClassifyCommand implements Callable<Integer> {

    private static final String VERB = "classify";

    private static final String[] EXAMPLES = {
        "Examples:",
        "  ai classify photo.jpg                                    (the 1,000 labels of ImageNet)",
        "  ai classify photos/ --labels beach,mountains,\"a city at night\"",
        "  ai classify photos/ --labels-file labels.txt --top 1 -f csv -o labels.csv",
        "  ai classify shop/ --labels shoe,bag --template \"a product photo of a {}\" --min-score 0.7 --json",
        "  ai classify photos/ --labels people,dogs,snow -m siglip2-base   (each label by itself)",
        "",
        "With labels of yours a CLIP model weighs them against each other; a SigLIP model judges each by itself.",
        ""
    };

    private static final int USUAL_LABELS = 5;

    /// So much of pictures goes through the model together at most: 27 of 224 x 224 pixels.
    private static final long WINDOW = 16_384;

    private static final Offer OFFER = new Offer(
            List.of(Format.TXT, Format.JSON, Format.NDJSON, Format.TABLE, Format.MD), Format.TXT, Format.JSON,
            Naming.of(".labels"), new LabelTexts());

    private final Value<List<String>> labels;
    private final Value<String> labelsFile;
    private final Value<List<String>> templates;
    private final Value<Boolean> multiLabel;
    private final Value<Integer> top;
    private final Value<String> minScore;
    private final BatchOptions batch;
    private final OutputOptions output;
    private final ReportOptions report;
    private final Value<List<String>> failOn;
    private final ModelOptions model;
    private final GlobalOptions global;
    private final Console console;

    private ClassifyCommand(Console console, GlobalOptions global, Arguments arguments) {
        this.console = console;
        this.global = global;
        arguments.heading("Labels");
        labels = arguments.list("LABEL", "Labels to choose from, in any words; without them, those of the model.",
                "--labels");
        labelsFile = arguments.text("", "FILE", "The same from a file, one a line.", "--labels-file");
        templates = arguments.texts("TEXT",
                "What a label stands in, with {} in its place (default: \"" + ClassifyOptions.TEMPLATE
                        + "\"); of several the mean is taken.",
                "--template");
        multiLabel = arguments.flag("A picture may have several labels: each is scored by itself.", "--multi-label");
        top = arguments.number(USUAL_LABELS, "N", "Most labels of a picture (default: " + USUAL_LABELS + ").", "--top");
        minScore = arguments.text("0", "SCORE", "No label with a score below this, from 0 to 1.", "--min-score");
        arguments.heading("Output");
        output = new OutputOptions(
                arguments, "FILE.ndjson (can be resumed), FILE.csv", "txt (default), json, ndjson, csv or md");
        report = new ReportOptions(arguments);
        failOn = arguments.list("LABEL,...",
                "Exit with 4 when a picture gets one of these labels; see --top and --min-score.",
                "--fail-on");
        arguments.heading("Model");
        model = new ModelOptions(arguments);
        arguments.heading("Inputs");
        batch = new BatchOptions(arguments, "Pictures, folders, quoted globs, or - for standard input.");
    }

    public static CommandSpec command(Console console, GlobalOptions global) {
        Arguments arguments = new Arguments();
        CommandSpec command = CommandSpec.wrapWithoutInspection(new ClassifyCommand(console, global, arguments));
        command.usageMessage().description(EXAMPLES);
        return arguments.addTo(command);
    }

    @Override
    public Integer call() {
        List<String> chosen = labels();
        if (chosen.isEmpty() && !templates.get().isEmpty()) {
            throw AiException.usage("--template: goes with labels of yours", "give some: --labels cat,dog");
        }
        ClassifyOptions options = new ClassifyOptions(
                chosen, templates.get(), multiLabel.get(), Numbers.within("--top", top.get(), 1, Integer.MAX_VALUE),
                Numbers.decimal("--min-score", minScore.get(), 0, 1));
        BatchRun.Work work = new BatchRun.Work(VERB, options, OFFER, Content.RESULT, WINDOW);
        // Labels of the user's want a model that reads, and one is enough for what is embedded and what is classified.
        String usual = chosen.isEmpty() ? VERB : UsualEmbedder.PICTURES;
        Names names = Names.of(console, batch, List.of(), Names.Stdin.FILE);
        BatchRun run = new BatchRun(console, global, model, batch);
        if (!failOn.get().isEmpty()) {
            run.followed(() -> new FoundGate(console, global, VERB, failOn.get()));
        }
        return report.follow(run, VERB, output).run(work, names, output,
                new Means.ByModel(VERB, model, usual, options));
    }

    /// Each once, in order.
    private List<String> labels() {
        Set<String> all = new LinkedHashSet<>();
        labels.get().forEach(label -> add(all, label));
        if (!labelsFile.get().isEmpty()) {
            try {
                List<String> lines = Files.readAllLines(FilterOptions.path(labelsFile.get()));
                lines.forEach(line -> add(all, line.startsWith("\ufeff") ? line.substring(1) : line));
            } catch (CharacterCodingException e) {
                throw AiException.usage(labelsFile.get() + ": is no text in UTF-8", "").causedBy(e);
            } catch (IOException e) {
                throw AiException.usage(labelsFile.get() + ": cannot be read", "correct --labels-file").causedBy(e);
            }
        }
        if (all.isEmpty() && !(labels.get().isEmpty() && labelsFile.get().isEmpty())) {
            throw AiException.usage("--labels: there are none", "as in --labels cat,dog,\"a red car\"");
        }
        return new ArrayList<>(all);
    }

    private static void add(Set<String> all, String label) {
        if (!label.isBlank()) {
            all.add(label.strip());
        }
    }
}
