package aikit.generate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.vector.Softmax;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Searches on a decoder whose every text can be tried: what comes next depends on the last token only.
class SearchTest {

    private static final int VOCABULARY = 7;
    private static final int END = 0;
    private static final int MOST = 5;

    /// Rows of texts; each row's language is one of several tables.
    private static final class Table implements Decoding {

        private final float[][][] next; // [row][last token][token]
        private List<float[][]> rows = new ArrayList<>();
        private List<List<Integer>> read = new ArrayList<>();
        private int steps;

        Table(long seed, int count) {
            Random random = new Random(seed);
            next = new float[count][VOCABULARY][VOCABULARY];
            for (float[][] table : next) {
                for (float[] row : table) {
                    for (int i = 0; i < row.length; i++) {
                        row[i] = (float) random.nextGaussian() * 2;
                    }
                }
                rows.add(table);
                read.add(new ArrayList<>());
            }
        }

        @Override
        public int rows() {
            return rows.size();
        }

        @Override
        public Logits read(int[][] tokens) {
            steps++;
            FloatBuffer logits = FloatBuffer.allocate(tokens.length * tokens[0].length * VOCABULARY);
            for (int row = 0; row < tokens.length; row++) {
                for (int token : tokens[row]) {
                    read.get(row).add(token);
                    logits.put(rows.get(row)[token]);
                }
            }
            return new Logits(logits, tokens[0].length, VOCABULARY, List.of());
        }

        @Override
        public void select(int[] wanted) {
            List<float[][]> tables = new ArrayList<>();
            List<List<Integer>> texts = new ArrayList<>();
            for (int row : wanted) {
                tables.add(rows.get(row));
                texts.add(new ArrayList<>(read.get(row)));
            }
            rows = tables;
            read = texts;
        }

        @Override
        public void close() {}
    }

    private static GenerationRules rules() {
        return new GenerationRules(END, MOST, LogitsFilter.suppress(3).then(LogitsFilter.suppressAtBegin(END)));
    }

    private static int[][] prompts(int rows) {
        int[][] prompts = new int[rows][];
        for (int i = 0; i < rows; i++) {
            prompts[i] = new int[]{2, 1 + i % 2};
        }
        return prompts;
    }

    @Test
    void theMostProbableTokenIsWrittenUntilTheEnd() {
        for (long seed = 0; seed < 200; seed++) {
            try (Table table = new Table(seed, 5)) {
                List<float[][]> tables = List.copyOf(table.rows);
                int[][] prompts = prompts(5);
                List<Hypothesis> texts = new Generator(rules())
                        .write(table, table.read(prompts), Collections.nCopies(5, Sampler.greedy()));
                for (int row = 0; row < 5; row++) {
                    int[] expected = greedy(tables.get(row), prompts[row][1]);
                    assertArrayEquals(expected, texts.get(row).tokens(), "seed " + seed + " row " + row);
                    assertEquals(
                            sum(tables.get(row), prompts[row][1], expected, true),
                            texts.get(row).meanLogprob() * expected.length, 1e-4);
                }
            }
        }
    }

    private static int[] greedy(float[][] table, int prompt) {
        List<Integer> text = new ArrayList<>();
        int last = prompt;
        while (text.size() < MOST && (text.isEmpty() || text.getLast() != END)) {
            float[] logits = allowed(table[last], text.size());
            last = Softmax.argmax(logits);
            text.add(last);
        }
        return text.stream().mapToInt(Integer::intValue).toArray();
    }

    private static float[] allowed(float[] row, int count) {
        float[] logits = row.clone();
        rules().filter().apply(logits, new int[MOST], count);
        return logits;
    }

    /// @param among whether probabilities are shared out among what is allowed only
    private static double sum(float[][] table, int prompt, int[] text, boolean among) {
        double sum = 0;
        int last = prompt;
        for (int i = 0; i < text.length; i++) {
            float[] logits = allowed(table[last], i);
            float[] all = among ? logits : table[last];
            sum += logits[text[i]] - Softmax.logSumExp(all, 0, all.length);
            last = text[i];
        }
        return sum;
    }

    @Test
    void aBeamAsWideAsTheTreeFindsTheBestText() {
        for (long seed = 0; seed < 60; seed++) {
            try (Table table = new Table(seed, 3)) {
                List<float[][]> tables = List.copyOf(table.rows);
                int[][] prompts = prompts(3);
                int wide = (int) Math.pow(VOCABULARY, MOST - 1);
                List<List<Hypothesis>> found = new BeamSearch(rules(), new BeamSearch.Width(wide, wide, 0))
                        .write(table, table.read(prompts));
                for (int row = 0; row < 3; row++) {
                    int[] best = best(tables.get(row), prompts[row][1]);
                    assertArrayEquals(best, found.get(row).getFirst().tokens(), "seed " + seed + " row " + row);
                    assertEquals(
                            sum(tables.get(row), prompts[row][1], best, false), found.get(row).getFirst().score(),
                            1e-4);
                }
            }
        }
    }

    private static int[] best(float[][] table, int prompt) {
        int[][] best = {new int[0]};
        double[] score = {Double.NEGATIVE_INFINITY};
        tryAll(table, prompt, new ArrayList<>(), best, score);
        return best[0];
    }

    private static void tryAll(float[][] table, int prompt, List<Integer> text, int[][] best, double[] score) {
        if (!text.isEmpty() && (text.getLast() == END || text.size() == MOST)) {
            int[] whole = text.stream().mapToInt(Integer::intValue).toArray();
            double sum = sum(table, prompt, whole, false);
            if (sum > score[0]) {
                score[0] = sum;
                best[0] = whole;
            }
            return;
        }
        for (int token = 0; token < VOCABULARY; token++) {
            text.add(token);
            tryAll(table, prompt, text, best, score);
            text.removeLast();
        }
    }

    @Test
    void oneBeamIsGreedyAndRowsThatEndAreLeftOut() {
        for (long seed = 0; seed < 100; seed++) {
            try (Table table = new Table(seed, 8)) {
                List<float[][]> tables = List.copyOf(table.rows);
                int[][] prompts = prompts(8);
                List<List<Hypothesis>> found = new BeamSearch(rules(), new BeamSearch.Width(1, 1, 1))
                        .write(table, table.read(prompts));
                for (int row = 0; row < 8; row++) {
                    int[] greedy = greedy(tables.get(row), prompts[row][1]);
                    // A text that ends may be beaten by one that goes on, never by nothing.
                    assertTrue(found.get(row).getFirst().tokens().length >= 1);
                    if (greedy[greedy.length - 1] == END
                            && found.get(row).getFirst().tokens().length == greedy.length) {
                        assertArrayEquals(greedy, found.get(row).getFirst().tokens());
                    }
                }
                assertTrue(table.steps <= MOST);
            }
        }
    }

    @Test
    void samplingFollowsTheProbabilities() {
        float[] logits = {0, 1, 2, Float.NEGATIVE_INFINITY};
        for (double temperature : new double[]{0.5, 1, 2}) {
            Sampler sampler = Sampler.random(temperature, new Random(7));
            int[] counts = new int[4];
            for (int i = 0; i < 20_000; i++) {
                counts[sampler.pick(logits)]++;
            }
            double total = Math.exp(0) + Math.exp(1 / temperature) + Math.exp(2 / temperature);
            assertEquals(Math.exp(2 / temperature) / total, counts[2] / 20_000.0, 0.015);
            assertEquals(1 / total, counts[0] / 20_000.0, 0.015);
            assertEquals(0, counts[3]);
        }
    }
}
