package aikit.cli.command;

import aikit.AiException;
import aikit.Result.Precision;
import aikit.batch.RecordWriter.Content;
import aikit.cli.BatchOptions;
import aikit.cli.BatchRun;
import aikit.cli.Console;
import aikit.cli.GlobalOptions;
import aikit.cli.ModelOptions;
import aikit.cli.input.Names;
import aikit.cli.output.Format;
import aikit.text.EmbedOptions;
import aikit.text.EmbedOptions.Overflow;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `ai embed`: texts and documents to vectors.
@Command(description = {
    "Examples:",
    "  ai embed --text \"hello world\" --json",
    "  ai embed notes/ -o notes.ndjson          (run it again to go on where it stopped)",
    "  ai embed 'docs/**/*.md' -o vectors.npy",
    "  cut -f2 questions.tsv | ai embed --lines --prompt query -",
    ""
})
public final class EmbedCommand implements Callable<Integer> {

    /// Tokens that go through the model together at most.
    private static final long WINDOW = 16_384;

    @Option(names = {"-t", "--text"}, paramLabel = "TEXT", order = 1, description = "Embed this text; may be repeated.")
    private List<String> texts = new ArrayList<>();

    @Option(names = "--lines", order = 2, description = "Each line of standard input is an input.")
    private boolean lines;

    @Option(names = "--field", paramLabel = "NAME", order = 3,
            description = "Column or member that holds the text (CSV, JSON).")
    private String field = "";

    @Option(names = "--with-text", order = 4, description = "Put the text of each passage into its record.")
    private boolean withText;

    @Option(names = "--prompt", paramLabel = "NAME", order = 5,
            description = "One of the model's prompts, put before each passage: query, document, passage.")
    private String prompt = "";

    @Option(names = "--prefix", paramLabel = "TEXT", order = 6, description = "Text put before each passage.")
    private String prefix = "";

    @Option(names = "--pooling", paramLabel = "P", order = 7,
            description = "mean, cls, last or max instead of the model's own.")
    private String pooling = "";

    @Option(names = "--no-normalize", order = 8, description = "Do not bring vectors to unit length.")
    private boolean rawLength;

    @Option(names = "--chunk", paramLabel = "TOKENS", order = 9, description = "Most tokens of a passage.")
    private int chunk;

    @Option(names = "--overlap", paramLabel = "TOKENS", order = 10,
            description = "Tokens that neighbouring passages share.")
    private int overlap;

    @Option(names = "--truncate", paramLabel = "HOW", order = 11,
            description = "What a text that is too long loses: its end, its start, none (it is split), or error.")
    private String truncate = "";

    @Option(names = "--dims", paramLabel = "N", order = 12,
            description = "Keep the first N numbers (Matryoshka models).")
    private int dimensions;

    @Option(names = "--quantize", paramLabel = "HOW", order = 13, description = "int8 or binary.")
    private String quantize = "";

    @Mixin
    private BatchOptions batch;

    @Mixin
    private ModelOptions model;

    @Mixin
    private GlobalOptions global;

    private final Console console;

    public EmbedCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Content content = withText ? Content.RESULT_AND_TEXT : Content.RESULT;
        BatchRun.Work work = new BatchRun.Work("embed", options(), List.of(Format.values()), content, WINDOW);
        return new BatchRun(console, global, model, batch).run(work, Names.of(console, batch, texts, lines));
    }

    private EmbedOptions options() {
        return new EmbedOptions(
                prompt, prefix, pooling(), !rawLength, chunk, overlap, overflow(), dimensions, precision(), field);
    }

    private String pooling() {
        return switch (pooling) {
            case "", "mean", "cls", "last", "max" -> pooling;
            default -> throw unknown("--pooling", pooling, "use mean, cls, last or max");
        };
    }

    private Overflow overflow() {
        return switch (truncate) {
            case "" -> Overflow.AUTO;
            case "none" -> Overflow.CHUNK;
            case "end" -> Overflow.END;
            case "start" -> Overflow.START;
            case "error" -> Overflow.ERROR;
            default -> throw unknown("--truncate", truncate, "use end, start, error or none");
        };
    }

    private Precision precision() {
        return switch (quantize) {
            case "" -> Precision.FLOAT32;
            case "int8" -> Precision.INT8;
            case "binary" -> Precision.BINARY;
            default -> throw unknown("--quantize", quantize, "use int8 or binary");
        };
    }

    private static AiException unknown(String option, String value, String hint) {
        return AiException.usage(option + " " + value + ": is none of the choices", hint);
    }
}
