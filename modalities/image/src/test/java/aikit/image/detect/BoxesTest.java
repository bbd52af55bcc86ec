package aikit.image.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.AiException;
import aikit.Result.Box;
import aikit.Result.Size;
import aikit.image.detect.FaceCells.Face;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What becomes of numbers that a model gives.
class BoxesTest {

    @Test
    void aQueryMayNameSeveralKinds() {
        // [2 queries, 2 kinds]
        QueryBoxes said = new QueryBoxes(
                new float[]{2, 1, -3, 3}, new float[]{0.5f, 0.5f, 0.5f, 1, 0.25f, 0.25f, 0.1f, 0.1f}, 2, 2);
        List<QueryBoxes.Found> found = said.above(0.5, 200, 100);
        // Three pairs are above one half, but no more are taken than there are queries.
        assertEquals(2, found.size());
        assertEquals(1, found.get(0).kind());
        assertEquals(0.9526, found.get(0).score(), 1e-4);
        assertEquals(40, found.get(0).left(), 1e-4);
        assertEquals(20, found.get(0).top(), 1e-4);
        assertEquals(60, found.get(0).right(), 1e-4);
        assertEquals(30, found.get(0).bottom(), 1e-4);
        assertEquals(0, found.get(1).kind());
        assertEquals(50, found.get(1).left(), 1e-4);
        assertEquals(100, found.get(1).bottom(), 1e-4);
    }

    @Test
    void aThresholdIsNotReachedByItself() {
        QueryBoxes said = new QueryBoxes(new float[]{0, Float.NaN}, new float[8], 2, 1);
        assertEquals(0, said.above(0.5, 10, 10).size());
        assertEquals(1, said.above(0.49, 10, 10).size());
    }

    @Test
    void boxesEndWhereThePictureDoes() {
        Within within = new Within(new Size(100, 50), 2);
        within.add("a", 0.9, new Box(-10, -10, 500, 500), List.of());
        within.add("b", 0.8, new Box(200, 0, 300, 20), List.of());
        within.add("c", 0.7, new Box(10, 10, 20, 20), List.of());
        within.add("d", 0.6, new Box(10, 10, 20, 20), List.of());
        assertEquals(List.of("a", "c"), within.found().stream().map(each -> each.label()).toList());
        assertEquals(new Box(0, 0, 100, 50), within.found().getFirst().box());
    }

    private static Face face(float x, float y, float size, float score) {
        return new Face(x, y, size, size, new float[10], score);
    }

    @Test
    void theSurestOfThoseThatOverlapStays() {
        Suppression rule = new Suppression(0.5f, 0.3f, 0);
        List<Face> kept = rule.kept(List.of(
                face(0, 0, 10, 0.6f), face(1, 1, 10, 0.9f), face(50, 50, 10, 0.7f), face(7, 7, 10, 0.8f),
                face(80, 0, 10, 0.5f)));
        assertEquals(List.of(0.9f, 0.8f, 0.7f), kept.stream().map(Face::score).toList());
        // Two boxes without an area cover each other.
        assertEquals(1, rule.kept(List.of(face(0, 0, 0.5f, 0.9f), face(40, 40, 0.5f, 0.8f))).size());
    }

    @Test
    void namesThatAreNotKnownHaveNeighbours() {
        List<String> names = List.of("person", "car", "cart", "traffic light");
        Vocabulary some = Vocabulary.of(
                "tiny", names, new DetectOptions(0.5, List.of("Car", " traffic light"), List.of("person"), 0, 640));
        assertTrue(some.tells(1) && some.tells(3));
        assertFalse(some.tells(0) || some.tells(2));
        AiException e = assertThrows(AiException.class, () -> Vocabulary.of(
                "tiny", names, new DetectOptions(0.5, List.of(), List.of("persn"), 0, 640)));
        assertEquals(AiException.Kind.USAGE, e.kind());
        assertTrue(e.hint().orElseThrow().startsWith("near it: person, "), e.hint().get());
        AiException part = assertThrows(AiException.class, () -> Vocabulary.of(
                "tiny", names, new DetectOptions(0.5, List.of("light"), List.of(), 0, 640)));
        assertTrue(part.hint().orElseThrow().startsWith("near it: traffic light, "), part.hint().get());
    }
}
