package aikit.model;

import aikit.model.CatalogReader.Entries;
import aikit.model.ModelSpec.Licence;
import aikit.model.ModelSpec.ModelFile;
import aikit.model.ModelSpec.Source;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.CRC32;

/// A catalogue that was already checked, in a form that costs nothing to read. The file holds the bytes it was made
/// from, so it can never be stale, and losing it loses nothing.
final class CompiledCatalog {

    /// A checked catalogue whose entries are read when they are asked for: a run needs one of them.
    ///
    /// @param models by name
    record Index(Map<String, String> defaults, Map<String, String> aliases, Map<String, Supplier<ModelSpec>> models) {

        static Index of(Entries entries) {
            Map<String, Supplier<ModelSpec>> models = new LinkedHashMap<>();
            entries.models().forEach((name, spec) -> models.put(name, () -> spec));
            return new Index(entries.defaults(), entries.aliases(), models);
        }
    }

    /// Changes whenever the form below or a rule of [CatalogReader] does.
    private static final int FORM = 5;

    private final Path file;
    private final byte[] shipped;
    private final byte[] overlay;

    CompiledCatalog(Path file, byte[] shipped, byte[] overlay) {
        this.file = file;
        this.shipped = shipped;
        this.overlay = overlay;
    }

    /// The catalogue, when it was compiled from these very bytes.
    Optional<Index> load() {
        try {
            byte[] bytes = Files.readAllBytes(file);
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, bytes.length - Long.BYTES));
            if (ByteBuffer.wrap(bytes).getLong(bytes.length - Long.BYTES) != sum(bytes, bytes.length - Long.BYTES)
                    || in.readInt() != FORM || !holds(in, shipped) || !holds(in, overlay)) {
                return Optional.empty();
            }
            Map<String, String> defaults = texts(in);
            Map<String, String> aliases = texts(in);
            Map<String, Supplier<ModelSpec>> models = new LinkedHashMap<>();
            int count = in.readInt();
            for (int i = 0; i < count; i++) {
                String name = in.readUTF();
                byte[] entry = new byte[in.readInt()];
                in.readFully(entry);
                models.put(name, () -> spec(entry));
            }
            return Optional.of(new Index(defaults, aliases, models));
        } catch (IOException | RuntimeException e) {
            return Optional.empty(); // missing or damaged: the YAML is read instead
        }
    }

    /// Keeps a catalogue for the next run; a cache that cannot be written is no failure.
    void save(Entries entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(FORM);
            for (byte[] from : List.of(shipped, overlay)) {
                out.writeInt(from.length);
                out.write(from);
            }
            write(out, entries.defaults());
            write(out, entries.aliases());
            out.writeInt(entries.models().size());
            for (ModelSpec spec : entries.models().values()) {
                out.writeUTF(spec.name());
                ByteArrayOutputStream entry = new ByteArrayOutputStream();
                write(new DataOutputStream(entry), spec);
                out.writeInt(entry.size());
                entry.writeTo(out);
            }
            out.writeLong(sum(bytes.toByteArray(), bytes.size()));
            AtomicFile.write(file, bytes.toByteArray());
        } catch (IOException e) {
            System.getLogger("aikit.model").log(System.Logger.Level.DEBUG, "no compiled catalogue", e);
        }
    }

    private static long sum(byte[] bytes, int length) {
        CRC32 sum = new CRC32();
        sum.update(bytes, 0, length);
        return sum.getValue();
    }

    private static boolean holds(DataInput in, byte[] expected) throws IOException {
        if (in.readInt() != expected.length) {
            return false;
        }
        byte[] held = new byte[expected.length];
        in.readFully(held);
        return Arrays.equals(held, expected);
    }

    private static void write(DataOutput out, ModelSpec spec) throws IOException {
        out.writeUTF(spec.name());
        write(out, spec.aliases());
        write(out, spec.tasks());
        out.writeUTF(spec.family());
        out.writeUTF(spec.licence().spdx());
        out.writeBoolean(spec.licence().commercial());
        write(out, spec.source());
        out.writeInt(spec.variants().size());
        for (Map.Entry<String, List<ModelFile>> variant : spec.variants().entrySet()) {
            out.writeUTF(variant.getKey());
            writeFiles(out, variant.getValue());
        }
        writeFiles(out, spec.files());
        write(out, spec.parameters());
        out.writeUTF(spec.description().orElse(""));
        out.writeBoolean(spec.starter());
    }

    private static ModelSpec spec(byte[] entry) {
        try {
            return spec(new DataInputStream(new ByteArrayInputStream(entry)));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // written whole or not at all
        }
    }

    private static ModelSpec spec(DataInput in) throws IOException {
        String name = in.readUTF();
        List<String> aliases = list(in);
        List<String> tasks = list(in);
        String family = in.readUTF();
        Licence licence = new Licence(in.readUTF(), in.readBoolean());
        Source source = source(in);
        Map<String, List<ModelFile>> variants = new LinkedHashMap<>();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            variants.put(in.readUTF(), files(in));
        }
        List<ModelFile> files = files(in);
        Map<String, String> parameters = texts(in);
        Optional<String> description = Optional.of(in.readUTF()).filter(text -> !text.isEmpty());
        return new ModelSpec(
                name, aliases, tasks, family, licence, source, variants, files, parameters, description,
                in.readBoolean());
    }

    private static void write(DataOutput out, Source source) throws IOException {
        switch (source) {
            case Source.Hub hub -> {
                out.writeByte('h');
                out.writeUTF(hub.repository());
                out.writeUTF(hub.revision().orElse(""));
            }
            case Source.Web web -> {
                out.writeByte('w');
                out.writeUTF(web.base().toString());
            }
            case Source.Folder folder -> {
                out.writeByte('f');
                out.writeUTF(folder.folder().toString());
            }
            case Source.Builtin builtin -> {
                out.writeByte('b');
                out.writeUTF(builtin.folder());
            }
        }
    }

    /// Not by [Source#parse], whose patterns cost more than all the rest of the reading.
    private static Source source(DataInput in) throws IOException {
        return switch ((char) in.readByte()) {
            case 'h' -> new Source.Hub(in.readUTF(), Optional.of(in.readUTF()).filter(text -> !text.isEmpty()));
            case 'w' -> new Source.Web(URI.create(in.readUTF()));
            case 'f' -> new Source.Folder(Path.of(in.readUTF()));
            case 'b' -> new Source.Builtin(in.readUTF());
            default -> throw new IOException("damaged");
        };
    }

    private static void write(DataOutput out, Map<String, String> texts) throws IOException {
        out.writeInt(texts.size());
        for (Map.Entry<String, String> entry : texts.entrySet()) {
            out.writeUTF(entry.getKey());
            out.writeUTF(entry.getValue());
        }
    }

    private static Map<String, String> texts(DataInput in) throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            texts.put(in.readUTF(), in.readUTF());
        }
        return texts;
    }

    private static void write(DataOutput out, List<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            out.writeUTF(text);
        }
    }

    private static List<String> list(DataInput in) throws IOException {
        List<String> texts = new ArrayList<>();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            texts.add(in.readUTF());
        }
        return texts;
    }

    private static void writeFiles(DataOutput out, List<ModelFile> files) throws IOException {
        out.writeInt(files.size());
        for (ModelFile file : files) {
            out.writeUTF(file.path());
            out.writeUTF(file.sha256().orElse(""));
            out.writeLong(file.bytes().orElse(-1L));
        }
    }

    private static List<ModelFile> files(DataInput in) throws IOException {
        List<ModelFile> files = new ArrayList<>();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            String path = in.readUTF();
            Optional<String> sha256 = Optional.of(in.readUTF()).filter(text -> !text.isEmpty());
            long bytes = in.readLong();
            files.add(new ModelFile(path, sha256, bytes < 0 ? Optional.empty() : Optional.of(bytes)));
        }
        return files;
    }
}
