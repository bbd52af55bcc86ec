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
import aikit.cli.output.DetectionTexts;
import aikit.cli.output.Format;
import aikit.cli.output.Naming;
import aikit.cli.output.Offer;
import aikit.cli.output.Target;
import aikit.cli.search.FilterOptions;
import aikit.image.detect.DetectOptions;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/// `ai detect`: what is to be seen in pictures, and where.
public final class DetectCommand implements Callable<Integer> {

    private static final String VERB = "detect";

    /// The task with the usual model for faces.
    private static final String FACES = "detect-face";

    private static final String[] EXAMPLES = {
        "Examples:",
        "  ai detect street.jpg",
        "  ai detect photos/ -o found.ndjson --labels person,car     (run it again to go on)",
        "  ai detect photos/ --annotate marked/ --report found.html --quiet -o found.ndjson",
        "  ai detect 'photos/**/*.jpg' -f csv -o found.csv --threshold 0.7",
        "  ai detect photos/ --faces --fail-on any --quiet -f ndjson > faces.ndjson",
        "",
        "Boxes are in pixels of the upright picture, as the model gives them, and end where the picture does. Models of",
        "objects find each thing once, so nothing is done about boxes that overlap; of faces that overlap by more than 0.3",
        "the surest is told.",
        ""
    };

    private static final List<Format> FORMATS = List.of(
            Format.TXT, Format.JSON, Format.NDJSON, Format.TABLE, Format.COCO, Format.JPG, Format.PNG);

    private static final Naming NAMING = Naming.of(".detect");

    private static final Offer OFFER = new Offer(FORMATS, Format.TXT, Format.JSON, NAMING, new DetectionTexts());

    private static final Offer PICTURES = new Offer(
            List.of(Format.JPG, Format.PNG), Format.JPG, Format.JPG, NAMING, new DetectionTexts());

    /// Pictures go through the model one by one; each is handed out when it is done.
    private static final long WINDOW = 1;

    private final Value<Boolean> faces;
    private final Value<String> threshold;
    private final Value<List<String>> labels;
    private final Value<Integer> most;
    private final Value<Integer> edge;
    private final Value<String> annotate;
    private final Value<List<String>> failOn;
    private final ReportOptions report;
    private final ModelOptions model;
    private final BatchOptions batch;
    private final OutputOptions output;
    private final GlobalOptions global;
    private final Console console;

    private DetectCommand(Console console, GlobalOptions global, Arguments arguments) {
        this.console = console;
        this.global = global;
        arguments.heading("Detecting");
        faces = arguments.flag("Look for faces and their landmarks, with the usual model for that.", "--faces");
        threshold = arguments.text("", "SCORE",
                "Tell what the model is surer of than this, from 0 to 1 (default: 0.5, for faces 0.9).", "--threshold");
        labels = arguments.list("LABEL,...", "Tell only these kinds, such as person,car (default: all).", "--labels");
        most = arguments.number("N", "Tell the surest N of each picture (default: all).", "--max");
        edge = arguments.number(DetectOptions.USUAL_EDGE, "PIXELS",
                "Longer edge in which faces are looked for (default: 640); they are found from 10 to some 300 pixels in it. "
                        + "More finds smaller ones.",
                "--face-edge");
        arguments.heading("Output");
        output = new OutputOptions(
                arguments, "FILE.ndjson (can be resumed), FILE.csv, FILE.coco.json",
                "txt (default), json, ndjson, csv, coco, jpg or png");
        annotate = arguments.text("", "OUT",
                "Also draw boxes and labels on copies of the pictures: FILE.jpg or FILE.png for one, DIR/ for many.",
                "--annotate");
        report = new ReportOptions(arguments);
        failOn = arguments.list("LABEL,...", "Exit with 4 when one of these is found, or anything at all: any.",
                "--fail-on");
        arguments.heading("Model");
        model = new ModelOptions(arguments);
        arguments.heading("Inputs");
        batch = new BatchOptions(arguments, "Pictures, folders, quoted globs, or - for standard input.");
    }

    public static CommandSpec command(Console console, GlobalOptions global) {
        Arguments arguments = new Arguments();
        CommandSpec command = CommandSpec.wrapWithoutInspection(new DetectCommand(console, global, arguments));
        command.usageMessage().description(EXAMPLES);
        return arguments.addTo(command);
    }

    @Override
    public Integer call() {
        DetectOptions options = new DetectOptions(
                threshold.get().isEmpty() ? Double.NaN : Numbers.decimal("--threshold", threshold.get(), 0, 1),
                labels.get(), watched(), Numbers.within("--max", most.get(), 0, Integer.MAX_VALUE),
                Numbers.within("--face-edge", edge.get(), DetectOptions.LEAST_EDGE, DetectOptions.MOST_EDGE));
        Names names = Names.of(console, batch, List.of(), Names.Stdin.FILE);
        BatchRun run = new BatchRun(console, global, model, batch);
        if (!failOn.get().isEmpty()) {
            run.followed(() -> new FoundGate(console, global, VERB, failOn.get()));
        }
        if (!annotate.get().isEmpty()) {
            run.drawing(pictures(names));
        }
        Means means = new Means.ByModel(faces.get() ? FACES : VERB, model, options);
        return report.follow(run, VERB, output)
                .run(new BatchRun.Work(VERB, options, OFFER, Content.RESULT, WINDOW), names, output, means);
    }

    /// What the gate looks for must be told, and known.
    private List<String> watched() {
        List<String> watched = failOn.get().stream().filter(label -> !label.strip().equalsIgnoreCase(FoundGate.ANY))
                .toList();
        for (String label : watched) {
            if (!labels.get().isEmpty() && labels.get().stream().noneMatch(
                    told -> told.strip().equalsIgnoreCase(label.strip()))) {
                throw AiException.usage(
                        "--fail-on " + label + ": is not among --labels", "add it there, or leave --labels out");
            }
        }
        return watched;
    }

    private Target pictures(Names names) {
        String out = annotate.get();
        boolean folder = out.endsWith("/") || out.equals("source") || Files.isDirectory(FilterOptions.path(out));
        if (!folder && !out.toLowerCase(Locale.ROOT).matches(".+\\.(jpe?g|png)")) {
            throw AiException.usage(
                    "--annotate " + out + ": the ending says no kind of picture",
                    "use FILE.jpg or FILE.png, or DIR/ for many");
        }
        if (!folder && names.several()) {
            throw AiException.usage("--annotate " + out + ": several pictures need several files",
                    "use a folder: marked/");
        }
        return Target.parse(out, List.of(), PICTURES);
    }
}
