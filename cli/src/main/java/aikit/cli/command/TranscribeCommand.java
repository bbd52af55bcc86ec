package aikit.cli.command;

import aikit.AiException;
import aikit.audio.MediaTypes;
import aikit.audio.SpeechStream;
import aikit.audio.TranscribeOptions;
import aikit.batch.RecordWriter.Content;
import aikit.cli.Arguments;
import aikit.cli.Arguments.Value;
import aikit.cli.BatchOptions;
import aikit.cli.BatchRun;
import aikit.cli.Console;
import aikit.cli.GlobalOptions;
import aikit.cli.ModelOptions;
import aikit.cli.Numbers;
import aikit.cli.OpenTask;
import aikit.cli.OutputOptions;
import aikit.cli.input.Names;
import aikit.cli.output.Format;
import aikit.cli.output.LiveText;
import aikit.cli.output.Naming;
import aikit.cli.output.Offer;
import aikit.cli.output.TranscriptTexts;
import aikit.task.AiRuntime;
import aikit.task.Pipeline;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/// `ai transcribe`: what is said in recordings, as text and subtitles.
public final class TranscribeCommand implements Callable<Integer> {

    private static final String VERB = "transcribe";

    private static final String[] EXAMPLES = {
        "Examples:",
        "  ai transcribe talk.mp3 > talk.txt",
        "  ai transcribe film.mkv -f srt -o film.srt --language de --track 2",
        "  ai transcribe talks/ -f srt,json -o source   (beside each recording; run it again to go on)",
        "  ai transcribe 'talks/**/*.mp4' -f vtt,md -o texts/ --min-coverage 0.8",
        "  ai transcribe interview.wav --translate --clip 10:00-12:30",
        "  ffmpeg -i URL -f s16le -ac 1 -ar 16000 - | ai transcribe --live",
        "",
        "Recordings are what FFmpeg opens: audio, and the sound of films. A recording in which nobody speaks gives an",
        "empty text. Files get the name of the recording: talk.mp4 becomes talk.srt.",
        ""
    };

    private static final List<Format> FORMATS = List.of(
            Format.TXT, Format.SRT, Format.VTT, Format.JSON, Format.TSV, Format.CSV, Format.LRC, Format.MD,
            Format.NDJSON);

    /// What needs a recording that has an end, or is for files of subtitles.
    private static final Set<String> NOT_LIVE = Set.of(
            "--batch-size", "--clip", "--track", "--full-names", "--language-in-name", "--overwrite", "--dry-run");

    private final Arguments arguments;
    private final SpeechArguments speech;
    private final DecodingArguments decoding;
    private final ShapingArguments shaping;
    private final Value<Boolean> languageInName;
    private final Value<Boolean> fullNames;
    private final Value<String> minCoverage;
    private final Value<Boolean> live;
    private final BatchOptions batch;
    private final OutputOptions output;
    private final ModelOptions model;
    private final GlobalOptions global;
    private final Console console;

    private TranscribeCommand(Console console, GlobalOptions global, Arguments arguments) {
        this.console = console;
        this.global = global;
        this.arguments = arguments;
        arguments.heading("Output");
        output = new OutputOptions(
                arguments, "FILE.srt (or another format), FILE.ndjson (can be resumed)",
                "txt (default), srt, vtt, json, tsv, csv, lrc, md or ndjson");
        languageInName = arguments.flag("Put the language into names of files: talk.en.srt.", "--language-in-name");
        fullNames = arguments.flag("Keep the endings of recordings in names of files: talk.mp4.srt.", "--full-names");
        minCoverage = arguments.text("", "PART",
                "Exit with 4 when less than this part of the speech became text, such as 0.8.", "--min-coverage");
        speech = new SpeechArguments(arguments);
        live = arguments
                .flag("Transcribe standard input as it comes: raw sound, 16 kHz, mono, signed 16 bits, low byte "
                        + "first.", "--live");
        decoding = new DecodingArguments(arguments);
        shaping = new ShapingArguments(arguments);
        arguments.heading("Model");
        model = new ModelOptions(arguments);
        arguments.heading("Inputs");
        batch = new BatchOptions(arguments, "Recordings, folders, quoted globs, or - for standard input.");
    }

    public static CommandSpec command(Console console, GlobalOptions global) {
        Arguments arguments = new Arguments();
        CommandSpec command = CommandSpec.wrapWithoutInspection(new TranscribeCommand(console, global, arguments));
        command.usageMessage().description(EXAMPLES);
        return arguments.addTo(command);
    }

    @Override
    public Integer call() {
        TranscribeOptions options = new TranscribeOptions(
                speech.language(), speech.context(), decoding.search(), decoding.gates(), speech.speech(),
                decoding.windows(shaping.wordTimes()));
        if (options.windows().batch() > 0 && options.language().windows() > 1) {
            throw AiException.usage(
                    "--detect-windows and --batch-size: in fast mode the first stretch of speech tells the language",
                    "leave out one of them, or say --language");
        }
        Offer offer = new Offer(
                FORMATS, Format.TXT, Format.TXT, naming(options.language()), new TranscriptTexts(shaping.shaping()));
        // One after the other, each handed out when it is done; in fast mode so many that they fill a batch.
        long together = Math.max(1, options.windows().batch());
        BatchRun.Work work = new BatchRun.Work(VERB, options, offer, Content.RESULT, together, leastCoverage());
        BatchRun run = new BatchRun(console, global, model, batch);
        if (live.get()) {
            return live(run, work);
        }
        return run.run(work, Names.of(console, batch, List.of(), Names.Stdin.RECORDING), output);
    }

    private Naming naming(TranscribeOptions.Language language) {
        Set<String> dropped = fullNames.get() ? Set.of() : MediaTypes.EXTENSIONS;
        if (!languageInName.get()) {
            return new Naming("", dropped, "");
        }
        String known = language.translate() ? "en" : language.code();
        return new Naming("", dropped, known.isEmpty() ? Naming.FOUND : known);
    }

    private double leastCoverage() {
        return minCoverage.get().isEmpty()
                ? Double.NaN
                : Numbers.decimal("--min-coverage", minCoverage.get(), 0, 1);
    }

    /// Standard input as it comes, to standard output as it is understood.
    private int live(BatchRun run, BatchRun.Work work) {
        boolean elsewhere = !batch.inputs().isEmpty() && !batch.inputs().equals(List.of("-"))
                || batch.filesFrom().isPresent() || batch.filesFrom0().isPresent();
        if (elsewhere || !output.output().equals("-")) {
            throw AiException.usage(
                    "--live: goes from standard input to standard output", "leave out INPUT and -o");
        }
        for (String option : arguments.given()) {
            if (NOT_LIVE.contains(option) || ShapingArguments.NAMES.contains(option)) {
                throw AiException.usage("--live and " + option + ": do not go together", "leave out one of them");
            }
        }
        LiveText text = new LiveText(console, output.formats(work.offer()));
        Names names = Names.of(console, batch, List.of(), Names.Stdin.RECORDING);
        try (AiRuntime runtime = run.runtime(names);
                Pipeline<?> pipeline = OpenTask.find(runtime, VERB, model).open(work.options())) {
            if (!(pipeline instanceof SpeechStream stream)) {
                throw AiException.model(
                        pipeline.provenance().model() + ": cannot transcribe what has no end yet", "leave out --live");
            }
            stream.tell(text);
            return run.judge(work, "-", stream.live(console.in(), "-"));
        }
    }
}
