package aikit.cli;

import aikit.Home;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// The process as commands see it: its streams, its environment, and which of the streams are terminals.
/// Everything that is written is UTF-8, whatever the locale says.
public final class Console {

    /// Which streams are terminals.
    public record Terminals(boolean in, boolean out, boolean err) {

        public static final Terminals NONE = new Terminals(false, false, false);

        /// As the launcher found them (`ai.terminals` holds the digits of the descriptors that are terminals), else
        /// by where `/proc/self/fd` leads, else none: a wrong guess must not put a progress bar into a log.
        static Terminals ofProcess() {
            String told = System.getProperty("ai.terminals", "-");
            if (!told.equals("-")) {
                return new Terminals(told.contains("0"), told.contains("1"), told.contains("2"));
            }
            return new Terminals(terminal(0), terminal(1), terminal(2));
        }

        private static boolean terminal(int descriptor) {
            try {
                String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
                return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
            } catch (IOException | RuntimeException e) {
                return false;
            }
        }
    }

    private final Map<String, String> environment;
    private final InputStream in;
    private final ResultStream out;
    private final PrintStream err;
    private final Terminals terminals;
    private final Models models;

    /// The three standard streams.
    ///
    /// @param out unbuffered; only the console writes to it
    public record Streams(InputStream in, OutputStream out, PrintStream err) {}

    public Console(Map<String, String> environment, Streams streams, Terminals terminals, Models models) {
        this.environment = environment;
        this.in = streams.in;
        this.out = new ResultStream(streams.out);
        this.err = streams.err;
        this.terminals = terminals;
        this.models = models;
    }

    /// The streams, the environment and the terminals of this process.
    public static Console ofProcess() {
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), false, StandardCharsets.UTF_8);
        Streams streams = new Streams(new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out),
                err);
        return new Console(System.getenv(), streams, Terminals.ofProcess(), new Models.Installed(System.getenv()));
    }

    public Map<String, String> environment() {
        return environment;
    }

    /// The folders of this user.
    public Home home() {
        return Home.of(environment);
    }

    /// Standard input, as bytes.
    public InputStream in() {
        return in;
    }

    /// Standard output, for results only.
    public ResultStream out() {
        return out;
    }

    /// Standard error, for everything else.
    public PrintStream err() {
        return err;
    }

    public Models models() {
        return models;
    }

    public Terminals terminals() {
        return terminals;
    }

    /// Whether colours may be used where standard error is a terminal: <https://no-color.org>.
    public boolean colour() {
        return redraws() && environment.getOrDefault("NO_COLOR", "").isEmpty();
    }

    /// The same for standard output.
    public boolean colourOut() {
        return terminals.out() && !dumb() && environment.getOrDefault("NO_COLOR", "").isEmpty();
    }

    /// Whether a line on standard error can be drawn over.
    boolean redraws() {
        return terminals.err() && !dumb();
    }

    private boolean dumb() {
        return environment.getOrDefault("TERM", "").equals("dumb");
    }

    /// Prints text to standard output.
    public void print(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.write(bytes, 0, bytes.length);
    }

    /// Prints text to standard output at once, in the place of what a progress bar has left in the line.
    public void show(String text) {
        clearLine();
        print(text);
        out.flush();
    }

    /// Wipes what a progress bar has left in the line; it is drawn again below.
    void clearLine() {
        if (redraws()) {
            err.print("\r\033[K");
            err.flush();
        }
    }

    /// Standard output for text, without a buffer of its own: what is written stays in order with [#out].
    PrintWriter writer() {
        return new PrintWriter(new Direct(out), true);
    }

    /// Standard error for text.
    PrintWriter errorWriter() {
        return new PrintWriter(new Direct(err), true);
    }

    /// Text as UTF-8 bytes, kept nowhere in between.
    private static final class Direct extends Writer {

        private final OutputStream target;

        Direct(OutputStream target) {
            this.target = target;
        }

        @Override
        public void write(char[] text, int offset, int length) throws IOException {
            target.write(new String(text, offset, length).getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void flush() throws IOException {
            target.flush();
        }

        @Override
        public void close() throws IOException {
            target.flush();
        }
    }
}
