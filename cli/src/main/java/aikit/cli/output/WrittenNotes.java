package aikit.cli.output;

import aikit.Result.Box;
import aikit.Result.RecognizedText;
import aikit.Result.TextLine;
import aikit.Result.TextPage;
import java.io.IOException;
import java.util.List;

/// Text of pages as Markdown: an empty line where the space between lines is wide, headings where they are high, a rule
/// between pages.
final class WrittenNotes {

    /// The space from one line to the next in a paragraph, in heights of the line before, at most.
    private static final double PARAGRAPH = 1.2;

    /// A line so many times as high as the usual one is a heading.
    private static final double HEADING = 1.4;

    /// Characters of the longest heading.
    private static final int LONGEST_HEADING = 100;

    private WrittenNotes() {}

    static void write(RecognizedText text, Appendable out) throws IOException {
        boolean begun = false;
        for (TextPage page : text.pages()) {
            if (begun) {
                out.append("\n---\n\n");
            }
            begun = true;
            page(page, out);
        }
    }

    private static void page(TextPage page, Appendable out) throws IOException {
        List<TextLine> lines = page.lines();
        double usual = lines.stream().mapToDouble(WrittenNotes::height).sorted().skip(lines.size() / 2).findFirst()
                .orElse(0);
        boolean heading = false;
        for (int i = 0; i < lines.size(); i++) {
            TextLine line = lines.get(i);
            if (page.isLevel(i)) {
                out.append("  ").append(escaped(line.text()));
                continue;
            }
            boolean high = height(line) >= HEADING * usual && line.text().length() <= LONGEST_HEADING;
            if (i > 0) {
                out.append(heading || high || apart(lines.get(i - 1), line) ? "\n\n" : "\n");
            }
            out.append(high ? "## " : "").append(escaped(line.text()));
            heading = high;
        }
        out.append(lines.isEmpty() ? "" : "\n");
    }

    private static double height(TextLine line) {
        Box box = WrittenTexts.around(line.corners());
        return Math.min(box.bottom() - box.top(), box.right() - box.left());
    }

    private static boolean apart(TextLine before, TextLine line) {
        Box above = WrittenTexts.around(before.corners());
        Box below = WrittenTexts.around(line.corners());
        double height = Math.min(height(before), height(line));
        return below.top() - above.bottom() > PARAGRAPH * height || below.bottom() < above.top() - height;
    }

    /// What would be markup is escaped.
    private static String escaped(String text) {
        String safe = text.replaceAll("[\\\\`*_\\[\\]<]", "\\\\$0");
        return safe.replaceFirst("^([#>+=~|-])", "\\\\$1").replaceFirst("^(\\d+)([.)])(\\s|$)", "$1\\\\$2$3");
    }
}
