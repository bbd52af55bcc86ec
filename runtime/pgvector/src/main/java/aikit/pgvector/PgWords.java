package aikit.pgvector;

import aikit.store.Words;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// [Words] as queries of PostgreSQL's full text search.
///
/// What is found has one of the wanted words, and every phrase. Its score is the sum over the wanted texts of `ts_rank`
/// times weight: of the two rankings of the server the one that counts how many of the words are there; `ts_rank_cd` counts
/// how close they stand, and takes the same word twice for two words when any of them will do.
final class PgWords {

    /// A longer query is a document; its first words say enough.
    private static final int MOST_WORDS = 400;
    private static final int MOST_UNWANTED = 900;

    private final List<String> any = new ArrayList<>();
    private final List<Double> weights = new ArrayList<>();
    private final List<String> phrases = new ArrayList<>();
    private final List<String> unwanted = new ArrayList<>();

    private enum Kind {
        ANY,
        PHRASE,
        UNWANTED
    }

    private record Part(Kind kind, String words) {}

    PgWords(Words words, Connection connection) throws SQLException {
        Set<String> seen = new HashSet<>();
        for (Words.Weighted wanted : words.wanted()) {
            List<String> found = new ArrayList<>();
            for (List<String> lexemes : asked(connection, parts(wanted.text()))) {
                if (lexemes.getFirst().equals(Kind.PHRASE.name())) {
                    phrases.add(lexemes.get(1));
                } else {
                    lexemes.stream().skip(1).filter(_ -> seen.size() < MOST_WORDS).filter(seen::add)
                            .forEach(found::add);
                }
            }
            if (!found.isEmpty()) {
                any.add(found.stream().map(PgWords::quoted).collect(Collectors.joining(" | ")));
                weights.add(wanted.weight());
            }
        }
        List<Part> parts = new ArrayList<>();
        int room = MOST_UNWANTED;
        for (String text : words.unwanted()) {
            String plain = PgText.words(text);
            int count = plain.split(" ").length;
            if (!plain.isEmpty() && count <= room) {
                parts.add(new Part(Kind.UNWANTED, plain));
                room -= count;
            }
        }
        asked(connection, parts).forEach(query -> unwanted.add(query.get(1)));
    }

    /// The whole text for its words, and what stands in it between two quotes.
    private static List<Part> parts(String text) {
        List<Part> parts = new ArrayList<>();
        parts.add(new Part(Kind.ANY, PgText.words(text)));
        String[] pieces = text.split("\"", -1);
        for (int i = 1; i + 1 < pieces.length; i += 2) {
            parts.add(new Part(Kind.PHRASE, PgText.words(pieces[i])));
        }
        return parts;
    }

    /// What the server makes of words: lexemes, or a query. The kind comes first; what is empty is left out.
    private static List<List<String>> asked(Connection connection, List<Part> parts) throws SQLException {
        List<List<String>> answers = new ArrayList<>();
        if (parts.isEmpty()) {
            return answers;
        }
        try (PreparedStatement query = connection.prepareStatement(
                """
                        SELECT kind, CASE kind
                            WHEN 'ANY' THEN ARRAY(SELECT lexeme FROM unnest(to_tsvector('english', words)) ORDER BY positions[1])
                            WHEN 'PHRASE' THEN ARRAY[phraseto_tsquery('english', words)::text]
                            ELSE ARRAY[plainto_tsquery('english', words)::text] END
                        FROM unnest(?::text[], ?::text[]) WITH ORDINALITY AS part(kind, words, n) ORDER BY n""")) {
            query.setArray(1, connection.createArrayOf("text", parts.stream().map(part -> part.kind.name()).toArray()));
            query.setArray(2, connection.createArrayOf("text", parts.stream().map(Part::words).toArray()));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    List<String> answer = new ArrayList<>(List.of(row.getString(1)));
                    answer.addAll(List.of((String[]) row.getArray(2).getArray()));
                    if (answer.size() > 1 && !answer.get(1).isEmpty()) {
                        answers.add(answer);
                    }
                }
            }
        }
        return answers;
    }

    private static String quoted(String lexeme) {
        return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    /// Whether there is nothing to look for, as in a query of punctuation.
    boolean isEmpty() {
        return any.isEmpty();
    }

    /// The score of a row `p` of passages; its values are set by [#setScore].
    String score() {
        // Weights of words labelled D, C, B and A: those of the name, and those of the text. 1: by the length of the text.
        return any.stream().map(_ -> "? * ts_rank('{0.5, 0.5, 0.5, 1}', p.words, ?::tsquery, 1)")
                .collect(Collectors.joining(" + "));
    }

    int setScore(PreparedStatement statement, int first) throws SQLException {
        int at = first;
        for (int i = 0; i < any.size(); i++) {
            statement.setDouble(at++, weights.get(i));
            statement.setString(at++, any.get(i));
        }
        return at;
    }

    /// What a row must meet; its values are set by [#setCondition].
    String condition() {
        return "p.words @@ ?::tsquery AND p.words @@ ALL (?::text[]::tsquery[])"
                + " AND NOT p.words @@ ANY (?::text[]::tsquery[])";
    }

    int setCondition(PreparedStatement statement, int at) throws SQLException {
        Connection connection = statement.getConnection();
        statement.setString(at, String.join(" | ", any));
        Array all = connection.createArrayOf("text", phrases.toArray());
        statement.setArray(at + 1, all);
        statement.setArray(at + 2, connection.createArrayOf("text", unwanted.toArray()));
        return at + 3;
    }
}
