package aikit.cli.command;

import aikit.AiException;
import aikit.Result.Precision;
import aikit.batch.RecordWriter.Content;
import aikit.cli.Arguments;
import aikit.cli.Arguments.Value;
import aikit.cli.BatchOptions;
import aikit.cli.BatchRun;
import aikit.cli.Console;
import aikit.cli.GlobalOptions;
import aikit.cli.ModelOptions;
import aikit.cli.OutputOptions;
import aikit.cli.input.Names;
import aikit.cli.input.Names.Stdin;
import aikit.cli.output.Format;
import aikit.cli.output.Naming;
import aikit.cli.output.Offer;
import aikit.cli.output.Outputs;
import aikit.cli.output.Target;
import aikit.cli.output.Texts;
import aikit.model.ModelCatalog;
import aikit.task.EmbedOptions;
import aikit.task.EmbedOptions.Overflow;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/// `ai embed`: texts, documents, pictures and sounds to vectors.
public final class EmbedCommand implements Callable<Integer> {

    private static final String[] EXAMPLES = {
        "Examples:",
        "  ai embed --text \"hello world\" --json",
        "  ai embed notes/ -o notes.ndjson          (run it again to go on where it stopped)",
        "  ai embed 'docs/**/*.md' -o vectors.npy",
        "  cut -f2 questions.tsv | ai embed --lines --prefix \"query: \" -",
        "  ai embed photos/ -o photos.ndjson        (only pictures: the usual CLIP model embeds them)",
        "  ai embed -m clip-vit-b32 --text \"a red car\"   (a text in the space of pictures)",
        "  ai embed -m clap-htsat sounds/ -o sounds.ndjson   (CLAP models embed recordings, and --text beside them)",
        ""
    };

    /// Tokens that go through the model together at most.
    private static final long WINDOW = 16_384;

    private static final Offer OFFER = new Offer(
            List.of(Format.NDJSON, Format.JSON, Format.VECTOR_CSV, Format.NPY), Format.NDJSON, Format.JSON,
            Naming.of(".embed"), Texts.NONE);

    private final Value<List<String>> texts;
    private final Value<Boolean> lines;
    private final Value<String> field;
    private final Value<Boolean> withText;
    private final Value<String> prompt;
    private final Value<String> prefix;
    private final Value<String> pooling;
    private final Value<Boolean> rawLength;
    private final Value<Integer> chunk;
    private final Value<Integer> overlap;
    private final Value<String> truncate;
    private final Value<Integer> dimensions;
    private final Value<String> quantize;
    private final BatchOptions batch;
    private final OutputOptions output;
    private final ModelOptions model;
    private final GlobalOptions global;
    private final Console console;

    private EmbedCommand(Console console, GlobalOptions global, Arguments arguments) {
        this.console = console;
        this.global = global;
        texts = arguments.texts("TEXT", "Embed this text; may be repeated.", "-t", "--text");
        lines = arguments.flag("Each line of standard input is an input.", "--lines");
        field = arguments.text("", "NAME", "Column or member that holds the text (CSV, JSON).", "--field");
        withText = arguments.flag("Put the text of each passage into its record.", "--with-text");
        prompt = arguments.text("", "NAME",
                "One of the model's prompts, put before each passage: query, document, passage.", "--prompt");
        prefix = arguments.text("", "TEXT", "Text put before each passage.", "--prefix");
        pooling = arguments.text("", "P", "mean, cls, last or max instead of the model's own.", "--pooling");
        rawLength = arguments.flag("Do not bring vectors to unit length.", "--no-normalize");
        chunk = arguments.number("TOKENS", "Most tokens of a passage.", "--chunk");
        overlap = arguments.number("TOKENS", "Tokens that neighbouring passages share.", "--overlap");
        truncate = arguments.text("", "HOW",
                "What a text that is too long loses: its end, its start, none (it is split), or error.", "--truncate");
        dimensions = arguments.number("N", "Keep the first N numbers (Matryoshka models).", "--dims");
        quantize = arguments.text("", "HOW", "int8 or binary.", "--quantize");
        batch = new BatchOptions(arguments);
        output = new OutputOptions(
                arguments, "FILE.ndjson (can be resumed), FILE.csv, FILE.npy", "ndjson, json, csv or npy");
        model = new ModelOptions(arguments);
    }

    public static CommandSpec command(Console console, GlobalOptions global) {
        Arguments arguments = new Arguments();
        CommandSpec command = CommandSpec.wrapWithoutInspection(new EmbedCommand(console, global, arguments));
        command.usageMessage().description(EXAMPLES);
        return arguments.addTo(command);
    }

    @Override
    public Integer call() {
        Content content = withText.get() ? Content.RESULT_AND_TEXT : Content.RESULT;
        BatchRun.Work work = new BatchRun.Work("embed", options(), OFFER, content, WINDOW);
        Names names = Names.of(console, batch, texts.get(), lines.get() ? Stdin.LINES : Stdin.DOCUMENT);
        BatchRun run = new BatchRun(console, global, model, batch);
        boolean named = !model.model().isEmpty() && !model.model().equals(ModelCatalog.STARTER);
        if (named || batch.inputs().isEmpty()) {
            return run.run(work, names, output);
        }
        Target target = Target.parse(output.output(), output.formats(OFFER), OFFER);
        Set<Path> own = new Outputs(console, work, target, false, true).own();
        UsualEmbedder usual = new UsualEmbedder(
                names, kinds -> run.walk(kinds, own, OFFER::made), model, work.options());
        int code = run.run(work, names, output, usual);
        String passedOver = usual.passedOver();
        if (!passedOver.isEmpty()) {
            global.say(console, passedOver);
        }
        return code;
    }

    private EmbedOptions options() {
        return new EmbedOptions(
                prompt.get(), prefix.get(), pooling(), !rawLength.get(), chunk.get(), overlap.get(), overflow(),
                dimensions.get(), precision(), field.get(), EmbedOptions.Role.NONE);
    }

    private String pooling() {
        return switch (pooling.get()) {
            case "", "mean", "cls", "last", "max" -> pooling.get();
            default -> throw unknown("--pooling", pooling.get(), "use mean, cls, last or max");
        };
    }

    private Overflow overflow() {
        return switch (truncate.get()) {
            case "" -> Overflow.AUTO;
            case "none" -> Overflow.CHUNK;
            case "end" -> Overflow.END;
            case "start" -> Overflow.START;
            case "error" -> Overflow.ERROR;
            default -> throw unknown("--truncate", truncate.get(), "use end, start, error or none");
        };
    }

    private Precision precision() {
        return switch (quantize.get()) {
            case "" -> Precision.FLOAT32;
            case "int8" -> Precision.INT8;
            case "binary" -> Precision.BINARY;
            default -> throw unknown("--quantize", quantize.get(), "use int8 or binary");
        };
    }

    private static AiException unknown(String option, String value, String hint) {
        return AiException.usage(option + " " + value + ": is none of the choices", hint);
    }
}
