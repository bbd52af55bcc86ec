package aikit.batch;

import aikit.Name;
import aikit.AiException;
import aikit.Input;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// The files below one folder, sorted by name within each folder. Only one folder's names a level are in memory.
/// Links are followed; a folder that is reached twice, as by a link that leads back up, is read once.
final class Walk {

    /// What a walk takes.
    ///
    /// @param extensions file name endings, lower case without the dot
    /// @param real whether a file with such an ending is really of that kind
    /// @param excluded from `--exclude`
    /// @param own paths of this run's own output, absolute and normal; they are no inputs
    /// @param made whether a file of this name may be what an earlier run put beside its inputs
    record Rules(
            Set<String> extensions, Predicate<Path> real, IgnoreRules excluded, Set<Path> own,
            Predicate<String> made) {}

    private record Level(Deque<Path> children, String relative, IgnoreRules rules) {}

    private final Rules rules;
    private final Optional<Glob> glob;
    private final int deepest;
    private final Deque<Level> levels = new ArrayDeque<>();
    private final Deque<Item> refused = new ArrayDeque<>();
    private final Set<Object> visited = new HashSet<>();
    private long passedOver;

    /// @param glob what the path below the root must match, or empty to take every file of a known kind
    Walk(Path root, Optional<Glob> glob, Rules rules) {
        this.rules = rules;
        this.glob = glob;
        int depth = glob.map(Glob::depth).orElse(-1);
        this.deepest = depth < 0 ? Integer.MAX_VALUE : depth;
        enter(root, "", rules.excluded);
    }

    /// Files of other kinds that were met so far.
    long passedOver() {
        return passedOver;
    }

    /// The next file, or empty at the end.
    Optional<Item> next() {
        while (true) {
            if (!refused.isEmpty()) {
                return Optional.of(refused.remove());
            }
            if (levels.isEmpty()) {
                return Optional.empty();
            }
            Level level = levels.peek();
            Path child = level.children.poll();
            if (child == null) {
                levels.pop();
                continue;
            }
            Optional<Item> item = look(level, child);
            if (item.isPresent()) {
                return item;
            }
        }
    }

    private Optional<Item> look(Level level, Path child) {
        String name = child.getFileName().toString();
        boolean hidden = name.startsWith(".");
        if (hidden && glob.isEmpty()) {
            return Optional.empty();
        }
        String relative = level.relative + name;
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(child, BasicFileAttributes.class);
        } catch (IOException e) {
            return wanted(name, relative) && !level.rules.ignores(relative, false)
                    ? Optional.of(unreadable(child, e))
                    : Optional.empty();
        }
        if (level.rules.ignores(relative, attributes.isDirectory())) {
            return Optional.empty();
        }
        if (attributes.isDirectory()) {
            if (!hidden && levels.size() < deepest && !own(child)) {
                enter(child, relative + "/", level.rules);
            }
            return Optional.empty();
        }
        if (!wanted(name, relative) || own(child)) {
            passedOver += hidden || rules.made.test(name) ? 0 : 1;
            return Optional.empty();
        }
        if (!attributes.isRegularFile()) {
            return Optional.of(new Item.Refused(
                    Name.of(child), new Outcome.Skipped("is a pipe, socket or device, not a file")));
        }
        if (glob.isEmpty() && !rules.real.test(child)) {
            passedOver++;
            return Optional.empty();
        }
        return Optional.of(file(child, attributes, below(child)));
    }

    private boolean own(Path child) {
        return !rules.own.isEmpty() && rules.own.contains(child.toAbsolutePath().normalize());
    }

    private Path below(Path child) {
        // Levels hold real paths below the root, so as many names from the end as there are levels.
        int count = child.getNameCount();
        return child.subpath(count - levels.size(), count);
    }

    private boolean wanted(String name, String relative) {
        if (rules.made.test(name)) {
            return false;
        }
        if (glob.isPresent()) {
            return glob.get().matches(relative) && (!name.startsWith(".") || lastNameIsHidden());
        }
        int dot = name.lastIndexOf('.');
        return dot >= 0
                && rules.extensions.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
    }

    private boolean lastNameIsHidden() {
        return glob.orElseThrow().last().startsWith(".");
    }

    private void enter(Path folder, String relative, IgnoreRules above) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(folder, BasicFileAttributes.class);
            Object identity = attributes.fileKey() == null ? folder.toRealPath() : attributes.fileKey();
            if (!visited.add(identity)) {
                return;
            }
            List<Path> children = new ArrayList<>();
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
                for (Path child : stream) {
                    children.add(child);
                }
            }
            Collections.sort(children);
            levels.push(new Level(new ArrayDeque<>(children), relative, rulesOf(folder, relative, above)));
        } catch (DirectoryIteratorException e) {
            refused.add(unreadable(folder, e.getCause()));
        } catch (IOException e) {
            refused.add(unreadable(folder, e));
        }
    }

    /// An ignore file that cannot be read is a failure of its own: what it says is not guessed.
    private IgnoreRules rulesOf(Path folder, String relative, IgnoreRules above) {
        try {
            return above.in(folder, relative);
        } catch (AiException e) {
            refused.add(new Item.Refused(Name.of(folder.resolve(IgnoreRules.FILE)), Outcome.Failed.of(e)));
            return above;
        }
    }

    static Item file(Path path, BasicFileAttributes attributes, Path below) {
        Name name = Name.of(path);
        long stamp = attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
        return new Item.Ready(
                name, new Input.OfFile(path, name.text()), attributes.size(), stamp, Optional.of(below));
    }

    static Item unreadable(Path path, IOException e) {
        boolean link = Files.isSymbolicLink(path);
        String why = switch (e) {
            case AccessDeniedException _ -> "permission denied";
            case NoSuchFileException _ -> link ? "is a link that leads nowhere" : "no such file or folder";
            default -> e.getMessage() != null && e.getMessage().contains("symbolic links")
                    ? "is a link that leads to itself"
                    : "cannot be read";
        };
        String hint = e instanceof AccessDeniedException ? "check its rights" : "";
        return new Item.Refused(
                Name.of(path), Outcome.Failed.of(AiException.input(path + ": " + why, hint)));
    }
}
