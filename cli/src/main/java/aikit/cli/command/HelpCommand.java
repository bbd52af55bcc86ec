package aikit.cli.command;

import aikit.cli.CommandTable;
import aikit.cli.Console;
import aikit.cli.ExitCode;
import aikit.cli.Verb;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `ai help`: a command's help, or a page on a topic.
@Command
public final class HelpCommand implements Callable<Integer> {

    @Parameters(paramLabel = "TOPIC", description = "A command, or exit-codes, inputs, outputs, settings.")
    private String topic;

    private final Console console;

    public HelpCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        switch (topic) {
            case "exit-codes" -> console.print(exitCodes());
            case "inputs" -> console.print(INPUTS);
            case "outputs" -> console.print(OUTPUTS);
            case "settings" -> console.print(SETTINGS);
            default -> {
                Verb verb = Verb.find(topic).orElseThrow(() -> Verb.unknown(topic));
                console.print(CommandTable.of(console, List.of(verb))
                        .getSubcommands()
                        .get(verb.word())
                        .getUsageMessage());
            }
        }
        return ExitCode.OK.number();
    }

    private static String exitCodes() {
        StringBuilder text = new StringBuilder("Exit codes, the same for every command:\n\n");
        for (ExitCode code : ExitCode.values()) {
            String number = Integer.toString(code.number());
            text.repeat(' ', 5 - number.length()).append(number).append("  ").append(code.meaning()).append('\n');
        }
        return text.append(
                "\nA standard output that is closed early (ai ... | head -1) ends the command quietly with 0.\n")
                .toString();
    }

    private static final String INPUTS = """
            Inputs

              FILE          one file, whatever its name ends with
              FOLDER        every file below it of a kind the command reads, sorted by name; folders that links lead
                            to are read once; names that start with a dot are passed over
              'GLOB'        quoted: * ? [a-z] {a,b} within a name, ** for any number of folders
              -             standard input
              --files-from FILE    one name per line (- for standard input); --files-from0 for names that end with NUL

            Passing over

              --exclude PATTERN, and lines of a file named .aiignore in any folder that is walked:
                name        a file or folder of this name (with * ? [a-z] {a,b}) at any depth
                name/       only a folder
                a/b, /a     from the folder of the .aiignore (or the folder given) on; ** for any number of folders
                !pattern    not passed over after all; the last line that matches decides, the deeper file goes first
                # text      a comment; a \\ takes its meaning from the character after it
              What is in a folder that is passed over cannot be taken back in. Files that are named are never passed over.

            What is neither file nor folder (pipes, sockets, devices) fails when it is named; below a folder it is recorded as
            skipped.
            """;

    private static final String OUTPUTS = """
            Outputs

              -             standard output (usual): results only, one after the other
              FILE          one file for all of it; FILE.ndjson grows with every result and can be resumed, others appear
                            whole at the end
              DIR/          a file for each input and format, in a tree like that of the inputs
              source        a file for each input and format, beside the input

            Formats, several with commas (-f srt,json) where there is a file for each

              json, ndjson  every verb: one record for each input, with schema, status, model, device and time
              csv, npy      ai embed: vectors, for tables and NumPy
              txt, md       ai transcribe: text; those of several inputs can follow one another, each under its name
              srt, vtt, lrc ai transcribe: subtitles and lyrics, cut and timed to be read; a file for each recording
              tsv, csv      ai transcribe: start, end and text of each segment
              txt, csv, md  ai classify: labels and scores; csv is a table of all inputs
              txt, csv, md  ai caption: a line for each picture, behind its name and a tab when there are several; a table
              xmp           ai caption: description and alternative text in photo.jpg.xmp, or in a photo.xmp that is there
              txt, csv      ai detect: a line for each thing that was found; a table of all inputs
              coco          ai detect: the same as data sets of COCO have it (FILE.coco.json)
              jpg, png      ai detect: a copy of each picture with boxes
              txt, md, csv  ai ocr: text; csv is a table of the lines of all inputs
              hocr, pdf     ai ocr: text with places; a document that looks like the input and can be searched
              txt, png      ai listen: a report on a few lines, and a spectrogram; a picture for each recording
            Without --format, ai embed gives records, all others text.

            Names

              notes.txt becomes notes.txt.embed.json; talk.mp4 becomes talk.srt and talk.json, as players look for them.
              scan.pdf becomes scan.ocr.txt.
              --language-in-name makes it talk.en.srt, --full-names talk.mp4.srt. When two inputs want one name, the second
              fails before it is worked on.

            Running again

              What was made of the same input, model and options stays as it is; what is missing is made, and what was made
              of an input that has changed is made anew. A file that ai did not make is never touched without --overwrite.
            """;

    private static final String SETTINGS = """
            Settings

            The value of an option is looked for in this order:
              1. the option itself
              2. the environment: AI_ and the option's name, such as AI_MODEL, AI_DEVICE, AI_OFFLINE, AI_LIMIT_MEMORY
              3. the file of --config FILE (or AI_CONFIG)
              4. the user's own settings, in the file whose name 'ai config path' prints
              5. what is built in

            A settings file holds lines 'option: value' for every command that has the option and 'command.option: value'
            for one command:
              device: cpu
              embed.model: all-minilm-l6-v2
            Keys that no command knows are an error. Nothing is read from the current folder.
            AI_HOME puts settings, data and cache under one folder.
            """;
}
