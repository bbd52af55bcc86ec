package aikit.cli.output;

import aikit.Result.Embeddings;
import aikit.Result.Passage;
import aikit.Result.Precision;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/// Vectors as one NumPy matrix, shape (vectors, numbers), little-endian `<f4`, or `|i1` and `|u1` for quantised ones.
///
/// Format 1.0 as in `numpy.lib.format`: magic, version, length of the header, a header that is padded so that the data
/// begins at byte 128. The number of rows is written at the end, over the room that was left for it.
final class NpyVectors implements VectorWriter {

    private static final int DATA = 128;

    private final FileChannel file;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    private Precision precision = Precision.FLOAT32;
    private int columns;
    private long rows;
    private long position = DATA;

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
        String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + rows + ", " + columns + "), }";
        ByteBuffer head = ByteBuffer.allocate(DATA).order(ByteOrder.LITTLE_ENDIAN);
        head.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put((byte) 1).put((byte) 0);
        head.putShort((short) (DATA - 10));
        head.put(header.getBytes(StandardCharsets.US_ASCII));
        while (head.position() < DATA - 1) {
            head.put((byte) ' ');
        }
        head.put((byte) '\n').flip();
        for (long at = 0; head.hasRemaining();) {
            at += file.write(head, at);
        }
    }
}
