package aikit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FrameTest {

    @TempDir
    Path home;

    private Cli ai;

    @BeforeEach
    void cli() {
        ai = new Cli(home);
    }

    @Test
    void helpNamesEveryCommand() {
        Cli.Result help = ai.launch("--help");
        assertEquals(0, help.exitCode());
        for (Verb verb : Verb.values()) {
            assertTrue(help.out().contains("  " + verb.word() + " "), verb.word());
        }
        assertEquals(help.out(), ai.launch("help").out());
        assertEquals("", help.err());
    }

    @ParameterizedTest
    @EnumSource
    void everyCommandExplainsItself(Verb verb) {
        Cli.Result help = ai.launch(verb.word(), "--help");
        assertEquals(0, help.exitCode());
        assertTrue(help.out().startsWith(verb.summary() + "."), help.out());
        assertTrue(help.out().contains("Usage: ai " + verb.word()), help.out());
        assertEquals(help.out(), ai.launch("help", verb.word()).out());
    }

    @Test
    void noCommandIsAUsageErrorWithHelpOnStandardError() {
        Cli.Result result = ai.launch();
        assertEquals(2, result.exitCode());
        assertEquals("", result.out());
        assertTrue(result.err().contains("Usage: ai"), result.err());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "emebd | ai: emebd: no such command | hint: did you mean: ai embed",
        "zzz | ai: zzz: no such command | hint: see: ai --help",
        "--quiet | ai: --quiet: options come after the command | hint: ai <command> [options] INPUT..., see: ai --help",
        "embed --dim 4 | ai: embed: unknown option: '--dim' | hint: did you mean --dims? see: ai embed --help",
        "embed --dims x | ai: embed: invalid value for option '--dims': 'x' is not an int | hint: see: ai embed --help",
        "embed --device tpu -t x | ai: --device tpu: no such device | hint: use auto, cpu, cuda[:n], tensorrt[:n], coreml, directml[:n] or openvino",
        "embed --timeout soon -t x | ai: --timeout soon: is not an amount | hint: use 90s, 10m or 2h",
        "embed --format xml -t x | ai: --format xml: is not offered here | hint: use ndjson, json, csv, npy",
        "embed --pooling max2 -t x | ai: --pooling max2: is none of the choices | hint: use mean, cls, last or max",
        "embed --prompt q --prefix p -t x | ai: a prompt and a prefix together | hint: give one of them",
        "help zzz | ai: zzz: no such command | hint: see: ai --help",
    })
    void mistakesAreOneLineAndAHint(String line, String message, String hint) {
        Cli.Result result = ai.launch(line.split(" "));
        assertEquals(message + "\n" + hint + "\n", result.err());
        assertEquals(2, result.exitCode());
        assertEquals("", result.out());
    }

    @Test
    void anUnknownFamilyIsAModelError() {
        Cli.Result result = ai.launch("embed", "-m", "strange", "--text", "x");
        assertEquals(5, result.exitCode());
        assertTrue(result.err().startsWith("ai: family 'strange' is not implemented for embed\n"), result.err());
    }

    @Test
    void namesNeverReachTheTerminalRaw() {
        Cli.Result result = ai.launch("embed", "a\u001b31m\nb\u202e.txt", "--quiet");
        assertEquals("ai: a\\u001b31m\\nb\\u202e.txt: no such file or folder\n", result.err());
        assertEquals(1, result.exitCode());
        assertEquals(1, result.lines().size());
    }

    @Test
    void aClosedOutputEndsQuietly() {
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        for (String[] args : new String[][]{{"--help"}, {"embed", "--text", "x"}, {"embed", "--text", "x", "-f", "npy"},
            {"help", "inputs"}}) {
            Cli.Result result = ai.launch(closed, args);
            assertEquals("", result.err());
            assertEquals(0, result.exitCode());
        }
    }

    @Test
    void anyOtherFailureOfStandardOutputIsALimit() {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Input/output error");
            }
        };
        Cli.Result result = ai.launch(broken, "--help");
        assertEquals(6, result.exitCode());
        assertTrue(result.err().startsWith("ai: standard output: Input/output error\n"), result.err());
    }

    @Test
    void helpIsColouredByWhereItGoes() {
        assertTrue(ai.terminals(false, true, false).launch("embed", "--help").out().contains("\033["));
        assertFalse(ai.launch("embed", "--help", "--no-color").out().contains("\033["));
        assertFalse(ai.terminals(false, false, true).launch("embed", "--help").out().contains("\033["));
        assertFalse(ai.terminals(false, true, true).with("NO_COLOR", "1").launch("embed", "--help").out()
                .contains("\033["));
    }

    @Test
    void aFullDiskBehindStandardOutputIsALimit() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        Cli.Result result = ai.launch(full, "embed", "--text", "x");
        assertEquals(6, result.exitCode());
        assertTrue(result.err().startsWith("ai: standard output: No space left on device\n"), result.err());
    }

    @Test
    void versionTellsPartsWithoutWarnings() {
        Cli.Result result = ai.launch("--version");
        assertTrue(result.lines().getFirst().startsWith("ai "), result.out());
        assertEquals("", result.err());
    }

    @Test
    void exitCodesAreDocumentedAsTheyAre() {
        String page = ai.launch("help", "exit-codes").out();
        for (ExitCode code : ExitCode.values()) {
            assertTrue(page.contains(" " + code.number() + "  " + code.meaning() + "\n"), code.name());
        }
    }

    @ParameterizedTest
    @CsvSource({"bash", "zsh", "fish"})
    void completionKnowsVerbsAndOptions(String shell) {
        String script = ai.launch("completion", shell).out();
        assertTrue(script.contains("embed") && script.contains("quantize"), script);
    }

    @Test
    void stackTracesAreShownOnlyWhenAskedFor() {
        assertFalse(ai.launch("embed", "--text", "boom").err().contains("\tat "));
        assertTrue(ai.launch("embed", "--text", "boom", "--stacktrace").err().contains("\tat "));
    }
}
