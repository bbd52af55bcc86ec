package aikit.image.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What the graph of an RT-DETR says of one picture, as boxes: what `RTDetrImageProcessor.post_process_object_detection`
/// of transformers does with `use_focal_loss`. Every query may name several kinds; of all pairs of query and kind the
/// surest so many as there are queries count, and of those the ones above the threshold. Nothing is done about boxes that
/// overlap: the model is trained to find each thing once.
///
/// @param logits `[queries, kinds]`
/// @param boxes `[queries, 4]`: centre and size as parts of the picture's width and height
record QueryBoxes(float[] logits, float[] boxes, int queries, int kinds) {

    /// @param left to `bottom`: pixels
    record Found(int kind, float score, float left, float top, float right, float bottom) {}

    /// The surest first.
    ///
    /// @param threshold a score must be greater
    List<Found> above(double threshold, int width, int height) {
        List<Integer> sure = new ArrayList<>();
        for (int i = 0; i < queries * kinds; i++) {
            if (sigmoid(logits[i]) > (float) threshold) {
                sure.add(i);
            }
        }
        // By logit, as scores near 1 are all the same number.
        sure.sort(Comparator.comparingDouble((Integer i) -> -logits[i]));
        List<Found> found = new ArrayList<>();
        for (int i : sure.subList(0, Math.min(queries, sure.size()))) {
            found.add(found(i, width, height));
        }
        return found;
    }

    private Found found(int pair, int width, int height) {
        int at = pair / kinds * 4;
        float halfWide = 0.5f * boxes[at + 2];
        float halfHigh = 0.5f * boxes[at + 3];
        return new Found(
                pair % kinds, sigmoid(logits[pair]),
                (boxes[at] - halfWide) * width, (boxes[at + 1] - halfHigh) * height,
                (boxes[at] + halfWide) * width, (boxes[at + 1] + halfHigh) * height);
    }

    private static float sigmoid(float logit) {
        return (float) (1 / (1 + Math.exp(-logit)));
    }
}
