package aikit.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import aikit.AiException;
import aikit.Progress;
import aikit.onnx.OnnxEngine.Threading;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxEngineTest {

    private static final String DIGEST = "ab".repeat(32);

    @TempDir
    Path folder;

    private Path graph;
    private OnnxEngine engine;

    @BeforeEach
    void open() throws IOException {
        graph = Files.write(folder.resolve("tiny.onnx"), TinyGraph.identity());
        engine = OnnxEngine.open(new OnnxEngine.Settings(folder.resolve("cache"), 1, false, Progress.none()));
    }

    @Test
    void runsAGraphAndSaysWhatItTakes() {
        try (OnnxSession session = engine.session(graph, DIGEST, Device.parse("cpu"), Threading.WITHIN_A_RUN)) {
            assertEquals(List.of(1L), session.inputs().get("x").shape());
            assertEquals("float", session.inputs().get("x").type());
            assertEquals("cpu", session.device().toString());
            assertArrayEquals(new float[]{42}, identity(session, 42));
        }
    }

    @Test
    void autoEndsOnTheProcessorWhereThereIsNothingElse() {
        try (OnnxSession session = engine.session(graph, DIGEST, Device.AUTO, Threading.WITHIN_A_RUN)) {
            assertArrayEquals(new float[]{1}, identity(session, 1));
        }
    }

    @Test
    void anOptimisedCopyIsKeptAndUsed() throws IOException {
        engine.session(graph, DIGEST, Device.parse("cpu"), Threading.WITHIN_A_RUN).close();
        Path copy = onlyFile(folder.resolve("cache/graphs"));
        assertTrue(copy.getFileName().toString().startsWith(DIGEST + "-1.29.0-"), copy.toString());
        // The original may go now: the copy is all that is read.
        Files.write(graph, new byte[]{1, 2, 3});
        try (OnnxSession session = engine.session(graph, DIGEST, Device.parse("cpu"), Threading.WITHIN_A_RUN)) {
            assertArrayEquals(new float[]{7}, identity(session, 7));
        }
    }

    @Test
    void aDamagedCopyIsMadeAgain() throws IOException {
        engine.session(graph, DIGEST, Device.parse("cpu"), Threading.WITHIN_A_RUN).close();
        Path copy = onlyFile(folder.resolve("cache/graphs"));
        byte[] whole = Files.readAllBytes(copy);
        Files.write(copy, new byte[100]);
        try (OnnxSession session = engine.session(graph, DIGEST, Device.parse("cpu"), Threading.WITHIN_A_RUN)) {
            assertArrayEquals(new float[]{3}, identity(session, 3));
        }
        assertArrayEquals(whole, Files.readAllBytes(copy));
    }

    @Test
    void worksWhereNoCopyCanBeWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("not-a-folder"), "");
        Files.createDirectories(folder.resolve("blocked"));
        Files.writeString(folder.resolve("blocked/graphs"), "a file where the folder should be");
        assertTrue(Files.exists(file));
        OnnxEngine blocked = OnnxEngine
                .open(new OnnxEngine.Settings(folder.resolve("blocked"), 1, true, Progress.none()));
        try (OnnxSession session = blocked.session(graph, DIGEST, Device.parse("cpu"), Threading.WITHIN_A_RUN)) {
            assertArrayEquals(new float[]{5}, identity(session, 5));
        }
    }

    @Test
    void aDeviceAskedForByNameIsNeverReplaced() {
        AiException failure = assertThrows(AiException.class,
                () -> engine.session(graph, DIGEST, Device.parse("directml"), Threading.WITHIN_A_RUN));
        assertEquals(AiException.Kind.DEVICE, failure.kind());
        assertTrue(failure.getMessage().startsWith("--device directml:0 cannot be used: "), failure.getMessage());
        assertFalse(failure.getMessage().contains("\n"));
    }

    @Test
    void aFailedRunNamesWhatWasGivenAndWhatIsTaken() {
        try (OnnxSession session = engine.session(graph, DIGEST, Device.parse("cpu"), Threading.WITHIN_A_RUN);
                OnnxTensor wrong = Tensors.of(longs(3), 3)) {
            AiException failure = assertThrows(AiException.class, () -> session.run(Map.of("x", wrong), Set.of("y")));
            assertEquals(AiException.Kind.MODEL, failure.kind());
            assertEquals("given [x int64[3]]; the graph takes [x float[1]]", failure.hint().orElseThrow());
        }
    }

    @Test
    void aBrokenGraphIsAModelFailure() throws IOException {
        Files.writeString(graph, "<html>not a model</html>");
        AiException failure = assertThrows(AiException.class,
                () -> engine.session(graph, DIGEST, Device.parse("cpu"), Threading.WITHIN_A_RUN));
        assertEquals(AiException.Kind.MODEL, failure.kind());
    }

    @Test
    void manyRunsAtOnceGiveWhatEachGivesAlone() throws InterruptedException {
        OnnxEngine four = OnnxEngine.open(new OnnxEngine.Settings(folder.resolve("cache"), 4, false, Progress.none()));
        try (OnnxSession session = four.session(graph, DIGEST, Device.parse("cpu"), Threading.ACROSS_RUNS)) {
            assertEquals(4, session.runsAtOnce());
            float[] seen = new float[100];
            Thread[] threads = new Thread[seen.length];
            for (int i = 0; i < seen.length; i++) {
                int number = i;
                threads[i] = Thread.ofPlatform().start(() -> seen[number] = identity(session, number)[0]);
            }
            for (int i = 0; i < seen.length; i++) {
                threads[i].join();
                assertEquals(i, seen[i]);
            }
        }
    }

    @Test
    void everyAcceleratorIsReallyTried() {
        List<OnnxEngine.Probe> probes = engine.probe();
        assertEquals(Accelerator.values().length, probes.size());
        for (OnnxEngine.Probe probe : probes) {
            assertEquals(probe.works(), probe.reason().isEmpty(), probe.toString());
        }
        assertTrue(probes.getFirst().works(), "the processor works everywhere");
    }

    @Test
    void devicesAreParsedAndPrinted() {
        assertEquals("auto", Device.parse("auto").toString());
        assertEquals("cuda:1", Device.parse("cuda:1").toString());
        for (String wrong : List.of("", "gpu", "cuda:x", "cuda:-1", "cpu cpu")) {
            assertEquals(
                    AiException.Kind.USAGE,
                    assertThrows(AiException.class, () -> Device.parse(wrong)).kind());
        }
    }

    private static float[] identity(OnnxSession session, float value) {
        try (OnnxTensor x = Tensors.of(
                ByteBuffer.allocateDirect(4)
                        .order(ByteOrder.nativeOrder())
                        .asFloatBuffer()
                        .put(0, value),
                1);
                OnnxSession.Outputs outputs = session.run(Map.of("x", x), Set.of("y"))) {
            return Tensors.floats(outputs.tensor("y"));
        }
    }

    private static LongBuffer longs(int count) {
        return ByteBuffer.allocateDirect(count * Long.BYTES)
                .order(ByteOrder.nativeOrder())
                .asLongBuffer();
    }

    private static Path onlyFile(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            assertEquals(1, all.size(), all.toString());
            return all.getFirst();
        }
    }
}
