package aikit.image.xmp;

import aikit.AiException;
import aikit.image.xmp.Outline.Attribute;
import aikit.image.xmp.Outline.Element;
import aikit.image.xmp.Outline.Name;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Metadata beside a picture: an XMP packet (ISO 16684-1) in a file of its own, as Lightroom, darktable and digiKam
/// keep it. It can be given a description; every other character of it stays as it is, dates included, and none is added.
///
/// The description goes to `dc:description` and, for whoever cannot see the picture, to
/// `Iptc4xmpCore:AltTextAccessibility` (IPTC Photo Metadata Standard 2021.1), both in the language `x-default`. What a
/// program wrote there is also kept in a namespace of our own, with the model that it is from: a description that is not
/// the same any more has been mended by a person.
public final class Sidecar {

    /// Ending of its name, with the dot.
    public static final String ENDING = ".xmp";

    /// Namespace of what is said about descriptions that a model made.
    public static final String MADE = "urn:aikit:description#";

    private static final String RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    private static final Name DESCRIPTION = new Name("http://purl.org/dc/elements/1.1/", "description");
    private static final Name ALT_TEXT = new Name(
            "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/", "AltTextAccessibility");
    private static final Name TEXT = new Name(MADE, "Text");
    private static final Name EXTENSION = new Name("http://ns.adobe.com/photoshop/1.0/", "SidecarForExtension");
    private static final Name LANGUAGE = new Name("http://www.w3.org/XML/1998/namespace", "lang");
    private static final String ANY_LANGUAGE = "x-default";

    /// Prefixes that everybody gives these namespaces.
    private static final Map<String, String> PREFIXES = Map.of(
            DESCRIPTION.space(), "dc", ALT_TEXT.space(), "Iptc4xmpCore", MADE, "aikit");

    /// Those of programs that keep their whole history in them have less than 1 MB.
    private static final long MOST_BYTES = 16 << 20;

    private static final String EMPTY = """
            <?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
            <x:xmpmeta xmlns:x="adobe:ns:meta/">
             <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
             </rdf:RDF>
            </x:xmpmeta>
            <?xpacket end="w"?>
            """;

    private final String text;
    private final Element rdf;

    private Sidecar(String text, Element rdf) {
        this.text = text;
        this.rdf = rdf;
    }

    /// One that says nothing yet.
    public static Sidecar empty() {
        return parse(EMPTY, "");
    }

    /// @throws AiException of kind INPUT when the file is no XMP, or has a document type, which no XMP needs
    public static Sidecar read(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw wrong(file.toString(), "is larger than a sidecar is");
            }
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
            return parse(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString(), file.toString());
        } catch (CharacterCodingException e) {
            throw wrong(file.toString(), "is not written in UTF-8").causedBy(e);
        } catch (IOException e) {
            throw AiException.input(file + ": cannot be read: " + e.getMessage(), "").causedBy(e);
        }
    }

    private static AiException wrong(String name, String why) {
        return AiException.input(name + ": " + why, "move it away to have a new sidecar made");
    }

    static Sidecar parse(String text, String name) {
        check(text, name);
        return Outline.of(text).tree().filter(element -> element.name().equals(new Name(RDF, "RDF"))).findFirst()
                .map(rdf -> new Sidecar(text, rdf))
                .orElseThrow(() -> wrong(name, "is XML, but no XMP"));
    }

    /// Whether it is well-formed is for a real parser to say.
    private static void check(String text, String name) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        String whole = text.startsWith("\ufeff") ? text.substring(1) : text;
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(whole));
            String encoding = reader.getCharacterEncodingScheme();
            if (encoding != null && !encoding.equalsIgnoreCase("UTF-8")) {
                throw wrong(name, "is not written in UTF-8");
            }
            while (reader.hasNext()) {
                int event = reader.next();
                if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
                    throw wrong(name, "has a document type, which no XMP needs");
                }
            }
        } catch (XMLStreamException e) {
            throw wrong(name, "is no XMP: " + String.valueOf(e.getMessage()).lines().reduce((a, b) -> b).orElse(""))
                    .causedBy(e);
        }
    }

    /// Its text.
    @Override
    public String toString() {
        return text;
    }

    /// Whether it is of a picture whose name ends so. Some say of which; a `photo.xmp` may be that of `photo.nef`.
    ///
    /// @param ending without the dot
    public boolean fits(String ending) {
        return simple(EXTENSION).map(said -> said.toLowerCase(Locale.ROOT).equals(ending.toLowerCase(Locale.ROOT)))
                .orElse(true);
    }

    /// Whether it has a description, or a text in its place, that is not one that a model made.
    public boolean describedByHand() {
        String made = simple(TEXT).orElse("");
        return Stream.of(DESCRIPTION, ALT_TEXT).flatMap(name -> said(name).stream())
                .anyMatch(said -> !said.isBlank() && !said.strip().equals(made.strip()));
    }

    /// The description; empty when there is none.
    public Optional<String> description() {
        return said(DESCRIPTION);
    }

    /// What is said in all languages, or in the first one.
    private Optional<String> said(Name name) {
        Optional<Element> property = properties(name).findFirst();
        if (property.isEmpty()) {
            return attribute(name);
        }
        List<Element> items = property.get().tree().filter(element -> element.name().equals(item())).toList();
        return items.stream().filter(this::inAnyLanguage).findFirst()
                .or(() -> items.stream().findFirst())
                .or(() -> property.filter(element -> element.children().isEmpty()))
                .map(this::content);
    }

    private Optional<String> simple(Name name) {
        return attribute(name).or(() -> properties(name).findFirst().map(this::content));
    }

    private String content(Element element) {
        return Outline.value(text, element.from(), element.to());
    }

    private static Name item() {
        return new Name(RDF, "li");
    }

    private boolean inAnyLanguage(Element item) {
        return item.attribute(LANGUAGE).filter(at -> value(at).equals(ANY_LANGUAGE)).isPresent();
    }

    private String value(Attribute attribute) {
        return Outline.value(text, attribute.from(), attribute.to());
    }

    private Stream<Element> nodes() {
        return rdf.all(new Name(RDF, "Description"));
    }

    private Stream<Element> properties(Name name) {
        return nodes().flatMap(node -> node.all(name));
    }

    private Optional<String> attribute(Name name) {
        return nodes().flatMap(node -> node.attribute(name).stream()).findFirst().map(this::value);
    }

    /// The same with a description that a model made, in place of another one.
    ///
    /// @param model what is said of the model, by names in the namespace [#MADE]
    public Sidecar described(String description, Map<String, String> model) {
        Edits edits = new Edits(text, rdf);
        String sound = Edits.sound(description);
        edits.set(DESCRIPTION, properties(DESCRIPTION).findFirst(), attributes(DESCRIPTION), sound, true);
        edits.set(ALT_TEXT, properties(ALT_TEXT).findFirst(), attributes(ALT_TEXT), sound, true);
        edits.set(TEXT, properties(TEXT).findFirst(), attributes(TEXT), sound, false);
        model.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(entry -> {
            Name name = new Name(MADE, entry.getKey());
            edits.set(name, properties(name).findFirst(), attributes(name), Edits.sound(entry.getValue()), false);
        });
        return parse(edits.apply(), "");
    }

    private List<Attribute> attributes(Name name) {
        return nodes().flatMap(node -> node.attribute(name).stream()).toList();
    }

    static String prefix(Name name) {
        return PREFIXES.get(name.space());
    }
}
