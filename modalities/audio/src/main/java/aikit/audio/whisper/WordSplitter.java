package aikit.audio.whisper;

import aikit.Result.Word;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// Puts tokens together to words: at spaces, or, where a language has none, at whole characters; punctuation goes with
/// the word that it belongs to. The rules of `split_to_word_tokens` and `merge_punctuations` of openai-whisper.
final class WordSplitter {

    private static final Set<String> WITHOUT_SPACES = Set.of("zh", "ja", "th", "lo", "my", "yue");
    private static final String BEFORE = "\"'“¡¿([{-";
    private static final String AFTER = "\"'.。,，!！?？:：”)]}、";
    private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
    private static final char BROKEN = '\ufffd';

    /// The text of tokens.
    interface Texts {
        String of(int[] tokens);
    }

    private final Texts texts;

    WordSplitter(Texts texts) {
        this.texts = texts;
    }

    /// Tokens from `first` inclusive to `end` exclusive.
    private record Part(String text, int first, int end) {
        Part and(Part next) {
            return new Part(text + next.text, first, next.end);
        }
    }

    /// @param tokens words only, no time tokens
    /// @param starts seconds at which each token begins
    /// @param ends seconds
    List<Word> words(int[] tokens, double[] starts, double[] ends, double[] probabilities, String language) {
        List<Part> parts = characters(tokens);
        if (!WITHOUT_SPACES.contains(language)) {
            parts = atSpaces(parts);
        }
        List<Word> words = new ArrayList<>();
        for (Part part : withPunctuation(parts)) {
            double sum = 0;
            for (int i = part.first; i < part.end; i++) {
                sum += probabilities[i];
            }
            words.add(new Word(
                    starts[part.first], ends[part.end - 1], part.text, sum / (part.end - part.first)));
        }
        return words;
    }

    /// The fewest tokens at a time that make whole characters.
    private List<Part> characters(int[] tokens) {
        String whole = texts.of(tokens);
        List<Part> parts = new ArrayList<>();
        int first = 0;
        int offset = 0;
        for (int end = 1; end <= tokens.length; end++) {
            String text = texts.of(Arrays.copyOfRange(tokens, first, end));
            int broken = text.indexOf(BROKEN);
            boolean meant = broken >= 0 && offset + broken < whole.length() && whole.charAt(offset + broken) == BROKEN;
            if (broken < 0 || meant || end == tokens.length) {
                parts.add(new Part(text, first, end));
                first = end;
                offset += text.length();
            }
        }
        return parts;
    }

    private static List<Part> atSpaces(List<Part> parts) {
        List<Part> words = new ArrayList<>();
        for (Part part : parts) {
            String bare = part.text.strip();
            boolean begins = words.isEmpty() || part.text.startsWith(" ")
                    || !bare.isEmpty() && PUNCTUATION.contains(bare);
            if (begins) {
                words.add(part);
            } else {
                words.add(words.removeLast().and(part));
            }
        }
        return words;
    }

    private static List<Part> withPunctuation(List<Part> parts) {
        List<Part> words = new ArrayList<>(parts);
        for (int i = words.size() - 2; i >= 0; i--) {
            String bare = words.get(i).text.strip();
            if (words.get(i).text.startsWith(" ") && !bare.isEmpty() && BEFORE.contains(bare)) {
                words.set(i, words.get(i).and(words.remove(i + 1)));
            }
        }
        for (int i = 0; i + 1 < words.size();) {
            String next = words.get(i + 1).text;
            if (!words.get(i).text.endsWith(" ") && !next.isEmpty() && AFTER.contains(next)) {
                words.set(i, words.get(i).and(words.remove(i + 1)));
            } else {
                i++;
            }
        }
        return words;
    }
}
