package aikit.cli.input;

import aikit.AiException;
import aikit.batch.Glob;
import aikit.batch.InputWalker.Named;
import aikit.batch.Item;
import aikit.cli.BatchOptions;
import aikit.cli.Console;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/// Everything the user named, in order: texts, arguments, then lists of names. Nothing is read before it is needed.
public final class Names implements Iterator<Named> {

    /// Characters that a model reads in a moment.
    private static final int SHORT = 4096;

    private final Console console;
    private final BatchOptions options;
    private final List<String> texts;
    private final Stdin stdin;
    private final Deque<Iterator<Named>> sources = new ArrayDeque<>();
    private boolean few = true;
    private boolean several;
    private boolean onlyShortTexts;
    private boolean stdinTaken;

    private Names(Console console, BatchOptions options, List<String> texts, Stdin stdin) {
        this.console = console;
        this.options = options;
        this.texts = texts;
        this.stdin = stdin;
    }

    /// What standard input is.
    public enum Stdin {
        /// One document; texts may be given as such, too.
        DOCUMENT,
        /// One file.
        FILE,
        /// An input in each line.
        LINES,
        /// One recording, which may be too long for memory.
        RECORDING
    }

    /// @param texts given as such
    /// @throws AiException of kind USAGE when nothing is named, or standard input twice
    public static Names of(Console console, BatchOptions options, List<String> texts, Stdin stdin) {
        Names names = new Names(console, options, texts, stdin);
        for (int i = 0; i < texts.size(); i++) {
            names.add(new Named.Given(Item.text(texts.get(i), "text:" + (i + 1))));
        }
        for (String input : options.inputs()) {
            if (input.equals("-")) {
                names.stdin();
            } else {
                boolean one = !Glob.isPattern(input) && !new File(input).isDirectory();
                names.few &= one;
                names.several |= !one;
                names.add(new Named.Argument(input));
            }
        }
        options.filesFrom().ifPresent(file -> names.list(file, (byte) '\n'));
        options.filesFrom0().ifPresent(file -> names.list(file, (byte) 0));
        if (names.sources.isEmpty()) {
            if (console.terminals().in()) {
                throw AiException.usage("no input", "name files or folders, - for standard input"
                        + (stdin == Stdin.RECORDING || stdin == Stdin.FILE ? "" : ", or give --text \"...\""));
            }
            names.stdin();
        }
        if (stdin == Stdin.LINES && !names.stdinTaken) {
            throw AiException.usage("--lines: reads standard input", "add -, or give files without --lines");
        }
        names.few &= names.sources.size() <= 4;
        names.several |= names.sources.size() > 1;
        names.onlyShortTexts = names.few && names.sources.size() == texts.size() && characters(texts) <= SHORT;
        return names;
    }

    private static int characters(List<String> texts) {
        int characters = 0;
        for (String text : texts) {
            characters += text.length();
        }
        return characters;
    }

    /// Whether this is a handful of inputs at most, as far as the command line tells.
    public boolean few() {
        return few;
    }

    /// Whether there may be more than one input.
    public boolean several() {
        return several;
    }

    /// Whether there is nothing but short texts on the command line: the run is over in a moment.
    public boolean onlyShortTexts() {
        return onlyShortTexts;
    }

    /// Whether the same can be named again: nothing comes from a stream.
    public boolean repeatable() {
        return !stdinTaken && options.filesFrom().isEmpty() && options.filesFrom0().isEmpty();
    }

    /// The same from the start.
    public Names again() {
        return of(console, options, texts, stdin);
    }

    /// What was met among these, as names of its own.
    public Names of(List<Item> met) {
        Names some = new Names(console, options, List.of(), stdin);
        met.forEach(item -> some.add(new Named.Given(item)));
        some.few = met.size() <= 4;
        some.several = met.size() > 1;
        some.stdinTaken = true; // they cannot be named again
        return some;
    }

    private void add(Named named) {
        sources.add(List.of(named).iterator());
    }

    private void takeStdin() {
        if (stdinTaken) {
            throw AiException.usage("-: standard input is named twice", "name it once");
        }
        stdinTaken = true;
    }

    private void stdin() {
        takeStdin();
        few = false;
        sources.add(switch (stdin) {
            case DOCUMENT, FILE -> new Whole(this::document);
            case LINES -> {
                several = true;
                yield new StdinLines(console.in());
            }
            case RECORDING -> new Whole(this::recording);
        });
    }

    private void list(String file, byte end) {
        few = false;
        several = true;
        if (file.equals("-")) {
            takeStdin();
            sources.add(new NameList(console.in(), end, "-"));
            return;
        }
        try {
            // Closed with the process: the list is read while the batch runs.
            InputStream in = new FileInputStream(file);
            sources.add(new NameList(in, end, file));
        } catch (IOException e) {
            throw AiException.usage(file + ": the list of names cannot be read", "correct --files-from").causedBy(e);
        }
    }

    @Override
    public boolean hasNext() {
        while (!sources.isEmpty() && !sources.peek().hasNext()) {
            sources.remove();
        }
        return !sources.isEmpty();
    }

    @Override
    public Named next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return sources.peek().next();
    }

    private Item document() {
        try {
            return Item.bytes(console.in().readNBytes(ByteLines.LONGEST + 1), "-");
        } catch (IOException e) {
            throw AiException.usage("-: standard input cannot be read", "").causedBy(e);
        }
    }

    /// Put into a file, which goes with the process: media are read back and forth.
    private Item recording() {
        try {
            Path file = Files.createTempFile("ai-", ".media");
            file.toFile().deleteOnExit();
            return Item.spooled(console.in(), file, "-");
        } catch (IOException e) {
            throw AiException.limit("-: standard input cannot be put into a file: " + e.getMessage(),
                    "free some space in " + System.getProperty("java.io.tmpdir")).causedBy(e);
        }
    }

    /// Standard input as one input.
    private static final class Whole implements Iterator<Named> {

        private final Supplier<Item> reader;
        private boolean read;

        Whole(Supplier<Item> reader) {
            this.reader = reader;
        }

        @Override
        public boolean hasNext() {
            return !read;
        }

        @Override
        public Named next() {
            read = true;
            return new Named.Given(reader.get());
        }
    }
}
