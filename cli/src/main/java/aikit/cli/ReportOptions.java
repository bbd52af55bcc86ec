package aikit.cli;

import aikit.AiException;
import aikit.cli.Arguments.Value;
import aikit.cli.report.HtmlReport;
import aikit.cli.search.FilterOptions;
import java.nio.file.Path;

/// `--report FILE.html`, of every command that says something of pictures.
///
/// A command declares it among the options of its output and lets it follow its run:
/// `reports.follow(new BatchRun(...), "caption", output).run(...)`.
public final class ReportOptions {

    private final Value<String> report;

    public ReportOptions(Arguments arguments) {
        report = arguments.text("", "FILE.html",
                "Also make a page that shows all pictures and what was seen in them, with a search box, in one file.",
                "--report");
    }

    /// The run, followed by a report if one was asked for.
    ///
    /// @throws aikit.AiException of kind USAGE when there is another file of that name
    public BatchRun follow(BatchRun run, String verb, OutputOptions output) {
        if (!report.get().isEmpty() && same(report.get(), output.output())) {
            throw AiException.usage(
                    "--report " + report.get() + ": is what -o names, too", "give them different names");
        }
        return report.get().isEmpty()
                ? run
                : run.followed(() -> HtmlReport.open(
                        report.get(), verb, output.overwrite(), "ai " + Version.components().get("ai")));
    }

    private static boolean same(String one, String other) {
        return absolute(one).equals(absolute(other));
    }

    private static Path absolute(String name) {
        return FilterOptions.path(name).toAbsolutePath().normalize();
    }
}
