package aikit.image.xmp;

import aikit.image.xmp.Outline.Attribute;
import aikit.image.xmp.Outline.Element;
import aikit.image.xmp.Outline.Name;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Changes to an XMP packet. What is there already is changed where it stands; what is new goes into an `rdf:Description`
/// of its own behind the others, which brings its own prefixes: XMP reads all of them as one.
final class Edits {

    private static final String RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

    private record Edit(int from, int to, String by) {}

    /// A property that is new.
    private record Added(Name name, String value, boolean languages) {}

    private final String text;
    private final Element rdf;
    private final String line;
    private final List<Edit> edits = new ArrayList<>();
    private final List<Added> added = new ArrayList<>();

    /// @param rdf the `rdf:RDF` in the text
    Edits(String text, Element rdf) {
        this.text = text;
        this.rdf = rdf;
        this.line = text.contains("\r\n") ? "\r\n" : "\n";
    }

    /// Gives a property a value.
    ///
    /// @param property it as it is there
    /// @param attributes the same in its short form
    /// @param languages whether it is an array of texts by language
    void set(Name name, Optional<Element> property, List<Attribute> attributes, String value, boolean languages) {
        if (property.isPresent()) {
            attributes.forEach(attribute -> edits.add(new Edit(attribute.begin(), attribute.to() + 1, "")));
            if (languages) {
                setAny(name, property.get(), value);
            } else {
                inside(property.get(), qualified(property.get().prefix(), name.local()), escaped(value));
            }
        } else if (!attributes.isEmpty() && !languages) {
            edits.add(new Edit(attributes.getFirst().from(), attributes.getFirst().to(), escaped(value)));
        } else {
            attributes.forEach(attribute -> edits.add(new Edit(attribute.begin(), attribute.to() + 1, "")));
            added.add(new Added(name, value, languages));
        }
    }

    /// The text for every language; those of single languages stay.
    private void setAny(Name name, Element property, String value) {
        Optional<Element> array = property.find(new Name(RDF, "Alt"));
        List<Element> items = array.map(alt -> alt.all(new Name(RDF, "li")).toList()).orElse(List.of());
        Optional<Element> any = items.stream().filter(item -> item.attributes().stream().anyMatch(
                attribute -> attribute.name().local().equals("lang")
                        && text.substring(attribute.from(), attribute.to()).equals("x-default")))
                .findFirst();
        if (any.isPresent()) {
            inside(any.get(), qualified(any.get().prefix(), "li"), escaped(value));
        } else if (items.isEmpty()) {
            edits.add(new Edit(property.begin(), property.end(), languages(property.prefix(), name, value, "")));
        } else {
            String tag = qualified(items.getFirst().prefix(), "li");
            edits.add(new Edit(items.getFirst().begin(), items.getFirst().begin(),
                    "<" + tag + " xml:lang=\"x-default\">" + escaped(value) + "</" + tag + ">" + line
                            + indent(items.getFirst().begin())));
        }
    }

    private void inside(Element element, String tag, String by) {
        if (element.closesItself()) {
            int slash = text.lastIndexOf('/', element.end());
            edits.add(new Edit(slash, element.end(), ">" + by + "</" + tag + ">"));
        } else {
            edits.add(new Edit(element.from(), element.to(), by));
        }
    }

    private static String qualified(String prefix, String local) {
        return prefix.isEmpty() ? local : prefix + ":" + local;
    }

    /// The white space between the begin of a line and a place in it.
    private String indent(int at) {
        int begin = at;
        while (begin > 0 && (text.charAt(begin - 1) == ' ' || text.charAt(begin - 1) == '\t')) {
            begin--;
        }
        return text.substring(begin, at);
    }

    /// @param indent white space before its lines
    private String languages(String prefix, Name name, String value, String indent) {
        String tag = qualified(prefix, name.local());
        String own = rdf.prefix().equals("rdf") || indent.length() > 0 ? "" : " xmlns:rdf=\"" + RDF + "\"";
        String declared = own + (prefix.isEmpty() ? " xmlns=\"" + name.space() + "\"" : "");
        return "<" + tag + declared + ">" + line + indent + " <rdf:Alt>" + line
                + indent + "  <rdf:li xml:lang=\"x-default\">" + escaped(value) + "</rdf:li>" + line
                + indent + " </rdf:Alt>" + line + indent + "</" + tag + ">";
    }

    String apply() {
        if (!added.isEmpty()) {
            edits.add(addition());
        }
        StringBuilder changed = new StringBuilder(text);
        edits.stream().sorted(Comparator.comparingInt(Edit::from).reversed())
                .forEach(edit -> changed.replace(edit.from, edit.to, edit.by));
        return changed.toString();
    }

    private Edit addition() {
        String block = line + block(rdf.children().isEmpty()
                ? indent(rdf.begin()) + " "
                : indent(rdf.children().getLast().begin()));
        if (rdf.closesItself()) {
            int slash = text.lastIndexOf('/', rdf.end());
            return new Edit(slash, rdf.end(),
                    ">" + block + line + "</" + qualified(rdf.prefix(), "RDF") + ">");
        }
        int at = rdf.children().isEmpty() ? rdf.from() : rdf.children().getLast().end();
        return new Edit(at, at, block);
    }

    private String block(String indent) {
        Map<String, String> prefixes = new LinkedHashMap<>();
        if (!rdf.prefix().equals("rdf")) {
            prefixes.put("rdf", RDF);
        }
        added.forEach(each -> prefixes.put(Sidecar.prefix(each.name), each.name.space()));
        StringBuilder block = new StringBuilder(indent + "<rdf:Description rdf:about=\"" + about() + "\"");
        prefixes.forEach((prefix, space) -> block
                .append(line).append(indent).append("  xmlns:" + prefix + "=\"" + space + "\""));
        block.append('>').append(line);
        for (Added each : added) {
            String prefix = Sidecar.prefix(each.name);
            String tag = qualified(prefix, each.name.local());
            block.append(indent).append(' ').append(each.languages
                    ? languages(prefix, each.name, each.value, indent + " ")
                    : "<" + tag + ">" + escaped(each.value) + "</" + tag + ">").append(line);
        }
        return block.append(indent).append("</rdf:Description>").toString();
    }

    /// What all of them are about must be the same; empty for the picture that the sidecar is of.
    private String about() {
        return rdf.children().stream()
                .flatMap(node -> node.attribute(new Name(RDF, "about")).stream())
                .findFirst()
                .map(about -> text.substring(about.from(), about.to()).replace("\"", "&quot;"))
                .orElse("");
    }

    /// A text without what XML cannot say, on one line.
    static String sound(String value) {
        StringBuilder sound = new StringBuilder();
        value.codePoints()
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .map(c -> c >= 0xd800 && c <= 0xdfff || c == 0xfffe || c == 0xffff ? 0xfffd : c)
                .forEach(sound::appendCodePoint);
        return sound.toString().strip();
    }

    private static String escaped(String value) {
        return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;")
                .replace("'", "&apos;");
    }
}
