package aikit.audio.subtitle;

import aikit.Result.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The text of a WebVTT cue.
///
/// @param text with the tags `b`, `i` and `u`, unless the words have times
/// @param words that timestamp tags tell the times of; empty when there are none
record VttText(String text, List<Word> words) {

    private static final Pattern STAMP = Pattern.compile(Timecode.PATTERN);

    private static final Pattern TAG = Pattern.compile("(/?)([a-zA-Z]*)(?:[.\\s].*)?", Pattern.DOTALL);

    private static final Pattern ENTITY = Pattern.compile("&(#\\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-z]{2,4});");

    private static final Map<String, String> ENTITIES = Map.of(
            "amp", "&", "lt", "<", "gt", ">", "nbsp", "\u00A0", "lrm", "\u200E", "rlm", "\u200F", "quot", "\"", "apos",
            "'");

    /// @param start milliseconds at which the cue begins
    /// @param end milliseconds at which it ends
    static VttText of(String payload, long start, long end) {
        StringBuilder text = new StringBuilder();
        List<Long> stamps = new ArrayList<>();
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        for (int at = 0; at < payload.length();) {
            int open = payload.indexOf('<', at);
            String plain = decoded(payload.substring(at, open < 0 ? payload.length() : open));
            text.append(plain);
            piece.append(plain);
            if (open < 0) {
                break;
            }
            int close = payload.indexOf('>', open);
            // The standard reads an open tag up to the end of the cue.
            String tag = payload.substring(open + 1, close < 0 ? payload.length() : close);
            at = close < 0 ? payload.length() : close + 1;
            Matcher stamp = STAMP.matcher(tag);
            if (stamp.matches() && Timecode.parsed(stamp, 1) >= 0) {
                pieces.add(piece.toString());
                piece.setLength(0);
                stamps.add(Timecode.parsed(stamp, 1));
            } else {
                text.append(kept(tag));
            }
        }
        pieces.add(piece.toString());
        return stamps.isEmpty()
                ? new VttText(text.toString(), List.of())
                : new VttText(String.join("", pieces), words(pieces, stamps, start, end));
    }

    private static String kept(String tag) {
        Matcher named = TAG.matcher(tag);
        if (!named.matches()) {
            return "";
        }
        return switch (named.group(2)) {
            case "b", "i", "u" -> "<" + named.group(1) + named.group(2) + ">";
            default -> "";
        };
    }

    /// Pieces as words, with the space before them.
    private static List<Word> words(List<String> pieces, List<Long> stamps, long start, long end) {
        List<Word> words = new ArrayList<>();
        String space = "";
        for (int i = 0; i < pieces.size(); i++) {
            long from = i == 0 ? start : Math.clamp(stamps.get(i - 1), start, end);
            long to = i < stamps.size() ? Math.clamp(stamps.get(i), from, end) : end;
            String spaced = space + pieces.get(i).replace('\n', ' ');
            String bare = spaced.stripTrailing();
            space = spaced.substring(bare.length());
            if (!bare.isBlank()) {
                words.add(new Word(from / 1000.0, to / 1000.0, bare, 1));
            }
        }
        return words;
    }

    private static String decoded(String text) {
        if (text.indexOf('&') < 0) {
            return text;
        }
        return ENTITY.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(entity(found.group(), found.group(1))));
    }

    private static String entity(String whole, String name) {
        if (name.charAt(0) != '#') {
            return ENTITIES.getOrDefault(name, whole);
        }
        boolean hex = name.charAt(1) == 'x' || name.charAt(1) == 'X';
        int c = hex ? Integer.parseInt(name.substring(2), 16) : Integer.parseInt(name.substring(1));
        return Character.isValidCodePoint(c) ? Character.toString(c) : whole;
    }
}
