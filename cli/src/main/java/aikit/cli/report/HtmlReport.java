package aikit.cli.report;

import aikit.AiException;
import aikit.batch.Finished;
import aikit.batch.Item;
import aikit.batch.Outcome;
import aikit.batch.OutcomeFile;
import aikit.batch.Outcomes;
import aikit.batch.PictureRecord;
import aikit.batch.Summary;
import aikit.cli.ExitCode;
import aikit.cli.Follower;
import aikit.cli.output.Draft;
import aikit.cli.report.Page.Count;
import aikit.cli.report.Page.Passed;
import aikit.cli.report.Page.Tally;
import aikit.task.Provenance;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/// A page that shows what a run made of pictures, in one file: `--report FILE.html`. What was done in an earlier run is read
/// back from its records. Small copies of the pictures are made by a thread of its own, so the model need not wait; cards
/// go to a draft, so that a page of thousands takes no memory. The file is there when the run is over, whole.
public final class HtmlReport implements Follower {

    /// Cards that are waited for.
    private static final int MOST_AHEAD = 32;

    /// Words that a page offers to look for.
    private static final int MOST_WORDS = 16;

    private final Path file;
    private final String verb;
    private final String version;
    private final Draft cards;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("report").factory());
    private final Semaphore ahead = new Semaphore(MOST_AHEAD);
    private final List<Passed> failed = new ArrayList<>();
    private final List<Passed> skipped = new ArrayList<>();
    private final Map<String, Long> words = new HashMap<>();
    private Optional<Provenance> model = Optional.empty();
    private Future<?> last;
    private long shown;
    private long partial;
    private long unchanged;
    private long unknown;

    private HtmlReport(Path file, String verb, String version) {
        this.file = file;
        this.verb = verb;
        this.version = version;
        this.cards = Draft.of(file);
    }

    /// Begins a page. Whoever opens it closes it.
    ///
    /// @param name of the file; one that is there is replaced when it is such a page, too
    /// @param version of `ai`, for people
    /// @throws AiException of kind USAGE when there is another file that may not be replaced
    public static HtmlReport open(String name, String verb, boolean overwrite, String version) {
        Path file;
        try {
            file = Path.of(name);
        } catch (InvalidPathException e) {
            throw AiException.usage("--report " + name + ": is not a file name here", "set LC_ALL=C.UTF-8").causedBy(e);
        }
        if (name.endsWith("/") || Files.isDirectory(file) || name.equals("-")) {
            throw AiException.usage("--report " + name + ": is not a file", "give a name such as report.html");
        }
        if (Files.exists(file) && !overwrite && !isReport(file)) {
            throw AiException.usage(
                    "--report " + name + ": is there already and no report of ai",
                    "give another name, or --overwrite to lose what is there");
        }
        return new HtmlReport(file, verb, version);
    }

    private static boolean isReport(Path file) {
        byte[] mark = Page.MARK.getBytes(StandardCharsets.UTF_8);
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(mark, in.readNBytes(mark.length));
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void finished(Finished finished) {
        add(finished);
    }

    @Override
    public void unchanged(Item item, Outcomes.Earlier earlier, Outcomes outcomes) {
        Optional<Finished> known = PictureRecord.of(item, outcomes);
        if (known.isPresent()) {
            unchanged += known.get().outcome().shown().isPresent() ? 1 : 0;
            add(known.get());
        } else {
            unknown++;
        }
    }

    private void add(Finished finished) {
        model = model.or(finished::model);
        switch (finished.outcome()) {
            case Outcome.Failed bad -> failed.add(new Passed(
                    finished.name().text(), withoutName(bad.message(), finished.name().text()), bad.hint()));
            case Outcome.Skipped passed -> skipped.add(new Passed(finished.name().text(), passed.reason(), ""));
            case Outcome.Done _ -> card(finished);
            case Outcome.Partial _ -> {
                partial++;
                card(finished);
            }
        }
    }

    /// Messages begin with the name, which stands beside them here.
    private static String withoutName(String message, String name) {
        return message.startsWith(name + ": ") ? message.substring(name.length() + 2) : message;
    }

    private void card(Finished finished) {
        Optional<Card> card = Card.of(folder(), finished);
        if (card.isEmpty()) {
            return;
        }
        shown++;
        card.get().words().forEach(word -> words.merge(word, 1L, Long::sum));
        ahead.acquireUninterruptibly();
        last = worker.submit(() -> {
            try {
                write(cards.file(), card.get().html());
                return null;
            } finally {
                ahead.release();
            }
        });
        if (last.isDone()) {
            await();
        }
    }

    private Path folder() {
        return file.toAbsolutePath().getParent();
    }

    private static void write(FileChannel channel, String html) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(html.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /// Waits for the card that was begun last.
    private void await() {
        try {
            if (last != null) {
                last.get();
            }
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException failure -> throw OutcomeFile.failed(file, failure);
                case RuntimeException failure -> throw failure;
                default -> throw new IllegalStateException(e.getCause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw AiException.limit("stopped", "");
        }
    }

    @Override
    public ExitCode end(Summary summary, ExitCode code) {
        await();
        Tally tally = new Tally(
                shown, partial, unchanged, failed, skipped, unknown, summary.stopped().isPresent(), common());
        Page page = new Page(verb, model, version + ", " + Page.now(), tally);
        try (Draft draft = Draft.of(file)) {
            write(draft.file(), page.head());
            long size = cards.file().size();
            for (long at = 0; at < size;) {
                at += cards.file().transferTo(at, size - at, draft.file());
            }
            write(draft.file(), page.foot());
            draft.force();
            draft.publish();
        } catch (IOException e) {
            throw OutcomeFile.failed(file, e);
        }
        return code;
    }

    /// The words of most pictures.
    private List<Count> common() {
        return words.entrySet().stream()
                .map(each -> new Count(each.getKey(), each.getValue()))
                .sorted(Comparator.comparingLong(Count::pictures).reversed().thenComparing(Count::word))
                .limit(MOST_WORDS)
                .toList();
    }

    @Override
    public void close() {
        worker.shutdownNow();
        cards.close();
    }
}
