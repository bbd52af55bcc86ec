package aikit.cli.search;

import aikit.AiException;
import aikit.cli.Arguments;
import aikit.cli.Arguments.Value;
import aikit.cli.CollectionOptions;
import aikit.store.Filter;
import aikit.store.Source;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Options that say which entries are looked at.
public final class FilterOptions {

    private final Value<List<String>> types;
    private final Value<String> since;
    private final Value<String> until;
    private final Value<List<String>> where;
    private final Value<List<String>> under;

    public FilterOptions(Arguments arguments) {
        types = arguments.list("TYPE", "Only text, image, audio or video; several with commas.", "--type");
        since = arguments.text("", "DATE", "Only files changed since: 2026, 2026-01, 2026-01-31 or a time.", "--since");
        until = arguments.text("", "DATE", "Only files changed before.", "--until");
        where = arguments.texts("KEY=VALUE", "Only what was indexed with --meta KEY=VALUE; may be repeated.",
                "--where");
        under = arguments.texts("PATH", "Only this file, or what is below this folder; may be repeated.", "--under");
    }

    /// @param folders as the user gave them, besides `--under`
    public Filter filter(List<String> folders) {
        List<String> paths = new ArrayList<>();
        for (String folder : folders(folders)) {
            paths.add(Source.path(path(folder)));
        }
        for (String type : types.get()) {
            if (!List.of("text", "image", "audio", "video").contains(type)) {
                throw AiException.usage("--type " + type + ": there is no such type",
                        "use text, image, audio or video");
            }
        }
        return new Filter(
                paths, types.get(), date("--since", since.get()), date("--until", until.get()),
                CollectionOptions.pairs("--where", where.get()));
    }

    /// Every path that hits must be below one of, as the user gave it.
    public List<String> folders(List<String> given) {
        List<String> all = new ArrayList<>(given);
        all.addAll(under.get());
        return all;
    }

    public static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw AiException.usage(text + ": is not a path in this locale", "set LC_ALL=C.UTF-8").causedBy(e);
        }
    }

    /// The first moment of a year, month or day here, or a moment.
    private static Optional<Instant> date(String option, String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            ZoneId here = ZoneId.systemDefault();
            return Optional.of(switch (text.length()) {
                case 4 -> Year.parse(text).atDay(1).atStartOfDay(here).toInstant();
                case 7 -> YearMonth.parse(text).atDay(1).atStartOfDay(here).toInstant();
                case 10 -> LocalDate.parse(text).atStartOfDay(here).toInstant();
                default ->
                    text.endsWith("Z") ? Instant.parse(text) : LocalDateTime.parse(text).atZone(here).toInstant();
            });
        } catch (DateTimeException e) {
            throw AiException.usage(option + " " + text + ": is not a date", "as in 2026, 2026-01 or 2026-01-31")
                    .causedBy(e);
        }
    }
}
