package aikit.cli;

import aikit.AiException;
import aikit.EditDistance;
import aikit.cli.command.CaptionCommand;
import aikit.cli.command.ClassifyCommand;
import aikit.cli.command.CompletionCommand;
import aikit.cli.command.ConfigCommand;
import aikit.cli.command.DemoCommand;
import aikit.cli.command.DetectCommand;
import aikit.cli.command.DoctorCommand;
import aikit.cli.command.EmbedCommand;
import aikit.cli.command.EvalCommand;
import aikit.cli.command.GroupCommand;
import aikit.cli.command.HelpCommand;
import aikit.cli.command.IndexCommand;
import aikit.cli.command.ListenCommand;
import aikit.cli.command.ModelsCommand;
import aikit.cli.command.OcrCommand;
import aikit.cli.command.SearchCommand;
import aikit.cli.command.StoreCommand;
import aikit.cli.command.SubtitlesCommand;
import aikit.cli.command.TranscribeCommand;
import java.util.Optional;

/// The commands of `ai`: one line here is what it takes to add one.
public enum Verb {
    DEMO("demo", "Show what ai does, on samples that come with it"),
    EMBED("embed", "Turn texts, documents, pictures and sounds into vectors"),
    TRANSCRIBE("transcribe", "Turn speech into text and subtitles"),
    CAPTION("caption", "Describe pictures in words"),
    LISTEN("listen", "Report what recordings sound like: loudness, pauses, pitch, tempo"),
    DETECT("detect", "Find things and faces in pictures, and where they are"),
    OCR("ocr", "Read what is written in pictures and scanned documents"),
    SUBTITLES("subtitles", "Convert, shift and shape subtitles and saved transcripts"),
    CLASSIFY("classify", "Say what pictures are of, in your words or a model's"),
    INDEX("index", "Keep the store in step with folders, to search them"),
    SEARCH("search", "Find what is in the store, by meaning and by words"),
    DEDUPE("dedupe", "Find files of the store that are nearly the same"),
    CLUSTER("cluster", "Group files of the store by what they are about"),
    STORE("store", "Look after what is indexed: stats, verify, export, forget"),
    EVAL("eval", "Measure how good results are"),
    MODELS("models", "List, fetch, verify, pin and move models"),
    DOCTOR("doctor", "Check what ai needs on this machine"),
    CONFIG("config", "Show and change the settings of this user"),
    COMPLETION("completion", "Print a completion script for bash, zsh or fish"),
    HELP("help", "Explain a command or a topic (exit-codes, inputs, outputs, settings)");

    private final String word;
    private final String summary;

    Verb(String word, String summary) {
        this.word = word;
        this.summary = summary;
    }

    /// What the user types.
    public String word() {
        return word;
    }

    /// One line on what it does.
    public String summary() {
        return summary;
    }

    /// Whether the command runs a model, so that the runtime for it is worth loading before the command line is read.
    boolean runsModels() {
        return this == EMBED || this == SEARCH || this == TRANSCRIBE || this == CAPTION || this == CLASSIFY
                || this == DETECT || this == OCR;
    }

    /// The picocli command object.
    Object command(Console console, GlobalOptions global) {
        return switch (this) {
            case DEMO -> DemoCommand.command(console, global);
            case EMBED -> EmbedCommand.command(console, global);
            case TRANSCRIBE -> TranscribeCommand.command(console, global);
            case CAPTION -> CaptionCommand.command(console, global);
            case LISTEN -> ListenCommand.command(console, global);
            case DETECT -> DetectCommand.command(console, global);
            case OCR -> OcrCommand.command(console, global);
            case SUBTITLES -> SubtitlesCommand.command(console, global);
            case CLASSIFY -> ClassifyCommand.command(console, global);
            case INDEX -> IndexCommand.command(console, global);
            case SEARCH -> SearchCommand.command(console, global);
            case DEDUPE -> GroupCommand.dedupe(console, global);
            case CLUSTER -> GroupCommand.cluster(console, global);
            case STORE -> new StoreCommand(console, global);
            case EVAL -> EvalCommand.command(console, global);
            case MODELS -> new ModelsCommand(console, global);
            case DOCTOR -> new DoctorCommand(console.environment(), console.home(), global);
            case CONFIG -> new ConfigCommand(console);
            case COMPLETION -> new CompletionCommand(console);
            case HELP -> new HelpCommand(console);
        };
    }

    public static Optional<Verb> find(String word) {
        for (Verb verb : values()) {
            if (verb.word.equals(word)) {
                return Optional.of(verb);
            }
        }
        return Optional.empty();
    }

    /// The error for a word that is no command, with the nearest one as a hint.
    public static AiException unknown(String word) {
        if (word.startsWith("-")) {
            return AiException.usage(
                    word + ": options come after the command", "ai <command> [options] INPUT..., see: ai --help");
        }
        Verb nearest = EMBED;
        int distance = Integer.MAX_VALUE;
        for (Verb verb : values()) {
            int d = EditDistance.between(word, verb.word);
            if (d < distance) {
                distance = d;
                nearest = verb;
            }
        }
        boolean near = distance <= Math.max(1, word.length() / 2);
        return AiException.usage(
                word + ": no such command", near ? "did you mean: ai " + nearest.word : "see: ai --help");
    }
}
