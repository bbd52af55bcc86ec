package aikit.cli.output;

import aikit.Result;
import aikit.Result.Embeddings;
import aikit.Result.Passage;
import aikit.Result.Segment;
import aikit.Result.PictureResult;
import aikit.Result.SoundReport;
import aikit.Result.Transcript;
import aikit.batch.Finished;
import aikit.cli.Clock;
import aikit.cli.Console;
import aikit.cli.Printable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What a person sees on a terminal who asked for no format: a line for each vector instead of hundreds of numbers, and
/// what was said with its times, as it comes.
public final class Preview extends OneWay {

    private static final int SHOWN = 4;

    private final Console console;
    private final boolean several;
    private String heard = "";

    /// Segments that were shown of recordings whose end is still to come: several may be transcribed together.
    private final Map<String, Integer> shown = new HashMap<>();

    Preview(Console console, boolean several) {
        this.console = console;
        this.several = several;
    }

    /// Shows a segment of a recording that is being transcribed; [#accept] then shows the rest.
    public void hear(String input, Segment segment) {
        if (!heard.equals(input)) {
            begin(input);
        }
        shown.merge(input, 1, Integer::sum);
        show(segment);
    }

    private void begin(String input) {
        if (several) {
            console.show((heard.isEmpty() ? "" : "\n") + "==> " + Printable.line(input) + " <==\n");
        }
        heard = input;
    }

    private void show(Segment segment) {
        console.show("[" + Clock.of(segment.start()) + "] " + Printable.line(segment.text().strip()) + "\n");
    }

    @Override
    public void accept(Finished finished) {
        finished.outcome().shown().ifPresent(result -> show(finished, result));
        console.out().flush();
    }

    private void show(Finished finished, Result result) {
        switch (result) {
            case Embeddings embeddings -> {
                for (Passage passage : embeddings.passages()) {
                    console.print(line(Printable.line(finished.name().text()), embeddings, passage));
                }
            }
            case SoundReport report -> {
                begin(finished.name().text());
                StringBuilder text = new StringBuilder();
                try {
                    SoundTexts.write(report, text);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                console.print(text.toString());
            }
            case PictureResult seen -> {
                begin(finished.name().text());
                String lines = PictureLines.of(seen);
                console.print(lines.isEmpty() ? "(nothing)\n" : lines);
            }
            case Transcript transcript -> {
                String name = finished.name().text();
                Integer before = shown.remove(name);
                List<Segment> rest = transcript.segments().stream().skip(before == null ? 0 : before).toList();
                if (!heard.equals(name) && (before == null || !rest.isEmpty())) {
                    begin(name);
                }
                rest.forEach(this::show);
            }
        }
    }

    private static String line(String name, Embeddings embeddings, Passage passage) {
        StringBuilder line = new StringBuilder(name);
        line.append(" [").append(passage.place().start()).append("..").append(passage.place().end()).append(") ");
        line.append(embeddings.dimensions()).append(" x ");
        line.append(embeddings.precision().name().toLowerCase(Locale.ROOT)).append(':');
        for (int i = 0; i < Math.min(SHOWN, passage.vector().length); i++) {
            line.append(' ').append(passage.vector()[i]);
        }
        return line.append(" ...\n").toString();
    }
}
