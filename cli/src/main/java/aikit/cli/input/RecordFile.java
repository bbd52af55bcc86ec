package aikit.cli.input;

import aikit.AiException;
import aikit.Input;
import aikit.Name;
import aikit.batch.Item;
import aikit.batch.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// The records of a file, each an input of its own under the name of what it was made from. Only one is in memory.
///
/// Results go where that name says, below the folder of the file or of `-o`, and nowhere else.
public final class RecordFile implements Iterator<Item> {

    private static final JsonFactory JSON = new JsonFactory();

    /// What every record of ours begins with.
    private static final byte[] BEGIN = "{\"schema\":\"ai.".getBytes(StandardCharsets.US_ASCII);

    private final Item.Ready file;
    private final InputStream in;
    private final ByteLines lines;
    private Optional<byte[]> ahead;
    private long number;
    private boolean open = true;

    private RecordFile(Item.Ready file, Path path) throws IOException {
        this.file = file;
        this.in = Files.newInputStream(path);
        this.lines = new ByteLines(in, (byte) '\n', file.name().text());
        this.ahead = lines.hasNext() ? lines.next() : Optional.empty();
    }

    /// The records of a file that holds several, else the item itself.
    ///
    /// @param together whether all results go to one place that only holds one
    public static Iterator<Item> look(Item item, boolean together) {
        if (!(item instanceof Item.Ready ready) || !(ready.input() instanceof Input.OfFile input)
                || !holdsRecords(input.path())) {
            return List.of(item).iterator();
        }
        RecordFile records;
        try {
            records = new RecordFile(ready, input.path());
        } catch (IOException e) {
            return List.of(item).iterator();
        }
        if (records.ahead.isEmpty() || !records.lines.hasNext()) {
            records.close();
            return List.of(item).iterator();
        }
        if (together) {
            records.close();
            return List
                    .of(records.failed(item.name().text() + ": holds several transcripts", "use -o DIR/ or -o source"))
                    .iterator();
        }
        return records;
    }

    private static boolean holdsRecords(Path path) {
        String name = path.toString().toLowerCase(Locale.ROOT);
        if (!name.endsWith("json") && !name.endsWith(".jsonl")) {
            return false;
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] begin = in.readNBytes(BEGIN.length);
            return Arrays.equals(begin, BEGIN) || begin.length > 0 && begin[0] == '{' && !name.endsWith(".json");
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public boolean hasNext() {
        if (open && ahead.isEmpty() && !lines.hasNext()) {
            close();
        }
        return open;
    }

    @Override
    public Item next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Optional<byte[]> line = ahead.isPresent() ? ahead : lines.next();
        ahead = Optional.empty();
        number++;
        String where = file.name().text() + ": line " + number;
        return line.map(bytes -> record(bytes, where)).orElseGet(
                () -> failed(where + ": is longer than " + (ByteLines.LONGEST >> 20) + " MiB", ""));
    }

    private Item record(byte[] line, String where) {
        String input = "";
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return failed(where + ": is not a record", "");
            }
            // What is looked for stands before everything that is no text.
            while (parser.nextToken() == JsonToken.PROPERTY_NAME && parser.nextToken() == JsonToken.VALUE_STRING) {
                switch (parser.currentName()) {
                    case "input" -> input = parser.getString();
                    case "status" -> {
                        String status = parser.getString();
                        if (status.equals("failed") || status.equals("skipped")) {
                            return new Item.Refused(
                                    Name.of(input), new Outcome.Skipped("its record says that it was " + status));
                        }
                    }
                    default -> {
                    }
                }
            }
        } catch (JacksonException e) {
            return failed(where + ": is not valid JSON", "");
        }
        return ready(line, input);
    }

    private Item ready(byte[] line, String input) {
        String named = input.isBlank() ? file.name().text() + ":" + number : input;
        Path below = below(input.isBlank() || input.equals("-") ? "record-" + number : input);
        Path beside = ((Input.OfFile) file.input()).path().toAbsolutePath().resolveSibling(below);
        // As text, since the ending of the name is not that of the record.
        Item.Ready text = Item.text(new String(line, StandardCharsets.UTF_8), beside.toString());
        return new Item.Ready(Name.of(named), text.input(), text.size(), text.stamp(), Optional.of(below));
    }

    /// A name as a path that leads nowhere but down.
    private static Path below(String name) {
        Path below = Path.of("");
        try {
            for (Path part : Path.of(name).normalize()) {
                below = part.toString().equals("..") ? below : below.resolve(part);
            }
        } catch (InvalidPathException e) {
            below = Path.of("");
        }
        return below.toString().isEmpty() ? Path.of("record") : below;
    }

    private Item failed(String message, String hint) {
        return new Item.Refused(file.name(), Outcome.Failed.of(AiException.input(message, hint)));
    }

    private void close() {
        open = false;
        try {
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
