package aikit.cli.command;

import aikit.AiException;
import aikit.audio.MediaTypes;
import aikit.audio.listen.ListenOptions;
import aikit.audio.listen.Listener;
import aikit.batch.RecordWriter.Content;
import aikit.cli.Arguments;
import aikit.cli.Arguments.Value;
import aikit.cli.BatchOptions;
import aikit.cli.BatchRun;
import aikit.cli.Clock;
import aikit.cli.Console;
import aikit.cli.GlobalOptions;
import aikit.cli.Kinds;
import aikit.cli.Means;
import aikit.cli.Numbers;
import aikit.cli.OutputOptions;
import aikit.cli.input.Names;
import aikit.cli.output.Format;
import aikit.cli.output.Naming;
import aikit.cli.output.Offer;
import aikit.cli.output.PictureFile;
import aikit.cli.output.SoundTexts;
import aikit.task.AiRuntime;
import aikit.task.Pipeline;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/// `ai listen`: what recordings sound like.
public final class ListenCommand implements Callable<Integer> {

    private static final String VERB = "listen";

    private static final String[] EXAMPLES = {
        "Examples:",
        "  ai listen song.mp3",
        "  ai listen talk.wav --json",
        "  ai listen talk.wav --spectrogram talk.png",
        "  ai listen recordings/ -o reports.ndjson       (run it again to go on where it stopped)",
        "  ai listen 'albums/**/*.flac' -f txt,png -o reports/",
        "",
        "Recordings are what FFmpeg opens: audio, and the sound of films. Loudness is measured by EBU R 128.",
        ""
    };

    private static final Offer OFFER = new Offer(
            List.of(Format.TXT, Format.JSON, Format.NDJSON, Format.PNG), Format.TXT, Format.JSON,
            Naming.of(".listen"), new SoundTexts());

    /// Recordings are listened to by as many threads as prepare inputs; each is handed out when it is done.
    private static final long WINDOW = 1;

    private final Value<String> silence;
    private final Value<String> shortest;
    private final Value<String> vad;
    private final Value<String> track;
    private final Value<String> spectrogram;
    private final BatchOptions batch;
    private final OutputOptions output;
    private final GlobalOptions global;
    private final Console console;

    private ListenCommand(Console console, GlobalOptions global, Arguments arguments) {
        this.console = console;
        this.global = global;
        arguments.heading("Listening");
        silence = arguments.text("-50", "DB",
                "Silence is what stays below this level, in dB below full scale (default: -50).", "--silence");
        shortest = arguments.text("0.5", "TIME", "Silence that is shorter does not count (default: 0.5).",
                "--silence-length");
        vad = arguments.text("energy", "METHOD",
                "How speech is heard: energy (default: by loudness), silero (by a model), auto (the model if it can be "
                        + "had) or none.",
                "--vad");
        track = arguments.text("", "TRACK",
                "Which track of sound: a number from 1, or a language such as deu (default: the best).", "--track");
        arguments.heading("Output");
        spectrogram = arguments.text("", "FILE.png",
                "Also draw a spectrogram of the recording; for many, use -f png -o DIR/.", "--spectrogram");
        output = new OutputOptions(
                arguments, "FILE.ndjson (can be resumed), FILE.txt, FILE.png", "txt (default), json, ndjson or png");
        arguments.heading("Inputs");
        batch = new BatchOptions(arguments, "Recordings, folders, quoted globs, or - for standard input.");
    }

    public static CommandSpec command(Console console, GlobalOptions global) {
        Arguments arguments = new Arguments();
        CommandSpec command = CommandSpec.wrapWithoutInspection(new ListenCommand(console, global, arguments));
        command.usageMessage().description(EXAMPLES);
        return arguments.addTo(command);
    }

    @Override
    public Integer call() {
        Names names = Names.of(console, batch, List.of(), Names.Stdin.RECORDING);
        Optional<PictureFile> picture = picture(names);
        ListenOptions options = options(picture.isPresent() || output.formats(OFFER).contains(Format.PNG)
                || output.output().endsWith(".png"));
        BatchRun.Work work = new BatchRun.Work(VERB, options, OFFER, Content.RESULT, WINDOW);
        BatchRun run = new BatchRun(console, global, batch);
        return run.run(work, names, output, new ByEar(options, picture));
    }

    private ListenOptions options(boolean draw) {
        ListenOptions.Quiet quiet = new ListenOptions.Quiet(
                Numbers.decimal("--silence", silence.get(), -150, -1),
                Clock.parse("--silence-length", shortest.get()));
        return switch (vad.get()) {
            case "energy", "silero", "auto", "none" -> new ListenOptions(quiet, vad.get(), track.get(), draw);
            default -> throw AiException.usage(
                    "--vad " + vad.get() + ": is none of the choices", "use energy, silero, auto or none");
        };
    }

    private Optional<PictureFile> picture(Names names) {
        if (spectrogram.get().isEmpty()) {
            return Optional.empty();
        }
        if (names.several() || !output.output().equals("-")) {
            throw AiException.usage(
                    "--spectrogram: goes with one recording, and its report to standard output",
                    "use -f json,png -o DIR/");
        }
        return Optional.of(PictureFile.of(spectrogram.get(), output.overwrite()));
    }

    /// Nothing but a listener.
    private record ByEar(ListenOptions options, Optional<PictureFile> picture) implements Means {

        @Override
        public Kinds kinds(AiRuntime runtime) {
            return new Kinds(MediaTypes.EXTENSIONS, MediaTypes::isRecording);
        }

        @Override
        public Pipeline<?> open(AiRuntime runtime) {
            Listener listener = Listener.open(options, runtime);
            return picture.isPresent() ? picture.get().beside(listener) : listener;
        }
    }
}
