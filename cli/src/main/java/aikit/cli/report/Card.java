package aikit.cli.report;

import aikit.Input;
import aikit.Result;
import aikit.Result.Caption;
import aikit.Result.Detection;
import aikit.Result.Detections;
import aikit.Result.Embeddings;
import aikit.Result.Label;
import aikit.Result.Labels;
import aikit.Result.PictureResult;
import aikit.Result.Point;
import aikit.Result.RecognizedText;
import aikit.Result.Region;
import aikit.Result.Size;
import aikit.Result.SoundReport;
import aikit.Result.TextPage;
import aikit.Result.Transcript;
import aikit.batch.Finished;
import aikit.batch.Item;
import aikit.image.draw.LabelColour;
import aikit.image.draw.Mark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a page shows of one picture: itself in small, with outlines of what was seen, and what was said of it.
///
/// @param folder of the page
record Card(Path folder, Finished finished, PictureResult seen) {

    /// More kinds, lines or outlines of one picture are counted and not shown.
    private static final int MOST = 200;

    /// What there is to show of an outcome; empty for one without a picture.
    static Optional<Card> of(Path folder, Finished finished) {
        return finished.outcome().shown().flatMap(Card::picture).map(seen -> new Card(folder, finished, seen));
    }

    private static Optional<PictureResult> picture(Result result) {
        return switch (result) {
            case PictureResult seen -> Optional.of(seen);
            case Embeddings _,Transcript _,SoundReport _ -> Optional.empty();
        };
    }

    /// The words that many pictures may have in common.
    List<String> words() {
        return switch (seen) {
            case Detections found -> found.detections().stream().map(Detection::label).distinct().toList();
            case Labels labels -> labels.labels().stream().limit(1).map(Label::name).toList();
            case Caption _,RecognizedText _ -> List.of();
        };
    }

    /// The element of the page.
    String html() {
        StringBuilder html = new StringBuilder("<li class=\"card\" data-status=\"")
                .append(finished.outcome().status()).append("\">\n<div class=\"frame\">");
        Item.Ready item = (Item.Ready) finished.item();
        Optional<Thumbnail> thumbnail = Thumbnail.of(item.input());
        if (thumbnail.isPresent()) {
            picture(thumbnail.get(), html);
        } else {
            html.append("no preview");
        }
        html.append("</div>\n<div class=\"words-of\">\n<h2>").append(name(item)).append("</h2>\n");
        said(html);
        for (String warning : seen.warnings()) {
            html.append("<p class=\"odd small\">").append(Html.line(warning)).append("</p>\n");
        }
        return html.append("</div>\n</li>\n").toString();
    }

    private String name(Item.Ready item) {
        // A long path may be broken between its folders.
        String name = "<bdi>" + Html.line(item.name().text()).replace("/", "/<wbr>") + "</bdi>";
        return item.below().isPresent() && item.input() instanceof Input.OfFile file
                ? "<a href=\"" + Html.address(folder, file.path()) + "\">" + name + "</a>"
                : name;
    }

    private void picture(Thumbnail thumbnail, StringBuilder html) {
        html.append("<div class=\"seen\"><img loading=\"lazy\" decoding=\"async\" width=\"")
                .append(thumbnail.shown().width()).append("\" height=\"").append(thumbnail.shown().height())
                .append("\" alt=\"").append(Html.line(alternative())).append("\" src=\"").append(thumbnail.address())
                .append("\">");
        List<Mark> marks = Mark.of(seen);
        if (!marks.isEmpty()) {
            outlines(marks, size(thumbnail.picture()), html);
        }
        html.append("</div>");
    }

    /// What is said of the picture to who cannot see it.
    private String alternative() {
        String words = switch (seen) {
            case Caption caption -> caption.text();
            case Labels _,Detections _ -> String.join(", ", words());
            case RecognizedText _ -> "";
        };
        return words.isBlank() ? finished.name().text() : words;
    }

    /// The size that places count in.
    private Size size(Size picture) {
        Size said = switch (seen) {
            case Caption caption -> caption.size();
            case Labels labels -> labels.size();
            case Detections found -> found.size();
            case RecognizedText text -> text.pages().stream().findFirst().map(TextPage::size).orElse(picture);
        };
        return said.width() > 0 && said.height() > 0 ? said : picture;
    }

    private static void outlines(List<Mark> marks, Size size, StringBuilder html) {
        html.append("<svg viewBox=\"0 0 ").append(size.width()).append(' ').append(size.height())
                .append("\" preserveAspectRatio=\"none\" aria-hidden=\"true\">");
        for (Mark mark : marks.subList(0, Math.min(MOST, marks.size())).reversed()) {
            StringBuilder points = new StringBuilder();
            for (Point corner : mark.corners()) {
                points.append(points.isEmpty() ? "" : " ")
                        .append(String.format(Locale.ROOT, "%.1f,%.1f", corner.x(), corner.y()));
            }
            html.append("<polygon class=\"under\" points=\"").append(points).append("\"/><polygon stroke=\"")
                    .append(LabelColour.of(mark.kind()).hex()).append("\" points=\"").append(points).append("\"/>");
        }
        html.append("</svg>");
    }

    private void said(StringBuilder html) {
        switch (seen) {
            case Caption caption -> {
                if (!caption.text().isBlank()) {
                    html.append("<p class=\"caption\" dir=\"auto\">").append(Html.line(caption.text().strip()))
                            .append("</p>\n");
                }
                kinds(caption.regions().stream().map(Region::text).toList(), Map.of(), html);
            }
            case Labels labels -> {
                List<String> names = labels.labels().stream().map(Label::name).toList();
                Map<String, String> scores = new LinkedHashMap<>();
                labels.labels().forEach(each -> scores.put(each.name(), percent(each.score())));
                kinds(names, scores, html);
            }
            case Detections found -> detections(found, html);
            case RecognizedText text -> {
                String written = text.text();
                html.append(written.isBlank()
                        ? "<p class=\"small\">no text</p>\n"
                        : "<pre tabindex=\"0\" dir=\"auto\">" + Html.lines(written.strip()) + "</pre>\n");
            }
        }
    }

    /// A kind stands once, with how many there are and how sure the surest is.
    private static void detections(Detections found, StringBuilder html) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        Map<String, String> scores = new LinkedHashMap<>();
        for (Detection each : found.detections()) {
            counts.merge(each.label(), 1, Integer::sum);
            scores.putIfAbsent(each.label(), percent(each.score()));
        }
        counts.forEach((label, count) -> scores.computeIfPresent(
                label, (_, score) -> count == 1 ? score : "\u00d7 " + count + ", " + score));
        if (counts.isEmpty()) {
            html.append("<p class=\"small\">nothing found</p>\n");
        }
        kinds(new ArrayList<>(counts.keySet()), scores, html);
    }

    private static void kinds(List<String> names, Map<String, String> scores, StringBuilder html) {
        if (names.isEmpty()) {
            return;
        }
        html.append("<ul class=\"labels\">");
        for (String name : names.subList(0, Math.min(MOST, names.size()))) {
            html.append(
                    "<li><svg class=\"dot\" viewBox=\"0 0 1 1\" aria-hidden=\"true\"><rect width=\"1\" height=\"1\" "
                            + "fill=\"")
                    .append(LabelColour.of(name).hex()).append("\"/></svg><bdi>").append(Html.line(name))
                    .append("</bdi>");
            if (scores.containsKey(name)) {
                html.append(" <span>").append(scores.get(name)).append("</span>");
            }
            html.append("</li>");
        }
        html.append("</ul>\n");
        if (names.size() > MOST) {
            html.append("<p class=\"small\">and ").append(names.size() - MOST).append(" more</p>\n");
        }
    }

    private static String percent(double score) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * score);
    }
}
