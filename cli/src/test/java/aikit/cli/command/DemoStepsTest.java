package aikit.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import aikit.cli.Verb;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DemoStepsTest {

    /// Needs a model that does not come with ai, or shows nothing of what ai does.
    private static final Set<Verb> NOT_SHOWN = EnumSet.of(
            Verb.DEMO, Verb.DETECT, Verb.CONFIG, Verb.COMPLETION, Verb.HELP);

    @Test
    void showsEveryVerbThatWorks() throws IOException {
        Set<Verb> shown = EnumSet.noneOf(Verb.class);
        try (InputStream in = DemoCommand.class.getResourceAsStream("demo.txt")) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .filter(line -> line.startsWith("ai "))
                    .forEach(line -> shown.add(Verb.find(line.split(" ")[1]).orElseThrow()));
        }
        assertEquals(EnumSet.complementOf(EnumSet.copyOf(NOT_SHOWN)), shown);
    }
}
