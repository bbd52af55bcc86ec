package aikit.store;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.lucene.store.FilterIndexInput;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexInput;
import org.apache.lucene.store.NIOFSDirectory;
import org.apache.lucene.store.NativeFSLockFactory;

/// An index for a single search: files are read, not mapped, because Lucene binds to the system's calls before it maps
/// the first one, which takes as long as the search. Only vectors are mapped, by the JDK, when all of them are compared.
final class OneShotDirectory extends NIOFSDirectory {

    OneShotDirectory(Path folder) throws IOException {
        super(folder, NativeFSLockFactory.INSTANCE);
    }

    @Override
    public IndexInput openInput(String name, IOContext context) throws IOException {
        IndexInput input = super.openInput(name, context);
        return name.endsWith(".vec") ? new Placed(input, getDirectory().resolve(name), 0) : input;
    }

    /// A part of a file that knows where it lies.
    static final class Placed extends FilterIndexInput {

        private final Path file;
        private final long offset;

        private Placed(IndexInput input, Path file, long offset) {
            super("placed", input);
            this.file = file;
            this.offset = offset;
        }

        @Override
        public IndexInput slice(String name, long from, long length) throws IOException {
            return new Placed(in.slice(name, from, length), file, offset + from);
        }

        @Override
        public IndexInput clone() {
            return new Placed(in.clone(), file, offset);
        }

        /// The whole part as numbers, little-endian, mapped for as long as it is used. As a segment of memory: the older
        /// kind of mapping makes its buffer by reflection, which the JVM has to link first.
        FloatBuffer floats() throws IOException {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                return channel.map(FileChannel.MapMode.READ_ONLY, offset, length(), Arena.ofAuto())
                        .asByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
            }
        }
    }
}
