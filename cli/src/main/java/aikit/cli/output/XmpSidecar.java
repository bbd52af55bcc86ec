package aikit.cli.output;

import aikit.AiException;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/// Metadata beside a picture, as Lightroom, darktable and digiKam keep it (XMP: ISO 16684-1). Only the description is
/// set, and the text for those who cannot see the picture (IPTC's `AltTextAccessibility`); everything else in it stays
/// as it is, dates above all.
///
/// What was set is kept a second time in a property of our own, so that a description that a person has written or
/// changed is known, and not replaced.
final class XmpSidecar {

    private static final String RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    private static final String DC = "http://purl.org/dc/elements/1.1/";
    private static final String IPTC = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/";
    private static final String META = "adobe:ns:meta/";
    private static final String OURS = "urn:aikit:xmp:1";
    private static final String XML = XMLConstants.XML_NS_URI;
    private static final String USUAL_LANGUAGE = "x-default";

    /// More than any program writes.
    private static final long MOST_BYTES = 16 << 20;

    private static final String EMPTY = "<x:xmpmeta xmlns:x=\"" + META + "\"><rdf:RDF xmlns:rdf=\"" + RDF
            + "\"><rdf:Description rdf:about=\"\"/></rdf:RDF></x:xmpmeta>";

    private final Document document;

    private XmpSidecar(Document document) {
        this.document = document;
    }

    /// One that says nothing yet.
    static XmpSidecar empty() {
        try {
            return new XmpSidecar(parse(EMPTY));
        } catch (SAXException | IOException e) {
            throw new IllegalStateException(e); // it is well-formed
        }
    }

    /// @throws AiException of kind INPUT when it is none, or broken
    static XmpSidecar read(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw AiException.input(file + ": is larger than metadata are", "");
            }
            Document document = parse(Files.readString(file, StandardCharsets.UTF_8));
            XmpSidecar sidecar = new XmpSidecar(document);
            if (sidecar.descriptions().getLength() == 0) {
                throw AiException.input(file + ": holds no XMP", "move it away");
            }
            return sidecar;
        } catch (SAXException | IOException e) {
            throw AiException.input(file + ": is no sidecar that can be read", "move it away").causedBy(e);
        }
    }

    private static Document parse(String text) throws SAXException, IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            // No file and no address is ever looked at.
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setXIncludeAware(false);
            factory.setExpandEntityReferences(false);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
            return builder.parse(new InputSource(new StringReader(body)));
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e); // every Java has these
        }
    }

    private NodeList descriptions() {
        return document.getElementsByTagNameNS(RDF, "Description");
    }

    /// Whether a file may get a description: it has none, or one of ours.
    ///
    /// @throws AiException of kind INPUT when it is there and cannot be read
    static boolean isFree(Path file) {
        return !Files.exists(file) || !read(file).describedByAPerson();
    }

    /// Whether somebody else wrote a description.
    private boolean describedByAPerson() {
        String there = text(DC, "description");
        return !there.isBlank() && !there.equals(text(OURS, "description"));
    }

    /// Sets the description.
    XmpSidecar describe(String text) {
        set(DC, "dc:description", text);
        set(IPTC, "Iptc4xmpExt:AltTextAccessibility", text);
        set(OURS, "ai:description", text);
        return this;
    }

    /// The text of a property in the usual language, or the first; empty when it is not there.
    private String text(String space, String name) {
        NodeList properties = document.getElementsByTagNameNS(space, name);
        for (int i = 0; i < properties.getLength(); i++) {
            Element item = item((Element) properties.item(i));
            if (item != null) {
                return item.getTextContent();
            }
            return properties.item(i).getTextContent();
        }
        NodeList owners = descriptions();
        for (int i = 0; i < owners.getLength(); i++) {
            if (((Element) owners.item(i)).hasAttributeNS(space, name)) {
                return ((Element) owners.item(i)).getAttributeNS(space, name);
            }
        }
        return "";
    }

    private static Element item(Element property) {
        NodeList items = property.getElementsByTagNameNS(RDF, "li");
        Element first = items.getLength() == 0 ? null : (Element) items.item(0);
        for (int i = 0; i < items.getLength(); i++) {
            Element each = (Element) items.item(i);
            if (each.getAttributeNS(XML, "lang").equals(USUAL_LANGUAGE)) {
                return each;
            }
        }
        return first;
    }

    /// Sets the text of a property in the usual language; those in others stay.
    private void set(String space, String name, String text) {
        String local = name.substring(name.indexOf(':') + 1);
        NodeList owners = descriptions();
        for (int i = 0; i < owners.getLength(); i++) {
            ((Element) owners.item(i)).removeAttributeNS(space, local);
        }
        NodeList there = document.getElementsByTagNameNS(space, local);
        Element property;
        if (there.getLength() > 0) {
            property = (Element) there.item(0);
        } else {
            property = document.createElementNS(space, name);
            owners.item(0).appendChild(property);
        }
        Element item = item(property);
        if (item == null || !item.getAttributeNS(XML, "lang").equals(USUAL_LANGUAGE)) {
            item = newItem(property);
        }
        item.setTextContent(text);
    }

    private Element newItem(Element property) {
        NodeList lists = property.getElementsByTagNameNS(RDF, "Alt");
        Element list;
        if (lists.getLength() > 0) {
            list = (Element) lists.item(0);
        } else {
            property.setTextContent("");
            list = document.createElementNS(RDF, "rdf:Alt");
            property.appendChild(list);
        }
        Element item = document.createElementNS(RDF, "rdf:li");
        item.setAttributeNS(XML, "xml:lang", USUAL_LANGUAGE);
        list.insertBefore(item, list.getFirstChild());
        return item;
    }

    /// Writes all of it, with a line between what stands on lines of their own already.
    void write(Appendable out) throws IOException {
        try {
            Transformer transformer = TransformerFactory.newDefaultInstance().newTransformer();
            transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
            transformer.setOutputProperty(OutputKeys.ENCODING, "UTF-8");
            StringWriter text = new StringWriter();
            for (Node node = document.getFirstChild(); node != null; node = node.getNextSibling()) {
                transformer.transform(new DOMSource(node), new StreamResult(text));
                text.append('\n');
            }
            out.append(text.toString());
        } catch (TransformerException e) {
            throw new IOException(e);
        }
    }
}
