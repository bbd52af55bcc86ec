package aikit.cli.command;

import aikit.AiException;
import aikit.Progress;
import aikit.cli.Arguments;
import aikit.cli.Arguments.Value;
import aikit.cli.CollectionOptions;
import aikit.cli.Console;
import aikit.cli.ExitCode;
import aikit.cli.GlobalOptions;
import aikit.cli.ModelOptions;
import aikit.cli.search.Ask;
import aikit.cli.search.FilterOptions;
import aikit.cli.search.Mode;
import aikit.cli.search.Retriever;
import aikit.eval.Judgements;
import aikit.eval.Queries;
import aikit.eval.RankingScores;
import aikit.eval.RankingScores.Scored;
import aikit.store.Filter;
import aikit.store.Found;
import aikit.store.Words.Weighted;
import aikit.task.AiRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// `ai eval`: measures how good results are.
public final class EvalCommand implements Callable<Integer> {

    private static final String[] EXAMPLES = {
        "Examples:",
        "  ai index collection/docs --collection test",
        "  ai eval retrieval --collection test --queries queries.tsv --qrels qrels.txt",
        "  ai eval retrieval --collection test --queries q.tsv --qrels r.txt --mode vector --run vector.run",
        "  ai eval retrieval --collection test --queries q.tsv --qrels r.txt --fail-under ndcg@10=0.4",
        "",
        "A document is known in the judgements by its path, its file name, or its name without ending.",
        ""
    };

    private static final int USUAL_DEPTH = 100;

    private EvalCommand() {}

    /// The command and those below it.
    public static CommandSpec command(Console console, GlobalOptions global) {
        CommandSpec eval = CommandSpec.wrapWithoutInspection(new EvalCommand());
        Arguments arguments = new Arguments();
        CommandSpec retrieval = CommandSpec.wrapWithoutInspection(new Retrieval(console, global, arguments));
        retrieval.usageMessage().description(EXAMPLES);
        eval.addSubcommand("retrieval", new CommandLine(arguments.addTo(retrieval)));
        eval.usageMessage().description("Commands: retrieval", "");
        return eval;
    }

    @Override
    public Integer call() {
        throw AiException.usage("eval: nothing to do", "use: ai eval retrieval, or see: ai eval --help");
    }

    /// `ai eval retrieval`.
    private static final class Retrieval implements Callable<Integer> {

        private final Value<List<String>> folders;
        private final Value<String> queries;
        private final Value<String> qrels;
        private final Value<String> mode;
        private final Value<Integer> depth;
        private final Value<String> run;
        private final Value<List<String>> failUnder;
        private final Value<Boolean> overwrite;
        private final Value<Boolean> rerank;
        private final Value<Boolean> json;
        private final FilterOptions filters;
        private final CollectionOptions collection;
        private final ModelOptions model;
        private final GlobalOptions global;
        private final Console console;

        Retrieval(Console console, GlobalOptions global, Arguments arguments) {
            this.console = console;
            this.global = global;
            folders = arguments.parameters("FOLDER", "Files or folders to look in (default: the whole collection).");
            queries = arguments.text("", "FILE", "Queries: id TAB text, or JSON lines with _id and text.", "--queries");
            qrels = arguments.text("", "FILE", "Judgements: query 0 document grade (TREC), or as BEIR has them.",
                    "--qrels");
            mode = arguments.text("hybrid", "MODE", "hybrid (default), vector or keyword.", "--mode");
            depth = arguments.number("N", "Hits of each query (default: 100).", "-k", "--limit");
            run = arguments.text("", "FILE", "Write the run in TREC's format.", "--run");
            overwrite = arguments.flag("Replace the file of --run.", "--overwrite");
            failUnder = arguments.texts("MEASURE=VALUE",
                    "Exit with 4 when ndcg@10, mrr, recall@10, recall@100 or map is less; may be repeated.",
                    "--fail-under");
            rerank = arguments.flag("Let a cross-encoder order the best hits anew.", "--rerank");
            json = arguments.flag("One JSON record.", "--json");
            filters = new FilterOptions(arguments);
            collection = new CollectionOptions(arguments);
            model = new ModelOptions(arguments);
        }

        @Override
        public Integer call() {
            Queries asked = Queries.read(file("--queries", queries.get()));
            Judgements judged = Judgements.read(file("--qrels", qrels.get()));
            Map<String, Double> bounds = bounds();
            Filter filter = filters.filter(folders.get());
            AiRuntime.Settings settings = new AiRuntime.Settings(
                    console.home(), model.device(), model.threads(), false);
            Progress progress = global.progress(console);
            Map<String, List<Scored>> runs = new LinkedHashMap<>();
            try (AiRuntime runtime = new AiRuntime(
                    settings, () -> console.models().open(console.home(), global.offline()), progress);
                    Retriever retriever = Retriever.open(
                            collection.stores(console, runtime::engine), runtime,
                            new Retriever.Wanted(collection.name(), Mode.parse(mode.get()), model.model(),
                                    model.precision(), rerank.get()));
                    Progress.Task shown = progress.start("eval", asked.texts().size(), Progress.Unit.ITEMS)) {
                UnaryOperator<String> ids = ids(retriever.paths(filter), judged.documents());
                for (Map.Entry<String, String> query : asked.texts().entrySet()) {
                    runs.put(query.getKey(), answer(retriever, query.getValue(), filter, ids));
                    shown.advance(1);
                }
            }
            write(runs);
            return report(runs, judged, bounds);
        }

        private List<Scored> answer(
                Retriever retriever, String query, Filter filter, UnaryOperator<String> ids) {
            Ask ask = new Ask(List.of(new Weighted(query, 1)), List.of(), Optional.empty(), filter);
            Map<String, Scored> scored = new LinkedHashMap<>();
            for (Found found : retriever.find(ask, depth.get() > 0 ? depth.get() : USUAL_DEPTH)) {
                // Of a table several rows may be found: the best stands for the document.
                String id = ids.apply(found.path());
                scored.putIfAbsent(id, new Scored(id, found.score()));
            }
            return RankingScores.ordered(List.copyOf(scored.values()));
        }

        /// What documents are called in the judgements: each by its path, its file name or that without its ending,
        /// whichever is judged. A space, which ends a name in TREC's files, is `%20`.
        private UnaryOperator<String> ids(List<String> paths, Set<String> judged) {
            Map<String, String> ids = new HashMap<>();
            for (String path : paths) {
                ids.put(path, id(path, judged));
            }
            long known = ids.values().stream().filter(judged::contains).distinct().count();
            if (known == 0) {
                throw AiException.usage(
                        "--qrels: none of the judged documents is in the collection",
                        "documents are known by their file name, with or without its ending");
            }
            if (known < judged.size()) {
                global.say(console, (judged.size() - known) + " of " + judged.size()
                        + " judged documents are not in the collection");
            }
            return ids::get;
        }

        private static String id(String path, Set<String> judged) {
            String name = path.substring(path.lastIndexOf('/') + 1);
            String stem = name.replaceFirst("\\.[^.]*$", "");
            return Stream.of(stem, name, path)
                    .map(form -> form.replace(" ", "%20"))
                    .filter(judged::contains)
                    .findFirst()
                    .orElse(stem.replace(" ", "%20"));
        }

        private void write(Map<String, List<Scored>> runs) {
            if (run.get().isEmpty()) {
                return;
            }
            Path target = FilterOptions.path(run.get());
            if (Files.exists(target) && !overwrite.get()) {
                throw AiException.usage(target + ": is there already", "use --overwrite, or another name");
            }
            StringBuilder text = new StringBuilder();
            runs.forEach((query, scored) -> {
                int rank = 1;
                for (Scored each : scored) {
                    text.append(query).append(" Q0 ").append(each.document()).append(' ').append(rank++).append(' ')
                            .append(each.score()).append(" ai-").append(mode.get()).append('\n');
                }
            });
            try {
                Files.writeString(target, text);
            } catch (IOException e) {
                throw AiException.usage(target + ": cannot be written", "check that the folder is there").causedBy(e);
            }
        }

        private int report(Map<String, List<Scored>> runs, Judgements judged, Map<String, Double> bounds) {
            List<RankingScores> each = new ArrayList<>();
            runs.forEach((query, scored) -> {
                if (!judged.of(query).isEmpty()) {
                    each.add(RankingScores.of(scored, judged.of(query)));
                }
            });
            if (each.isEmpty()) {
                throw AiException.usage("--qrels: judges none of the queries", "check that both files belong together");
            }
            Map<String, Double> means = measures(RankingScores.mean(each));
            if (json.get()) {
                ObjectNode record = JsonMapper.shared().createObjectNode();
                record.put("schema", "ai.eval/1").put("mode", mode.get()).put("collection", collection.name())
                        .put("queries", each.size());
                means.forEach(record::put);
                console.print(record + "\n");
            } else {
                console.print(String.format(Locale.ROOT, "%-12s%s%n", "queries", each.size()));
                means.forEach((name, value) -> console.print(String.format(Locale.ROOT, "%-12s%.4f%n", name, value)));
            }
            bounds.forEach((name, bound) -> {
                if (means.get(name) < bound) {
                    throw new AiException(AiException.Kind.GATE, String.format(Locale.ROOT,
                            "--fail-under: %s is %.4f, and the least is %s", name, means.get(name), bound), "", null);
                }
            });
            return ExitCode.OK.number();
        }

        private static Map<String, Double> measures(RankingScores scores) {
            Map<String, Double> named = new LinkedHashMap<>();
            named.put("ndcg@10", scores.ndcg());
            named.put("mrr", scores.mrr());
            named.put("recall@10", scores.recall10());
            named.put("recall@100", scores.recall100());
            named.put("map", scores.map());
            return named;
        }

        private Map<String, Double> bounds() {
            Map<String, Double> bounds = new LinkedHashMap<>();
            Set<String> known = measures(new RankingScores(0, 0, 0, 0, 0)).keySet();
            CollectionOptions.pairs("--fail-under", failUnder.get()).forEach((name, value) -> {
                if (!known.contains(name) || !value.matches("0|1|0?\\.\\d+|1\\.0*")) {
                    throw AiException.usage(
                            "--fail-under " + name + "=" + value + ": is not a measure and a number from 0 to 1",
                            "measures: " + String.join(", ", known));
                }
                bounds.put(name, Double.parseDouble(value));
            });
            return bounds;
        }

        private static Path file(String option, String name) {
            if (name.isEmpty()) {
                throw AiException.usage("eval retrieval: " + option + " is missing", "see: ai eval retrieval --help");
            }
            return FilterOptions.path(name);
        }
    }
}
