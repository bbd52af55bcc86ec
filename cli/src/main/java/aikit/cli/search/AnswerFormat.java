package aikit.cli.search;

import aikit.AiException;
import aikit.Result.Place;
import aikit.cli.Clock;
import aikit.cli.Console;
import aikit.cli.Printable;
import aikit.store.Found;
import aikit.store.Hit;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;

/// How an answer is shown.
public enum AnswerFormat {
    TABLE,
    JSON,
    NDJSON,
    PATHS,
    MD;

    /// Characters of a score.
    private static final int WIDTH = 6;

    /// @throws AiException of kind USAGE when it is none
    public static AnswerFormat parse(String word) {
        return switch (word) {
            case "", "table" -> TABLE;
            case "json" -> JSON;
            case "ndjson" -> NDJSON;
            case "paths" -> PATHS;
            case "md" -> MD;
            default -> throw AiException.usage(
                    "--format " + word + ": is not offered here", "use table, json, ndjson, paths or md");
        };
    }

    /// @param colour whether matches may be coloured
    /// @param explain whether to say where a find stood in each ranking
    public void print(Answer answer, Console console, boolean colour, boolean explain) {
        StringBuilder out = new StringBuilder();
        switch (this) {
            case TABLE -> table(answer, out, colour, explain);
            case JSON -> out.append(AnswerJson.whole(answer));
            case NDJSON -> out.append(AnswerJson.lines(answer));
            case PATHS -> {
                Set<String> names = new LinkedHashSet<>();
                answer.finds().forEach(find -> names.add(find.name()));
                names.forEach(name -> out.append(name).append('\n'));
            }
            case MD -> markdown(answer, out);
        }
        console.print(out.toString());
    }

    private static void table(Answer answer, StringBuilder out, boolean colour, boolean explain) {
        String on = colour ? "\u001b[1;33m" : "";
        String off = colour ? "\u001b[0m" : "";
        String bold = colour ? "\u001b[1m" : "";
        for (Answer.Find find : answer.finds()) {
            Hit best = find.found().best();
            out.append(score(find.found())).append("  ").append(bold)
                    .append(Printable.line(find.name())).append(off).append(place(best.place())).append('\n');
            if (!best.text().isBlank()) {
                out.append("        ").append(Snippet.of(best.text(), answer.words().places(best.text()), on, off))
                        .append('\n');
            }
            if (explain) {
                new TreeMap<>(find.found().parts()).forEach((by, part) -> out.append("        ").append(by)
                        .append(": place ").append(part.rank()).append(", ")
                        .append(String.format(Locale.ROOT, "%.4f", part.score())).append('\n'));
            }
        }
    }

    /// Without a formatter, which takes long to start.
    private static String score(Found found) {
        long thousandths = Math.round(Math.abs(found.score()) * 1000);
        String digits = Long.toString(1000 + thousandths % 1000).substring(1);
        String number = (found.score() < 0 ? "-" : "") + thousandths / 1000 + "." + digits;
        return " ".repeat(Math.max(0, WIDTH - number.length())) + number;
    }

    /// ` page 3`, `:12` for a line, `@1:02:03` for a time, ` row 7`; nothing for the start of a file.
    private static String place(Place place) {
        return switch (place.unit()) {
            case "" -> "";
            case "line" -> ":" + place.number();
            case Place.SECOND -> "@" + Clock.of(place.number());
            default -> " " + place.unit() + " " + place.number();
        };
    }

    private static void markdown(Answer answer, StringBuilder out) {
        for (Answer.Find find : answer.finds()) {
            Hit best = find.found().best();
            out.append("* `").append(Printable.line(find.name())).append(place(best.place())).append("` (")
                    .append(score(find.found()).strip()).append(")");
            String snippet = Snippet.of(best.text(), answer.words().places(best.text()), "**", "**");
            out.append(snippet.isEmpty() ? "\n" : "  \n  " + snippet + "\n");
        }
    }
}
