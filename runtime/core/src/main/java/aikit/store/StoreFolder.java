package aikit.store;

import aikit.AiException;
import aikit.onnx.OnnxEngine;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.store.NativeFSLockFactory;

/// The stores of this user on disk: a folder for each collection, and in it one for each space. Only the user may read
/// them.
public final class StoreFolder implements Stores {

    /// Lucene says by its logger which of its ways it takes; that is of no use to a user. Kept, or it would be forgotten.
    private static final Logger LUCENE = Logger.getLogger("org.apache.lucene");

    private final Path root;
    private final Supplier<OnnxEngine> engine;
    private final boolean oneShot;

    /// @param root made when something is stored
    /// @param engine what exact search computes with; asked for by the first such search
    public StoreFolder(Path root, Supplier<OnnxEngine> engine) {
        this(root, engine, false);
    }

    /// @param oneShot whether a single search is all there will be: quick opening beats quick searching
    public StoreFolder(Path root, Supplier<OnnxEngine> engine, boolean oneShot) {
        this.root = root;
        this.engine = engine;
        this.oneShot = oneShot;
    }

    @Override
    public List<String> collections() {
        return folders(root);
    }

    /// A collection that can be named, whether it is there or not.
    ///
    /// @throws AiException of kind USAGE for a name that is none
    public static String checked(String collection) {
        if (!collection.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
            throw AiException.usage(
                    "--collection '" + collection + "': is no name for a collection",
                    "use letters, digits, '.', '_' and '-', 64 at most");
        }
        return collection;
    }

    @Override
    public List<Space> spaces(String collection) {
        List<Space> spaces = new ArrayList<>();
        for (Path folder : indexes(collection)) {
            spaces.add(space(folder));
        }
        return spaces;
    }

    /// Folders of the indexes of a collection.
    List<Path> indexes(String collection) {
        Path folder = root.resolve(checked(collection));
        return folders(folder).stream().map(folder::resolve).filter(StoreFolder::written).toList();
    }

    private static boolean written(Path folder) {
        try (DirectoryStream<Path> commits = Files.newDirectoryStream(folder, "segments_*")) {
            return commits.iterator().hasNext();
        } catch (IOException e) {
            return false;
        }
    }

    private static Space space(Path folder) {
        try (Directory directory = oneShot(folder)) {
            return Schema.space(folder, SegmentInfos.readLatestCommit(directory).getUserData());
        } catch (IOException e) {
            throw StoreFailure.reading(folder, e);
        } catch (RuntimeException e) {
            throw StoreFailure.reading(folder, e);
        }
    }

    @Override
    public Optional<VectorStore> open(String collection, Space space) {
        Path folder = root.resolve(checked(collection)).resolve(space.folder());
        return written(folder) ? Optional.of(open(folder)) : Optional.empty();
    }

    @Override
    public List<VectorStore> open(String collection) {
        List<VectorStore> stores = new ArrayList<>();
        try {
            for (Path folder : indexes(collection)) {
                stores.add(open(folder));
            }
        } catch (RuntimeException e) {
            stores.forEach(VectorStore::close);
            throw e;
        }
        if (stores.isEmpty()) {
            throw nothing(collection);
        }
        return stores;
    }

    private VectorStore open(Path folder) {
        LuceneStore store = read(folder);
        if (store.form() == Schema.VERSION) {
            return store;
        }
        store.close();
        upgrade(folder, store.space());
        return open(folder);
    }

    private LuceneStore read(Path folder) {
        try {
            Directory directory = oneShot ? oneShot(folder) : directory(folder);
            try {
                DirectoryReader reader = DirectoryReader.open(directory);
                Space space = Schema.space(folder, reader.getIndexCommit().getUserData());
                return new LuceneStore(folder, space, reader, engine);
            } catch (IOException | RuntimeException e) {
                directory.close();
                throw e;
            }
        } catch (IOException e) {
            throw StoreFailure.reading(folder, e);
        } catch (RuntimeException e) {
            throw StoreFailure.reading(folder, e);
        }
    }

    /// Writes every entry anew in the form of this version, in one commit. No model is needed.
    private void upgrade(Path folder, Space space) {
        try (VectorStore.Writer writer = LuceneWriter.open(folder, space, _ -> true); LuceneStore old = read(folder)) {
            // Another process may have done so while this one waited, and gone on.
            if (old.form() != Schema.VERSION) {
                old.heads(head -> writer.put(old.source(head.path()).orElseThrow(), old.passages(head.path())));
                writer.commit();
            }
        }
    }

    @Override
    public VectorStore create(String collection, Space space) {
        Path folder = root.resolve(checked(collection)).resolve(space.folder());
        try {
            Files.createDirectories(folder, privately());
        } catch (IOException e) {
            throw StoreFailure.writing(folder, e);
        }
        if (!written(folder)) {
            // An index without entries, so that there is one to read; another process may be first.
            try (VectorStore.Writer writer = LuceneWriter.open(folder, space, _ -> true)) {
                if (!written(folder)) {
                    writer.commit();
                }
            }
        }
        return open(folder);
    }

    /// Rights for a folder that nobody else may look into, where there are such.
    static FileAttribute<?>[] privately() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[]{
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))}
                : new FileAttribute<?>[0];
    }

    private static Directory oneShot(Path folder) throws IOException {
        LUCENE.setLevel(Level.OFF);
        return new OneShotDirectory(folder);
    }

    static Directory directory(Path folder) throws IOException {
        LUCENE.setLevel(Level.OFF);
        return new MMapDirectory(folder, NativeFSLockFactory.INSTANCE);
    }

    /// Looks for damage in every file of a collection: one finding for each, none for a sound one.
    public List<StoreCheck> check(String collection) {
        Path folder = root.resolve(checked(collection));
        return folders(folder).stream().map(folder::resolve).filter(StoreFolder::begun).map(StoreCheck::of).toList();
    }

    /// Whether there is anything of an index, be it without the commit that tells what.
    private static boolean begun(Path folder) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, file -> !passing(file.getFileName()))) {
            return files.iterator().hasNext();
        } catch (IOException e) {
            return false;
        }
    }

    /// A file that is there while somebody writes.
    private static boolean passing(Path name) {
        return name.toString().endsWith(".lock") || name.toString().startsWith("pending_segments");
    }

    @Override
    public boolean remove(String collection, VectorStore.Waiting waiting) {
        Path folder = root.resolve(checked(collection));
        if (!Files.isDirectory(folder)) {
            return false;
        }
        for (String index : folders(folder)) {
            try (var _ = LuceneWriter.lock(folder.resolve(index), waiting)) {
                delete(folder.resolve(index));
            } catch (IOException e) {
                throw StoreFailure.writing(folder, e);
            }
        }
        try {
            delete(folder);
        } catch (IOException e) {
            throw StoreFailure.writing(folder, e);
        }
        return true;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    private static List<String> folders(Path folder) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder, Files::isDirectory)) {
            children.forEach(child -> names.add(child.getFileName().toString()));
        } catch (IOException e) {
            return List.of(); // nothing was ever stored
        }
        names.sort(Comparator.naturalOrder());
        return names;
    }
}
