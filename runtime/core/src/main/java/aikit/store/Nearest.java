package aikit.store;

import org.apache.lucene.search.ScoreDoc;

/// The best of what is offered: a binary heap with the least of them on top. Of equals the first offered stays.
final class Nearest {

    private final int[] docs;
    private final float[] scores;
    private int size;

    Nearest(int k) {
        this.docs = new int[k];
        this.scores = new float[k];
    }

    /// How many are kept at most.
    int size() {
        return docs.length;
    }

    /// What must be exceeded to be kept.
    float least() {
        return size < docs.length ? Float.NEGATIVE_INFINITY : scores[0];
    }

    void offer(int doc, float score) {
        if (size < docs.length) {
            int at = size++;
            for (; at > 0 && score < scores[(at - 1) / 2]; at = (at - 1) / 2) {
                move((at - 1) / 2, at);
            }
            set(at, doc, score);
        } else if (docs.length > 0 && score > scores[0]) {
            sink(doc, score);
        }
    }

    /// Puts something in place of the least.
    private void sink(int doc, float score) {
        int at = 0;
        while (true) {
            int child = 2 * at + 1;
            if (child + 1 < size && scores[child + 1] < scores[child]) {
                child++;
            }
            if (child >= size || scores[child] >= score) {
                set(at, doc, score);
                return;
            }
            move(child, at);
            at = child;
        }
    }

    private void move(int from, int to) {
        set(to, docs[from], scores[from]);
    }

    private void set(int at, int doc, float score) {
        docs[at] = doc;
        scores[at] = score;
    }

    /// What was kept, the best first; it is empty afterwards.
    ScoreDoc[] best() {
        ScoreDoc[] best = new ScoreDoc[size];
        while (size > 0) {
            best[size - 1] = new ScoreDoc(docs[0], scores[0]);
            size--;
            if (size > 0) {
                sink(docs[size], scores[size]);
            }
        }
        return best;
    }
}
