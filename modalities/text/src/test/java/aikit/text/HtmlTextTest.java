package aikit.text;

import static aikit.text.Documents.read;
import static aikit.text.Documents.why;
import static aikit.text.Documents.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HtmlTextTest {

    @TempDir
    Path folder;

    private Document page(String html) throws IOException {
        return read(write(folder, "page.html", html));
    }

    @Test
    void keepsBlocksApartAndWordsTogether() throws IOException {
        Document document = page("""
                <!doctype html><html><head><title> A  title </title><style>p {color: red}</style>
                <script>var x = "<p>no</p>";</script></head>
                <body><h1>Head</h1><p>one <b>t</b>wo&nbsp;three<br>four</p><div>five<div>six</div>seven</div>
                <ul><li>a</li><li>b</li></ul><table><tr><th>c</th><td>d</td></tr><tr><td>e</td></tr></table>
                <template>no</template><noscript>no</noscript><svg><text>no</text></svg>
                <pre>  keep
                    this</pre>&lt;end&gt;</body></html>""");
        assertEquals(
                "A title\nHead\none two three\nfour\nfive\nsix\nseven\na\nb\nc d\ne\n  keep\n    this\n<end>",
                document.text());
        assertEquals(List.of(new Document.Part(0, document.text().length(), 0)), document.parts());
        assertEquals(List.of(), document.warnings());
    }

    @ParameterizedTest
    @CsvSource({
        "windows-1251, Привет",
        "Shift_JIS, 東京",
        "iso-8859-1, naïve “quote” €",
        "utf-8, 東京 €",
        "GB18030, 中文",
        "EUC-JP, 東京"
    })
    void readsTheCharsetThatThePageDeclares(String charset, String words) throws IOException {
        Charset real = charset.equals("iso-8859-1") ? Charset.forName("windows-1252") : Charset.forName(charset);
        String html = "<html><head><meta charset=\"" + charset + "\"></head><body><p>" + words;
        Document document = read(write(folder, "page.htm", html.getBytes(real)));
        assertEquals(words, document.text());
        assertEquals(List.of(), document.warnings());
    }

    @Test
    void readsPagesThatDeclareNothingOrSomethingFalse() throws IOException {
        byte[] western = "<html><p>naïve “quote”".getBytes(Charset.forName("windows-1252"));
        assertEquals("naïve “quote”", read(write(folder, "a.html", western)).text());
        byte[] lying = "<html><meta charset='utf-8'><p>naïve café".getBytes(StandardCharsets.ISO_8859_1);
        Document document = read(write(folder, "b.html", lying));
        assertEquals("naïve café", document.text());
        assertEquals(List.of("is not UTF-8: read as windows-1252"), document.warnings());
        assertEquals("é", page("<html><meta charset='utf-16'><p>é").text());
        assertEquals("é", page("<html><meta charset='no-such-charset'><p>é").text());
        byte[] marked = "\uFEFF<html><meta charset='iso-8859-1'><p>東京".getBytes(StandardCharsets.UTF_16BE);
        assertEquals("東京", read(write(folder, "c.html", marked)).text());
    }

    @Test
    void readsAFragmentAndTextWithoutTags() throws IOException {
        assertEquals("just words", page("just words").text());
        assertEquals("a\nb", page("<p>a<p>b").text());
    }

    @Test
    void refusesAnEmptyPage() throws IOException {
        assertEquals(
                "has no text: the page is empty",
                why(write(folder, "a.html", "<!doctype html><script>x()</script><p>&nbsp;</p>")));
    }

    @Test
    void survivesDeepAndUnclosedNesting() throws IOException {
        Document document = page("<div>".repeat(100_000) + "deep" + "<p><table><td>".repeat(10_000));
        assertEquals("deep", document.text());
        assertTrue(page("<".repeat(100_000) + "b>words").text().contains("words"));
        assertTrue(page("<!--".repeat(50_000) + "--><p>words").text().contains("words"));
    }

    @Test
    void refusesPagesWhoseTreeWouldBeTooLarge() throws IOException {
        String html = "<b>x".repeat((int) DocumentReader.MAX_HTML_BYTES / 4) + "y";
        assertEquals("is too large: HTML is read up to 16 MB", why(write(folder, "a.html", html)));
    }
}
