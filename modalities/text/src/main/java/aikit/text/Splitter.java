package aikit.text;

import aikit.AiException;
import aikit.Result.Place;
import aikit.task.EmbedOptions.Overflow;
import aikit.text.Document.Part;
import aikit.tokenize.Tokenizer;
import aikit.tokenize.Tokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Cuts documents into passages that a model can read, at the borders of words where there are any.
///
/// A passage's tokens are those of its own text, so that embedding the text of a passage again gives the same vector.
final class Splitter {

    /// Longest text that is tokenised at once; a longer part is cut into stretches of this length first, so that
    /// memory does not grow with the document.
    private static final int STRETCH = 1 << 16;

    /// A text that the model reads at once.
    ///
    /// @param ids tokens with prompt and special tokens
    /// @param truncated whether text was left out
    record Piece(Place place, String text, int[] ids, boolean truncated) {}

    private final Tokenizer tokenizer;
    private final String prompt;
    private final Overflow overflow;
    private final int limit;
    private final int overlap;

    /// How texts become passages.
    ///
    /// @param prompt text put before every passage
    /// @param limit most tokens of a passage, prompt and special tokens included
    /// @param overlap tokens that a passage shares with the one before it
    record Rules(String prompt, Overflow overflow, int limit, int overlap) {}

    Splitter(Tokenizer tokenizer, Rules rules) {
        this.tokenizer = tokenizer;
        this.prompt = rules.prompt;
        this.overflow = rules.overflow;
        this.limit = rules.limit - tokenizer.specials();
        this.overlap = rules.overlap;
        int room = limit - promptTokens().length;
        if (room < 1 || overlap >= room) {
            throw AiException.usage(
                    "passages of " + rules.limit
                            + " tokens leave no room for text beside prompt, special tokens and overlap",
                    "use longer passages or a smaller overlap");
        }
    }

    /// @param name what the input is called when it is too long
    List<Piece> split(Document document, String name) {
        List<Piece> pieces = new ArrayList<>();
        for (Part part : document.parts()) {
            String text = document.text().substring(part.start(), part.end());
            if (document.whole() || !text.isBlank()) {
                Stretch stretch = new Stretch(text, part.start(), document.unit(), part.number());
                switch (overflow == Overflow.AUTO ? (document.whole() ? Overflow.END : Overflow.CHUNK) : overflow) {
                    case CHUNK -> stretches(stretch).forEach(each -> chunk(each, pieces));
                    case END -> pieces.add(keepStart(stretch));
                    case START -> pieces.add(keepEnd(stretch));
                    case ERROR -> pieces.add(whole(stretch, name));
                    case AUTO -> throw new IllegalStateException();
                }
            }
        }
        return pieces;
    }

    /// A stretch of a document and where it stands there.
    private record Stretch(String text, int offset, String unit, int number) {

        Stretch sub(int start, int end) {
            return new Stretch(text.substring(start, end), offset + start, unit, number + lines(start));
        }

        /// Lines of a plain text that end before a place.
        private int lines(int end) {
            int lines = 0;
            if (unit.equals(Document.LINE)) {
                for (int i = text.indexOf('\n'); i >= 0 && i < end; i = text.indexOf('\n', i + 1)) {
                    lines++;
                }
            }
            return lines;
        }

        Place place() {
            return new Place(offset, offset + text.length(), unit, number);
        }
    }

    private static List<Stretch> stretches(Stretch all) {
        List<Stretch> stretches = new ArrayList<>();
        int number = all.number;
        for (int start = 0; start < all.text.length();) {
            int end = all.text.length() - start > STRETCH ? cut(all.text, start + STRETCH) : all.text.length();
            Stretch next = new Stretch(all.text.substring(start, end), all.offset + start, all.unit, number);
            stretches.add(next);
            number += next.lines(next.text.length());
            start = end;
        }
        return stretches;
    }

    /// The last white space before `end` in the second half of a stretch, else `end` itself, never between two
    /// surrogates.
    private static int cut(String text, int end) {
        for (int i = end; i > end - STRETCH / 2; i--) {
            if (Character.isWhitespace(text.charAt(i - 1))) {
                return i;
            }
        }
        return Character.isLowSurrogate(text.charAt(end)) ? end - 1 : end;
    }

    private int[] promptTokens() {
        return prompt.isEmpty() ? new int[0] : tokenizer.ids(prompt);
    }

    private Piece whole(Stretch stretch, String name) {
        int[] ids = tokenizer.ids(prompt + stretch.text.substring(0, cutAt(stretch.text, STRETCH)));
        boolean more = stretch.text.length() > STRETCH;
        if (ids.length <= limit && more) {
            ids = tokenizer.ids(prompt + stretch.text);
            more = false;
        }
        if (ids.length > limit) {
            throw AiException.input(
                    name + ": the text has " + (more ? "more than " : "") + (ids.length + tokenizer.specials())
                            + " tokens, and the limit is " + (limit + tokenizer.specials()),
                    "leave --truncate out, or use --truncate end");
        }
        return piece(stretch, ids, false);
    }

    /// Where a text is cut when it is longer than `most`, else its end.
    private static int cutAt(String text, int most) {
        return text.length() > most ? cut(text, most) : text.length();
    }

    private Piece keepStart(Stretch stretch) {
        String text = stretch.text.substring(0, cutAt(stretch.text, STRETCH));
        int[] ids = tokenizer.ids(prompt + text);
        if (ids.length <= limit && text.length() < stretch.text.length()) {
            text = stretch.text;
            ids = tokenizer.ids(prompt + text);
        }
        if (ids.length <= limit) {
            return piece(stretch, ids, false);
        }
        Tokens tokens = tokenizer.encode(prompt + text);
        int end = Math.max(0, tokens.ends()[limit - 1] - prompt.length());
        return piece(stretch.sub(0, end), Arrays.copyOf(tokens.ids(), limit), true);
    }

    private Piece keepEnd(Stretch stretch) {
        int[] before = promptTokens();
        int room = limit - before.length;
        int length = stretch.text.length();
        // The end of a long text has all the tokens that are wanted, unless it is one of very long words.
        int from = length > STRETCH ? cut(stretch.text, length - STRETCH / 2) : 0;
        Tokens tokens = tokenizer.encode(stretch.text.substring(from));
        if (from > 0 && tokens.count() < room) {
            from = 0;
            tokens = tokenizer.encode(stretch.text);
        }
        if (from == 0 && tokens.count() <= room) {
            return piece(stretch, tokenizer.ids(prompt + stretch.text), false);
        }
        int first = tokens.count() - room;
        int[] kept = Arrays.copyOf(before, limit);
        System.arraycopy(tokens.ids(), first, kept, before.length, room);
        return piece(stretch.sub(from + tokens.starts()[first], length), kept, true);
    }

    private void chunk(Stretch stretch, List<Piece> pieces) {
        int[] whole = tokenizer.ids(prompt + stretch.text);
        if (whole.length <= limit) {
            if (!stretch.text.isBlank()) {
                pieces.add(piece(stretch, whole, false));
            }
            return;
        }
        int room = limit - promptTokens().length;
        Tokens tokens = tokenizer.encode(stretch.text);
        int from = 0;
        while (from < tokens.count()) {
            int to = wordBorder(stretch.text, tokens, from, Math.min(from + room, tokens.count()));
            Piece piece = passage(stretch, tokens, from, to);
            // Cut out of its surroundings, a text may have a token more than it had there.
            while (piece.ids.length > limit + tokenizer.specials() && to > from + 1) {
                piece = passage(stretch, tokens, from, --to);
            }
            pieces.add(piece);
            from = to == tokens.count() ? to : nextStart(stretch.text, tokens, from, to);
        }
    }

    private Piece passage(Stretch stretch, Tokens tokens, int from, int to) {
        Stretch sub = stretch.sub(tokens.starts()[from], tokens.ends()[to - 1]);
        return piece(sub, tokenizer.ids(prompt + sub.text), false);
    }

    /// The last border of a word in the second half of the tokens `from` to `to`, else `to`.
    private static int wordBorder(String text, Tokens tokens, int from, int to) {
        for (int i = to; i > from + (to - from) / 2; i--) {
            if (isBorder(text, tokens, i)) {
                return i;
            }
        }
        return to;
    }

    private int nextStart(String text, Tokens tokens, int from, int to) {
        for (int i = Math.max(from + 1, to - overlap); i < to; i++) {
            if (isBorder(text, tokens, i)) {
                return i;
            }
        }
        return overlap == 0 ? to : Math.max(from + 1, to - overlap);
    }

    private static boolean isBorder(String text, Tokens tokens, int i) {
        return i == 0
                || i == tokens.count()
                || tokens.starts()[i] > tokens.ends()[i - 1]
                || Character.isWhitespace(text.charAt(tokens.starts()[i]));
    }

    private Piece piece(Stretch stretch, int[] content, boolean truncated) {
        int[] prefix = tokenizer.prefix();
        int[] suffix = tokenizer.suffix();
        int[] ids = Arrays.copyOf(prefix, prefix.length + content.length + suffix.length);
        System.arraycopy(content, 0, ids, prefix.length, content.length);
        System.arraycopy(suffix, 0, ids, prefix.length + content.length, suffix.length);
        return new Piece(stretch.place(), stretch.text, ids, truncated);
    }
}
