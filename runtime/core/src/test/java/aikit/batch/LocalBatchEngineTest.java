package aikit.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.AiException;
import aikit.Input;
import aikit.batch.LocalBatchEngine.Settings;
import aikit.task.Pipeline;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalBatchEngineTest {

    private final TestBatches.Double pipeline = new TestBatches.Double();
    private final TestBatches.Kept kept = new TestBatches.Kept();
    private final Stop stop = new Stop(0, 0);

    private Summary run(Settings settings, Iterator<Item> items) {
        Batch batch = new Batch(items, TestBatches.FINGERPRINT, kept, stop, done -> {});
        return new LocalBatchEngine(settings).run(batch, pipeline);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void outcomesComeInTheOrderOfTheInputs(int jobs) {
        List<Item> items = TestBatches.texts(3000, i -> "x".repeat(1 + i % 17));
        Summary summary = run(new Settings(jobs, 500, false), items.iterator());
        assertEquals(3000, summary.done());
        assertEquals(items.stream().map(item -> item.name().text()).toList(), kept.names());
    }

    @Test
    void windowsStartWithOneAndKeepToTheirWeight() {
        run(new Settings(0, 100, false), TestBatches.texts(500, i -> "x".repeat(10)).iterator());
        assertEquals(1, pipeline.windows.getFirst());
        assertEquals(8, pipeline.windows.get(1));
        assertTrue(pipeline.weights.stream().allMatch(weight -> weight <= 100), pipeline.weights.toString());
    }

    @Test
    void anInputThatIsHeavierThanAWindowGoesAlone() {
        Summary summary = run(
                new Settings(2, 100, false), TestBatches.texts(9, i -> "x".repeat(i == 4 ? 5000 : 10)).iterator());
        assertEquals(9, summary.done());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void aBadInputIsFoundInItsWindowAndStopsNothing(int jobs) {
        List<Item> items = TestBatches.texts(
                100, i -> i == 30 ? "boom" : i == 31 ? "damaged" : i == 77 ? "refused" : "fine " + i);
        Summary summary = run(new Settings(jobs, 1000, false), items.iterator());
        assertEquals(97, summary.done());
        assertEquals(3, summary.failed());
        assertEquals(1, summary.bugs());
        assertEquals("failed", kept.status(30));
        assertEquals("failed", kept.status(31));
        assertEquals("failed", kept.status(77));
        assertEquals(Optional.empty(), ((Outcome.Failed) kept.all.get(30).outcome()).kind());
        assertEquals(100, kept.all.size());
    }

    @Test
    void anInputThatIsGivenUpWhileItIsPreparedIsLeftForTheNextRun() {
        List<Item> items = TestBatches.texts(5, i -> i == 2 ? "stop" : "fine");
        Pipeline<String> stopped = new TestBatches.Double() {

            @Override
            public String prepare(Input input) {
                String text = super.prepare(input);
                if (text.equals("stop")) {
                    stop.request(Stop.Reason.TIME);
                    throw AiException.limit("stopped", "");
                }
                return text;
            }
        };
        Summary summary = new LocalBatchEngine(new Settings(0, 1, false)).run(
                new Batch(items.iterator(), TestBatches.FINGERPRINT, kept, stop, done -> {}), stopped);
        assertEquals(Optional.of(Stop.Reason.TIME), summary.stopped());
        assertEquals(List.of("t0", "t1"), kept.names());
        assertEquals(0, summary.failed());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void aLostDeviceEndsTheBatchAfterWhatWasDone(int jobs) {
        List<Item> items = TestBatches.texts(100, i -> i == 50 ? "device" : "fine");
        AiException e = assertThrows(
                AiException.class, () -> run(new Settings(jobs, 1000, false), items.iterator()));
        assertEquals(AiException.Kind.DEVICE, e.kind());
        assertEquals(50, kept.all.size());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void anInputThatTakesTooMuchMemoryDoesNotEndTheBatch(int jobs) {
        List<Item> items = TestBatches.texts(20, i -> i == 10 ? "memory" : "fine");
        Summary summary = run(new Settings(jobs, 4, false), items.iterator());
        assertEquals(20, kept.all.size());
        assertEquals(1, summary.failed());
        Outcome.Failed failed = (Outcome.Failed) kept.all.get(10).outcome();
        assertEquals(Optional.of(AiException.Kind.LIMIT), failed.kind());
    }

    @Test
    void failFastStopsAfterTheFirstFailure() {
        List<Item> items = TestBatches.texts(1000, i -> i == 3 ? "damaged" : "fine");
        Summary summary = run(new Settings(0, 8, true), items.iterator());
        assertEquals(Optional.of(Stop.Reason.FAILURE), summary.stopped());
        assertTrue(kept.all.size() < 20, "outcomes: " + kept.all.size());
    }

    @Test
    void aStopIsHeardWhileTheSourceIsSilent() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        Iterator<Item> silent = new Iterator<>() {
            private int given;

            @Override
            public boolean hasNext() {
                if (given < 1) {
                    return true;
                }
                asked.countDown();
                while (never.getCount() > 0) {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        break;
                    }
                }
                return false;
            }

            @Override
            public Item next() {
                given++;
                return Item.text("one", "one");
            }
        };
        Thread stopper = new Thread(() -> {
            try {
                asked.await();
                stop.request(Stop.Reason.INTERRUPTED);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        stopper.start();
        Summary summary = run(new Settings(2, 100, false), silent);
        stopper.join();
        never.countDown();
        assertEquals(Optional.of(Stop.Reason.INTERRUPTED), summary.stopped());
    }

    @Test
    void whatIsAheadIsBounded() {
        AtomicInteger pulled = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Iterator<Item> source = new Iterator<>() {
            @Override
            public boolean hasNext() {
                return pulled.get() < 20_000;
            }

            @Override
            public Item next() {
                int n = pulled.incrementAndGet();
                most.accumulateAndGet(n - kept.all.size(), Math::max);
                return Item.text("x".repeat(50), "t" + n);
            }
        };
        assertEquals(20_000, run(new Settings(3, 1000, false), source).done());
        // Two windows of weight, the one in the model, and one in each thread's hands.
        assertTrue(most.get() < 100, "most ahead: " + most.get());
    }

    @Test
    void aSourceThatFailsFailsTheBatch() {
        Iterator<Item> source = new Iterator<>() {
            @Override
            public boolean hasNext() {
                throw AiException.usage("list: cannot be read", "");
            }

            @Override
            public Item next() {
                throw new IllegalStateException();
            }
        };
        assertThrows(AiException.class, () -> run(new Settings(2, 10, false), source));
    }
}
