package aikit.cli.report;

import aikit.Input;
import aikit.cli.Version;
import aikit.image.ImageTypes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The page that `ai demo` ends with: what was run, what it printed, and what it made.
public final class DemoPage {

    private DemoPage() {}

    /// A command line that was run.
    ///
    /// @param title what it shows
    /// @param typed the command line without `ai`, as it is typed in a shell
    /// @param printed on both streams, in the order in which it came
    /// @param about a picture that it is about, or a folder of some
    /// @param made files that it wrote
    /// @param code exit code
    public record Shown(
            String title, String typed, String printed, Optional<Path> about, List<Path> made, int code,
            double seconds) {}

    /// Writes the page; whole or not at all.
    public static void write(Path page, List<Shown> steps) throws IOException {
        Path folder = page.toAbsolutePath().getParent();
        StringBuilder html = new StringBuilder(Page.start("ai demo"));
        double seconds = steps.stream().mapToDouble(Shown::seconds).sum();
        html.append("<header>\n<h1>ai demo</h1>\n<p class=\"meta\">").append(Html.line(String.format(
                Locale.ROOT, "%d command lines in %.0f seconds, on this machine alone. ", steps.size(), seconds)))
                .append(Html.line("ai " + Version.components().get("ai") + ", " + Page.now())).append("</p>\n")
                .append("<p class=\"note\">The models called starter are small ones, made for first steps: they know simple "
                        + "drawings and synthetic voices. <code>ai models list</code> has the real ones.</p>\n"
                        + "</header>\n<main class=\"steps\">\n");
        for (Shown step : steps) {
            step(step, folder, html);
        }
        html.append(
                "</main>\n<footer>Made on this machine; this page loads nothing from anywhere.</footer>\n</body>\n</html>\n");
        Path fresh = page.resolveSibling(page.getFileName() + ".new");
        Files.writeString(fresh, html, StandardCharsets.UTF_8);
        Files.move(fresh, page, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void step(Shown step, Path folder, StringBuilder html) throws IOException {
        html.append("<section>\n<h2>").append(Html.line(step.title)).append("</h2>\n<pre class=\"typed\">$ ai ")
                .append(Html.line(step.typed)).append("</pre>\n");
        if (step.about.isPresent()) {
            pictures(step.about.get(), html);
        }
        if (!step.printed.isBlank()) {
            html.append("<pre>").append(Html.lines(step.printed)).append("</pre>\n");
        }
        html.append("<p class=\"meta\">");
        if (step.code != 0) {
            html.append("<b class=\"bad\">exit code ").append(step.code).append("</b> ");
        }
        html.append(String.format(Locale.ROOT, "%.1f s", step.seconds));
        for (Path made : step.made) {
            html.append(" \u00b7 <a href=\"").append(Html.address(folder, made)).append("\">")
                    .append(Html.line(made.getFileName().toString())).append("</a>");
        }
        html.append("</p>\n</section>\n");
    }

    private static void pictures(Path about, StringBuilder html) throws IOException {
        try (Stream<Path> files = Files.isDirectory(about) ? Files.list(about) : Stream.of(about)) {
            List<Path> pictures = files.filter(file -> ImageTypes.isImage(file.toString())).sorted().toList();
            html.append("<div class=\"strip\">");
            for (Path picture : pictures) {
                Thumbnail.of(new Input.OfFile(picture, picture.toString()))
                        .ifPresent(small -> html.append("<figure><img alt=\"\" src=\"")
                                .append(small.address()).append("\" width=\"").append(small.shown().width())
                                .append("\" height=\"").append(small.shown().height()).append("\"><figcaption>")
                                .append(Html.line(picture.getFileName().toString())).append("</figcaption></figure>"));
            }
            html.append("</div>\n");
        }
    }
}
