package aikit.model;

import aikit.AiException;
import aikit.Progress;
import aikit.model.BundleManifest.Entry;
import aikit.model.BundleManifest.Item;
import aikit.model.ModelLock.Pin;
import aikit.model.ModelLock.PinnedFile;
import aikit.model.ModelSpec.Source;
import aikit.model.ModelSpec.Source.Hub;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// Models in one zip file, to be carried to a machine without network: `bundle.json` says what they are, `files/<sha256>`
/// are their files. Names in the zip never become paths, and every byte is verified before it is visible.
public final class ModelBundle {

    private static final String MANIFEST = "bundle.json";
    private static final String FILES = "files/";

    private final ModelLock lock;
    private final HubCache cache;
    private final Path data;

    ModelBundle(ModelLock lock, HubCache cache, Path data) {
        this.lock = lock;
        this.cache = cache;
        this.data = data;
    }

    /// Writes models that were pulled into a bundle; the file is there when it is whole.
    ///
    /// @throws AiException of kind MODEL for a model that is not here, USAGE when the file exists, LIMIT when the
    ///     disk is full
    public void export(List<ModelSpec> models, Path bundle, Progress progress) {
        if (Files.exists(bundle)) {
            throw AiException.usage(bundle + ": already exists", "choose another name");
        }
        Map<String, Entry> entries = new TreeMap<>();
        Map<String, Path> files = new TreeMap<>();
        Path temporary = bundle.toAbsolutePath()
                .resolveSibling(bundle.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            for (ModelSpec model : models) {
                entries.put(model.name(), entry(model, files));
            }
            try (ZipOutputStream zip = new ZipOutputStream(
                    Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW));
                    Progress.Task task = progress.start("export", size(entries), Progress.Unit.BYTES)) {
                zip.setLevel(Deflater.BEST_SPEED); // weights hardly shrink
                put(zip, MANIFEST, BundleManifest.write(entries));
                for (Map.Entry<String, Path> file : files.entrySet()) {
                    zip.putNextEntry(new ZipEntry(FILES + file.getKey()));
                    copyVerified(file.getValue(), file.getKey(), zip, task);
                    zip.closeEntry();
                }
            }
            AtomicFile.publish(temporary, bundle.toAbsolutePath());
        } catch (IOException e) {
            throw AtomicFile.failure(bundle + ": cannot be written", bundle.toAbsolutePath().getParent(), e);
        } finally {
            discard(temporary);
        }
    }

    private Entry entry(ModelSpec model, Map<String, Path> files) throws IOException {
        Pin pin = Optional.ofNullable(lock.pins().get(model.name())).orElseThrow(() -> AiException.model(
                model.name() + ": was never pulled, so there is nothing to export",
                "run: ai models pull " + model.name()));
        Path folder = folder(model.name(), pin);
        Map<String, Item> items = new TreeMap<>();
        for (Map.Entry<String, PinnedFile> file : pin.files().entrySet()) {
            Path path = folder.resolve(file.getKey());
            if (!Files.isRegularFile(path)) {
                continue; // of a variant that was removed by hand
            }
            String blob = cache.stated(path).map(Digest::hex).orElse(file.getValue().sha256());
            items.put(file.getKey(), new Item(file.getValue().sha256(), Files.size(path), blob));
            files.put(file.getValue().sha256(), path);
        }
        if (items.isEmpty()) {
            throw AiException.model(
                    model.name() + ": is not on this machine", "run: ai models pull " + model.name());
        }
        return new Entry(pin.source(), pin.commit(), items);
    }

    private Path folder(String name, Pin pin) {
        return switch (Source.parse(pin.source())) {
            case Hub hub -> cache.snapshot(hub.repository(), pin.commit());
            case Source.Web web -> data.resolve("models").resolve(name);
            case Source.Builtin other -> throw new IllegalStateException("never pinned: " + other);
            case Source.Folder other -> throw new IllegalStateException("never pinned: " + other);
        };
    }

    private static void copyVerified(Path file, String sha256, OutputStream out, Progress.Task task)
            throws IOException {
        if (!Digest.sha256(file).equals(sha256)) {
            throw AiException.model(file + ": is damaged", "run: ai models verify");
        }
        task.advance(Files.copy(file, out));
    }

    private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bytes);
        zip.closeEntry();
    }

    /// Brings the models of a bundle into the hub cache and pins them.
    ///
    /// @return the names of the models
    /// @throws AiException of kind MODEL when the bundle is damaged or disagrees with `models.lock`, LIMIT when the disk
    ///     has no room
    public Set<String> load(Path bundle, Progress progress) {
        try (ZipFile zip = new ZipFile(bundle.toFile())) {
            Map<String, Entry> entries = manifest(bundle, zip);
            checkSpace(bundle, size(entries));
            try (Progress.Task task = progress.start("import", size(entries), Progress.Unit.BYTES)) {
                for (Map.Entry<String, Entry> entry : entries.entrySet()) {
                    load(new Part(bundle, zip, entry.getKey(), entry.getValue()), task);
                }
            }
            return entries.keySet();
        } catch (ZipException e) {
            throw damaged(bundle, "it is not a zip file that can be read").causedBy(e);
        } catch (IOException e) {
            throw AtomicFile.failure(bundle + ": cannot be imported", cache.root(), e);
        }
    }

    /// One model of a bundle that is being read.
    private record Part(Path bundle, ZipFile zip, String name, Entry entry) {}

    private static Map<String, Entry> manifest(Path bundle, ZipFile zip) throws IOException {
        ZipEntry manifest = zip.getEntry(MANIFEST);
        if (manifest == null) {
            throw damaged(bundle, "it has no " + MANIFEST);
        }
        byte[] bytes;
        try (InputStream in = zip.getInputStream(manifest)) {
            bytes = in.readNBytes(BundleManifest.MOST_BYTES + 1);
        }
        Map<String, Entry> entries = BundleManifest.read(bundle, bytes);
        Set<String> expected = new HashSet<>(Set.of(MANIFEST));
        entries.values().forEach(entry -> entry.files().values().forEach(file -> expected.add(FILES + file.sha256())));
        zip.stream().map(ZipEntry::getName).filter(name -> !expected.contains(name)).findFirst().ifPresent(name -> {
            throw damaged(bundle, "it has an entry that it does not list: " + Yaml.printable(name));
        });
        expected.stream().filter(name -> zip.getEntry(name) == null).findFirst().ifPresent(name -> {
            throw damaged(bundle, name + " is missing from it");
        });
        return entries;
    }

    private void load(Part part, Progress.Task task) throws IOException {
        Map<String, PinnedFile> pinned = new TreeMap<>();
        part.entry().files().forEach((path, file) -> pinned.put(path, new PinnedFile(file.sha256(), file.bytes())));
        Pin pin = new Pin(part.entry().source(), part.entry().commit(), pinned);
        for (Map.Entry<String, Item> file : part.entry().files().entrySet()) {
            Path target = target(part, file.getKey(), file.getValue());
            if (Files.isRegularFile(target) && Digest.sha256(target).equals(file.getValue().sha256())) {
                task.advance(file.getValue().bytes());
            } else {
                extract(part, file.getValue(), target, task);
            }
        }
        lock.add(part.name(), pin);
        if (Source.parse(pin.source()) instanceof Hub hub) {
            for (Map.Entry<String, Item> file : part.entry().files().entrySet()) {
                cache.link(hub.repository(), pin.commit(), file.getKey(), Digest.ofTag(file.getValue().blob()));
            }
            if (cache.commit(hub.repository(), HubModels.MAIN).isEmpty()) {
                cache.setCommit(hub.repository(), HubModels.MAIN, pin.commit());
            }
        }
    }

    private Path target(Part part, String path, Item file) {
        return Source.parse(part.entry().source()) instanceof Hub hub
                ? cache.blob(hub.repository(), Digest.ofTag(file.blob()))
                : data.resolve("models").resolve(part.name()).resolve(path);
    }

    private static void extract(Part part, Item file, Path target, Progress.Task task) throws IOException {
        Files.createDirectories(target.getParent());
        Path temporary = target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + ".incomplete");
        try (InputStream in = part.zip().getInputStream(part.zip().getEntry(FILES + file.sha256()))) {
            try (OutputStream out = Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW)) {
                byte[] buffer = new byte[1 << 16];
                long left = file.bytes() + 1; // one byte too many is enough to know
                for (int n = in.read(buffer); n > 0 && left > 0; n = in.read(buffer)) {
                    out.write(buffer, 0, (int) Math.min(n, left));
                    left -= n;
                    task.advance(n);
                }
            }
            boolean whole = Files.size(temporary) == file.bytes()
                    && Digest.sha256(temporary).equals(file.sha256())
                    && Digest.ofTag(file.blob()).matches(temporary);
            if (!whole) {
                throw damaged(part.bundle(), part.name() + ": a file has not the size and digest that it lists");
            }
            AtomicFile.publish(temporary, target);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private void checkSpace(Path bundle, long bytes) throws IOException {
        Files.createDirectories(cache.root());
        long free = Files.getFileStore(cache.root()).getUsableSpace();
        if (bytes > free) {
            throw AiException.limit(
                    bundle + ": " + bytes / 1_000_000 + " MB to import, and " + cache.root() + " has "
                            + free / 1_000_000 + " MB free",
                    "free some space, or set HF_HUB_CACHE to another disk");
        }
    }

    private static long size(Map<String, Entry> entries) {
        return entries.values().stream()
                .flatMap(entry -> entry.files().values().stream())
                .mapToLong(Item::bytes)
                .sum();
    }

    private static void discard(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // The failure that left it there is the one to report.
        }
    }

    static AiException damaged(Path bundle, String why) {
        return AiException.model(bundle + ": is not a sound model bundle: " + why, "export it again: ai models export");
    }
}
