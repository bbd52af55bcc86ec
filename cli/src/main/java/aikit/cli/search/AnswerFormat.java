package aikit.cli.search;

import aikit.AiException;
import aikit.Result.Place;
import aikit.cli.Console;
import aikit.cli.Printable;
import aikit.store.Found;
import aikit.store.Hit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// How an answer is shown.
public enum AnswerFormat {
    TABLE,
    JSON,
    NDJSON,
    PATHS,
    MD;

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
            case JSON -> out.append(json(answer)).append('\n');
            case NDJSON -> {
                int rank = 1;
                for (Answer.Find find : answer.finds()) {
                    ObjectNode record = JsonMapper.shared().createObjectNode().put("schema", "ai.hit/1");
                    out.append(fill(record, answer, find, rank++)).append('\n');
                }
            }
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

    private static String score(Found found) {
        return String.format(Locale.ROOT, "%6.3f", found.score());
    }

    /// ` page 3`, `:12` for a line, ` row 7`; nothing for the start of a file.
    private static String place(Place place) {
        return switch (place.unit()) {
            case "" -> "";
            case "line" -> ":" + place.number();
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

    private static ObjectNode json(Answer answer) {
        ObjectNode record = JsonMapper.shared().createObjectNode();
        record.put("schema", "ai.search/1").put("query", answer.query())
                .put("mode", answer.mode().name().toLowerCase(Locale.ROOT)).put("collection", answer.collection());
        ArrayNode hits = record.putArray("hits");
        for (Answer.Find find : answer.finds()) {
            fill(hits.addObject(), answer, find, hits.size());
        }
        return record;
    }

    private static ObjectNode fill(ObjectNode record, Answer answer, Answer.Find find, int rank) {
        record.put("rank", rank).put("score", find.found().score()).put("input", find.name())
                .put("path", find.source().path()).put("type", find.source().type())
                .put("size", find.source().size()).put("modified", find.source().modified().toString());
        ObjectNode meta = record.putObject("meta");
        new TreeMap<>(find.source().meta()).forEach(meta::put);
        ObjectNode parts = record.putObject("explain");
        new TreeMap<>(find.found().parts()).forEach(
                (by, part) -> parts.putObject(by).put("rank", part.rank()).put("score", part.score()));
        ArrayNode passages = record.putArray("passages");
        for (Hit hit : find.found().passages()) {
            passage(passages.addObject(), hit, answer.words().places(hit.text()));
        }
        return record;
    }

    private static void passage(ObjectNode record, Hit hit, List<Integer> places) {
        record.put("index", hit.index()).put("start", hit.place().start()).put("end", hit.place().end());
        if (!hit.place().unit().isEmpty()) {
            record.put(hit.place().unit(), hit.place().number());
        }
        record.put("text", hit.text());
        ArrayNode highlights = record.putArray("highlights");
        for (int i = 0; i + 1 < places.size(); i += 2) {
            highlights.addArray().add(places.get(i)).add(places.get(i + 1));
        }
    }
}
