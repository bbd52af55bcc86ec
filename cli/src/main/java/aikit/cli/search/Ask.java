package aikit.cli.search;

import aikit.AiException;
import aikit.Input;
import aikit.store.Filter;
import aikit.store.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a user looks for.
///
/// @param wanted texts, and how much each counts
/// @param unwanted texts that hits are to be unlike
/// @param like a file that hits are to be like, and which is none of them
/// @param pictures that count like texts
public record Ask(
        List<Words.Weighted> wanted, List<Words.Weighted> unwanted, Optional<Input.OfFile> like,
        List<Weighed> pictures, Filter filter) {

    /// A file, and how much it counts; below 0 for one that hits are to be unlike.
    public record Weighed(Input.OfFile file, double weight) {}

    /// Without pictures.
    public Ask(
            List<Words.Weighted> wanted, List<Words.Weighted> unwanted, Optional<Input.OfFile> like, Filter filter) {
        this(wanted, unwanted, like, List.of(), filter);
    }

    /// Every file that the query is made of.
    List<Weighed> files() {
        List<Weighed> files = new ArrayList<>(pictures);
        like.ifPresent(file -> files.add(new Weighed(file, 1)));
        return files;
    }

    /// A plain query.
    public static Ask of(String query, Filter filter) {
        return new Ask(List.of(weighted(query)), List.of(), Optional.empty(), filter);
    }

    /// `2:cat` is `cat` with twice the weight.
    public static Words.Weighted weighted(String text) {
        int colon = text.indexOf(':');
        if (colon > 0 && colon + 1 < text.length() && text.substring(0, colon).matches("\\d{1,6}(\\.\\d{1,6})?")) {
            double weight = Double.parseDouble(text.substring(0, colon));
            if (weight == 0) {
                throw AiException.usage(text + ": counts nothing", "leave it out, or give it a weight above 0");
            }
            return new Words.Weighted(text.substring(colon + 1), weight);
        }
        if (text.isBlank()) {
            throw AiException.usage("--plus or --minus: there is no text", "as in --plus citrus or --plus 2:citrus");
        }
        return new Words.Weighted(text, 1);
    }

    /// The words to look for; empty when there are none.
    Optional<Words> words() {
        return wanted.isEmpty()
                ? Optional.empty()
                : Optional.of(new Words(wanted, unwanted.stream().map(Words.Weighted::text).toList()));
    }

    /// What is marked in hits.
    public Words marked() {
        return new Words(wanted, List.of());
    }

    /// The texts in one, for what reads only one.
    String text() {
        List<String> texts = new ArrayList<>();
        wanted.forEach(each -> texts.add(each.text()));
        return String.join(" ", texts);
    }
}
