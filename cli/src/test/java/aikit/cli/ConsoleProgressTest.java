package aikit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import aikit.Progress;
import aikit.Progress.Unit;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Progress where standard error is no terminal, by a clock that the test winds.
class ConsoleProgressTest {

    @TempDir
    Path home;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private long seconds;

    private Progress progress() {
        Console.Streams streams = new Console.Streams(
                InputStream.nullInputStream(), OutputStream.nullOutputStream(),
                new PrintStream(err, false, StandardCharsets.UTF_8));
        Console console = new Console(
                Map.of("AI_HOME", home.toString()), streams, Console.Terminals.NONE, Cli.models(true, false));
        return new ConsoleProgress(console, true, false, () -> seconds * 1_000_000_000L);
    }

    private String told() {
        String told = err.toString(StandardCharsets.UTF_8);
        err.reset();
        return told;
    }

    private void advance(Progress.Task task, long units, long takes) {
        seconds += takes;
        task.advance(units);
    }

    @Test
    void aLineIsToldEveryTenSecondsAndNoneAtTheEnd() {
        try (Progress.Task task = progress().start("talk.mp3", 100, Unit.SECONDS)) {
            advance(task, 10, 9);
            assertEquals("", told());
            advance(task, 10, 1);
            assertEquals("talk.mp3: 0:00:20 of 0:01:40 (20%), about 40 s left, 2.0x\n", told());
            advance(task, 10, 9);
            assertEquals("", told());
            advance(task, 69, 41);
            assertEquals("talk.mp3: 0:01:39 of 0:01:40 (99%), about 0 s left, 1.7x\n", told());
            advance(task, 1, 50);
        }
        assertEquals("", told(), "what is finished needs no line");
    }

    @Test
    void aShortRunIsSilentHoweverLongItTakes() {
        Progress progress = progress();
        try (Progress.Task index = progress.start("index", -1, Unit.ITEMS)) {
            try (Progress.Task talk = progress.start("talk.mp3", 11, Unit.SECONDS)) {
                advance(talk, 11, 55);
            }
            index.advance(1);
        }
        assertEquals("", told());
    }

    @Test
    void whatHasNoKnownEndIsToldWhenMoreIsBegun() {
        Progress progress = progress();
        try (Progress.Task index = progress.start("index", -1, Unit.ITEMS)) {
            advance(index, 1, 15);
            assertEquals("", told());
            progress.start("talk.mp3", 11, Unit.SECONDS).close();
            assertEquals("index: 1\n", told());
            advance(index, 1, 15);
            advance(index, 1, 1);
            assertEquals("index: 2\n", told());
            advance(index, 1, 9);
        }
        assertEquals("", told());
    }
}
