package aikit.store;

import java.io.IOException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.FilterIndexOutput;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexOutput;

/// A disk that takes so many bytes and then says what Linux says.
final class FullDisk extends FilterDirectory {

    private final long afterwards;
    private long room;

    /// @param afterwards room for so many bytes more, once it was full
    FullDisk(Directory disk, long room, long afterwards) {
        super(disk);
        this.afterwards = afterwards;
        this.room = room;
    }

    private void take(long bytes) throws IOException {
        if (bytes > room) {
            room = afterwards;
            throw new IOException("No space left on device");
        }
        room -= bytes;
    }

    @Override
    public IndexOutput createOutput(String name, IOContext context) throws IOException {
        return new Output(super.createOutput(name, context));
    }

    @Override
    public IndexOutput createTempOutput(String prefix, String suffix, IOContext context) throws IOException {
        return new Output(super.createTempOutput(prefix, suffix, context));
    }

    private final class Output extends FilterIndexOutput {

        Output(IndexOutput out) {
            super(out.toString(), out.getName(), out);
        }

        @Override
        public void writeByte(byte b) throws IOException {
            take(1);
            out.writeByte(b);
        }

        @Override
        public void writeBytes(byte[] bytes, int offset, int length) throws IOException {
            take(length);
            out.writeBytes(bytes, offset, length);
        }
    }
}
