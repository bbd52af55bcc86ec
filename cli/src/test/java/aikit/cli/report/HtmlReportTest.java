package aikit.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.AiException;
import aikit.Input;
import aikit.Name;
import aikit.Result.Box;
import aikit.Result.Caption;
import aikit.Result.Detection;
import aikit.Result.Detections;
import aikit.Result.Label;
import aikit.Result.Labels;
import aikit.Result.PictureResult;
import aikit.Result.Point;
import aikit.Result.RecognizedText;
import aikit.Result.Region;
import aikit.Result.Size;
import aikit.Result.TextLine;
import aikit.Result.TextPage;
import aikit.batch.Finished;
import aikit.batch.Item;
import aikit.batch.Outcome;
import aikit.batch.OutcomeFile;
import aikit.batch.Outcomes;
import aikit.batch.RecordWriter;
import aikit.batch.RecordWriter.Content;
import aikit.batch.Stop;
import aikit.batch.Summary;
import aikit.cli.ExitCode;
import aikit.task.Provenance;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {

    private static final Provenance MODEL = new Provenance("tiny", "abc123", "0".repeat(64), "fp32", "cpu");

    /// Everything that could end a piece of a page and begin another.
    private static final String EVIL = "</script><img src=x onerror=alert(1)>\"'&`javascript:\u202e";

    @TempDir
    Path work;

    private Item.Ready picture(String name, int width, int height, int hue) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < width * height; i++) {
            int level = 40 + i % width * 160 / width;
            image.setRGB(i % width, i / width, (level << 16 | (level + hue) % 256 << 8 | (hue * 3 + i / width) % 256));
        }
        Path file = Files.createDirectories(work.resolve("photos")).resolve(name);
        ImageIO.write(image, "png", file.toFile());
        return new Item.Ready(
                Name.of("photos/" + name), new Input.OfFile(file, "photos/" + name), Files.size(file), 1,
                Optional.of(Path.of(name)));
    }

    private static Finished finished(Item item, PictureResult seen) {
        return new Finished(item, "f", Outcome.of(seen), Optional.of(MODEL), 5);
    }

    private static Detection thing(String label, double score, double left, double top, double right, double bottom) {
        return new Detection(label, score, new Box(left, top, right, bottom), List.of());
    }

    private static Summary summary(Optional<Stop.Reason> stopped) {
        return new Summary(1, 0, 0, 0, 0, 0, 0, stopped);
    }

    private HtmlReport open(Path file) {
        return HtmlReport.open(file.toString(), "detect", false, "ai test");
    }

    private String page(Path file, Finished... all) throws IOException {
        try (HtmlReport report = open(file)) {
            for (Finished each : all) {
                report.finished(each);
            }
            assertEquals(ExitCode.PARTIAL, report.end(summary(Optional.empty()), ExitCode.PARTIAL));
        }
        try (var files = Files.list(file.getParent())) {
            assertTrue(files.noneMatch(each -> each.toString().endsWith(".tmp")));
        }
        return Files.readString(file);
    }

    /// Also what `scripts/check/report` looks at in a browser.
    @Test
    void aPageShowsAllKindsOfResults() throws IOException {
        Item.Ready street = picture("street.png", 640, 480, 30);
        Path file = Path.of(System.getProperty("ai.report", work.resolve("report.html").toString())).toAbsolutePath();
        String page = page(
                file,
                finished(street, new Detections(new Size(640, 480), List.of(
                        thing("person", 0.98, 40, 90, 200, 430), thing("person", 0.81, 230, 110, 330, 420),
                        thing("traffic light", 0.77, 420, 10, 470, 140), thing("dog", 0.55, 480, 300, 630, 470)),
                        List.of())),
                finished(picture("a cat on a mat.png", 300, 500, 90), new Caption(new Size(300, 500), "long",
                        "A striped cat sleeps on a red mat; behind it stands a potted plant.",
                        List.of(new Region(new Box(30, 200, 270, 420), "striped cat")), List.of())),
                finished(picture("beach.png", 900, 300, 140), new Labels(new Size(900, 300), "zero-shot", List.of(
                        new Label("seashore", 0.91), new Label("sandbar", 0.06), new Label("promontory", 0.01)),
                        List.of("the colour profile was ignored"))),
                finished(picture("receipt.png", 400, 600, 200), new RecognizedText(List.of(new TextPage(
                        1, new Size(400, 600), List.of(
                                new TextLine("CORNER SHOP", 0.99, List.of(
                                        new Point(60, 40), new Point(340, 60), new Point(336, 100), new Point(56, 80))),
                                new TextLine("Tea      2.40", 0.97, List.of(
                                        new Point(60, 140), new Point(340, 140), new Point(340, 170),
                                        new Point(60, 170)))))),
                        List.of())),
                finished(picture("nothing.png", 64, 48, 10), new Detections(new Size(64, 48), List.of(), List.of())),
                new Finished(
                        Item.text("", "photos/broken.jpg"), "f",
                        Outcome.Failed
                                .of(AiException.input("photos/broken.jpg: is damaged: it ends early", "copy it again")),
                        Optional.empty(), 1));
        assertTrue(page.contains("<b>5</b> pictures"), page.substring(0, 3000));
        assertTrue(page.contains("Model tiny, revision abc123"));
        assertTrue(page.contains("\u00d7 2, 98 %"));
        assertTrue(page.contains("A striped cat sleeps"));
        assertTrue(page.contains("CORNER SHOP\nTea"));
        assertTrue(page.contains("1 input failed"));
        assertTrue(page.contains("is damaged: it ends early"));
        assertTrue(page.contains("the colour profile was ignored"));
        assertTrue(page.contains("points=\"40.0,90.0 200.0,90.0 200.0,430.0 40.0,430.0\""));
        assertTrue(page.contains("viewBox=\"0 0 640 480\""));
        assertTrue(page.contains("data-word=\"person\">person <span>1</span>"));
        assertEquals(5, page.split("<img loading=\"lazy\"", -1).length - 1);
    }

    @Test
    void thumbnailsAreSmallJpegs() throws IOException {
        String page = page(
                work.resolve("r.html"), finished(picture("big.png", 1600, 1000, 3), new Caption(
                        new Size(1600, 1000), "brief", "big", List.of(), List.of())));
        Matcher source = Pattern
                .compile("width=\"(\\d+)\" height=\"(\\d+)\"[^>]*src=\"data:image/jpeg;base64,([^\"]+)\"")
                .matcher(page);
        assertTrue(source.find());
        assertEquals("320", source.group(1));
        assertEquals("200", source.group(2));
        byte[] jpeg = Base64.getDecoder().decode(source.group(3));
        assertEquals(320, ImageIO.read(new java.io.ByteArrayInputStream(jpeg)).getWidth());
    }

    @Test
    void nothingThatComesInCanRun() throws Exception {
        Item.Ready plain = picture("x.png", 32, 32, 1);
        Item.Ready evil = new Item.Ready(Name.of(EVIL), plain.input(), 1, 1, Optional.of(Path.of("x.png")));
        String page = page(
                work.resolve("r.html"),
                finished(evil, new Caption(new Size(32, 32), "brief", EVIL,
                        List.of(new Region(new Box(1, 1, 9, 9), EVIL)), List.of(EVIL))),
                finished(evil, new Detections(new Size(32, 32), List.of(thing(EVIL, 0.5, 1, 1, 9, 9)), List.of())),
                finished(evil, new RecognizedText(List.of(new TextPage(1, new Size(32, 32), List.of(
                        new TextLine(EVIL, 0.5, List.of())))), List.of())),
                new Finished(evil, "f", Outcome.Failed.of(AiException.input(EVIL, EVIL)), Optional.empty(), 1),
                new Finished(evil, "f", new Outcome.Skipped(EVIL), Optional.empty(), 1));
        assertFalse(page.contains("onerror=alert(1)>"), page);
        assertFalse(page.contains("\u202e"));
        assertEquals(1, page.split("</script>", -1).length - 1);
        assertTrue(
                page.contains("&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;`javascript:\\u202e"));
        // The policy names what may run: exactly the script and the style in the page.
        for (String element : List.of("script", "style")) {
            String content = page.substring(
                    page.indexOf("<" + element + ">") + element.length() + 2, page.indexOf("</" + element + ">"));
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            assertTrue(page.contains(element + "-src 'sha256-" + Base64.getEncoder().encodeToString(hash) + "'"));
        }
        assertTrue(page.contains("default-src 'none'"));
        assertFalse(page.contains("http://") || page.contains("https://"), "loads something");
        assertFalse(page.contains(" style=\""), "a style that the policy does not allow");
    }

    @Test
    void linksLeadToTheFilesWhateverTheyAreCalled() {
        Path folder = Path.of("/data/out");
        assertEquals("../photos/a%20b%3F%23.png", Html.address(folder, Path.of("/data/photos/a b?#.png")));
        assertEquals("./javascript:alert(1).png", Html.address(folder, Path.of("/data/out/javascript:alert(1).png")));
        assertEquals("./x/%22%3E%3Cscript%3E.png", Html.address(folder, Path.of("/data/out/x/\"><script>.png")));
        assertEquals("./a&amp;b&#39;.png", Html.address(folder, Path.of("/data/out/a&b'.png")));
    }

    @Test
    void whatWasDoneEarlierIsShown() throws IOException {
        Path records = work.resolve("found.ndjson");
        RecordWriter writer = new RecordWriter("ai.detect/1", Content.RESULT);
        Item.Ready known = picture("known.png", 100, 80, 5);
        Item.Ready bad = picture("bad.png", 100, 80, 5);
        Item.Ready other = picture("other.png", 100, 80, 5);
        Path file = work.resolve("r.html");
        try (OutcomeFile outcomes = OutcomeFile.open(records, writer, new OutcomeFile.Resume(false, false))) {
            outcomes.accept(finished(known, new Detections(new Size(100, 80), List.of(
                    new Detection("face", 0.9, new Box(1, 2, 30, 40), List.of(new Point(5, 6)))), List.of())));
            outcomes.accept(new Finished(
                    bad, "f", Outcome.Failed.of(AiException.input("photos/bad.png: no", "mend it")), Optional.empty(),
                    1));
            try (HtmlReport report = open(file)) {
                report.unchanged(known, Outcomes.Earlier.DONE, outcomes);
                report.unchanged(bad, Outcomes.Earlier.FAILED, outcomes);
                report.unchanged(other, Outcomes.Earlier.DONE, outcomes);
                report.end(summary(Optional.of(Stop.Reason.INTERRUPTED)), ExitCode.INTERRUPTED);
            }
        }
        String page = Files.readString(file);
        assertTrue(page.contains("photos/<wbr>known.png") && page.contains("<bdi>face</bdi> <span>90 %</span>"));
        assertTrue(page.contains("<b>1</b> from an earlier run"));
        assertTrue(page.contains("<bdi>photos/bad.png</bdi> <small>no \u2013 mend it"));
        assertTrue(page.contains("1 input not shown"));
        assertTrue(page.contains("The run was stopped before its end"));
    }

    @Test
    void onlyReportsAreReplaced() throws IOException {
        Path file = work.resolve("r.html");
        page(file);
        page(file);
        Path mine = Files.writeString(work.resolve("mine.html"), "<!doctype html>\n<p>mine");
        AiException e = assertThrows(AiException.class, () -> open(mine));
        assertEquals(AiException.Kind.USAGE, e.kind());
        HtmlReport.open(mine.toString(), "detect", true, "ai test").close();
        assertEquals("<!doctype html>\n<p>mine", Files.readString(mine));
    }

    /// A picture of more pixels than are usual, which --max-megapixels let in.
    @Test
    void aPictureThatWasReadIsShownHoweverLargeItIs() throws IOException {
        int edge = 10_400;
        ByteBuffer jpeg = ByteBuffer.allocate(1_000_000).put(new byte[]{-1, (byte) 0xD8});
        jpeg.put(new byte[]{-1, (byte) 0xDB, 0, 67, 0}).put(new byte[64]);
        jpeg.put(new byte[]{-1, (byte) 0xC0, 0, 11, 8}).putShort((short) edge).putShort((short) edge);
        jpeg.put(new byte[]{1, 1, 0x11, 0});
        for (int kind : new int[]{0, 0x10}) {
            jpeg.put(new byte[]{-1, (byte) 0xC4, 0, 20, (byte) kind, 1}).put(new byte[15]).put((byte) 0);
        }
        // Two bits of zeros for each block of grey.
        jpeg.put(new byte[]{-1, (byte) 0xDA, 0, 8, 1, 1, 0, 0, 63, 0}).put(new byte[edge / 8 * (edge / 8) / 4]);
        jpeg.put(new byte[]{-1, (byte) 0xD9});
        Path photo = Files.write(work.resolve("large.jpg"), Arrays.copyOf(jpeg.array(), jpeg.position()));
        Item.Ready item = new Item.Ready(
                Name.of("large.jpg"), new Input.OfFile(photo, "large.jpg"), 1, 1, Optional.of(Path.of("large.jpg")));
        String page = page(
                work.resolve("large.html"),
                finished(item, new Detections(new Size(edge, edge), List.of(), List.of())));
        assertTrue(page.contains("src=\"data:image/jpeg;base64,"));
        assertFalse(page.contains("no preview"));
    }
}
