package aikit.store;

import aikit.AiException;
import aikit.Result.Passage;
import aikit.Result.Place;
import aikit.vector.Npy;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads what [StoreExport] wrote, or another tool in the same form: `path` is the only column that must be there.
public final class StoreImport {

    /// Passages between two commits.
    private static final int COMMIT = 50_000;

    private final Path folder;
    private final List<Passage> passages = new ArrayList<>();
    private Source source;
    private long rows;
    private long uncommitted;

    private StoreImport(Path folder) {
        this.folder = folder;
    }

    /// Which model made the vectors of an exported store.
    ///
    /// @throws AiException of kind INPUT when it is none
    public static Space space(Path folder) {
        Path file = folder.resolve(StoreExport.SPACE);
        try {
            JsonNode space = JsonMapper.shared().readTree(Files.readString(file));
            if (!space.path("schema").asString("").equals("ai.space/1")) {
                throw AiException.input(file + ": is not what an exported store has", "");
            }
            return new Space(
                    space.path("model").asString(""), space.path("revision").asString(""),
                    space.path("sha256").asString(""), space.path("precision").asString(""),
                    space.path("variant").asString(""));
        } catch (IOException | JacksonException e) {
            throw AiException
                    .input(folder + ": is not an exported store: no " + StoreExport.SPACE, "see: ai store export")
                    .causedBy(e);
        }
    }

    /// Puts every entry of an exported store into another, in place of what is there under the same path.
    ///
    /// @return how many passages there are
    /// @throws AiException of kind INPUT when the files do not fit each other
    public static long read(Path folder, VectorStore.Writer writer) {
        StoreImport reading = new StoreImport(folder);
        try (FileChannel vectors = FileChannel.open(folder.resolve(StoreExport.VECTORS), StandardOpenOption.READ);
                BufferedReader entries = Files.newBufferedReader(folder.resolve(StoreExport.ENTRIES))) {
            reading.read(vectors, entries, writer);
        } catch (IOException e) {
            throw AiException.input(folder + ": cannot be read: " + e.getMessage(), "see: ai store export").causedBy(e);
        }
        writer.settle(false);
        return reading.rows;
    }

    private void read(FileChannel vectors, BufferedReader entries, VectorStore.Writer writer) throws IOException {
        Npy matrix = Npy.read(vectors);
        long row = (long) matrix.columns() * Float.BYTES;
        if (!matrix.type().equals("<f4") || vectors.size() < matrix.data() + matrix.rows() * row) {
            throw broken(StoreExport.VECTORS + " is not a whole matrix of float32");
        }
        ByteBuffer buffer = ByteBuffer.allocate((int) row).order(ByteOrder.LITTLE_ENDIAN);
        for (String line = entries.readLine(); line != null; line = entries.readLine()) {
            if (rows == matrix.rows()) {
                throw broken(StoreExport.ENTRIES + " has more rows than " + StoreExport.VECTORS);
            }
            buffer.clear();
            while (buffer.hasRemaining()) {
                if (vectors.read(buffer, matrix.data() + rows * row + buffer.position()) < 0) {
                    throw broken(StoreExport.VECTORS + " is cut off");
                }
            }
            float[] vector = new float[matrix.columns()];
            FloatBuffer numbers = buffer.flip().asFloatBuffer();
            numbers.get(vector);
            rows++;
            add(parse(line), vector, writer);
        }
        if (rows != matrix.rows()) {
            throw broken(StoreExport.ENTRIES + " has fewer rows than " + StoreExport.VECTORS);
        }
        put(writer);
    }

    private JsonNode parse(String line) {
        try {
            JsonNode entry = JsonMapper.shared().readTree(line);
            if (entry.path("path").asString("").isEmpty()) {
                throw broken(StoreExport.ENTRIES + ":" + rows + ": has no path");
            }
            return entry;
        } catch (JacksonException e) {
            throw broken(StoreExport.ENTRIES + ":" + rows + ": is not JSON").causedBy(e);
        }
    }

    private AiException broken(String why) {
        return AiException.input(folder + ": " + why, "export it again");
    }

    /// Rows of one path stand together.
    private void add(JsonNode entry, float[] vector, VectorStore.Writer writer) {
        if (source != null && !source.path().equals(entry.path("path").asString())) {
            put(writer);
        }
        if (source == null) {
            source = source(entry);
        }
        Place place = new Place(
                entry.path("start").asInt(0), entry.path("end").asInt(0), entry.path("unit").asString(""),
                entry.path("number").asInt(0));
        passages.add(new Passage(
                passages.size(), place, entry.path("text").asString(""), entry.path("tokens").asInt(0),
                entry.path("truncated").asBoolean(false), vector));
    }

    private Source source(JsonNode entry) {
        try {
            String path = entry.path("path").asString();
            return new Source(
                    path, entry.path("name").asString(path), entry.path("type").asString("text"),
                    entry.path("size").asLong(0),
                    Instant.parse(entry.path("modified").asString("1970-01-01T00:00:00Z")),
                    entry.path("content").asString(""), entry.path("fingerprint").asString(""),
                    Source.Status.valueOf(entry.path("status").asString("OK")), entry.path("message").asString(""),
                    meta(entry.path("meta").asString("{}")));
        } catch (DateTimeException | IllegalArgumentException | JacksonException e) {
            throw broken(StoreExport.ENTRIES + ":" + rows + ": a value is not of its kind").causedBy(e);
        }
    }

    private static Map<String, String> meta(String json) {
        Map<String, String> meta = new HashMap<>();
        JsonMapper.shared().readTree(json).properties().forEach(
                entry -> meta.put(entry.getKey(), entry.getValue().asString()));
        return meta;
    }

    private void put(VectorStore.Writer writer) {
        if (source == null) {
            return;
        }
        writer.put(source, List.copyOf(passages));
        uncommitted += passages.size();
        if (uncommitted >= COMMIT) {
            writer.commit();
            uncommitted = 0;
        }
        source = null;
        passages.clear();
    }
}
