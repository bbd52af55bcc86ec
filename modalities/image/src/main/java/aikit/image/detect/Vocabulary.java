package aikit.image.detect;

import aikit.AiException;
import aikit.EditDistance;
import aikit.model.ModelDir;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// The kinds of things that a model knows, and which of them are told.
final class Vocabulary {

    private static final int NEAR = 3;

    private final List<String> names;
    private final BitSet told = new BitSet();

    private Vocabulary(List<String> names) {
        this.names = names;
    }

    /// The kinds of a model as `id2label` of its `config.json` names them.
    ///
    /// @param count how many its graph tells apart
    /// @throws AiException of kind USAGE when one that is asked for is none of them, MODEL when there are no names
    static Vocabulary of(ModelDir model, int count, DetectOptions options) {
        JsonNode labels = model.json("config.json").path("id2label");
        List<String> names = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            names.add(labels.path(Integer.toString(i)).asString("class " + i));
        }
        return of(model.spec().name(), names, options);
    }

    /// @param model its name, for messages
    static Vocabulary of(String model, List<String> names, DetectOptions options) {
        Vocabulary words = new Vocabulary(List.copyOf(names));
        if (options.labels().isEmpty()) {
            words.told.set(0, names.size());
        }
        for (String label : options.labels()) {
            words.told.or(words.known(label.strip(), model));
        }
        for (String label : options.watched()) {
            words.known(label.strip(), model);
        }
        return words;
    }

    private BitSet known(String label, String model) {
        BitSet known = new BitSet();
        for (int i = 0; i < names.size(); i++) {
            known.set(i, names.get(i).equalsIgnoreCase(label));
        }
        if (known.isEmpty()) {
            throw AiException.usage(
                    label + ": is nothing that " + model + " knows",
                    names.size() == 1
                            ? "it knows nothing but " + names.getFirst()
                            : "near it: " + String.join(", ", near(label, names)) + "; " + names.size()
                                    + " kinds in all");
        }
        return known;
    }

    boolean tells(int number) {
        return told.get(number);
    }

    String name(int number) {
        return names.get(number);
    }

    /// The names most like a word.
    private static List<String> near(String word, List<String> names) {
        String lower = word.toLowerCase(Locale.ROOT);
        return names.stream()
                .distinct()
                .sorted(Comparator.comparingInt(name -> distance(lower, name.toLowerCase(Locale.ROOT))))
                .limit(NEAR)
                .toList();
    }

    /// Levenshtein distance; a name that holds the word, or is held by it, is nearer than any other.
    private static int distance(String a, String b) {
        if (!a.isEmpty() && (a.contains(b) || b.contains(a))) {
            return -1;
        }
        return EditDistance.between(a, b);
    }
}
