package aikit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.Result.Place;
import java.util.List;
import org.junit.jupiter.api.Test;

class RankingTest {

    private static Hit hit(String path, int index, String unit, double score) {
        return new Hit(path, index, new Place(0, 1, unit, index + 1), "text", score);
    }

    @Test
    void passagesOfADocumentAreOneFindAndRowsOneEach() {
        for (String unit : List.of("line", "page", "")) {
            Ranking ranking = new Ranking("vector", List.of(
                    hit("/a", 2, unit, 0.9), hit("/b", 0, unit, 0.8), hit("/a", 0, unit, 0.7)));
            List<Found> found = Ranking.fuse(List.of(ranking), 9);
            assertEquals(List.of("/a", "/b"), found.stream().map(Found::path).toList());
            assertEquals(2, found.getFirst().best().index());
            assertEquals(2, found.getFirst().passages().size());
            assertEquals(2, found.get(1).parts().get("vector").rank());
        }
        Ranking rows = new Ranking("vector", List.of(hit("/a", 2, "row", 0.9), hit("/a", 0, "row", 0.7)));
        assertEquals(2, Ranking.fuse(List.of(rows), 9).size());
    }

    @Test
    void whatStandsHighInBothComesFirst() {
        Ranking one = new Ranking("vector", List.of(hit("/a", 0, "", 0.9), hit("/b", 0, "", 0.8)));
        Ranking two = new Ranking("keyword", List.of(hit("/b", 0, "", 7), hit("/c", 0, "", 5)));
        List<Found> found = Ranking.fuse(List.of(one, two), 2);
        assertEquals(List.of("/b", "/a"), found.stream().map(Found::path).toList());
        assertEquals((1 / 62.0 + 1 / 61.0) / (2 / 61.0), found.getFirst().score(), 1e-12);
        assertTrue(found.get(1).parts().containsKey("vector"));
    }

    @Test
    void aSingleRankingKeepsItsScores() {
        Ranking alone = new Ranking("keyword", List.of(hit("/a", 0, "", 7.5)));
        assertEquals(7.5, Ranking.fuse(List.of(alone), 1).getFirst().score());
    }
}
