package aikit.image.xmp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Where the elements of an XML text begin and end, so that some can be changed and every other character stays. For texts
/// that a parser has found to be well-formed, without a document type: then what is skipped here needs no second look.
final class Outline {

    private static final Pattern NAME = Pattern.compile("[^\\s/>=]+");
    private static final Pattern ATTRIBUTE = Pattern.compile("\\s+([^\\s=]+)\\s*=\\s*(\"[^\"]*\"|'[^']*')");
    private static final Pattern REFERENCE = Pattern.compile("&(#x[0-9A-Fa-f]+|#[0-9]+|\\w+);");

    /// A name in a namespace; the namespace is empty for none.
    record Name(String space, String local) {}

    /// @param begin offset of the white space before it
    /// @param from offset of its value, behind the quotation mark
    /// @param to the end of its value
    record Attribute(Name name, int begin, int from, int to) {}

    /// An element.
    ///
    /// @param prefix as it stands in the text; empty for none
    /// @param begin offset of its first character
    /// @param from offset behind its start tag
    /// @param to offset of its end tag; that of `from` when it has none
    /// @param end offset behind it
    record Element(
            Name name, String prefix, int begin, int from, int to, int end, List<Attribute> attributes,
            List<Element> children) {

        /// Whether it is written as `<name/>`.
        boolean closesItself() {
            return to == end;
        }

        Stream<Element> all(Name wanted) {
            return children.stream().filter(child -> child.name.equals(wanted));
        }

        Optional<Element> find(Name wanted) {
            return all(wanted).findFirst();
        }

        Optional<Attribute> attribute(Name wanted) {
            return attributes.stream().filter(attribute -> attribute.name.equals(wanted)).findFirst();
        }

        /// This element and all in it.
        Stream<Element> tree() {
            return Stream.concat(Stream.of(this), children.stream().flatMap(Element::tree));
        }
    }

    /// An element whose end is still to come.
    private record Open(
            Name name, String prefix, int begin, int from, List<Attribute> attributes, List<Element> children,
            Map<String, String> spaces) {

        Element closed(int to, int end) {
            return new Element(name, prefix, begin, from, to, end, attributes, children);
        }
    }

    private final String text;
    private final Deque<Open> open = new ArrayDeque<>();
    private Element root;

    private Outline(String text) {
        this.text = text;
    }

    /// The outermost element.
    static Element of(String text) {
        Outline outline = new Outline(text);
        int at = text.indexOf('<');
        while (at >= 0) {
            at = text.indexOf('<', outline.markup(at));
        }
        return outline.root;
    }

    /// Reads one piece of markup and returns where it ends.
    private int markup(int at) {
        if (text.startsWith("<!--", at)) {
            return text.indexOf("-->", at) + 3;
        }
        if (text.startsWith("<![CDATA[", at)) {
            return text.indexOf("]]>", at) + 3;
        }
        if (text.startsWith("<?", at)) {
            return text.indexOf("?>", at) + 2;
        }
        if (text.startsWith("</", at)) {
            int end = text.indexOf('>', at) + 1;
            close(open.pop().closed(at, end));
            return end;
        }
        return start(at);
    }

    private int start(int at) {
        Matcher name = NAME.matcher(text);
        name.find(at + 1);
        List<String> names = new ArrayList<>();
        List<int[]> places = new ArrayList<>();
        Map<String, String> spaces = new HashMap<>(open.isEmpty() ? Map.of() : open.peek().spaces);
        Matcher attribute = ATTRIBUTE.matcher(text);
        int end = name.end();
        for (; attribute.find(end) && attribute.start() == end; end = attribute.end()) {
            String called = attribute.group(1);
            int[] place = {attribute.start(), attribute.start(2) + 1, attribute.end(2) - 1};
            if (called.equals("xmlns") || called.startsWith("xmlns:")) {
                spaces.put(called.substring(Math.min(called.length(), 6)), value(text, place[1], place[2]));
            } else {
                names.add(called);
                places.add(place);
            }
        }
        List<Attribute> attributes = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            int[] place = places.get(i);
            attributes.add(new Attribute(named(names.get(i), spaces, false), place[0], place[1], place[2]));
        }
        int close = text.indexOf('>', end) + 1;
        Open element = new Open(
                named(name.group(), spaces, true), prefix(name.group()), at, close, attributes, new ArrayList<>(),
                spaces);
        if (text.charAt(close - 2) == '/') {
            close(element.closed(close, close));
        } else {
            open.push(element);
        }
        return close;
    }

    private void close(Element element) {
        if (open.isEmpty()) {
            root = element;
        } else {
            open.peek().children.add(element);
        }
    }

    private static String prefix(String name) {
        return name.substring(0, Math.max(0, name.indexOf(':')));
    }

    private static Name named(String name, Map<String, String> spaces, boolean element) {
        String prefix = prefix(name);
        String local = name.substring(name.indexOf(':') + 1);
        if (prefix.equals("xml")) {
            return new Name("http://www.w3.org/XML/1998/namespace", local);
        }
        boolean none = prefix.isEmpty() && !element;
        return new Name(none ? "" : spaces.getOrDefault(prefix, ""), local);
    }

    /// The characters that a stretch of text or of an attribute stands for. What is no predefined entity, which
    /// a text without a document type cannot have, stays as it is.
    static String value(String text, int from, int to) {
        return REFERENCE.matcher(text.substring(from, to)).replaceAll(reference -> Matcher.quoteReplacement(
                switch (reference.group(1)) {
                    case "amp" -> "&";
                    case "lt" -> "<";
                    case "gt" -> ">";
                    case "quot" -> "\"";
                    case "apos" -> "'";
                    case String number when number.startsWith("#x") ->
                        Character.toString(Integer.parseInt(number.substring(2), 16));
                    case String number when number.startsWith("#") ->
                        Character.toString(Integer.parseInt(number.substring(1)));
                    case String _ -> reference.group();
                }));
    }
}
