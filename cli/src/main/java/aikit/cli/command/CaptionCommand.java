package aikit.cli.command;

import aikit.AiException;
import aikit.batch.RecordWriter.Content;
import aikit.cli.Arguments;
import aikit.cli.Arguments.Value;
import aikit.cli.BatchOptions;
import aikit.cli.BatchRun;
import aikit.cli.Console;
import aikit.cli.GlobalOptions;
import aikit.cli.ModelOptions;
import aikit.cli.Numbers;
import aikit.cli.OutputOptions;
import aikit.cli.ReportOptions;
import aikit.cli.input.Names;
import aikit.cli.output.CaptionTexts;
import aikit.cli.output.Format;
import aikit.cli.output.Naming;
import aikit.cli.output.Offer;
import aikit.image.ImageTypes;
import aikit.image.caption.CaptionOptions;
import aikit.image.caption.CaptionOptions.Detail;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/// `ai caption`: what pictures show, in words.
public final class CaptionCommand implements Callable<Integer> {

    private static final String VERB = "caption";

    private static final String[] EXAMPLES = {
        "Examples:",
        "  ai caption photo.jpg",
        "  ai caption photos/ -o captions.ndjson --detail long       (run it again to go on)",
        "  ai caption photos/ -f txt -o source                       (photo.txt beside photo.jpg)",
        "  ai caption photos/ -f xmp -o source                       (photo.jpg.xmp, for Lightroom, darktable, digiKam)",
        "  ai caption street.jpg --regions --json",
        "  ai caption street.jpg --prompt 'a red car' -f csv",
        "  ai caption photos/ -f csv -o captions.csv --report captions.html",
        "",
        "In metadata that are there already only the description and the alternative text are set, and those of a person",
        "only with --overwrite; dates stay as they are.",
        ""
    };

    private static final List<Format> FORMATS = List.of(
            Format.TXT, Format.JSON, Format.NDJSON, Format.TABLE, Format.MD, Format.XMP);

    /// Pictures that the model writes about together.
    private static final long WINDOW = 8;

    private final Value<String> detail;
    private final Value<Boolean> regions;
    private final Value<String> prompt;
    private final Value<Integer> beams;
    private final Value<Integer> maxTokens;
    private final Value<String> before;
    private final Value<String> after;
    private final Value<Boolean> fullNames;
    private final ReportOptions report;
    private final ModelOptions model;
    private final BatchOptions batch;
    private final OutputOptions output;
    private final GlobalOptions global;
    private final Console console;

    private CaptionCommand(Console console, GlobalOptions global, Arguments arguments) {
        this.console = console;
        this.global = global;
        arguments.heading("Describing");
        detail = arguments.text("", "HOW",
                "How much is said: brief, normal or long (default: normal, or what the model "
                        + "can).",
                "--detail");
        regions = arguments.flag("Describe parts of the picture, and say where they are.", "--regions");
        prompt = arguments.text("", "TEXT",
                "What the caption begins with; for Florence-2 what is to be found in the picture, or one of its own "
                        + "tasks, such as <OD>.",
                "--prompt");
        beams = arguments.number(0, "N", "Captions that are followed at once (default: as the model says).",
                "--beam-size");
        maxTokens = arguments.number(0, "N", "Most tokens of a caption (default: as the model says).", "--max-tokens");
        arguments.heading("Output");
        output = new OutputOptions(
                arguments, "FILE.ndjson (can be resumed), FILE.csv, FILE.txt",
                "txt (default), json, ndjson, csv, md or xmp");
        before = arguments.text("", "TEXT", "Put before each caption in texts, tables and metadata.", "--prefix");
        after = arguments.text("", "TEXT", "Put behind it.", "--suffix");
        fullNames = arguments.flag("Keep the endings of pictures in names of files: photo.jpg.txt.", "--full-names");
        report = new ReportOptions(arguments);
        arguments.heading("Model");
        model = new ModelOptions(arguments);
        arguments.heading("Inputs");
        batch = new BatchOptions(arguments, "Pictures, folders, quoted globs, or - for standard input.");
    }

    public static CommandSpec command(Console console, GlobalOptions global) {
        Arguments arguments = new Arguments();
        CommandSpec command = CommandSpec.wrapWithoutInspection(new CaptionCommand(console, global, arguments));
        command.usageMessage().description(EXAMPLES);
        return arguments.addTo(command);
    }

    @Override
    public Integer call() {
        CaptionOptions options = new CaptionOptions(
                detail(), regions.get(), prompt.get(), Numbers.within("--beam-size", beams.get(), 0, 100),
                Numbers.within("--max-tokens", maxTokens.get(), 0, 100_000));
        Naming naming = new Naming("", fullNames.get() ? Set.of() : ImageTypes.EXTENSIONS, "");
        Offer offer = new Offer(
                FORMATS, Format.TXT, Format.TXT, naming, new CaptionTexts(before.get(), after.get()));
        BatchRun run = new BatchRun(console, global, model, batch);
        return report.follow(run, VERB, output).run(
                new BatchRun.Work(VERB, options, offer, Content.RESULT, WINDOW),
                Names.of(console, batch, List.of(), Names.Stdin.FILE), output);
    }

    private Detail detail() {
        return switch (detail.get()) {
            case "" -> Detail.USUAL;
            case "brief" -> Detail.BRIEF;
            case "normal" -> Detail.NORMAL;
            case "long" -> Detail.LONG;
            default -> throw AiException.usage(
                    "--detail " + detail.get() + ": is none of the choices", "use brief, normal or long");
        };
    }
}
