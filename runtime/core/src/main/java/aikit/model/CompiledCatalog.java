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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A catalogue that was already checked, in a form that costs nothing to read. The file holds the bytes it was made
/// from, so it can never be stale, and losing it loses nothing.
final class CompiledCatalog {

    /// Changes whenever the form below or a rule of [CatalogReader] does.
    private static final int FORM = 1;

    private final Path file;
    private final byte[] shipped;
    private final byte[] overlay;

    CompiledCatalog(Path file, byte[] shipped, byte[] overlay) {
        this.file = file;
        this.shipped = shipped;
        this.overlay = overlay;
    }

    /// The catalogue, when it was compiled from these very bytes.
    Optional<Entries> load() {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            if (in.readInt() != FORM || !holds(in, shipped) || !holds(in, overlay)) {
                return Optional.empty();
            }
            Map<String, String> defaults = texts(in);
            Map<String, String> aliases = texts(in);
            Map<String, ModelSpec> models = new LinkedHashMap<>();
            int count = in.readInt();
            for (int i = 0; i < count; i++) {
                ModelSpec spec = spec(in);
                models.put(spec.name(), spec);
            }
            return Optional.of(new Entries(defaults, models, aliases));
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
                write(out, spec);
            }
            AtomicFile.write(file, bytes.toByteArray());
        } catch (IOException e) {
            System.getLogger("aikit.model").log(System.Logger.Level.DEBUG, "no compiled catalogue", e);
        }
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
        out.writeUTF(spec.source().toString());
        out.writeInt(spec.variants().size());
        for (Map.Entry<String, List<ModelFile>> variant : spec.variants().entrySet()) {
            out.writeUTF(variant.getKey());
            writeFiles(out, variant.getValue());
        }
        writeFiles(out, spec.files());
        write(out, spec.parameters());
        out.writeUTF(spec.description().orElse(""));
    }

    private static ModelSpec spec(DataInput in) throws IOException {
        String name = in.readUTF();
        List<String> aliases = list(in);
        List<String> tasks = list(in);
        String family = in.readUTF();
        Licence licence = new Licence(in.readUTF(), in.readBoolean());
        Source source = Source.parse(in.readUTF());
        Map<String, List<ModelFile>> variants = new LinkedHashMap<>();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            variants.put(in.readUTF(), files(in));
        }
        List<ModelFile> files = files(in);
        Map<String, String> parameters = texts(in);
        Optional<String> description = Optional.of(in.readUTF()).filter(text -> !text.isEmpty());
        return new ModelSpec(name, aliases, tasks, family, licence, source, variants, files, parameters, description);
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
