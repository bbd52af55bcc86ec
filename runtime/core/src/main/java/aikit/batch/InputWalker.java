package aikit.batch;

import aikit.Name;
import aikit.AiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/// What the user named, one input at a time: files, everything below folders, what globs match, standard input. The
/// order is that of the arguments and, below a folder, that of the names' bytes. An input that is named twice comes
/// once. Memory does not grow with the number of files, but for 16 bytes each to know them again.
public final class InputWalker implements Iterator<Item> {

    /// Something the user named.
    public sealed interface Named {

        /// An argument: a file, a folder, a glob.
        record Argument(String text) implements Named {}

        /// A path that is certainly no pattern, such as a line of a list.
        record Exact(Path path) implements Named {}

        /// An input that is not a file.
        record Given(Item item) implements Named {}
    }

    private final Iterator<Named> named;
    private final Walk.Rules rules;
    private final LongTable seen = new LongTable();
    private Optional<Walk> walk = Optional.empty();
    private Optional<Item> ahead = Optional.empty();
    private long passedOver;

    InputWalker(Iterator<Named> named, Walk.Rules rules) {
        this.named = named;
        this.rules = rules;
    }

    public static InputWalker of(Iterator<Named> named, WalkOptions options) {
        return new InputWalker(
                named,
                new Walk.Rules(
                        options.extensions(), options.real(), IgnoreRules.of(options.exclude()), options.own(),
                        options.made()));
    }

    /// Files below folders that were passed over because their kind is not one the task reads.
    public long passedOver() {
        return passedOver + walk.map(Walk::passedOver).orElse(0L);
    }

    @Override
    public boolean hasNext() {
        while (ahead.isEmpty()) {
            Optional<Item> item = step();
            if (item.isEmpty() && walk.isEmpty() && !named.hasNext()) {
                return false;
            }
            ahead = item.filter(found -> seen.put(Fnv.of(found.name().key()), 1));
        }
        return true;
    }

    @Override
    public Item next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Item item = ahead.orElseThrow();
        ahead = Optional.empty();
        return item;
    }

    /// The next item of the running walk or of the next name; empty when a walk has just ended or begun.
    private Optional<Item> step() {
        if (walk.isPresent()) {
            Optional<Item> item = walk.get().next();
            if (item.isEmpty()) {
                passedOver += walk.get().passedOver();
                walk = Optional.empty();
            }
            return item;
        }
        return named.hasNext() ? begin(named.next()) : Optional.empty();
    }

    private Optional<Item> begin(Named name) {
        return switch (name) {
            case Named.Given given -> Optional.of(given.item());
            case Named.Exact exact -> open(exact.path());
            case Named.Argument argument -> argument(argument.text());
        };
    }

    private Optional<Item> argument(String text) {
        if (text.isEmpty()) {
            throw AiException.usage("an input has no name", "an empty variable? use . for the current folder");
        }
        Path path;
        try {
            path = Path.of(text);
        } catch (InvalidPathException e) {
            return refuse(text, "is not a file name in this locale", "set LC_ALL=C.UTF-8, or name its folder");
        }
        if (!Glob.isPattern(text) || Files.exists(path)) {
            return open(path);
        }
        int slash = -1;
        for (int i = text.indexOf('/'); i >= 0 && !Glob.isPattern(text.substring(0, i)); i = text.indexOf('/', i + 1)) {
            slash = i;
        }
        Path root = Path.of(slash < 0 ? "" : slash == 0 ? "/" : text.substring(0, slash));
        Walk matches = new Walk(root, Optional.of(Glob.of(text.substring(slash + 1))), rules);
        Optional<Item> first = matches.next();
        if (first.isEmpty()) {
            return refuse(text, "no file matches", "quote the pattern; ** stands for any number of folders");
        }
        walk = Optional.of(matches);
        return first;
    }

    private static Optional<Item> refuse(String text, String why, String hint) {
        return Optional.of(new Item.Refused(
                Name.of(text), Outcome.Failed.of(AiException.input(text + ": " + why, hint))));
    }

    private Optional<Item> open(Path path) {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(path, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            boolean mangled = path.toString().indexOf('\ufffd') >= 0;
            return mangled
                    ? refuse(path.toString(), "no such file",
                            "name its folder, or use --files-from0, for names that are not UTF-8")
                    : Optional.of(Walk.unreadable(path, e));
        } catch (IOException e) {
            return Optional.of(Walk.unreadable(path, e));
        }
        if (attributes.isDirectory()) {
            walk = Optional.of(new Walk(path, Optional.empty(), rules));
            return Optional.empty();
        }
        if (!attributes.isRegularFile()) {
            return refuse(path.toString(), "is a pipe, socket or device, not a file",
                    "send it to standard input: ai ... - < " + path);
        }
        if (rules.own().contains(path.toAbsolutePath().normalize())) {
            return refuse(path.toString(), "is the output of this run", "give another name with -o");
        }
        return Optional.of(Walk.file(path, attributes, path.getFileName()));
    }
}
