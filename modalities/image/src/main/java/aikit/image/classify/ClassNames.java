package aikit.image.classify;

import aikit.model.ModelDir;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// What the classes of a model are called, as its `config.json` says: in `id2label`, or in timm's `label_names`, which
/// `label_descriptions` may put into words.
///
/// @param several whether a picture may have several of them
record ClassNames(JsonNode config, boolean several) {

    static ClassNames read(ModelDir model) {
        JsonNode config = model.json("config.json");
        return new ClassNames(config, config.path("problem_type").asString("").equals("multi_label_classification"));
    }

    /// Whether each class is scored by itself: as ImageClassificationPipeline of transformers decides it.
    boolean alone(int count) {
        return several || count == 1;
    }

    /// A name for each of so many classes; a number for one that has none.
    List<String> of(int count) {
        List<String> names = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            names.add(name(i));
        }
        return names;
    }

    private String name(int number) {
        String label = config.path("id2label").path(Integer.toString(number)).asString("");
        if (!label.isEmpty()) {
            return label;
        }
        String key = config.path("label_names").path(number).asString("");
        String words = config.path("label_descriptions").path(key).asString(key);
        return words.isEmpty() ? "class " + number : words;
    }
}
