package aikit.cli.output;

import aikit.Result.Box;
import aikit.Result.Point;
import aikit.Result.RecognizedText;
import aikit.Result.TextLine;
import aikit.Result.TextPage;
import aikit.Result.TextWord;
import aikit.cli.Version;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/// Text of pages with the places of lines and words, as XHTML: <https://kba.github.io/hocr-spec/1.2/>.
final class Hocr {

    private Hocr() {}

    /// @param name of the picture as seen from where the text will be; empty when it has none
    static void write(RecognizedText text, String name, Appendable out) throws IOException {
        out.append("""
                <?xml version="1.0" encoding="UTF-8"?>
                <!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" \
                "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
                <html xmlns="http://www.w3.org/1999/xhtml">
                <head>
                <title>""").append(escaped(name)).append("""
                </title>
                <meta http-equiv="Content-Type" content="text/html;charset=utf-8"/>
                <meta name="ocr-system" content="ai\s""").append(Version.components().get("ai")).append("""
                "/>
                <meta name="ocr-capabilities" content="ocr_page ocr_line ocrx_word"/>
                </head>
                <body>
                """);
        for (TextPage page : text.pages()) {
            page(page, name, out);
        }
        out.append("</body>\n</html>\n");
    }

    private static void page(TextPage page, String name, Appendable out) throws IOException {
        String id = "page_" + page.number();
        String image = name.isEmpty() ? "" : "image &quot;" + escaped(name).replace("&quot;", "") + "&quot;; ";
        out.append("<div class=\"ocr_page\" id=\"").append(id).append("\" title=\"").append(image).append("bbox 0 0 ")
                .append(page.size().width() + " " + page.size().height()).append("; ppageno ")
                .append(String.valueOf(page.number() - 1)).append("\">\n");
        int number = 0;
        for (TextLine line : page.lines()) {
            line(line, page.number() + "_" + ++number, out);
        }
        out.append("</div>\n");
    }

    private static void line(TextLine line, String id, Appendable out) throws IOException {
        out.append("<span class=\"ocr_line\" id=\"line_").append(id).append("\" title=\"").append(place(line.corners()))
                .append(direction(line.corners())).append("\">");
        int number = 0;
        for (TextWord word : line.words()) {
            out.append(number == 0 ? "" : " ").append("<span class=\"ocrx_word\" id=\"word_").append(id).append('_')
                    .append(String.valueOf(++number)).append("\" title=\"").append(place(word.corners()))
                    .append("; x_wconf ").append(String.valueOf(Math.round(100 * word.confidence()))).append("\">")
                    .append(escaped(word.text())).append("</span>");
        }
        out.append(line.words().isEmpty() ? escaped(line.text()) : "").append("</span><br/>\n");
    }

    private static String place(List<Point> corners) {
        Box box = WrittenTexts.around(corners);
        return String.format(
                Locale.ROOT, "bbox %d %d %d %d", Math.round(box.left()), Math.round(box.top()), Math.round(box.right()),
                Math.round(box.bottom()));
    }

    /// The slope of a line that is nearly level, as `baseline`; the angle of any other, counter-clockwise, as `textangle`.
    private static String direction(List<Point> corners) {
        Point from = corners.get(3);
        Point to = corners.get(2);
        double dx = to.x() - from.x();
        double dy = to.y() - from.y();
        if (dx > 0 && Math.abs(dy) <= dx) {
            Box box = WrittenTexts.around(corners);
            double slope = dy / dx;
            double offset = from.y() - slope * (from.x() - box.left()) - box.bottom();
            return String.format(Locale.ROOT, "; baseline %.3f %.0f", slope + 0.0, offset + 0.0).replace("-0.000", "0");
        }
        double angle = Math.toDegrees(Math.atan2(-dy, dx));
        return String.format(Locale.ROOT, "; textangle %.0f", angle < 0 ? angle + 360 : angle);
    }

    /// Text in XML: markup escaped, characters that XML cannot have left out.
    private static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                default -> {
                    boolean valid = c >= ' ' && c != 0xfffe && c != 0xffff && (c < 0xd800 || c > 0xdfff);
                    if (valid || c == '\t') {
                        safe.appendCodePoint(c);
                    }
                }
            }
        });
        return safe.toString();
    }
}
