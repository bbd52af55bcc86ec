package aikit.bench;

import aikit.Progress;
import aikit.onnx.OnnxEngine;
import aikit.store.Filter;
import aikit.store.Hit;
import aikit.store.StoreFolder;
import aikit.store.VectorStore;
import aikit.vector.Npy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// How fast and how exact the store finds the nearest passages, one query after the other.
///
/// Arguments: folder of the stores, collection whose paths end with `/ROW`, queries and truth as
/// `scripts/bench/vectors_peers.py` makes them, threads. Prints one JSON line.
public final class NearestSearch {

    private static final int K = 10;
    private static final int WARM = 200;

    private NearestSearch() {}

    public static void main(String[] args) throws IOException {
        float[][] queries = floats(Path.of(args[2]));
        int[][] truth = ints(Path.of(args[3]));
        int threads = Integer.parseInt(args[4]);
        Path cache = java.nio.file.Files.createTempDirectory("ai-bench");
        OnnxEngine engine = OnnxEngine.open(new OnnxEngine.Settings(cache, threads, false, Progress.none()));
        try (VectorStore store = new StoreFolder(Path.of(args[0]), () -> engine).open(args[1]).getFirst()) {
            for (int i = 0; i < WARM; i++) {
                store.nearest(queries[i % queries.length], Filter.ALL, K);
            }
            double[] millis = new double[queries.length];
            long right = 0;
            for (int i = 0; i < queries.length; i++) {
                long start = System.nanoTime();
                List<Hit> hits = store.nearest(queries[i], Filter.ALL, K);
                millis[i] = (System.nanoTime() - start) / 1e6;
                right += right(hits, truth[i]);
            }
            Arrays.sort(millis);
            VectorStore.Stats stats = store.stats();
            System.out.printf(
                    Locale.ROOT,
                    "{\"peer\":\"ai\",\"vectors\":%d,\"search\":\"%s\",\"recall_at_10\":%.4f,\"query_threads\":%d,"
                            + "\"query_ms_min\":%.4f,\"query_ms_median\":%.4f,\"query_ms_p95\":%.4f,"
                            + "\"bytes_per_vector\":%.1f}%n",
                    stats.passages(), stats.search(), (double) right / K / queries.length, threads, millis[0],
                    millis[millis.length / 2], millis[millis.length * 95 / 100],
                    (double) stats.vectorBytes() / stats.passages());
        }
    }

    private static int right(List<Hit> hits, int[] truth) {
        Set<Integer> wanted = new HashSet<>();
        for (int i = 0; i < K; i++) {
            wanted.add(truth[i]);
        }
        return (int) hits.stream()
                .filter(hit -> wanted.contains(Integer.parseInt(hit.path().substring(hit.path().lastIndexOf('/') + 1))))
                .count();
    }

    private static float[][] floats(Path file) throws IOException {
        ByteBuffer data = data(file);
        float[][] rows = new float[data.getInt()][data.getInt()];
        for (float[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                row[i] = data.getFloat();
            }
        }
        return rows;
    }

    private static int[][] ints(Path file) throws IOException {
        ByteBuffer data = data(file);
        int[][] rows = new int[data.getInt()][data.getInt()];
        for (int[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                row[i] = data.getInt();
            }
        }
        return rows;
    }

    /// Rows, columns, then four bytes for each number.
    private static ByteBuffer data(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            Npy matrix = Npy.read(channel);
            int bytes = Math.toIntExact(matrix.rows() * matrix.columns() * 4);
            ByteBuffer data = ByteBuffer.allocate(8 + bytes).order(ByteOrder.LITTLE_ENDIAN);
            data.putInt((int) matrix.rows()).putInt(matrix.columns());
            while (data.hasRemaining() && channel.read(data, matrix.data() + data.position() - 8) >= 0) {
                // until it is full
            }
            return data.flip();
        }
    }
}
