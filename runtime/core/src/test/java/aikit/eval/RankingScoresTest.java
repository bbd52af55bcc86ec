package aikit.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import aikit.AiException;
import aikit.eval.RankingScores.Scored;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RankingScoresTest {

    @TempDir
    private Path folder;

    @Test
    void areThoseOfTrecEval() {
        // d2 has grade 3 at rank 1, d1 grade 1 at rank 3; d9 was never found.
        List<Scored> run = RankingScores.ordered(List.of(
                new Scored("d1", 0.1), new Scored("d2", 0.9), new Scored("x", 0.5)));
        RankingScores scores = RankingScores.of(run, Map.of("d1", 1, "d2", 3, "d9", 2, "x", 0));
        double ideal = 3 + 2 / (Math.log(3) / Math.log(2)) + 0.5;
        assertEquals((3 + 0.5) / ideal, scores.ndcg(), 1e-12);
        assertEquals(1, scores.mrr(), 1e-12);
        assertEquals(2 / 3.0, scores.recall10(), 1e-12);
        assertEquals((1 + 2 / 3.0) / 3, scores.map(), 1e-12);
    }

    @Test
    void equalScoresAreOrderedByFallingName() {
        List<Scored> run = RankingScores.ordered(List.of(new Scored("a", 1), new Scored("b", 1)));
        assertEquals("b", run.getFirst().document());
    }

    @Test
    void readsWhatTrecAndBeirWrite() throws IOException {
        Path trec = Files.writeString(folder.resolve("qrels.txt"), "q1 0 d1 2\nq1 0 d2 0\n");
        Path beir = Files.writeString(folder.resolve("qrels.tsv"),
                "query-id\tcorpus-id\tscore\nq1\td1\t2\nq1\td2\t0\n");
        assertEquals(Judgements.read(trec), Judgements.read(beir));
        Path tsv = Files.writeString(folder.resolve("q.tsv"), "q1\twhat is this\n");
        Path json = Files.writeString(folder.resolve("q.jsonl"), "{\"_id\": \"q1\", \"text\": \"what is this\"}\n");
        assertEquals(Queries.read(tsv), Queries.read(json));
    }

    @Test
    void saysWhichLineIsWrong() throws IOException {
        Path qrels = Files.writeString(folder.resolve("qrels.txt"), "q1 0 d1 2\nq1 d1\n");
        AiException wrong = assertThrows(AiException.class, () -> Judgements.read(qrels));
        assertEquals(qrels + ":2: expected: query 0 document grade", wrong.getMessage());
    }
}
