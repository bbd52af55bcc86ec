package aikit.image.classify;

import aikit.AiException;
import java.util.List;

/// How pictures are classified.
///
/// @param labels to choose from, in any words; empty for those that the model has
/// @param templates sentences with `{}` in the place of a label, whose vectors are averaged; empty for [#TEMPLATE]
/// @param multiLabel whether a picture may have several labels, so that each is scored by itself
/// @param top most labels of a picture
/// @param minScore least score of a label, from 0 to 1
public record ClassifyOptions(
        List<String> labels, List<String> templates, boolean multiLabel, int top, double minScore) {

    /// The one that the pipeline `zero-shot-image-classification` of transformers has.
    public static final String TEMPLATE = "This is a photo of {}.";

    private static final String PLACE = "{}";

    public ClassifyOptions {
        labels = List.copyOf(labels);
        templates = templates.isEmpty() ? List.of(TEMPLATE) : List.copyOf(templates);
        for (String template : templates) {
            if (!template.contains(PLACE)) {
                throw AiException.usage(
                        "template '" + template + "': has no place for a label", "put {} there: \"a photo of a {}\"");
            }
        }
        if (top < 1) {
            throw AiException.usage("--top " + top + ": is no sensible number of labels", "use 1 or more");
        }
    }

    /// Stands in fingerprints, so labels that hold commas are not mistaken for several.
    @Override
    public String toString() {
        return "labels=" + counted(labels) + " templates=" + counted(templates) + " multiLabel=" + multiLabel + " top="
                + top + " minScore=" + minScore;
    }

    private static String counted(List<String> texts) {
        StringBuilder all = new StringBuilder();
        texts.forEach(text -> all.append(text.length()).append(':').append(text).append(' '));
        return all.toString();
    }

    /// What a label becomes in each template.
    List<String> sentences(String label) {
        return templates.stream().map(template -> template.replace(PLACE, label)).toList();
    }
}
