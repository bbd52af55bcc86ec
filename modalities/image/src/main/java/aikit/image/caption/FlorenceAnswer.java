package aikit.image.caption;

import aikit.Result.Box;
import aikit.Result.Region;
import aikit.Result.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads places out of what Florence-2 writes: `<loc_n>`, n thousandths of an edge, four for a rectangle and eight for a
/// quadrangle. The rules, and what becomes of malformed answers, are those of `Florence2PostProcessor` in transformers.
record FlorenceAnswer(String text, Size size, Set<String> banned) {

    private static final int BINS = 1000;
    private static final String PLACE = "<loc_(\\d+)>";
    private static final Pattern BOX = Pattern.compile(PLACE.repeat(4));
    private static final Pattern QUAD = Pattern.compile("(.+?)" + PLACE.repeat(8));
    private static final Pattern PHRASE = Pattern.compile("[^<]+(?:<loc_\\d+>){4,}");
    private static final Pattern BARE = Pattern.compile("(?:<loc_\\d+>){4,}");
    private static final Pattern WORDS = Pattern.compile(
            "^\\s*(.*?)(?=<od>|</od>|<box>|</box>|<bbox>|</bbox>|<loc_)");

    /// @param written all that the model wrote, special tokens and all
    /// @param size of the picture
    /// @param banned phrases that name nothing, in lower and upper case as they stand
    FlorenceAnswer {
        text = text.replace("<s>", "").replace("</s>", "").replace("<pad>", "");
        banned = Set.copyOf(banned);
    }

    List<Region> regions(FlorenceTask.Answer answer) {
        return switch (answer) {
            case TEXT -> List.of();
            case BOXES -> boxes(PHRASE, Set.of());
            case BARE_BOXES -> boxes(BARE, Set.of());
            case PHRASES -> boxes(PHRASE, banned);
            case QUADS -> quads();
        };
    }

    private List<Region> boxes(Pattern phrases, Set<String> without) {
        List<Region> regions = new ArrayList<>();
        for (Matcher phrase = phrases.matcher(text); phrase.find();) {
            Matcher words = WORDS.matcher(phrase.group());
            if (!words.find()) {
                continue;
            }
            String name = words.group().strip();
            if (without.contains(name)) {
                continue;
            }
            for (Matcher box = BOX.matcher(phrase.group()); box.find();) {
                regions.add(new Region(
                        new Box(across(box, 1), down(box, 2), across(box, 3), down(box, 4)), ascii(name)));
            }
        }
        return regions;
    }

    /// The smallest rectangle around each quadrangle.
    private List<Region> quads() {
        List<Region> regions = new ArrayList<>();
        for (Matcher quad = QUAD.matcher(text); quad.find();) {
            double left = Double.MAX_VALUE;
            double top = Double.MAX_VALUE;
            double right = 0;
            double bottom = 0;
            for (int corner = 0; corner < 4; corner++) {
                double x = across(quad, 2 + 2 * corner);
                double y = down(quad, 3 + 2 * corner);
                left = Math.min(left, x);
                top = Math.min(top, y);
                right = Math.max(right, x);
                bottom = Math.max(bottom, y);
            }
            regions.add(new Region(new Box(left, top, right, bottom), quad.group(1).strip()));
        }
        return regions;
    }

    private double across(Matcher match, int group) {
        return place(match.group(group), size.width());
    }

    private double down(Matcher match, int group) {
        return place(match.group(group), size.height());
    }

    /// The middle of a bin, in whole pixels; in single precision, as the reference does it.
    private static double place(String bin, int edge) {
        int number = bin.length() > 4 ? BINS : Integer.parseInt(bin);
        return (int) ((number + 0.5f) * (float) ((double) edge / BINS));
    }

    private static String ascii(String name) {
        return name.replaceAll("[^\\x00-\\x7F]", "");
    }
}
