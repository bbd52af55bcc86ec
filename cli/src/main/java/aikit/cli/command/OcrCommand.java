package aikit.cli.command;

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
import aikit.cli.output.Format;
import aikit.cli.output.Naming;
import aikit.cli.output.Offer;
import aikit.cli.output.WrittenTexts;
import aikit.image.ocr.OcrOptions;
import aikit.image.ocr.TextReader;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/// `ai ocr`: what is written in pictures and scanned documents.
public final class OcrCommand implements Callable<Integer> {

    private static final String VERB = "ocr";

    private static final String[] EXAMPLES = {
        "Examples:",
        "  ai ocr receipt.jpg",
        "  ai ocr scan.pdf > scan.txt                     (every page, whether it has a text layer or not)",
        "  ai ocr scan.pdf -f pdf -o scans/               (the same document, with text that can be searched)",
        "  ai ocr scans/ -f txt,hocr -o source            (beside each file; run it again to go on)",
        "  ai ocr photos/ -o texts.ndjson --words         (lines and words with their places and confidences)",
        "",
        "Pictures and PDF documents are read, and all pages of a TIFF file. Text may be tilted, upside down or on its side.",
        "A picture without text gives an empty text. Files get the name of the input: scan.pdf becomes scan.ocr.txt.",
        ""
    };

    private static final List<Format> FORMATS = List.of(
            Format.TXT, Format.JSON, Format.NDJSON, Format.HOCR, Format.MD, Format.TABLE, Format.PDF);

    private static final Set<Format> OF_WORDS = Set.of(Format.HOCR, Format.PDF);

    /// One after the other, each handed out when it is done: a page makes use of the whole machine.
    private static final long WINDOW = 1;

    private final Value<String> minConfidence;
    private final Value<Integer> dpi;
    private final Value<Boolean> words;
    private final Value<Boolean> fullNames;
    private final ReportOptions report;
    private final BatchOptions batch;
    private final OutputOptions output;
    private final ModelOptions model;
    private final GlobalOptions global;
    private final Console console;

    private OcrCommand(Console console, GlobalOptions global, Arguments arguments) {
        this.console = console;
        this.global = global;
        arguments.heading("Reading");
        minConfidence = arguments.text("0.5", "PART",
                "Leave out lines of which the model is less sure, from 0 to 1 (default: 0.5).", "--min-confidence");
        dpi = arguments.number(OcrOptions.DEFAULT.dpi(), "DPI",
                "Dots to the inch in which pages of PDF documents are drawn to be read (default: 300).", "--dpi");
        arguments.heading("Output");
        output = new OutputOptions(
                arguments, "FILE.txt (or another format), FILE.ndjson (can be resumed)",
                "txt (default), json, ndjson, hocr, md, csv or pdf");
        report = new ReportOptions(arguments);
        words = arguments.flag("Also say where each word stands, and how sure the model is of it.", "--words");
        fullNames = arguments.flag("Keep the endings of inputs in names of files: scan.pdf.ocr.txt.", "--full-names");
        arguments.heading("Model");
        model = new ModelOptions(arguments);
        arguments.heading("Inputs");
        batch = new BatchOptions(arguments, "Pictures, PDF documents, folders, quoted globs, or - for standard input.");
    }

    public static CommandSpec command(Console console, GlobalOptions global) {
        Arguments arguments = new Arguments();
        CommandSpec command = CommandSpec.wrapWithoutInspection(new OcrCommand(console, global, arguments));
        command.usageMessage().description(EXAMPLES);
        return arguments.addTo(command);
    }

    @Override
    public Integer call() {
        Naming naming = new Naming(".ocr", fullNames.get() ? Set.of() : TextReader.EXTENSIONS, "");
        Offer offer = new Offer(FORMATS, Format.TXT, Format.TXT, naming, new WrittenTexts());
        boolean places = output.formats(offer).stream().anyMatch(OF_WORDS::contains)
                || OF_WORDS.stream().anyMatch(format -> output.output().endsWith("." + format.word()));
        OcrOptions options = new OcrOptions(
                Numbers.decimal("--min-confidence", minConfidence.get(), 0, 1), dpi.get(), words.get() || places);
        BatchRun.Work work = new BatchRun.Work(VERB, options, offer, Content.RESULT, WINDOW);
        return report.follow(new BatchRun(console, global, model, batch), VERB, output)
                .run(work, Names.of(console, batch, List.of(), Names.Stdin.FILE), output);
    }
}
