package aikit.model;

import aikit.AiException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// A value of a YAML file that remembers its line. Only the plain part of YAML is taken: one document of mappings,
/// sequences and scalars; no anchors, aliases, tags or merge keys, bounded in size and depth.
///
/// Every complaint is an [AiException] of kind USAGE that starts with `file:line:`.
final class Yaml {

    /// Far above any catalogue that people write; a bound on what a broken file can cost.
    private static final int MOST_BYTES = 1 << 20;

    private static final int MOST_DEPTH = 16;

    private final String file;
    private final int line;
    private final Content content;

    private sealed interface Content {
        record Scalar(String text, boolean plain) implements Content {}

        record Sequence(List<Yaml> items) implements Content {}

        record Mapping(Map<String, Yaml> entries) implements Content {}
    }

    private Yaml(String file, int line, Content content) {
        this.file = file;
        this.line = line;
        this.content = content;
    }

    /// @param file name for messages
    static Yaml parse(String file, byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            throw wrong(file, 1, "is larger than " + MOST_BYTES + " bytes");
        }
        if (bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF) {
            throw wrong(file, 1, "starts with a byte order mark; save it as UTF-8 without one");
        }
        String text = utf8(file, bytes);
        try {
            return tree(file, new Parse(LoadSettings.builder().setLabel(file).build()).parseString(text));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().or(e::getContextMark).map(Mark::getLine).orElse(0) + 1;
            throw wrong(file, line, firstLine(e.getProblem())).causedBy(e);
        } catch (ReaderException e) {
            int at = Math.clamp(e.getPosition(), 0, text.length());
            int line = 1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
            throw wrong(file, line, "a control character is not allowed").causedBy(e);
        } catch (YamlEngineException e) {
            throw wrong(file, 1, firstLine(e.getMessage())).causedBy(e);
        }
    }

    private static String utf8(String file, byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(in).toString();
        } catch (CharacterCodingException e) {
            int line = 1;
            for (int i = 0; i < in.position(); i++) {
                line += bytes[i] == '\n' ? 1 : 0;
            }
            throw wrong(file, line, "is not valid UTF-8").causedBy(e);
        }
    }

    /// A collection that is being filled, and the key that waits for its value.
    private static final class Open {
        final Yaml value;
        Optional<Yaml> key = Optional.empty();

        Open(Yaml value) {
            this.value = value;
        }

        void add(Yaml child) {
            switch (value.content) {
                case Content.Sequence(List<Yaml> items) -> items.add(child);
                case Content.Mapping(Map<String, Yaml> entries) -> {
                    if (key.isEmpty()) {
                        if (entries.containsKey(child.text())) {
                            throw child.wrong("key '" + child.text() + "' is given twice");
                        }
                        key = Optional.of(child);
                    } else {
                        // A value is known by the line of its key, also when it begins on the next.
                        entries.put(key.get().text(), new Yaml(child.file, key.get().line, child.content));
                        key = Optional.empty();
                    }
                }
                case Content.Scalar scalar -> throw new IllegalStateException("a scalar holds nothing");
            }
        }
    }

    private static Yaml tree(String file, Iterable<Event> events) {
        Deque<Open> open = new ArrayDeque<>();
        Optional<Yaml> root = Optional.empty();
        for (Event event : events) {
            int line = event.getStartMark().map(Mark::getLine).orElse(0) + 1;
            switch (event.getEventId()) {
                case Scalar, SequenceStart, MappingStart -> {
                    Yaml value = new Yaml(file, line, content(file, line, event));
                    if (open.isEmpty()) {
                        root.ifPresent(first -> {
                            throw value.wrong("a second document");
                        });
                        root = Optional.of(value);
                    } else {
                        open.peek().add(value);
                    }
                    if (event instanceof CollectionStartEvent) {
                        open.push(new Open(value));
                        if (open.size() > MOST_DEPTH) {
                            throw value.wrong("is nested more than " + MOST_DEPTH + " deep");
                        }
                    }
                }
                case SequenceEnd, MappingEnd -> open.pop();
                case Alias -> throw wrong(file, line, "aliases (*name) are not allowed");
                case StreamStart, StreamEnd, DocumentStart, DocumentEnd, Comment -> {
                }
            }
        }
        return root.orElseThrow(() -> wrong(file, 1, "is empty"));
    }

    private static Content content(String file, int line, Event event) {
        if (((NodeEvent) event).getAnchor().isPresent()) {
            throw wrong(file, line, "anchors (&name) are not allowed");
        }
        if (event instanceof ScalarEvent scalar) {
            scalar.getTag().ifPresent(tag -> {
                throw wrong(file, line, "tags (" + tag + ") are not allowed");
            });
            return new Content.Scalar(scalar.getValue(), scalar.isPlain());
        }
        ((CollectionStartEvent) event).getTag().ifPresent(tag -> {
            throw wrong(file, line, "tags (" + tag + ") are not allowed");
        });
        return event instanceof MappingStartEvent
                ? new Content.Mapping(new LinkedHashMap<>())
                : new Content.Sequence(new ArrayList<>());
    }

    /// A mapping with any keys.
    Map<String, Yaml> mapping() {
        if (content instanceof Content.Mapping(Map<String, Yaml> entries)) {
            return entries;
        }
        throw wrong("a mapping (key: value) is expected, not " + kind());
    }

    /// A mapping with these keys and no others.
    Map<String, Yaml> mapping(Set<String> known) {
        mapping().forEach((key, value) -> {
            if (!known.contains(key)) {
                throw value.wrong(
                        "unknown key '" + printable(key) + "'; known: " + String.join(", ", new TreeSet<>(known)));
            }
        });
        return mapping();
    }

    List<Yaml> sequence() {
        if (content instanceof Content.Sequence(List<Yaml> items)) {
            return items;
        }
        throw wrong("a list is expected, not " + kind());
    }

    boolean isMapping() {
        return content instanceof Content.Mapping;
    }

    /// A scalar that is not empty.
    String text() {
        if (content instanceof Content.Scalar(String text, boolean plain)) {
            if (text.isBlank() && plain || text.equals("~") && plain) {
                throw wrong("a value is missing");
            }
            return text;
        }
        throw wrong("a single value is expected, not " + kind());
    }

    boolean flag() {
        return switch (text()) {
            case "true" -> true;
            case "false" -> false;
            case String other -> throw wrong("true or false is expected, not '" + printable(other) + "'");
        };
    }

    /// A whole number that is not negative.
    long count() {
        try {
            return Long.parseUnsignedLong(text()) >= 0 ? Long.parseLong(text()) : -1;
        } catch (NumberFormatException e) {
            throw wrong("a whole number is expected, not '" + printable(text()) + "'").causedBy(e);
        }
    }

    /// The complaint about this value.
    AiException wrong(String what) {
        return wrong(file, line, what);
    }

    private static AiException wrong(String file, int line, String what) {
        return AiException.usage(file + ":" + line + ": " + what, "");
    }

    private String kind() {
        return switch (content) {
            case Content.Scalar scalar -> "a single value";
            case Content.Sequence sequence -> "a list";
            case Content.Mapping mapping -> "a mapping";
        };
    }

    /// Text from a file made fit for a one-line message.
    static String printable(String text) {
        String plain = text.replaceAll("\\p{Cntrl}", "?");
        return plain.length() > 80 ? plain.substring(0, 80) + "..." : plain;
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().map(Yaml::printable).orElse("cannot be read");
    }
}
