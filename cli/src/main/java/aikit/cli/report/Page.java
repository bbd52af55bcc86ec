package aikit.cli.report;

import aikit.task.Provenance;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// What stands around the cards. The page holds all that it needs and may load nothing: its security policy
/// (<https://www.w3.org/TR/CSP3/>) names the digests of its own style and script, so that nothing that came in with a name
/// or a caption could run.
///
/// @param ahead version and time, for people
record Page(String verb, Optional<Provenance> model, String ahead, Tally tally) {

    /// How every page begins: what begins so may be replaced by the next one.
    static final String MARK = "<!doctype html>\n<!-- report of ai -->\n";

    private static final String STYLE = resource("report.css");
    private static final String SCRIPT = resource("report.js");

    /// An input without a card.
    record Passed(String name, String reason, String hint) {}

    /// A word and the number of pictures that have it.
    record Count(String word, long pictures) {}

    /// What there is to count.
    ///
    /// @param shown cards
    /// @param partial cards with a warning
    /// @param unchanged cards of an earlier run
    /// @param unknown inputs that were done in an earlier run of which nothing is known any more
    /// @param early whether the run was stopped before its end
    record Tally(
            long shown, long partial, long unchanged, List<Passed> failed, List<Passed> skipped, long unknown,
            boolean early, List<Count> words) {}

    private static String resource(String name) {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ').replace("Z", " UTC");
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Everything before what can be seen.
    static String start(String title) {
        return MARK + "<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src "
                + digest(STYLE) + "; script-src " + digest(SCRIPT) + "; base-uri 'none'; form-action 'none'\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                + "<meta name=\"color-scheme\" content=\"light dark\">\n<title>" + Html.line(title)
                + "</title>\n<style>" + STYLE + "</style>\n</head>\n<body>\n";
    }

    /// Up to the first card.
    String head() {
        StringBuilder html = new StringBuilder(start("ai " + verb + ": " + counted(tally.shown, "picture")));
        header(html);
        bar(html);
        html.append("<main>\n");
        passed("failed", "bad", tally.failed, html);
        passed("skipped", "odd", tally.skipped, html);
        return html.append("<ol class=\"grid\" id=\"cards\">\n").toString();
    }

    private void header(StringBuilder html) {
        html.append("<header>\n<h1>ai ").append(Html.line(verb)).append("</h1>\n<p class=\"meta\">");
        model.ifPresent(made -> html.append("Model ").append(Html.line(made.model())).append(", revision ")
                .append(Html.line(made.revision())).append(", ").append(Html.line(made.precision()))
                .append(made.starter() ? " (a starter model, for first steps). " : ". "));
        html.append(Html.line(ahead)).append("</p>\n<ul class=\"counts\">");
        html.append("<li><b>").append(tally.shown).append("</b> ").append(tally.shown == 1 ? "picture" : "pictures")
                .append("</li>");
        count(tally.unchanged, "from an earlier run", "", html);
        count(tally.partial, "in part", "odd", html);
        count(tally.failed.size(), "failed", "bad", html);
        count(tally.skipped.size(), "skipped", "odd", html);
        html.append("</ul>\n");
        if (tally.early) {
            html.append(
                    "<p class=\"note\">The run was stopped before its end: this is what was done until then. Run it "
                            + "again to go on.</p>\n");
        }
        if (tally.unknown > 0) {
            html.append("<p class=\"note\">").append(counted(tally.unknown, "input")).append(" not shown: done in an "
                    + "earlier run whose output does not say what was seen. With <code>-o FILE.ndjson</code> or "
                    + "<code>-f json</code> among the formats it does.</p>\n");
        }
        html.append("</header>\n");
    }

    private static void count(long count, String what, String kind, StringBuilder html) {
        if (count > 0) {
            html.append("<li").append(kind.isEmpty() ? "" : " class=\"" + kind + "\"").append("><b>").append(count)
                    .append("</b> ").append(what).append("</li>");
        }
    }

    private void bar(StringBuilder html) {
        html.append(
                "<div class=\"bar\" role=\"search\"><div>\n<label><span class=\"hide\">Search names and what was seen"
                        + "</span><input type=\"search\" id=\"search\" autocomplete=\"off\" spellcheck=\"false\" "
                        + "placeholder=\"Search names and what was seen ( / )\" aria-controls=\"cards\"></label>\n"
                        + "<output id=\"shown\" for=\"search\" aria-live=\"polite\">")
                .append(tally.shown).append("</output>\n");
        if (!tally.words.isEmpty()) {
            html.append("<div class=\"words\">");
            for (Count each : tally.words) {
                html.append("<button type=\"button\" data-word=\"").append(Html.line(each.word)).append("\">")
                        .append(Html.line(each.word)).append(" <span>").append(each.pictures)
                        .append("</span></button>");
            }
            html.append("</div>\n");
        }
        html.append("</div></div>\n");
    }

    private static void passed(String what, String kind, List<Passed> inputs, StringBuilder html) {
        if (inputs.isEmpty()) {
            return;
        }
        html.append("<details id=\"").append(what).append('"').append(inputs.size() <= 10 ? " open" : "")
                .append("><summary class=\"").append(kind).append("\">").append(counted(inputs.size(), "input"))
                .append(' ').append(what).append("</summary>\n<ul>");
        for (Passed each : inputs) {
            html.append("<li><bdi>").append(Html.line(each.name)).append("</bdi> <small>")
                    .append(Html.line(each.reason)).append(each.hint.isEmpty() ? "" : " \u2013 " + Html.line(each.hint))
                    .append("</small></li>\n");
        }
        html.append("</ul>\n</details>\n");
    }

    private static String counted(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    /// After the last card.
    String foot() {
        return "</ol>\n<p id=\"none\" hidden>Nothing matches.</p>\n</main>\n<footer>Made on this machine; this page loads "
                + "nothing from anywhere.</footer>\n<script>" + SCRIPT + "</script>\n</body>\n</html>\n";
    }
}
