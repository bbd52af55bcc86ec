package aikit.image.xmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.AiException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/// Sidecars as other programs write them, and what is left of them. What is read back is read by another parser.
class SidecarTest {

    private static final Path SIDECARS = Path.of("src/test/resources/sidecars");
    private static final String RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    private static final String DC = "http://purl.org/dc/elements/1.1/";
    private static final String IPTC = "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/";
    private static final Map<String, String> MODEL = Map.of("Model", "vit-gpt2", "Revision", "local");

    @TempDir
    Path folder;

    private static String text(String name) throws IOException {
        return Files.readString(SIDECARS.resolve(name));
    }

    /// A packet around something.
    private static String around(String inner) {
        return "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"" + RDF + "\" xmlns:dc=\"" + DC + "\">"
                + inner + "</rdf:RDF></x:xmpmeta>";
    }

    private static Sidecar parse(String text) {
        return Sidecar.parse(text, "photo.xmp");
    }

    private static Document document(String text) {
        try {
            String body = text.startsWith("\ufeff") ? text.substring(1) : text;
            return DocumentBuilderFactory.newDefaultNSInstance().newDocumentBuilder()
                    .parse(new InputSource(new StringReader(body)));
        } catch (Exception e) {
            throw new AssertionError(text, e);
        }
    }

    /// The text of a property in the language `x-default`, of which there must be one.
    private static String said(Sidecar sidecar, String space, String local) {
        NodeList properties = document(sidecar.toString()).getElementsByTagNameNS(space, local);
        assertEquals(1, properties.getLength(), sidecar.toString());
        NodeList items = ((Element) properties.item(0)).getElementsByTagNameNS(RDF, "li");
        List<String> found = new ArrayList<>();
        for (int i = 0; i < items.getLength(); i++) {
            Element item = (Element) items.item(i);
            assertEquals("Alt", item.getParentNode().getLocalName());
            if (item.getAttribute("xml:lang").equals("x-default")) {
                found.add(item.getTextContent());
            }
        }
        assertEquals(1, found.size(), sidecar.toString());
        return found.getFirst();
    }

    private static Sidecar described(Sidecar before, String text) {
        Sidecar after = before.described(text, MODEL);
        assertEquals(text, said(after, DC, "description"));
        assertEquals(text, said(after, IPTC, "AltTextAccessibility"));
        assertEquals(Optional.of(text), after.description());
        assertFalse(after.describedByHand());
        return after;
    }

    @Test
    void aNewOneSaysWhatWasWrittenAndNoDates() {
        Sidecar sidecar = described(Sidecar.empty(), "a dog & a <cat>");
        assertTrue(sidecar.toString().startsWith("<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"));
        assertTrue(sidecar.toString().contains("<aikit:Model>vit-gpt2</aikit:Model>"), sidecar.toString());
        assertFalse(sidecar.toString().contains("Date"), sidecar.toString());
        assertEquals(Optional.empty(), Sidecar.empty().description());
        assertFalse(Sidecar.empty().describedByHand());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\r\n"})
    void whatAnotherProgramKeepsStaysToTheLastCharacter(String lines) throws IOException {
        String before = lines.isEmpty() ? text("darktable.xmp") : text("darktable.xmp").replace("\n", lines);
        Sidecar sidecar = parse(before);
        assertFalse(sidecar.describedByHand());
        String after = described(sidecar, "a lake in the evening").toString();
        int same = 0;
        while (before.charAt(same) == after.charAt(same)) {
            same++;
        }
        assertTrue(after.endsWith(before.substring(same)), after);
        assertEquals(lines.isEmpty() ? 0 : after.lines().count(), after.chars().filter(c -> c == '\r').count());
    }

    @Test
    void aPersonsDescriptionIsKnownAndTheRestOfItStays() throws IOException {
        String before = text("lightroom.xmp");
        Sidecar sidecar = parse(before);
        assertTrue(sidecar.describedByHand());
        assertEquals(Optional.of("Anna & Ben at the lake, the day before the storm"), sidecar.description());
        String after = described(sidecar, "two people near water").toString();
        String expected = before.replace("Anna &amp; Ben at the lake, the day before the storm",
                "two people near water");
        assertEquals(expected, after.replaceFirst(
                "(?s)\n  <rdf:Description rdf:about=\"\"\n +xmlns:Iptc4xmpCore=.*?</rdf:Description>", ""));
        assertTrue(sidecar.fits("nef"));
        assertFalse(sidecar.fits("jpg"));
        assertTrue(parse(text("darktable.xmp")).fits("jpg"));
    }

    @Test
    void whatAModelWroteIsReplacedUntilAPersonMendsIt() throws IOException {
        Sidecar first = described(parse(text("darktable.xmp")), "a lake");
        Sidecar second = described(first, "a lake in the evening, with boats");
        assertEquals(first.toString().replace(">a lake<", ">a lake in the evening, with boats<"), second.toString());
        assertTrue(parse(first.toString().replaceFirst(">a lake<", ">Lake Zurich<")).describedByHand());
        // Other programs drop what they do not know: then nobody can tell any more whose it was.
        assertTrue(parse(first.toString().replaceAll("<aikit:.*>", "")).describedByHand());
    }

    /// Programs that write a sidecar anew put all properties into one element, simple ones as attributes.
    @Test
    void whatWasWrittenAnewByAnotherProgramIsStillOurs() {
        Sidecar sidecar = parse(around("<rdf:Description rdf:about='' xmlns:ai='" + Sidecar.MADE
                + "' ai:Text='a \"red\" car' ai:Model='old'><dc:description><rdf:Alt><rdf:li xml:lang='x-default'>"
                + "a \"red\" car</rdf:li></rdf:Alt></dc:description></rdf:Description>"));
        assertFalse(sidecar.describedByHand());
        Sidecar after = described(sidecar, "it's <blue>");
        assertTrue(after.toString().contains("ai:Text='it&apos;s &lt;blue&gt;' ai:Model='vit-gpt2'>"),
                after.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "<rdf:Description rdf:about=''><dc:description>by hand</dc:description></rdf:Description>",
        "<rdf:Description rdf:about='' dc:description='by hand'/>",
        "<rdf:Description rdf:about=''><dc:description><rdf:Alt><rdf:li xml:lang='fr'>by hand</rdf:li></rdf:Alt>"
                + "</dc:description></rdf:Description>",
        "<rdf:Description rdf:about='' xmlns:i='http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/'><i:AltTextAccessibility>"
                + "<rdf:Alt><rdf:li xml:lang='x-default'>by hand</rdf:li></rdf:Alt></i:AltTextAccessibility>"
                + "</rdf:Description>",
        "<rdf:Description rdf:about='uuid:1'/><rdf:Description rdf:about='uuid:1'><dc:description><rdf:Alt>"
                + "<rdf:li xml:lang='x-default'>by hand</rdf:li></rdf:Alt></dc:description></rdf:Description>"})
    void descriptionsInEveryForm(String inner) {
        Sidecar sidecar = parse(around(inner));
        assertTrue(sidecar.describedByHand());
        Sidecar after = described(sidecar, "by a model");
        assertEquals(inner.contains("uuid:1"), after.toString().contains("rdf:about=\"uuid:1\""), after.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "<rdf:Description rdf:about=''><dc:description/></rdf:Description>",
        "<rdf:Description rdf:about=''><dc:description></dc:description></rdf:Description>",
        "<rdf:Description rdf:about=''><dc:description><rdf:Alt/></dc:description></rdf:Description>",
        "<rdf:Description rdf:about=''><dc:description><rdf:Alt><rdf:li xml:lang='x-default'/></rdf:Alt>"
                + "</dc:description></rdf:Description>",
        "<rdf:Description rdf:about=''><dc:description><rdf:Alt><rdf:li xml:lang='x-default'> </rdf:li></rdf:Alt>"
                + "</dc:description></rdf:Description>",
        "<!-- <dc:description>no</dc:description> --><rdf:Description rdf:about='a>b'/>",
        ""})
    void emptyDescriptionsInEveryForm(String inner) {
        Sidecar sidecar = parse(around(inner));
        assertFalse(sidecar.describedByHand());
        Sidecar after = described(sidecar, "by a model");
        assertTrue(inner.isEmpty() || after.toString().contains(inner.substring(0, 30)), after.toString());
    }

    @Test
    void otherPrefixesAndShapes() {
        described(parse("<RDF xmlns='" + RDF + "'/>"), "first");
        described(parse("<r:RDF xmlns:r='" + RDF + "'><r:Description r:about=''/></r:RDF>"), "second");
        described(parse("<RDF xmlns='" + RDF + "'><Description><description xmlns='" + DC
                + "'/></Description></RDF>"), "third");
        Sidecar marked = described(parse("\ufeff" + around("")), "fourth");
        assertTrue(marked.toString().startsWith("\ufeff<x:xmpmeta"));
    }

    @Test
    void anyTextIsWrittenAndReadBack() {
        Random random = new Random(5);
        String[] pieces = {"a", "é", "猫", "😀", "&", "<", ">", "\"", "'", "]]>", "&amp;", "<!--", "-->", "$1", "\\",
            " "};
        Sidecar sidecar = Sidecar.empty();
        for (int i = 0; i < 300; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = 1 + random.nextInt(12); n > 0; n--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            if (!text.toString().isBlank()) {
                sidecar = described(sidecar, text.toString().strip());
            }
        }
        Sidecar odd = sidecar.described("two\nlines\u0000\ud800 \uffff", Map.of());
        assertEquals(Optional.of("two lines \ufffd \ufffd"), odd.description());
    }

    private String refused(String text, Charset encoding) throws IOException {
        Path file = Files.write(folder.resolve("photo.xmp"), text.getBytes(encoding));
        return assertThrows(AiException.class, () -> Sidecar.read(file)).getMessage()
                .replace(file.toString() + ": ", "");
    }

    @Test
    void whatIsNoSidecarIsLeftAlone() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "SECRET");
        String outside = "<!DOCTYPE x [<!ENTITY e SYSTEM \"" + secret.toUri() + "\">]>"
                + around("<rdf:Description rdf:about=''><dc:description>&e;</dc:description></rdf:Description>");
        assertFalse(refused(outside, StandardCharsets.UTF_8).contains("SECRET"));
        String laughs = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>"
                + around("");
        assertEquals("has a document type, which no XMP needs", refused(laughs, StandardCharsets.UTF_8));
        assertTrue(refused("no XML", StandardCharsets.UTF_8).startsWith("is no XMP: "));
        assertTrue(refused(around("<rdf:Description>"), StandardCharsets.UTF_8).startsWith("is no XMP: "));
        assertTrue(refused("", StandardCharsets.UTF_8).startsWith("is no XMP: "));
        assertEquals("is XML, but no XMP", refused("<html><body/></html>", StandardCharsets.UTF_8));
        assertEquals("is not written in UTF-8", refused(around("é"), StandardCharsets.ISO_8859_1));
        assertEquals("is not written in UTF-8",
                refused("<?xml version='1.0' encoding='ISO-8859-1'?>" + around(""), StandardCharsets.UTF_8));
    }
}
