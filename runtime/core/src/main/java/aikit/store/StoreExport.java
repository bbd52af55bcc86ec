package aikit.store;

import aikit.AiException;
import aikit.Result.Passage;
import aikit.vector.Npy;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/// A store as plain files, for other tools and other machines:
///
/// ```
/// vectors.npy       [passages, dimensions] float32
/// entries.ndjson    a row for each, in the same order: the same flat columns in each, so that it becomes a table
///                   (Parquet, a data frame) as it is
/// space.json        which model made the vectors
/// ```
public final class StoreExport {

    static final String VECTORS = "vectors.npy";
    static final String ENTRIES = "entries.ndjson";
    static final String SPACE = "space.json";

    private final JsonFactory json = JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
    private final VectorStore store;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    private long rows;
    private int columns;

    private StoreExport(VectorStore store) {
        this.store = store;
    }

    /// Writes a store into a new folder; it gets its name when it is whole.
    ///
    /// @return how many passages there are
    /// @throws AiException of kind USAGE when the folder is there, LIMIT when the disk is full
    public static long write(VectorStore store, Path folder) {
        Path target = folder.toAbsolutePath().normalize();
        if (Files.exists(target)) {
            throw AiException.usage(folder + ": is there already", "name a folder that is not");
        }
        Path draft = target.resolveSibling("." + target.getFileName() + "-" + ProcessHandle.current().pid() + ".tmp");
        StoreExport export = new StoreExport(store);
        try {
            if (target.getParent() != null) {
                Files.createDirectories(target.getParent());
            }
            Files.createDirectory(draft, StoreFolder.privately());
            export.write(draft);
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
            return export.rows;
        } catch (IOException e) {
            discard(draft);
            throw StoreFailure.writing(folder, e);
        }
    }

    private void write(Path draft) throws IOException {
        Files.writeString(draft.resolve(SPACE), space());
        try (FileChannel vectors = FileChannel.open(
                draft.resolve(VECTORS), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                OutputStream entries = new BufferedOutputStream(Files.newOutputStream(draft.resolve(ENTRIES)))) {
            vectors.position(Npy.DATA);
            for (String path : store.paths(Filter.ALL)) {
                Source source = store.source(path).orElseThrow();
                for (Passage passage : store.passages(path)) {
                    entry(source, passage, entries);
                    vector(passage.vector(), vectors);
                    rows++;
                }
            }
            drain(vectors);
            ByteBuffer head = Npy.header("<f4", rows, columns);
            for (long at = 0; head.hasRemaining();) {
                at += vectors.write(head, at);
            }
            vectors.force(true);
        }
    }

    private String space() {
        Space space = store.space();
        return JsonMapper.shared().createObjectNode().put("schema", "ai.space/1").put("model", space.model())
                .put("revision", space.revision()).put("sha256", space.sha256()).put("precision", space.precision())
                .put("variant", space.variant()) + "\n";
    }

    private void entry(Source source, Passage passage, OutputStream entries) throws IOException {
        try (JsonGenerator out = json.createGenerator(ObjectWriteContext.empty(), entries)) {
            out.writeStartObject();
            out.writeStringProperty("path", source.path());
            out.writeStringProperty("name", source.name());
            out.writeStringProperty("type", source.type());
            out.writeNumberProperty("size", source.size());
            out.writeStringProperty("modified", source.modified().toString());
            out.writeStringProperty("content", source.content());
            out.writeStringProperty("fingerprint", source.fingerprint());
            out.writeStringProperty("status", source.status().name());
            out.writeStringProperty("message", source.message());
            out.writeStringProperty("meta", JsonMapper.shared().writeValueAsString(source.meta()));
            out.writeNumberProperty("passage", passage.index());
            out.writeNumberProperty("start", passage.place().start());
            out.writeNumberProperty("end", passage.place().end());
            out.writeStringProperty("unit", passage.place().unit());
            out.writeNumberProperty("number", passage.place().number());
            out.writeNumberProperty("tokens", passage.tokens());
            out.writeBooleanProperty("truncated", passage.truncated());
            out.writeStringProperty("text", passage.text());
            out.writeEndObject();
            out.writeRaw('\n');
        }
    }

    private void vector(float[] vector, FileChannel vectors) throws IOException {
        columns = vector.length;
        for (float number : vector) {
            if (buffer.remaining() < Float.BYTES) {
                drain(vectors);
            }
            buffer.putFloat(number);
        }
    }

    private void drain(FileChannel vectors) throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            vectors.write(buffer);
        }
        buffer.clear();
    }

    private static void discard(Path draft) {
        for (String file : new String[]{VECTORS, ENTRIES, SPACE, ""}) {
            try {
                Files.deleteIfExists(draft.resolve(file));
            } catch (IOException e) {
                // What is left has a name that says it is of no use.
            }
        }
    }
}
