package aikit.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// With the model that comes with the build.
class OcrCommandTest {

    private static final Path PAGES = Path.of("../modalities/image/src/test/resources/ocr").toAbsolutePath()
            .normalize();

    /// Graphs are optimised once.
    private static final Path HOME = Path.of("target", "ocr-home").toAbsolutePath();

    private static final String RECEIPT = "CORNER SHOP\n12 Mill Lane\nReceipt No. 004417\nBread\t20.12\n";

    @TempDir
    Path work;

    private Cli ai;
    private Path scans;

    @BeforeEach
    void pages() throws IOException {
        ai = new Cli(HOME);
        Files.createDirectories(HOME.resolve("config"));
        Files.writeString(HOME.resolve("config/models.yaml"),
                """
                        schema: ai.models/1
                        defaults: {ocr: pp}
                        models:
                          pp:
                            tasks: [ocr]
                            family: pp-ocr
                            licence: Apache-2.0
                            source: FOLDER
                            files: [ppocr_keys_v1.txt]
                            variants:
                              fp32: [ch_PP-OCRv4_det_infer.onnx, ch_ppocr_mobile_v2.0_cls_infer.onnx, ch_PP-OCRv4_rec_infer.onnx]
                        """
                        .replace("FOLDER",
                                Path.of(System.getProperty("ai.builtin.models"), "pp-ocrv4").toUri().toString()));
        scans = Files.createDirectories(work.resolve("my scans/more")).getParent();
        Files.copy(PAGES.resolve("receipt.png"), scans.resolve("receipt.png"));
        Files.copy(PAGES.resolve("chinese.png"), scans.resolve("more/b <b>&.png"));
        Files.writeString(scans.resolve("notes.txt"), "no picture");
    }

    private static JsonNode json(String line) {
        return JsonMapper.shared().readTree(line);
    }

    @Test
    void textGoesToStandardOutput() {
        Cli.Result result = ai.launch("ocr", scans.resolve("receipt.png").toString(), "--quiet");
        assertEquals("", result.err());
        assertEquals(0, result.exitCode());
        assertTrue(result.out().startsWith(RECEIPT), result.out());
    }

    @Test
    void standardInputIsAPictureOrADocument() throws IOException {
        byte[] page = Files.readAllBytes(PAGES.resolve("receipt.png"));
        assertTrue(ai.stdin(page).launch("ocr", "-").out().startsWith(RECEIPT));
        Path pdf = work.resolve("page.pdf");
        assertEquals(0, ai.stdin(page).launch("ocr", "-", "-f", "pdf", "-o", pdf.toString()).exitCode());
        assertTrue(ai.stdin(Files.readAllBytes(pdf)).launch("ocr").out().startsWith(RECEIPT));
    }

    @Test
    void recordsSayWhereAndHowSure() {
        JsonNode record = json(ai.launch("ocr", scans.resolve("receipt.png").toString(), "--json", "--words").out());
        assertEquals("ai.ocr/1", record.path("schema").asString());
        assertEquals("ok", record.path("status").asString());
        assertTrue(record.path("text").asString().startsWith(RECEIPT), record.toString());
        JsonNode page = record.path("pages").get(0);
        assertEquals(1, page.path("page").asInt());
        assertEquals(700, page.path("width").asInt());
        JsonNode line = page.path("lines").get(0);
        assertEquals("CORNER SHOP", line.path("text").asString());
        assertTrue(line.path("confidence").asDouble() > 0.9);
        assertEquals(4, line.path("corners").size());
        assertEquals("SHOP", line.path("words").get(1).path("text").asString());
        assertEquals("pp", record.path("model").path("name").asString());
        JsonNode brief = json(ai.launch("ocr", scans.resolve("receipt.png").toString(), "--json").out());
        assertTrue(brief.path("pages").get(0).path("lines").get(0).path("words").isMissingNode());
    }

    @Test
    void foldersAreSearchedAndResumed() throws IOException {
        Path out = work.resolve("read.ndjson");
        String[] command = {"ocr", scans.toString(), "-o", out.toString()};
        assertEquals(0, ai.launch(command).exitCode());
        assertEquals(2, Files.readAllLines(out).size());
        byte[] before = Files.readAllBytes(out);
        Cli.Result again = ai.launch(command);
        assertTrue(again.err().contains("2 unchanged"), again.err());
        assertArrayEquals(before, Files.readAllBytes(out));
        Cli.Result surer = ai.launch("ocr", scans.toString(), "-o", out.toString(), "--min-confidence", "0.99");
        assertEquals(0, surer.exitCode());
        assertNotEquals(before.length, Files.size(out));
    }

    @Test
    void everyFormatBesideTheInput() throws Exception {
        String[] command = {"ocr", scans.toString(), "-f", "txt,hocr,md,csv,json,pdf", "-o", "source"};
        Cli.Result result = ai.launch(command);
        assertEquals(0, result.exitCode(), result.err());
        assertTrue(Files.readString(scans.resolve("receipt.ocr.txt")).startsWith(RECEIPT));
        assertTrue(Files.readString(scans.resolve("receipt.ocr.md")).contains("\nBread  20.12\n"));
        List<String> table = Files.readAllLines(scans.resolve("receipt.ocr.csv"));
        assertEquals("file,page,line,text,confidence,left,top,right,bottom", table.getFirst());
        assertTrue(table.get(1).matches(".*receipt\\.png,1,1,CORNER SHOP,0\\.9\\d+,\\d+,\\d+,\\d+,\\d+"), table.get(1));
        hocr(scans.resolve("receipt.ocr.hocr"), "CORNER");
        hocr(scans.resolve("more/b <b>&.ocr.hocr"), "今天的天气很好，我们去公园散步。");
        byte[] pdf = Files.readAllBytes(scans.resolve("more/b <b>&.ocr.pdf"));
        assertEquals("%PDF", new String(pdf, 0, 4, StandardCharsets.US_ASCII));
        // The documents that were made are no inputs.
        Cli.Result again = ai.launch(command);
        assertTrue(again.err().contains("2 unchanged"), again.err());
    }

    /// Well-formed, and as the specification wants it: pages, lines and words with boxes that lie in one another.
    private static void hocr(Path file, String first) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        Document document = factory.newDocumentBuilder().parse(new ByteArrayInputStream(Files.readAllBytes(file)));
        Element page = (Element) document.getElementsByTagName("div").item(0);
        assertEquals("ocr_page", page.getAttribute("class"));
        assertTrue(page.getAttribute("title").startsWith("image \""), page.getAttribute("title"));
        int[] sheet = box(page);
        NodeList spans = document.getElementsByTagName("span");
        String word = "";
        for (int i = 0; i < spans.getLength(); i++) {
            Element span = (Element) spans.item(i);
            int[] place = box(span);
            assertTrue(place[0] >= sheet[0] && place[2] <= sheet[2] && place[1] >= sheet[1] && place[3] <= sheet[3]);
            assertTrue(place[0] < place[2] && place[1] < place[3], span.getAttribute("title"));
            if (span.getAttribute("class").equals("ocrx_word")) {
                assertTrue(span.getAttribute("title").matches(".*; x_wconf \\d+"), span.getAttribute("title"));
                word = word.isEmpty() ? span.getTextContent() : word;
            } else {
                assertEquals("ocr_line", span.getAttribute("class"));
            }
        }
        assertEquals(first, word);
    }

    private static int[] box(Element element) {
        String title = element.getAttribute("title");
        String numbers = title.substring(title.indexOf("bbox ") + 5).split(";")[0];
        return Arrays.stream(numbers.split(" ")).mapToInt(Integer::parseInt).toArray();
    }

    @Test
    void oneTableOfAFolder() throws IOException {
        Path out = work.resolve("all.csv");
        assertEquals(0, ai.launch("ocr", scans.toString(), "-o", out.toString()).exitCode());
        List<String> lines = Files.readAllLines(out);
        assertEquals(1, lines.stream().filter(line -> line.startsWith("file,")).count());
        assertTrue(lines.stream().anyMatch(line -> line.contains("b <b>&.png,1,1,今天")), lines.toString());
    }

    @Test
    void oneBadFileStopsNothing() throws IOException {
        Files.writeString(scans.resolve("bad.jpg"), "not a picture");
        Files.writeString(scans.resolve("bad.pdf"), "%PDF-1.7\nno more");
        Cli.Result result = ai.launch("ocr", scans.toString(), "-f", "ndjson", "--quiet");
        assertEquals(3, result.exitCode());
        List<JsonNode> records = result.lines().stream().map(OcrCommandTest::json).toList();
        assertEquals(4, records.size());
        for (JsonNode record : records) {
            boolean bad = record.path("input").asString().contains("bad.");
            assertEquals(bad ? "failed" : "ok", record.path("status").asString(), record.toString());
        }
    }

    @ParameterizedTest
    @CsvSource({"--min-confidence, 2", "--dpi, 7", "--format, srt"})
    void optionsAreChecked(String option, String value) {
        Cli.Result result = ai.launch("ocr", scans.toString(), option, value);
        assertEquals(2, result.exitCode());
        assertTrue(result.err().contains("hint: "), result.err());
    }

    @Test
    void aModelThatIsNotHereIsSaid() {
        Cli.Result result = ai.launch("ocr", scans.toString(), "-m", "hf:example/none", "--offline");
        assertEquals(5, result.exitCode(), result.err());
    }

    @Test
    void aReportOfAFolder() throws IOException {
        Path report = work.resolve("report.html");
        assertEquals(
                0, ai.launch("ocr", scans.toString(), "-o", work.resolve("r.ndjson").toString(), "--report",
                        report.toString()).exitCode());
        assertTrue(Files.readString(report).contains("CORNER SHOP"));
    }
}
