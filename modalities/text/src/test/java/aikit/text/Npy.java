package aikit.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Reads a two-dimensional little-endian float32 matrix in NumPy's format, version 1.
final class Npy {

    private Npy() {}

    static float[][] read(InputStream in) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
        int header = bytes.getShort(8);
        String text = new String(bytes.array(), 10, header, StandardCharsets.ISO_8859_1);
        String[] shape = text.strip().replaceAll(".*'shape': \\((\\d+), (\\d+)\\).*", "$1 $2").split(" ");
        bytes.position(10 + header);
        float[][] rows = new float[Integer.parseInt(shape[0])][Integer.parseInt(shape[1])];
        for (float[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                row[i] = bytes.getFloat();
            }
        }
        return rows;
    }
}
