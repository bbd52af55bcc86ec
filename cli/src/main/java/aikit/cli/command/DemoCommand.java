package aikit.cli.command;

import aikit.AiException;
import aikit.cli.Arguments;
import aikit.cli.Arguments.Value;
import aikit.cli.Console;
import aikit.cli.ExitCode;
import aikit.cli.GlobalOptions;
import aikit.cli.Main;
import aikit.cli.report.DemoPage;
import aikit.cli.report.DemoPage.Shown;
import aikit.cli.search.FilterOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/// `ai demo`: every verb that needs nothing fetched, run on the samples that come with ai, each command line shown, and
/// a page of it all at the end.
///
/// The command lines stand in `demo.txt` and are run as if the user had typed them, so that each can be typed again. They
/// write into one folder, which this command marks as its own: only in such a folder it replaces what it finds.
public final class DemoCommand implements Callable<Integer> {

    private static final String[] EXAMPLES = {
        "Examples:",
        "  ai demo",
        "  ai demo -o tour/",
        "",
        "Copies sample pictures, recordings, a film and notes into a folder, runs the verbs on them with models that",
        "come with ai, and writes a page of it all, report.html. Nothing is fetched. What is indexed goes into a",
        "collection of its own, ai-demo; ai store rm ai-demo removes it.",
        ""
    };

    private static final String USUAL = "ai-demo";

    /// A file of this name makes a folder one of this command.
    private static final String MARK = ".ai-demo";

    /// A word of a command line, or several between quotes.
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    private final Value<String> output;
    private final GlobalOptions global;
    private final Console console;

    /// @param title what it shows
    /// @param words the command line without `ai`
    private record Step(String title, List<String> words) {}

    private DemoCommand(Console console, GlobalOptions global, Arguments arguments) {
        this.console = console;
        this.global = global;
        output = arguments.text(USUAL, "DIR", "Where samples and results go (default: ai-demo).", "-o", "--output");
    }

    public static CommandSpec command(Console console, GlobalOptions global) {
        Arguments arguments = new Arguments();
        CommandSpec command = CommandSpec.wrapWithoutInspection(new DemoCommand(console, global, arguments));
        command.usageMessage().description(EXAMPLES);
        return arguments.addTo(command);
    }

    @Override
    public Integer call() {
        Path folder = folder();
        List<Shown> shown = new ArrayList<>();
        ExitCode worst = ExitCode.OK;
        try {
            copySamples(folder);
            List<Step> steps = steps(folder);
            for (Step step : steps) {
                for (Path made : made(step, folder)) {
                    Files.delete(made);
                }
            }
            for (Step step : steps) {
                say("\n# " + step.title + "\n$ ai " + typed(step.words) + "\n");
                Shown result = run(step, folder);
                shown.add(result);
                ExitCode code = ExitCode.of(result.code());
                if (code == ExitCode.INTERRUPTED || code == ExitCode.TERMINATED) {
                    return code.number();
                }
                worst = worst == ExitCode.OK ? code : worst;
            }
            Path page = folder.resolve("report.html");
            DemoPage.write(page, shown);
            say("\n");
            console.print(page.toAbsolutePath().normalize().toUri() + "\n");
        } catch (IOException | UncheckedIOException e) {
            throw AiException.usage(folder + ": cannot be written: " + e.getMessage(), "name another folder with -o")
                    .causedBy(e);
        }
        global.say(console, "Open that page in a browser. Not shown, as no model for it comes with ai: ai detect.");
        return worst.number();
    }

    /// The folder to fill.
    ///
    /// @throws AiException of kind USAGE when something else is there
    private Path folder() {
        Path folder = FilterOptions.path(output.get()).normalize();
        if (Files.exists(folder) && !Files.exists(folder.resolve(MARK)) && !isEmpty(folder)) {
            throw AiException.usage(
                    folder + ": is there already, and not from ai demo", "name another folder with -o");
        }
        return folder;
    }

    private static boolean isEmpty(Path folder) {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        } catch (IOException e) {
            throw AiException.usage(folder + ": cannot be read", "name another folder with -o").causedBy(e);
        }
    }

    private static void copySamples(Path folder) throws IOException {
        Path samples = Path.of(System.getProperty("ai.models.yaml", "models.yaml")).resolveSibling("samples");
        if (!Files.isDirectory(samples)) {
            throw AiException.usage("the samples that come with ai are not where they should be", "reinstall ai");
        }
        Files.createDirectories(folder);
        Files.write(folder.resolve(MARK), new byte[0]);
        Path to = folder.resolve("samples");
        Files.walkFileTree(samples, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path from, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(to.resolve(samples.relativize(from).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path from, BasicFileAttributes attributes) throws IOException {
                Files.copy(
                        from, to.resolve(samples.relativize(from).toString()), StandardCopyOption.REPLACE_EXISTING,
                        StandardCopyOption.COPY_ATTRIBUTES);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static List<Step> steps(Path folder) {
        String text;
        try (InputStream in = DemoCommand.class.getResourceAsStream("demo.txt")) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<Step> steps = new ArrayList<>();
        String title = "";
        for (String line : text.lines().toList()) {
            if (line.startsWith("# ")) {
                title = line.substring(2);
            } else if (line.startsWith("ai ")) {
                steps.add(new Step(title, words(line.substring(3), folder)));
            }
        }
        return steps;
    }

    private static List<String> words(String line, Path folder) {
        List<String> words = new ArrayList<>();
        for (Matcher word = WORD.matcher(line); word.find();) {
            String text = word.group(1) == null ? word.group(2) : word.group(1);
            words.add(text.startsWith(USUAL + "/") ? folder + text.substring(USUAL.length()) : text);
        }
        return words;
    }

    /// The files that a command line has made of its own below the folder; what is behind a link is nobody's.
    private static List<Path> made(Step step, Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String word : step.words) {
            if (!word.startsWith(folder + "/") || word.startsWith(folder + "/samples/")) {
                continue;
            }
            Path path = Path.of(word);
            if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                try (Stream<Path> below = Files.list(path)) {
                    files.addAll(below.filter(Files::isRegularFile).sorted().toList());
                }
            } else if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                files.add(path);
            }
        }
        return files;
    }

    /// Runs a command line in this process; what it prints goes to the user and into the page.
    private Shown run(Step step, Path folder) throws IOException {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        Console.Streams streams = new Console.Streams(
                InputStream.nullInputStream(), new Both(console.out(), kept),
                new PrintStream(new Both(console.err(), kept), false, StandardCharsets.UTF_8));
        long began = System.nanoTime();
        int code = Main.run(
                step.words.toArray(String[]::new),
                new Console(console.environment(), streams, Console.Terminals.NONE, console.models()));
        console.out().flush();
        return new Shown(
                step.title, typed(step.words), kept.toString(StandardCharsets.UTF_8), pictures(step),
                made(step, folder),
                code,
                (System.nanoTime() - began) / 1e9);
    }

    /// The first thing that a command line is about, where it is a picture or a folder of pictures.
    private static Optional<Path> pictures(Step step) {
        return step.words.stream()
                .filter(word -> word.endsWith("/pictures") || word.endsWith(".png") || word.endsWith(".jpg"))
                .map(Path::of)
                .filter(Files::exists)
                .findFirst();
    }

    /// As it is typed in a shell.
    private static String typed(List<String> words) {
        return String.join(" ", words.stream()
                .map(word -> word.matches("[\\w@%+=:,./-]+") ? word : "\"" + word + "\"")
                .toList());
    }

    private void say(String text) {
        if (!global.quiet()) {
            console.err().print(text);
            console.err().flush();
        }
    }

    /// Writes to two places at once.
    private static final class Both extends OutputStream {

        private final OutputStream first;
        private final OutputStream second;

        Both(OutputStream first, OutputStream second) {
            this.first = first;
            this.second = second;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[]{(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            first.write(bytes, offset, length);
            second.write(bytes, offset, length);
        }

        @Override
        public void flush() throws IOException {
            first.flush();
        }
    }
}
