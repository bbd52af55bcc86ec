package aikit.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import aikit.Input;
import aikit.batch.InputWalker.Named;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class InputWalkerTest {

    @TempDir
    Path root;

    private List<String> exclude = List.of();
    private Set<Path> own = Set.of();

    @BeforeEach
    void files() throws IOException {
        for (String name : List.of("b.txt", "a.txt", "sub/c.md", "sub/deep/d.txt", "sub/e.bin", ".hidden.txt",
                ".git/x.txt")) {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, name);
        }
    }

    private List<Item> walk(String... arguments) {
        List<Named> named = new ArrayList<>();
        for (String argument : arguments) {
            named.add(new Named.Argument(argument));
        }
        InputWalker walker = InputWalker.of(
                named.iterator(),
                new WalkOptions(Set.of("txt", "md"), _ -> true, exclude, own, name -> name.contains(".embed.")));
        List<Item> items = new ArrayList<>();
        walker.forEachRemaining(items::add);
        return items;
    }

    private List<String> names(String... arguments) {
        return walk(arguments).stream()
                .map(item -> root.relativize(Path.of(item.name().text())).toString()
                        + (item instanceof Item.Refused refused ? " " + refused.outcome().status() : ""))
                .toList();
    }

    private String path(String name) {
        return root.resolve(name).toString();
    }

    @Test
    void foldersAreSortedAndHiddenAndOtherKindsPassedOver() {
        assertEquals(List.of("a.txt", "b.txt", "sub/c.md", "sub/deep/d.txt"), names(root.toString()));
    }

    @Test
    void aNamedFileIsTakenWhateverItsKind() {
        assertEquals(List.of("sub/e.bin", ".hidden.txt"), names(path("sub/e.bin"), path(".hidden.txt")));
    }

    @Test
    void aHiddenFolderIsReadWhenNamed() {
        assertEquals(List.of(".git/x.txt"), names(path(".git")));
    }

    @Test
    void whatIsNamedTwiceComesOnce() {
        assertEquals(
                List.of("b.txt", "a.txt", "sub/c.md", "sub/deep/d.txt"),
                names(path("b.txt"), root.toString(), path("a.txt")));
    }

    @Test
    void missingFilesAndPatternsWithoutMatchFail() {
        assertEquals(List.of("no.txt failed", "*.nix failed"), names(path("no.txt"), path("*.nix")));
    }

    @Test
    void globsTakeFilesOfAnyKind() {
        assertEquals(List.of("sub/deep/d.txt", "sub/e.bin"), names(path("sub/**/[de].*")));
        assertEquals(List.of("a.txt", "b.txt"), names(path("*.txt")));
        assertEquals(List.of(".hidden.txt"), names(path(".*.txt")));
    }

    @Test
    void ignoreFilesAndExcludeDecideAsGitDoes() throws IOException {
        Files.writeString(root.resolve(".aiignore"), "# comment\n*.md\n/b.txt\nsub/deep/\n");
        assertEquals(List.of("a.txt"), names(root.toString()));
        Files.writeString(root.resolve("sub/.aiignore"), "!c.md\n");
        assertEquals(List.of("a.txt", "sub/c.md"), names(root.toString()));
        exclude = List.of("sub/");
        assertEquals(List.of("a.txt"), names(root.toString()));
        Files.writeString(root.resolve(".aiignore"), "x\n!sub/\n");
        assertEquals(List.of("a.txt", "b.txt"), names(root.toString()), "no file takes back what --exclude says");
    }

    @Test
    void anchoredPatternsOfADeeperFileStartThere() throws IOException {
        Files.writeString(root.resolve("sub/.aiignore"), "/deep/*.txt\n");
        assertEquals(List.of("a.txt", "b.txt", "sub/c.md"), names(root.toString()));
    }

    @Test
    void ownOutputIsNoInput() throws IOException {
        Files.createDirectories(root.resolve("out"));
        Files.writeString(root.resolve("out/r.txt"), "");
        Files.writeString(root.resolve("a.txt.embed.txt"), "");
        own = Set.of(root.resolve("out").toAbsolutePath().normalize());
        assertEquals(List.of("a.txt", "b.txt", "sub/c.md", "sub/deep/d.txt"), names(root.toString()));
        assertEquals(List.of("a.txt", "b.txt"), names(path("*.txt")));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void linkLoopsEndAndDanglingLinksFail() throws IOException {
        Files.createSymbolicLink(root.resolve("sub/up"), root);
        Files.createSymbolicLink(root.resolve("sub/self"), root.resolve("sub/self"));
        Files.createSymbolicLink(root.resolve("sub/self.txt"), root.resolve("sub/self.txt"));
        Files.createSymbolicLink(root.resolve("gone.txt"), root.resolve("nowhere"));
        assertEquals(
                List.of("a.txt", "b.txt", "gone.txt failed", "sub/c.md", "sub/deep/d.txt", "sub/self.txt failed"),
                names(root.toString()));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void pipesAndSocketsAreSkippedInFoldersAndFailWhenNamed() throws Exception {
        assumeTrue(new ProcessBuilder("mkfifo", path("p.txt")).start().waitFor() == 0);
        assertEquals(
                List.of("a.txt", "b.txt", "p.txt skipped", "sub/c.md", "sub/deep/d.txt"), names(root.toString()));
        assertEquals(List.of("p.txt failed"), names(path("p.txt")));
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            Path alone = Files.createDirectory(root.resolve("s"));
            socket.bind(UnixDomainSocketAddress.of(alone.resolve("s.txt")));
            assertInstanceOf(Outcome.Skipped.class, ((Item.Refused) walk(alone.toString()).getFirst()).outcome());
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void namesThatAreNotUtf8ReachTheFileSystemUnchanged() throws Exception {
        Path odd = root.resolve("odd");
        Files.createDirectory(odd);
        String script = "cd \"$0\" && printf one > \"$(printf 'x\\377.txt')\" && printf two > \"$(printf 'x\\376.txt')\""
                + " && printf three > \"$(printf 'n\\nl.txt')\"";
        assumeTrue(new ProcessBuilder("sh", "-c", script, odd.toString()).start().waitFor() == 0);
        List<String> contents = new ArrayList<>();
        List<String> uris = new ArrayList<>();
        for (Item item : walk(odd.toString())) {
            Item.Ready ready = assertInstanceOf(Item.Ready.class, item);
            contents.add(Files.readString(((Input.OfFile) ready.input()).path()));
            uris.add(ready.name().uri().orElseThrow());
        }
        assertEquals(List.of("three", "two", "one"), contents);
        assertTrue(uris.get(0).endsWith("/n%0Al.txt"), uris.get(0));
        assertTrue(uris.get(1).endsWith("/x%FE.txt"), uris.get(1));
        assertTrue(uris.get(2).endsWith("/x%FF.txt"), uris.get(2));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void anUnreadableFolderIsARecord() throws Exception {
        Path closed = Files.createDirectory(root.resolve("closed"));
        closed.toFile().setReadable(false);
        // Root reads everything; for root a folder that vanished stands in for one that may not be read.
        boolean root = closed.toFile().canRead();
        try {
            List<Item> items = new ArrayList<>();
            if (root) {
                Files.delete(closed);
                Walk walk = new Walk(
                        closed, Optional.empty(),
                        new Walk.Rules(Set.of("txt"), _ -> true, IgnoreRules.of(List.of()), Set.of(), _ -> false));
                walk.next().ifPresent(items::add);
            } else {
                items.addAll(walk(closed.toString()));
            }
            assertEquals(1, items.size());
            assertInstanceOf(Outcome.Failed.class, ((Item.Refused) items.getFirst()).outcome());
        } finally {
            closed.toFile().setReadable(true);
        }
    }
}
