package aikit.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `ai caption` as a user runs it, with small models that were taught on pictures of their own kind.
class CaptionCommandTest extends AtWork {

    private static final Path IMAGE = Path.of("../modalities/image/src/test/resources").toAbsolutePath().normalize();
    private static final String BOARD = "a grey picture of a checkered board";

    @BeforeEach
    void models() throws IOException {
        Files.createDirectories(home.resolve("config"));
        Files.writeString(home.resolve("config/models.yaml"), """
                schema: ai.models/1
                defaults: {caption: vit-gpt2}
                models:
                  vit-gpt2:
                    tasks: [caption]
                    family: vision-encoder-decoder
                    licence: Apache-2.0
                    source: IMAGE/models/vit-gpt2/
                    files: [config.json, generation_config.json, preprocessor_config.json, tokenizer.json]
                    variants: {fp32: [onnx/encoder_model.onnx, onnx/decoder_model_merged.onnx]}
                    parameters: {max_length: 16}
                  florence-2-base:
                    tasks: [caption]
                    family: florence2
                    licence: MIT
                    source: IMAGE/models/florence2/
                    files: [config.json, generation_config.json, preprocessor_config.json, tokenizer.json]
                    variants:
                      fp32:
                        - onnx/vision_encoder.onnx
                        - onnx/embed_tokens.onnx
                        - onnx/encoder_model.onnx
                        - onnx/decoder_model_merged.onnx
                  lost:
                    tasks: [caption]
                    family: florence2
                    licence: MIT
                    source: IMAGE/models/none/
                    variants: {fp32: [onnx/vision_encoder.onnx]}
                """.replace("IMAGE/", IMAGE.toUri().toString()));
    }

    /// Puts one of the pictures of the references somewhere.
    private String picture(String from, String to) throws IOException {
        Path file = work.resolve(to);
        Files.createDirectories(file.getParent());
        return Files.copy(IMAGE.resolve("pictures/" + from), file).toString();
    }

    private String board(String to) throws IOException {
        return picture("00-17x17.png", to);
    }

    private Cli.Result caption(String... more) {
        List<String> args = new ArrayList<>(List.of("caption"));
        args.addAll(List.of(more));
        return ai.launch(args.toArray(String[]::new));
    }

    private Cli.Result done(String... more) {
        Cli.Result result = caption(more);
        assertEquals(0, result.exitCode(), result.err());
        return result;
    }

    private static JsonNode json(String line) {
        return JsonMapper.shared().readTree(line);
    }

    /// What transformers writes about a picture.
    private static String expected(String picture) {
        JsonNode reference = JsonMapper.shared().readTree(IMAGE.resolve("models/vit-gpt2/reference.json"));
        return StreamSupport.stream(reference.path("pictures").spliterator(), false)
                .filter(each -> each.path("file").asString().equals(picture))
                .map(each -> each.path("greedy_text").asString())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aCaptionIsALineOfText() throws IOException {
        Cli.Result result = caption(board("a b.png"), "--quiet");
        assertEquals("", result.err());
        assertEquals(BOARD + "\n", result.out());
        assertEquals(0, result.exitCode());
    }

    @Test
    void captionsOfManyStandBehindTheirNames() throws IOException {
        String one = board("in/one picture.png");
        String two = picture("45-300x200.png", "in/more/two.png");
        List<String> lines = done(at("in"), "--quiet").lines();
        assertEquals(2, lines.size());
        assertTrue(lines.contains(one + "\t" + BOARD), lines.toString());
        assertTrue(lines.contains(two + "\t" + expected("45-300x200.png")), lines.toString());
    }

    @Test
    void aRecordSaysEverything() throws IOException {
        JsonNode record = json(done(board("a.png"), "--json").out());
        assertEquals("ai.caption/1", record.path("schema").asString());
        assertEquals("ok", record.path("status").asString());
        assertEquals(BOARD, record.path("caption").asString());
        assertEquals(17, record.path("width").asInt());
        assertEquals("vit-gpt2", record.path("model").path("name").asString());
        assertEquals("cpu", record.path("device").asString());
        assertFalse(record.has("regions"));
    }

    @Test
    void standardInputIsAPicture() throws IOException {
        byte[] bytes = Files.readAllBytes(IMAGE.resolve("pictures/00-17x17.png"));
        assertEquals(BOARD + "\n", ai.stdin(bytes).launch("caption", "-").out());
    }

    @Test
    void foldersAreDoneAgainWhereTheyStopped() throws IOException {
        board("in/a.png");
        board("in/b.png");
        String out = at("captions.ndjson");
        done(at("in"), "-o", out);
        byte[] before = Files.readAllBytes(Path.of(out));
        board("in/c.png");
        assertTrue(done(at("in"), "-o", out, "-v").err().contains("1 done, 2 unchanged"));
        byte[] after = Files.readAllBytes(Path.of(out));
        assertArrayEquals(before, java.util.Arrays.copyOf(after, before.length));
        assertEquals(3, Files.readAllLines(Path.of(out)).size());
    }

    @Test
    void oneBadFileStopsNothing() throws IOException {
        board("in/a.png");
        file("in/bad.jpg", "no picture");
        board("in/c.png");
        Cli.Result result = caption(at("in"), "-f", "ndjson", "--quiet");
        assertEquals(3, result.exitCode());
        assertEquals(List.of("ok", "failed", "ok"),
                result.lines().stream().map(line -> json(line).path("status").asString()).toList());
    }

    @Test
    void aModelThatIsNotHereIsSaidSo() throws IOException {
        Cli.Result result = caption(board("a.png"), "-m", "lost");
        assertEquals(5, result.exitCode());
        assertEquals("", result.out());
        assertTrue(result.err().startsWith("ai: lost: "), result.err());
    }

    @Test
    void whatWouldBeDoneIsSaidAndNotDone() throws IOException {
        String a = board("in/a.png");
        Cli.Result result = done(at("in"), "-o", "source", "--dry-run", "-m", "vit-gpt2");
        assertEquals("model: vit-gpt2\noutput: beside each input, txt\ncaption: " + a + "\ninputs: 1\n", result.out());
        assertEquals(List.of("a.png"), names("in"));
    }

    @Test
    void textsStandBesidePicturesForThoseWhoTrainModels() throws IOException {
        board("in/a.png");
        picture("45-300x200.png", "in/more/b.c.PNG");
        FileTime then = FileTime.from(Instant.parse("2001-02-03T04:05:06Z"));
        Files.setLastModifiedTime(work.resolve("in/a.png"), then);
        done(at("in"), "-o", "source", "--prefix", "mystyle, ", "--suffix", ".");
        assertEquals("mystyle, " + BOARD + ".\n", text("in/a.txt"));
        assertEquals(List.of("b.c.PNG", "b.c.txt"), names("in/more"));
        assertEquals(then, Files.getLastModifiedTime(work.resolve("in/a.png")));
        file("in/a.txt", "mended by hand");
        done(at("in"), "-o", "source", "--prefix", "mystyle, ", "--suffix", ".");
        assertEquals("mended by hand", text("in/a.txt"));
        assertTrue(caption(at("in/a.png"), "-o", "source").err().contains("use --overwrite"));
    }

    @Test
    void picturesOfOneStemAreToldApart() throws IOException {
        board("in/a.png");
        picture("00-17x17.png", "in/a.jpeg");
        Cli.Result clash = caption(at("in"), "-o", "source");
        assertEquals(3, clash.exitCode());
        assertTrue(clash.err().contains("--full-names"), clash.err());
        done(at("in"), "-o", at("out") + "/", "--full-names");
        assertEquals(List.of("a.jpeg.txt", "a.png.txt"), names("out"));
    }

    @Test
    void aTableHasALineForEachPicture() throws IOException {
        String a = board("in/a, b.png");
        String c = board("in/c \"d\".png");
        done(at("in"), "-o", at("all.csv"));
        List<String> lines = text("all.csv").lines().toList();
        assertTrue(lines.getFirst().startsWith("file,caption"), lines.getFirst());
        assertTrue(lines.get(1).startsWith("\"" + a + "\"," + BOARD), lines.get(1));
        assertTrue(lines.get(2).startsWith("\"" + c.replace("\"", "\"\"") + "\"," + BOARD), lines.get(2));
        assertEquals(3, lines.size());
        assertEquals(text("all.csv"), done(at("in"), "-f", "csv").out());
    }

    @Test
    void markdownShowsThePicture() throws IOException {
        board("in/a [b].png");
        done(at("in"), "-o", at("out") + "/", "-f", "md");
        assertTrue(text("out/a [b].md").startsWith("![" + BOARD + "](<../in/a [b].png>)\n"), text("out/a [b].md"));
    }

    @Test
    void metadataStandBesidePicturesAndSayNothingOfTime() throws IOException {
        board("in/a.png");
        board("in/b.png");
        done(at("in"), "-o", "source", "-f", "xmp,txt");
        assertEquals(List.of("a.png", "a.png.xmp", "a.txt", "b.png", "b.png.xmp", "b.txt"), names("in"));
        String xmp = text("in/a.png.xmp");
        assertTrue(xmp.contains("<rdf:li xml:lang=\"x-default\">" + BOARD + "</rdf:li>"), xmp);
        assertTrue(xmp.contains("<Iptc4xmpCore:AltTextAccessibility>"), xmp);
        assertTrue(xmp.contains("<aikit:Model>vit-gpt2</aikit:Model>"), xmp);
        assertFalse(xmp.contains("Date"), xmp);
        assertEquals(xmp, done(at("in/a.png"), "-f", "xmp").out());
        assertTrue(done(at("in"), "-o", "source", "-f", "xmp", "-v").err().contains("2 unchanged"));
        // A crash may come before the journal knows of them.
        for (Path journal : journals()) {
            Files.delete(journal);
        }
        done(at("in"), "-o", "source", "-f", "xmp");
        assertEquals(xmp, text("in/a.png.xmp"));
    }

    private List<Path> journals() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("data/journal"))) {
            List<Path> journals = files.filter(file -> file.toString().endsWith(".ndjson")).toList();
            assertFalse(journals.isEmpty());
            return journals;
        }
    }

    private String sidecar(String name) throws IOException {
        return Files.readString(IMAGE.resolve("sidecars/" + name));
    }

    @Test
    void metadataOfOtherProgramsAreDescribedWhereTheyAre() throws IOException {
        board("in/dark.png");
        String before = sidecar("darktable.xmp");
        file("in/dark.xmp", before);
        Files.setPosixFilePermissions(work.resolve("in/dark.xmp"), PosixFilePermissions.fromString("rw-rw-r--"));
        done(at("in"), "-o", "source", "-f", "xmp");
        assertEquals(List.of("dark.png", "dark.xmp"), names("in"));
        String after = text("in/dark.xmp");
        assertTrue(after.contains(">" + BOARD + "<"), after);
        assertEquals(before, after.replaceFirst(
                "(?s)\n  <rdf:Description rdf:about=\"\"\n +xmlns:dc=.*?</rdf:Description>(?=\n </rdf:RDF>)", ""));
        assertEquals("rw-rw-r--", PosixFilePermissions.toString(
                Files.getPosixFilePermissions(work.resolve("in/dark.xmp"))));
        // Another program changes something else: that stays, and what a model wrote is replaced.
        file("in/dark.xmp", after.replace("xmp:Rating=\"3\"", "xmp:Rating=\"5\""));
        done(at("in"), "-o", "source", "-f", "xmp", "--suffix", "!");
        assertEquals(after.replace("xmp:Rating=\"3\"", "xmp:Rating=\"5\"").replace(BOARD, BOARD + "!"),
                text("in/dark.xmp"));
    }

    @Test
    void whatAPersonWroteIsNeverReplacedUnasked() throws IOException {
        String picture = board("in/lake.nef.png");
        String before = sidecar("lightroom.xmp");
        file("in/lake.nef.png.xmp", before);
        Cli.Result refused = caption(picture, "-o", "source", "-f", "xmp");
        assertEquals(1, refused.exitCode());
        assertTrue(refused.err().contains("--overwrite"), refused.err());
        assertEquals(before, text("in/lake.nef.png.xmp"));
        done(picture, "-o", "source", "-f", "xmp", "--overwrite");
        assertTrue(text("in/lake.nef.png.xmp").contains("Anna und Ben am See"));
        assertTrue(text("in/lake.nef.png.xmp").contains("<rdf:li xml:lang=\"x-default\">" + BOARD + "</rdf:li>"));
    }

    @Test
    void metadataOfARawFileAreNotThoseOfThePictureBesideIt() throws IOException {
        board("in/lake.png");
        file("in/lake.xmp", sidecar("lightroom.xmp"));
        done(at("in"), "-o", "source", "-f", "xmp");
        assertEquals(List.of("lake.png", "lake.png.xmp", "lake.xmp"), names("in"));
        assertEquals(sidecar("lightroom.xmp"), text("in/lake.xmp"));
        board("two/a.png");
        picture("00-17x17.png", "two/a.jpeg");
        file("two/a.xmp", sidecar("darktable.xmp"));
        done(at("two"), "-o", "source", "-f", "xmp");
        assertEquals(List.of("a.jpeg", "a.jpeg.xmp", "a.png", "a.png.xmp", "a.xmp"), names("two"));
    }

    @Test
    void metadataAreNeverLostToOneFile() throws IOException {
        String picture = board("in/a.png");
        String out = file("in/mine.xmp", sidecar("darktable.xmp"));
        assertEquals(2, caption(picture, "-o", out).exitCode());
        done(picture, "-o", out, "--overwrite");
        assertTrue(text("in/mine.xmp").contains("darktable:operation=\"crop\""));
        assertTrue(text("in/mine.xmp").contains(BOARD));
        file("in/a.png.xmp", "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x>&e;</x>");
        Cli.Result broken = caption(picture, "-o", "source", "-f", "xmp");
        assertEquals(1, broken.exitCode());
        assertTrue(broken.err().contains("a.png.xmp"), broken.err());
    }

    @Test
    void regionsHavePlaces() throws IOException {
        String picture = picture("45-300x200.png", "in/b.png");
        JsonNode record = json(done(picture, "-m", "florence-2-base", "--regions", "--json").out());
        assertEquals("regions", record.path("task").asString());
        for (JsonNode region : record.path("regions")) {
            assertTrue(region.path("box").path(2).asDouble() <= 300, record.toString());
        }
        String brief = done(picture, "-m", "florence-2-base", "--detail", "brief").out();
        String more = done(picture, "-m", "florence-2-base", "--detail", "long").out();
        assertFalse(brief.isBlank());
        assertTrue(more.length() > brief.length(), brief + more);
    }

    @Test
    void aPromptIsHowTheCaptionBegins() throws IOException {
        String out = done(board("a.png"), "--prompt", "a grey").out();
        assertTrue(out.startsWith("a grey"), out);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--detail huge|use brief, normal or long",
        "--detail long|use -m florence-2-base",
        "--regions|use -m florence-2-base",
        "--regions --prompt a|give one of them",
        "--beam-size 1000|",
        "-f srt|use txt, json, ndjson, csv, md, xmp"})
    void whatCannotBeDoneIsSaidWithAHint(String options, String hint) throws IOException {
        List<String> args = new ArrayList<>(List.of(board("a.png")));
        args.addAll(List.of(options.split(" ")));
        Cli.Result result = caption(args.toArray(String[]::new));
        assertEquals(2, result.exitCode(), result.err());
        assertEquals("", result.out());
        assertTrue(result.err().contains(hint == null ? "hint: " : hint), result.err());
    }
}
