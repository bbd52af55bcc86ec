package aikit.cli.output;

import aikit.Result.Embeddings;
import aikit.Result.Passage;
import aikit.Result.Precision;
import aikit.vector.Npy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/// Vectors as one NumPy matrix, shape (vectors, numbers), little-endian `<f4`, or `|i1` and `|u1` for quantised ones.
/// The header, which says the number of rows, is written at the end, over the room that was left for it.
final class NpyVectors implements VectorWriter {

    private final FileChannel file;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    private Precision precision = Precision.FLOAT32;
    private int columns;
    private long rows;
    private long position = Npy.DATA;

    NpyVectors(FileChannel file) {
        this.file = file;
    }

    @Override
    public void write(String input, Embeddings embeddings) throws IOException {
        precision = embeddings.precision();
        for (Passage passage : embeddings.passages()) {
            columns = passage.vector().length;
            rows++;
            for (float number : passage.vector()) {
                if (buffer.remaining() < Float.BYTES) {
                    drain();
                }
                if (precision == Precision.FLOAT32) {
                    buffer.putFloat(number);
                } else {
                    buffer.put((byte) (int) number);
                }
            }
        }
    }

    private void drain() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            position += file.write(buffer, position);
        }
        buffer.clear();
    }

    @Override
    public void end() throws IOException {
        drain();
        String type = switch (precision) {
            case FLOAT32 -> "<f4";
            case INT8 -> "|i1";
            case BINARY -> "|u1";
        };
        ByteBuffer head = Npy.header(type, rows, columns);
        for (long at = 0; head.hasRemaining();) {
            at += file.write(head, at);
        }
    }
}
