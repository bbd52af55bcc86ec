package aikit.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// With a small YuNet of random weights: what it finds means nothing.
class DetectCommandTest {

    private static final Path MODEL = Path.of("../modalities/image/src/test/resources/models/tiny-yunet")
            .toAbsolutePath().normalize();

    @TempDir
    Path home;

    @TempDir
    Path work;

    private Cli ai;
    private Path photos;

    @BeforeEach
    void pictures() throws IOException {
        ai = new Cli(home);
        photos = Files.createDirectories(work.resolve("my photos/more")).getParent();
        Files.copy(MODEL.resolve("picture-0.png"), photos.resolve("a.png"));
        Files.copy(MODEL.resolve("picture-3.png"), photos.resolve("more/b <b>&.png"));
        Files.writeString(photos.resolve("notes.txt"), "no picture");
        faces();
    }

    private void faces() throws IOException {
        Files.createDirectories(home.resolve("config"));
        Files.writeString(home.resolve("config/models.yaml"), """
                schema: ai.models/1
                defaults: {detect-face: tiny}
                models:
                  tiny:
                    tasks: [detect-face, detect]
                    family: yunet
                    licence: MIT
                    source: FOLDER
                    variants: {fp32: [face_detection_yunet_2023mar.onnx]}
                """.replace("FOLDER", MODEL.toUri().toString()));
    }

    private Cli.Result detect(String... more) {
        List<String> args = new ArrayList<>(List.of("detect", "--faces"));
        args.addAll(List.of(more));
        if (args.stream().noneMatch(each -> each.startsWith("--threshold"))) {
            args.addAll(List.of("--threshold", "0.7"));
        }
        return ai.launch(args.toArray(String[]::new));
    }

    private static JsonNode json(String line) {
        return JsonMapper.shared().readTree(line);
    }

    private static BufferedImage image(Path file) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(Files.readAllBytes(file)));
    }

    @Test
    void peopleGetALineForEachThing() {
        Cli.Result result = detect(photos.resolve("a.png").toString(), "--quiet");
        assertEquals("", result.err());
        assertEquals(0, result.exitCode());
        assertTrue(result.lines().getFirst().matches(" *\\d+\\.\\d %  face  \\d+,\\d+-\\d+,\\d+"), result.out());
    }

    @Test
    void recordsSayWhereAndHowSure() {
        JsonNode record = json(detect(photos.resolve("a.png").toString(), "--json").out());
        assertEquals("ai.detect/1", record.path("schema").asString());
        assertEquals(160, record.path("width").asInt());
        JsonNode first = record.path("detections").get(0);
        assertEquals("face", first.path("label").asString());
        assertEquals(4, first.path("box").size());
        assertEquals(5, first.path("landmarks").size());
        assertEquals("tiny", record.path("model").path("name").asString());
        assertTrue(first.path("score").asDouble() >= record.path("detections").get(1).path("score").asDouble());
    }

    @Test
    void foldersAreSearchedAndResumed() throws IOException {
        Path out = work.resolve("found.ndjson");
        assertEquals(0, detect(photos.toString(), "-o", out.toString()).exitCode());
        assertEquals(2, Files.readAllLines(out).size());
        byte[] before = Files.readAllBytes(out);
        Cli.Result again = detect(photos.toString(), "-o", out.toString());
        assertTrue(again.err().contains("2 unchanged"), again.err());
        assertArrayEquals(before, Files.readAllBytes(out));
    }

    @Test
    void oneBadFileStopsNothing() throws IOException {
        Files.writeString(photos.resolve("bad.jpg"), "not a picture");
        Cli.Result result = detect(photos.toString(), "-f", "ndjson", "--quiet");
        assertEquals(3, result.exitCode());
        List<JsonNode> records = result.lines().stream().map(DetectCommandTest::json).toList();
        assertEquals(3, records.size());
        assertEquals(
                List.of("ok", "failed", "ok"), records.stream().map(each -> each.path("status").asString()).toList());
    }

    @Test
    void standardInputIsAPicture() throws IOException {
        Cli.Result result = ai.stdin(Files.readAllBytes(photos.resolve("a.png"))).launch(
                "detect", "-m", "tiny", "-", "--json");
        assertEquals(0, result.exitCode(), result.err());
        assertEquals("-", json(result.out()).path("input").asString());
    }

    @Test
    void tablesHoldAllPictures() throws IOException {
        Cli.Result csv = detect(photos.toString(), "-f", "csv", "--max", "2");
        assertEquals("file,label,score,left,top,right,bottom", csv.lines().getFirst());
        assertEquals(5, csv.lines().size());
        assertTrue(csv.lines().get(1).startsWith(photos.resolve("a.png") + ",face,0."), csv.out());
        Path file = work.resolve("found.coco.json");
        Cli.Result coco = detect(photos.toString(), "-o", file.toString(), "--max", "2");
        assertEquals(0, coco.exitCode(), coco.err());
        JsonNode all = json(Files.readString(file));
        assertEquals(2, all.path("images").size());
        assertEquals(4, all.path("annotations").size());
        assertEquals(2, all.path("annotations").get(3).path("image_id").asInt());
        assertEquals("face", all.path("categories").get(0).path("name").asString());
        assertEquals(all, json(detect(photos.toString(), "-f", "coco", "--max", "2").out()));
        Cli.Result none = detect(photos.toString(), "-f", "csv", "--threshold", "1");
        assertEquals("file,label,score,left,top,right,bottom\n", none.out());
    }

    @Test
    void picturesAreDrawnOn() throws IOException {
        byte[] before = Files.readAllBytes(photos.resolve("a.png"));
        Path one = work.resolve("one.png");
        Cli.Result result = detect(photos.resolve("a.png").toString(), "--annotate", one.toString(), "--json");
        assertEquals(0, result.exitCode(), result.err());
        assertEquals("ok", json(result.out()).path("status").asString());
        assertEquals(160, image(one).getWidth());
        assertNotEquals(0, differences(image(one), image(photos.resolve("a.png"))));
        assertArrayEquals(before, Files.readAllBytes(photos.resolve("a.png")));
        Path same = work.resolve("same.png");
        assertEquals(0, detect(photos.resolve("a.png").toString(), "-o", same.toString()).exitCode());
        assertArrayEquals(Files.readAllBytes(one), Files.readAllBytes(same));
        Cli.Result again = detect(photos.resolve("a.png").toString(), "--annotate", one.toString());
        assertEquals(2, again.exitCode());
        assertTrue(again.err().contains("is there already"), again.err());
    }

    private static int differences(BufferedImage one, BufferedImage other) {
        int differences = 0;
        for (int i = 0; i < one.getWidth() * one.getHeight(); i++) {
            differences += one.getRGB(i % one.getWidth(), i / one.getWidth()) == other.getRGB(
                    i % one.getWidth(), i / one.getWidth()) ? 0 : 1;
        }
        return differences;
    }

    @Test
    void manyPicturesAreDrawnInATreeLikeTheirs() throws IOException {
        Path marked = photos.resolve("marked");
        Path out = work.resolve("found.ndjson");
        String[] command = {photos.toString(), "--annotate", marked + "/", "-o", out.toString()};
        assertEquals(0, detect(command).exitCode());
        Path drawn = marked.resolve("more/b <b>&.png.detect.jpg");
        assertEquals(200, image(drawn).getWidth());
        // Again: the drawn ones are no inputs, and nothing is to be done.
        Cli.Result again = detect(command);
        assertTrue(again.err().contains("2 unchanged"), again.err());
        // One that is missing is drawn again.
        Files.delete(drawn);
        Cli.Result once = detect(command);
        assertEquals(0, once.exitCode(), once.err());
        assertTrue(once.err().contains("1 done, 1 unchanged"), once.err());
        assertTrue(Files.exists(drawn));
        assertEquals(2, Files.readAllLines(out).size());
        // A file of somebody else stays, and the record says so.
        Files.delete(marked.resolve("a.png.detect.jpg"));
        Files.delete(out);
        Files.delete(marked.resolve(".ai-detect-pictures.ndjson"));
        Files.writeString(marked.resolve("a.png.detect.jpg"), "mine");
        Cli.Result other = detect(command);
        assertEquals(1, other.exitCode(), other.err());
        assertEquals("mine", Files.readString(marked.resolve("a.png.detect.jpg")));
        assertEquals("failed", json(Files.readAllLines(out).getFirst()).path("status").asString());
    }

    @Test
    void gatesLookAtWhatWasFound() {
        String[] photo = {photos.toString(), "--fail-on", "any", "-o", work.resolve("gate.ndjson").toString()};
        Cli.Result tripped = detect(photo);
        assertEquals(4, tripped.exitCode(), tripped.err());
        assertTrue(tripped.err().contains("a.png: found: face ("), tripped.err());
        // A run that finds all done looks again.
        assertEquals(4, detect(photo).exitCode());
        Cli.Result clean = detect(photos.toString(), "--fail-on", "face", "--threshold", "1");
        assertEquals(0, clean.exitCode(), clean.err());
        // What is not known is not clean.
        String[] drawn = {photos.toString(), "-f", "jpg", "-o", work.resolve("drawn") + "/"};
        assertEquals(0, detect(drawn).exitCode());
        Cli.Result unknown = detect(photos.toString(), "-f", "jpg", "-o", work.resolve("drawn") + "/", "--fail-on",
                "face");
        assertEquals(4, unknown.exitCode());
        assertTrue(unknown.err().contains("does not say what was found"), unknown.err());
    }

    @Test
    void aReportShowsWhatIsDoneAndWhatWasDone() throws IOException {
        Files.writeString(photos.resolve("bad.jpg"), "not a picture");
        Path report = work.resolve("report.html");
        String[] command = {
            photos.toString(), "--report", report.toString(), "-o", work.resolve("found.ndjson").toString()
        };
        assertEquals(3, detect(command).exitCode());
        String first = Files.readString(report);
        assertTrue(first.contains("<b>2</b> pictures") && first.contains("<b>1</b> failed"), first.substring(0, 9000));
        assertTrue(first.contains("href=\"my%20photos/more/b%20%3Cb%3E&amp;.png\"") || first.contains(
                "href=\"./my%20photos/more/b%20%3Cb%3E&amp;.png\""), "no link");
        assertFalse(first.contains("b <b>&.png"));
        assertEquals(3, detect(command).exitCode());
        String second = Files.readString(report);
        assertTrue(second.contains("<b>2</b> from an earlier run") && second.contains("<b>1</b> failed"));
        assertEquals(first.substring(first.indexOf("<ol class=")), second.substring(second.indexOf("<ol class=")));
        // Records that are thrown away in a folder of pictures are missed, and the page says so.
        String[] drawn = {photos.toString(), "--report", report.toString(), "-f", "jpg", "-o", work.resolve("d") + "/"};
        detect(drawn);
        detect(drawn);
        assertTrue(Files.readString(report).contains("2 inputs not shown"));
    }

    @Test
    void withoutAModelThereIsAHint() {
        Cli.Result result = ai.launch("detect", photos.toString(), "-m", "hf:org/none", "--offline");
        assertEquals(5, result.exitCode(), result.err());
        assertTrue(result.err().contains("hint: "), result.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "--threshold=2", "--threshold=much", "--labels=cat", "--fail-on=cat", "--max=-1", "--face-edge=5",
        "--annotate=out", "--annotate=all.jpg", "--report=.", "--format=srt"
    })
    void mistakesAreUsageErrors(String option) {
        Cli.Result result = detect(photos.toString(), option);
        assertEquals(2, result.exitCode(), result.err());
        assertTrue(result.err().contains("hint: "), result.err());
    }

    @Test
    void aReportTakesThePlaceOfNoRecords() {
        String out = work.resolve("found.ndjson").toString();
        Cli.Result result = detect(photos.toString(), "-o", out, "--report", work + "/./found.ndjson");
        assertEquals(2, result.exitCode(), result.err());
        assertTrue(result.err().contains("is what -o names, too"), result.err());
    }

    @Test
    void plansDrawAndReportNothing() {
        Cli.Result result = detect(
                photos.toString(), "--dry-run", "--annotate", work + "/drawn/", "--report", work + "/r.html");
        assertEquals(0, result.exitCode(), result.err());
        assertTrue(result.out().contains("drawn/, jpg"), result.out());
        assertFalse(Files.exists(work.resolve("r.html")));
        assertFalse(Files.exists(work.resolve("drawn")));
    }
}
