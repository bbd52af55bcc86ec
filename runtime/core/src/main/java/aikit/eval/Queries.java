package aikit.eval;

import aikit.AiException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The queries of a test collection: lines of `id TAB text`, or of JSON with `_id` (or `id`) and `text`, as BEIR has them.
///
/// @param texts by id, in the order of the file
public record Queries(Map<String, String> texts) {

    /// @throws AiException of kind USAGE when the file is none
    public static Queries read(Path file) {
        Map<String, String> texts = new LinkedHashMap<>();
        int number = 0;
        for (String line : Judgements.lines(file)) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            String[] query = line.startsWith("{") ? json(file, number, line) : line.split("\t", 2);
            if (query.length != 2 || query[0].isBlank()) {
                throw Judgements.wrong(file, number, "expected: id TAB text, or JSON with _id and text");
            }
            if (texts.put(query[0].strip(), query[1].strip()) != null) {
                throw Judgements.wrong(file, number, "the query " + query[0] + " stands here twice");
            }
        }
        if (texts.isEmpty()) {
            throw AiException.usage(file + ": has no queries", "expected lines: id TAB text");
        }
        return new Queries(texts);
    }

    private static String[] json(Path file, int number, String line) {
        try {
            JsonNode node = JsonMapper.shared().readTree(line);
            String id = node.path("_id").asString(node.path("id").asString(""));
            return new String[]{id, node.path("text").asString("")};
        } catch (JacksonException e) {
            throw Judgements.wrong(file, number, "is not JSON").causedBy(e);
        }
    }
}
