package aikit.eval;

import aikit.AiException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Which documents are relevant to which queries, and how much: TREC's qrels (`query 0 document grade`), or those of BEIR
/// (`query document grade` after a line of titles). Columns are parted by white space.
///
/// @param grades by query, by document; relevant is what is above 0
public record Judgements(Map<String, Map<String, Integer>> grades) {

    /// @throws AiException of kind USAGE when the file is none
    public static Judgements read(Path file) {
        Map<String, Map<String, Integer>> grades = new LinkedHashMap<>();
        int number = 0;
        for (String line : lines(file)) {
            number++;
            String[] fields = line.strip().split("\\s+");
            boolean titles = number == 1 && !fields[fields.length - 1].matches("-?\\d+");
            if (line.isBlank() || titles) {
                continue;
            }
            if (fields.length != 3 && fields.length != 4) {
                throw wrong(file, number, "expected: query 0 document grade");
            }
            try {
                grades.computeIfAbsent(fields[0], _ -> new LinkedHashMap<>())
                        .put(fields[fields.length - 2], Integer.parseInt(fields[fields.length - 1]));
            } catch (NumberFormatException e) {
                throw wrong(file, number, "the grade '" + fields[fields.length - 1] + "' is no whole number")
                        .causedBy(e);
            }
        }
        if (grades.isEmpty()) {
            throw AiException.usage(file + ": has no judgements", "expected lines: query 0 document grade");
        }
        return new Judgements(grades);
    }

    static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (MalformedInputException e) {
            throw AiException.usage(file + ": is not UTF-8", "").causedBy(e);
        } catch (IOException e) {
            throw AiException.usage(file + ": cannot be read", "check the name").causedBy(e);
        }
    }

    static AiException wrong(Path file, int line, String why) {
        return AiException.usage(file + ":" + line + ": " + why, "");
    }

    /// Every document that is judged.
    public Set<String> documents() {
        return grades.values().stream().flatMap(each -> each.keySet().stream()).collect(Collectors.toSet());
    }

    /// Grades of the documents that were judged for a query; empty for a query that was not.
    public Map<String, Integer> of(String query) {
        return grades.getOrDefault(query, Map.of());
    }
}
