package aikit.batch;

import aikit.AiException;
import aikit.Input;
import aikit.Result;
import aikit.task.Pipeline;
import aikit.task.Provenance;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Texts as items, and a pipeline that stands in for a model.
final class TestBatches {

    static final Provenance MODEL = new Provenance("double", "local", "0".repeat(64), "fp32", "cpu");
    static final Fingerprint FINGERPRINT = Fingerprint.of("embed", MODEL, "");

    private TestBatches() {}

    static List<Item> texts(int count, Function<Integer, String> text) {
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.add(Item.text(text.apply(i), "t" + i));
        }
        return items;
    }

    static Finished finished(Item item) {
        return new Finished(
                item,
                FINGERPRINT.of((Item.Ready) item),
                new Outcome.Done(result(((Input.OfText) ((Item.Ready) item).input()).text())),
                Optional.of(MODEL),
                1);
    }

    static Result result(String text) {
        Result.Place place = new Result.Place(0, text.length(), "", 0);
        return new Result.Embeddings(
                1,
                Result.Precision.FLOAT32,
                List.of(new Result.Passage(0, place, text, 1, false, new float[]{text.hashCode()})), List.of());
    }

    /// Length of a text is its weight; words in it make it fail.
    static class Double implements Pipeline<String> {

        final List<Integer> windows = Collections.synchronizedList(new ArrayList<>());
        final List<Long> weights = Collections.synchronizedList(new ArrayList<>());

        @Override
        public String prepare(Input input) {
            String text = ((Input.OfText) input).text();
            if (text.contains("damaged")) {
                throw AiException.input(input.name() + ": is damaged", "");
            }
            if (text.contains("memory")) {
                throw new OutOfMemoryError("test");
            }
            return text;
        }

        @Override
        public long weight(String prepared) {
            return prepared.length();
        }

        @Override
        public List<Result> run(List<String> prepared) {
            windows.add(prepared.size());
            weights.add(prepared.stream().mapToLong(String::length).sum());
            List<Result> results = new ArrayList<>();
            for (String text : prepared) {
                if (text.contains("boom")) {
                    throw new IllegalStateException("boom");
                }
                if (text.contains("device")) {
                    throw AiException.device("cuda: is gone", "");
                }
                if (text.contains("refused")) {
                    throw AiException.input("is refused by the model", "");
                }
                results.add(result(text));
            }
            return results;
        }

        @Override
        public Provenance provenance() {
            return MODEL;
        }

        @Override
        public void close() {}
    }

    /// Keeps outcomes in memory.
    static final class Kept implements Outcomes {

        final List<Finished> all = new ArrayList<>();

        @Override
        public Earlier earlier(Item.Ready item, String fingerprint) {
            return Earlier.NONE;
        }

        @Override
        public void accept(Finished finished) {
            all.add(finished);
        }

        @Override
        public void finish(boolean complete) {}

        @Override
        public void close() {}

        List<String> names() {
            return all.stream().map(one -> one.name().text()).toList();
        }

        String status(int index) {
            return all.get(index).outcome().status();
        }
    }
}
