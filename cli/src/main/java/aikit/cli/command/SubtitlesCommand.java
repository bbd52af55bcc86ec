package aikit.cli.command;

import aikit.AiException;
import aikit.audio.MediaTypes;
import aikit.audio.subtitle.Retiming;
import aikit.audio.subtitle.Shaping;
import aikit.audio.subtitle.SubtitleOptions;
import aikit.audio.subtitle.SubtitlePipeline;
import aikit.audio.subtitle.TranscriptReader;
import aikit.batch.Fingerprint;
import aikit.batch.InputWalker;
import aikit.batch.OutcomeFile;
import aikit.batch.Outcomes;
import aikit.batch.RecordWriter.Content;
import aikit.batch.WalkOptions;
import aikit.cli.Arguments;
import aikit.cli.Arguments.Value;
import aikit.cli.BatchOptions;
import aikit.cli.BatchRun;
import aikit.cli.Console;
import aikit.cli.GlobalOptions;
import aikit.cli.OutputOptions;
import aikit.cli.input.Names;
import aikit.cli.input.RecordFile;
import aikit.cli.output.Format;
import aikit.cli.output.Naming;
import aikit.cli.output.Offer;
import aikit.cli.output.Outputs;
import aikit.cli.output.SubtitleTexts;
import aikit.cli.output.Target;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/// `ai subtitles`: other formats, times and shapes for subtitles and saved transcripts. Nothing is transcribed.
public final class SubtitlesCommand implements Callable<Integer> {

    private static final String VERB = "subtitles";

    private static final List<Format> FORMATS = List.of(
            Format.SRT, Format.VTT, Format.LRC, Format.TXT, Format.TSV, Format.CSV, Format.MD, Format.JSON,
            Format.NDJSON);

    /// Subtitles that are in memory at once.
    private static final long WINDOW = 10_000;

    private enum Kind {
        CONVERT(
                "Write subtitles and saved transcripts in another format.",
                "  ai subtitles convert talk.srt -o talk.vtt",
                "  ai subtitles convert talks.ndjson -f srt,md -o texts/   (what ai transcribe -o talks.ndjson has saved)",
                "  ai subtitles convert old.srt --encoding windows-1250 -o new.srt",
                "",
                "Subtitles keep their lines. Transcripts, which have none, are shaped as ai transcribe does it."),
        SHIFT(
                "Move all times, or stretch them.",
                "  ai subtitles shift talk.srt --by 1.5s -o better.srt",
                "  ai subtitles shift talk.vtt --by=-200ms > earlier.vtt",
                "  ai subtitles shift talk.srt --scale 25/23.976 -o film.srt",
                "  ai subtitles shift subs/ --by 2s -o source           (talk.srt becomes talk.shifted.srt)"),
        SHAPE(
                "Cut and break the text anew.",
                "  ai subtitles shape talk.json -f srt --max-width 37 -o talk.srt",
                "  ai subtitles shape talk.srt --max-lines 1 --max-cps 17 -o single.srt",
                "  ai subtitles shape talk.json -f vtt --max-cue-words 1   (a word at a time)",
                "",
                "Transcripts and subtitles alike are cut and broken anew. Where words have times, each subtitle begins with",
                "its first word; else times are shared out by the letters.");

        private final String summary;
        private final String[] examples;

        Kind(String summary, String... examples) {
            this.summary = summary;
            this.examples = new String[examples.length + 2];
            this.examples[0] = "Examples:";
            System.arraycopy(examples, 0, this.examples, 1, examples.length);
            this.examples[examples.length + 1] = "";
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// Before the ending of what stands beside its source.
        String mark() {
            return switch (this) {
                case CONVERT -> "";
                case SHIFT -> ".shifted";
                case SHAPE -> ".shaped";
            };
        }
    }

    private SubtitlesCommand() {}

    /// The command and those below it.
    public static CommandSpec command(Console console, GlobalOptions global) {
        CommandSpec subtitles = CommandSpec.wrapWithoutInspection(new SubtitlesCommand());
        for (Kind kind : Kind.values()) {
            Arguments arguments = new Arguments();
            CommandSpec below = CommandSpec.wrapWithoutInspection(new Job(kind, console, global, arguments));
            below.usageMessage().header(kind.summary, "").description(kind.examples);
            subtitles.addSubcommand(kind.word(), new CommandLine(arguments.addTo(below)));
        }
        subtitles.usageMessage().description(
                "Reads srt, vtt, lrc, tsv, csv, and the JSON of ai transcribe, OpenAI, whisper.cpp, faster-whisper and",
                "whisperX. Commands: convert, shift, shape", "");
        return subtitles;
    }

    @Override
    public Integer call() {
        throw AiException.usage(
                "subtitles: nothing to do", "use: ai subtitles convert, shift or shape, or see: ai subtitles --help");
    }

    /// One of the commands.
    private static final class Job implements Callable<Integer> {

        private final Kind kind;
        private final OutputOptions output;
        private final Optional<TimeArguments> times;
        private final Optional<ShapingArguments> shaping;
        private final Value<Boolean> languageInName;
        private final Value<Boolean> fullNames;
        private final Value<String> encoding;
        private final Value<String> language;
        private final BatchOptions batch;
        private final GlobalOptions global;
        private final Console console;

        Job(Kind kind, Console console, GlobalOptions global, Arguments arguments) {
            this.kind = kind;
            this.console = console;
            this.global = global;
            times = kind == Kind.SHIFT ? Optional.of(new TimeArguments(arguments)) : Optional.empty();
            arguments.heading("Output");
            output = new OutputOptions(
                    arguments, "FILE.srt (or another format), FILE.ndjson (can be resumed)",
                    (kind == Kind.CONVERT ? "srt (default)" : "srt (default, or that of the first INPUT)")
                            + ", vtt, lrc, txt, tsv, csv, md, json or ndjson");
            languageInName = arguments.flag("Put the language into names of files: talk.en.srt.", "--language-in-name");
            fullNames = arguments.flag("Keep the endings of inputs in names of files: talk.json.srt.", "--full-names");
            shaping = kind == Kind.SHIFT ? Optional.empty() : Optional.of(new ShapingArguments(arguments));
            arguments.heading("Inputs");
            encoding = arguments.text("", "NAME",
                    "How the text is encoded, such as windows-1250; found out unless given.", "--encoding");
            language = arguments.text("", "CODE", "What is spoken, where the file does not say so: en, de, ja.",
                    "--language");
            batch = new BatchOptions(
                    arguments, "Subtitles, saved transcripts, folders, quoted globs, or - for standard input.");
        }

        @Override
        public Integer call() {
            SubtitleOptions options = new SubtitleOptions(
                    times.map(TimeArguments::retiming).orElse(Retiming.NONE),
                    kind == Kind.SHAPE ? shaping() : Optional.empty(), encoding.get(), language());
            Offer offer = offer();
            List<Format> formats = output.formats(offer);
            Target target = Target.parse(output.output(), formats, offer);
            Names names = Names.of(console, batch, List.of(), Names.Stdin.FILE);
            if (names.several()) {
                target.checkSeveral();
            }
            BatchRun.Work work = new BatchRun.Work(VERB, options, offer, Content.RESULT, WINDOW);
            Outputs outputs = new Outputs(
                    console, work, target, true, names.several(), VERB + "-" + kind.word());
            WalkOptions walk = new WalkOptions(
                    TranscriptReader.EXTENSIONS, TranscriptReader::isTranscript, batch.exclude(), outputs.own(),
                    made(target, offer));
            BatchRun run = new BatchRun(console, global, batch);
            if (batch.dryRun()) {
                return run.plan(kind.word(), outputs.describe(), InputWalker.of(names, walk));
            }
            boolean together = target.holdsOne();
            OutcomeFile.Resume resume = new OutcomeFile.Resume(batch.retryFailed(), output.overwrite());
            try (SubtitlePipeline pipeline = new SubtitlePipeline(options); Outcomes outcomes = outputs.open(resume)) {
                Fingerprint fingerprint = Fingerprint.of(
                        VERB + " " + kind.word(), pipeline.provenance(), work.given(target.formats()));
                return run.drive(
                        work, new BatchRun.Inputs(names, walk, item -> RecordFile.look(item, together)), outcomes,
                        fingerprint, pipeline);
            }
        }

        private Optional<Shaping> shaping() {
            return shaping.map(ShapingArguments::shaping);
        }

        private String language() {
            if (!language.get().matches("|[A-Za-z]{2,3}")) {
                throw AiException.usage("--language " + language.get() + ": is no code", "as in en, de or yue");
            }
            return language.get().toLowerCase(Locale.ROOT);
        }

        private Offer offer() {
            Shaping usual = switch (kind) {
                case CONVERT -> shaping().orElseThrow();
                // Words keep their times where the input has told them so.
                case SHIFT -> new Shaping(
                        false, Shaping.Lines.DEFAULT, Shaping.Pace.DEFAULT, usualFormat() != Format.SRT);
                case SHAPE -> new Shaping(
                        true, Shaping.Lines.DEFAULT, Shaping.Pace.DEFAULT, shaping().orElseThrow().wordTimes());
            };
            Set<String> dropped = new HashSet<>();
            if (!fullNames.get()) {
                dropped.addAll(TranscriptReader.EXTENSIONS);
                dropped.addAll(MediaTypes.EXTENSIONS);
            }
            String mark = output.output().equals("source") ? kind.mark() : "";
            Naming naming = new Naming(mark, dropped, languageInName.get() ? Naming.FOUND : "");
            Format format = usualFormat();
            return new Offer(FORMATS, format, format, naming, new SubtitleTexts(usual));
        }

        /// That of the first input, where the job does not change it.
        private Format usualFormat() {
            String first = batch.inputs().isEmpty() ? "" : batch.inputs().getFirst().toLowerCase(Locale.ROOT);
            return List.of(Format.VTT, Format.LRC).stream()
                    .filter(format -> kind != Kind.CONVERT && first.endsWith("." + format.word()))
                    .findFirst()
                    .orElse(Format.SRT);
        }

        /// Files that an earlier run put beside their sources.
        private static Predicate<String> made(Target target, Offer offer) {
            if (!(target instanceof Target.Beside beside)) {
                return _ -> false;
            }
            return name -> beside.formats().stream()
                    .anyMatch(format -> name.endsWith(offer.naming().mark() + "." + format.word()));
        }
    }
}
