package aikit.cli.command;

import aikit.AiException;
import aikit.Input;
import aikit.cli.Arguments;
import aikit.cli.Arguments.Value;
import aikit.cli.CollectionOptions;
import aikit.cli.Console;
import aikit.cli.ExitCode;
import aikit.cli.GlobalOptions;
import aikit.cli.ModelOptions;
import aikit.cli.search.Answer;
import aikit.cli.search.AnswerFormat;
import aikit.cli.search.Ask;
import aikit.cli.search.FilterOptions;
import aikit.cli.search.Mode;
import aikit.cli.search.Retriever;
import aikit.cli.search.ShownName;
import aikit.image.ImageTypes;
import aikit.store.Filter;
import aikit.store.Found;
import aikit.store.Source;
import aikit.store.Stores;
import aikit.store.Words.Weighted;
import aikit.task.AiRuntime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/// `ai search`: finds what was indexed, by meaning and by words.
public final class SearchCommand implements Callable<Integer> {

    private static final String[] EXAMPLES = {
        "Examples:",
        "  ai search \"when is tea served\"",
        "  ai search \"red lamp\" notes/ products.csv -k 3",
        "  ai search --like notes/ideas.md",
        "  ai search \"a red car\" photos/ --minus rain --plus sunset.jpg",
        "  ai search fruit --minus apples --plus \"2:citrus\"",
        "  ai search '\"exact phrase\"' --mode keyword --since 2026-01 --format paths",
        ""
    };

    /// A longer query is no query.
    private static final int LONGEST_QUERY = 1 << 20;

    private static final int USUAL_HITS = 10;
    private static final int MOST_HITS = 10_000;

    private final Value<List<String>> words;
    private final Value<String> like;
    private final Value<List<String>> plus;
    private final Value<List<String>> minus;
    private final Value<String> mode;
    private final Value<Integer> hits;
    private final Value<String> least;
    private final Value<Boolean> rerank;
    private final Value<Boolean> explain;
    private final Value<String> format;
    private final Value<Boolean> json;
    private final FilterOptions filters;
    private final CollectionOptions collection;
    private final ModelOptions model;
    private final GlobalOptions global;
    private final Console console;

    private SearchCommand(Console console, GlobalOptions global, Arguments arguments) {
        this.console = console;
        this.global = global;
        words = arguments.parameters("QUERY [FOLDER]",
                "What to look for (- reads it from standard input), then files or folders to look in (default: all).");
        like = arguments.text("", "FILE", "Find what is like this file.", "--like");
        plus = arguments.texts("TEXT",
                "Also look for this, a text or the name of a picture; 2:TEXT counts twice. May be repeated.", "--plus");
        minus = arguments.texts("TEXT", "Away from this; may be repeated.", "--minus");
        mode = arguments.text("hybrid", "MODE",
                "hybrid (default: words and meaning), vector (meaning) or keyword (words).", "--mode");
        hits = arguments.number("N", "Most hits (default: 10).", "-k", "--limit");
        least = arguments.text("", "SCORE",
                "No hit with a score below this: a cosine with --mode vector, BM25 with keyword; with hybrid "
                        + "the part of what the first place in both would give.",
                "--min-score");
        rerank = arguments.flag("Let a cross-encoder read the best hits and order them anew.", "--rerank");
        explain = arguments.flag("Say where each hit stood by words and by meaning.", "--explain");
        format = arguments.text("", "FORMAT", "table (default), json, ndjson, paths or md.", "-f", "--format");
        json = arguments.flag("The same as --format json.", "--json");
        filters = new FilterOptions(arguments);
        collection = new CollectionOptions(arguments);
        model = new ModelOptions(arguments);
    }

    public static CommandSpec command(Console console, GlobalOptions global) {
        Arguments arguments = new Arguments();
        CommandSpec command = CommandSpec.wrapWithoutInspection(new SearchCommand(console, global, arguments));
        command.usageMessage().description(EXAMPLES);
        return arguments.addTo(command);
    }

    @Override
    public Integer call() {
        AnswerFormat shape = json.get() ? AnswerFormat.JSON : AnswerFormat.parse(format.get());
        boolean queryGiven = !words.get().isEmpty() && !(onlyLike() && exists(words.get().getFirst()));
        List<String> folders = words.get().subList(queryGiven ? 1 : 0, words.get().size());
        String query = queryGiven ? query(words.get().getFirst()) : "";
        Ask ask = ask(query, filters.filter(folders));
        if (!model.precision().isEmpty() && model.model().isEmpty()) {
            throw AiException.usage("--precision: goes with -m", "a query is embedded as the collection was");
        }
        Mode how = Mode.parse(mode.get());
        if (how == Mode.KEYWORD && ask.wanted().isEmpty()) {
            throw AiException.usage("--mode keyword: needs words", "give a QUERY, or use --mode vector");
        }
        // A query is a short text: quick loading beats quick running.
        AiRuntime.Settings settings = new AiRuntime.Settings(console.home(), model.device(), model.threads(), true);
        try (AiRuntime runtime = new AiRuntime(
                settings, () -> console.models().open(console.home(), global.offline()), global.progress(console))) {
            Stores stores = collection.oneShot(console, runtime::engine);
            Retriever.Wanted wanted = new Retriever.Wanted(
                    collection.name(), how, model.model(), model.precision(), rerank.get());
            Retriever retriever = Retriever.open(stores, runtime, wanted);
            for (String absent : retriever.absent()) {
                global.say(console, absent + " is not on this machine: what it embedded is found by words alone; run "
                        + "ai models pull " + absent);
            }
            List<Answer.Find> finds = finds(retriever, ask, filters.folders(folders));
            if (finds.isEmpty() && shape != AnswerFormat.JSON) {
                throw nothing(retriever, ask.filter(), folders);
            }
            Answer answer = new Answer(query, how, collection.name(), ask.marked(),
                    finds);
            shape.print(answer, console, console.colourOut() && !global.noColour(), explain.get());
            if (finds.isEmpty()) {
                throw nothing(retriever, ask.filter(), folders);
            }
        }
        // What is open is left to the system, which takes it back faster.
        return ExitCode.OK.number();
    }

    private List<Answer.Find> finds(Retriever retriever, Ask ask, List<String> folders) {
        double bound = least.get().isEmpty() ? Double.NEGATIVE_INFINITY : number("--min-score", least.get());
        ShownName names = new ShownName(folders);
        List<Answer.Find> finds = new ArrayList<>();
        for (Found found : retriever.find(ask, count())) {
            if (found.score() >= bound) {
                Source source = retriever.source(found);
                finds.add(new Answer.Find(names.of(source), source, found));
            }
        }
        return finds;
    }

    private AiException nothing(Retriever retriever, Filter filter, List<String> folders) {
        for (String folder : folders) {
            if (!exists(folder)) {
                // The commonest slip.
                return AiException.usage(
                        folder + ": no such file or folder",
                        "put a query of several words in quotes: ai search \"" + String.join(" ", words.get()) + "\"");
            }
        }
        if (!folders.isEmpty() && retriever.paths(Filter.below(filter.under())).isEmpty()) {
            return AiException.input(
                    String.join(" ", folders) + ": nothing of it is in collection " + collection.name(),
                    "run: ai index " + String.join(" ", folders));
        }
        return AiException.input("nothing found", "");
    }

    private boolean onlyLike() {
        return !like.get().isEmpty();
    }

    private static boolean exists(String name) {
        try {
            return Files.exists(Path.of(name));
        } catch (InvalidPathException e) {
            return false; // then it is a query
        }
    }

    private String query(String given) {
        if (!given.equals("-")) {
            return given;
        }
        try {
            return new String(console.in().readNBytes(LONGEST_QUERY), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw AiException.input("-: standard input cannot be read", "").causedBy(e);
        }
    }

    private Ask ask(String query, Filter filter) {
        List<Weighted> wanted = new ArrayList<>();
        if (!query.isBlank()) {
            wanted.add(new Weighted(query, 1));
        }
        List<Weighted> unwanted = new ArrayList<>();
        List<Ask.Weighed> pictures = new ArrayList<>();
        plus.get().forEach(text -> add(Ask.weighted(text), 1, wanted, pictures));
        minus.get().forEach(text -> add(Ask.weighted(text), -1, unwanted, pictures));
        Optional<Input.OfFile> file = like.get().isEmpty()
                ? Optional.empty()
                : Optional.of(new Input.OfFile(FilterOptions.path(like.get()), like.get()));
        if (wanted.isEmpty() && file.isEmpty() && pictures.stream().noneMatch(each -> each.weight() > 0)) {
            throw AiException.usage("search: nothing is asked for", "give a QUERY: ai search \"when is tea served\"");
        }
        return new Ask(wanted, unwanted, file, pictures, filter);
    }

    /// A term is a text, or the name of a picture.
    private static void add(Weighted term, int sign, List<Weighted> texts, List<Ask.Weighed> pictures) {
        if (ImageTypes.isImage(term.text()) && exists(term.text())) {
            Input.OfFile file = new Input.OfFile(FilterOptions.path(term.text()), term.text());
            pictures.add(new Ask.Weighed(file, sign * term.weight()));
        } else {
            texts.add(term);
        }
    }

    private int count() {
        int count = hits.get() == 0 ? USUAL_HITS : hits.get();
        if (count < 1 || count > MOST_HITS) {
            throw AiException.usage("-k " + count + ": is no sensible number of hits", "use 1 to " + MOST_HITS);
        }
        return count;
    }

    private static double number(String option, String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw AiException.usage(option + " " + text + ": is not a number", "as in 0.5").causedBy(e);
        }
    }
}
