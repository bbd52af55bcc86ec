package aikit.text;

import static aikit.text.Documents.write;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import aikit.AiException;
import aikit.Input;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever a file holds and whatever its name is: it ends as a document or as a refusal of kind INPUT, and ends.
class OddInputsTest {

    private static final Duration ENDS = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    /// One sound file of every kind, by the ending of its name.
    private static Map<String, byte[]> sound() throws IOException {
        return new TreeMap<>(Map.of(
                "pdf", Pdfs.pages("first page", "second page"),
                "html", "<!doctype html><html><head><meta charset='utf-8'><title>T</title></head><body><p>a<b>b</b></p>"
                        .concat("<table><tr><td>c</td></tr></table><pre>d</pre></body></html>")
                        .getBytes(UTF_8),
                "json", "{\"a\": \"x\\u00fc\", \"b\": [1, 2.5e3, true, null, {\"c\": \"y\"}]}".getBytes(UTF_8),
                "jsonl", "{\"a\": \"x\"}\n{\"a\": \"y\"}\n".getBytes(UTF_8),
                "csv", "a,b\n1,\"x, \"\"y\"\"\"\n2,z\n".getBytes(UTF_8),
                "tsv", "a\tb\n1\t\"x\"\n".getBytes(UTF_8),
                "txt", "Grüße, 東京 and 😀\n".getBytes(UTF_8),
                "md", "# Head\n\n* item\n".getBytes(UTF_8)));
    }

    /// Whether the file was read; anything but a document or a refusal fails the test.
    private static boolean isRead(Path file, String field) {
        return assertTimeoutPreemptively(ENDS, () -> {
            try {
                Documents.read(file, field);
                return true;
            } catch (AiException e) {
                assertEquals(AiException.Kind.INPUT, e.kind(), e.getMessage());
                assertFalse(e.getMessage().isBlank());
                return false;
            } catch (RuntimeException e) {
                return fail(file + " ends as " + e, e);
            }
        });
    }

    @Test
    void everyKindUnderEveryEnding() throws IOException {
        for (Map.Entry<String, byte[]> file : sound().entrySet()) {
            for (String ending : sound().keySet()) {
                boolean read = isRead(write(folder, "a." + ending, file.getValue()), "");
                assertTrue(read || !ending.equals(file.getKey()), "a sound ." + ending + " is refused");
            }
            assertTrue(isRead(write(folder, "plain", file.getValue()), ""), file.getKey() + " without an ending");
        }
    }

    @Test
    void cutOffAnywhere() throws IOException {
        for (Map.Entry<String, byte[]> file : sound().entrySet()) {
            byte[] bytes = file.getValue();
            for (int i = 0; i <= 30; i++) {
                byte[] cut = Arrays.copyOf(bytes, bytes.length * i / 30);
                isRead(write(folder, "a." + file.getKey(), cut), i % 2 == 0 ? "" : "a");
            }
        }
    }

    @Test
    void threeHundredMutations() throws IOException {
        Random random = new Random(20_260_101);
        Map<String, byte[]> sound = sound();
        List<String> endings = new ArrayList<>(sound.keySet());
        int read = 0;
        for (int i = 0; i < 300; i++) {
            // Half of them are PDFs: their parser is by far the largest.
            String ending = i % 2 == 0 ? "pdf" : endings.get(i / 2 % endings.size());
            byte[] mutated = mutated(sound.get(ending), random);
            read += isRead(write(folder, "a." + ending, mutated), random.nextBoolean() ? "" : "a") ? 1 : 0;
        }
        assertTrue(read > 30 && read < 300, read + " of 300 were read");
    }

    private static byte[] mutated(byte[] sound, Random random) {
        byte[] bytes = sound.clone();
        for (int n = 1 + random.nextInt(8); n > 0; n--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt();
                case 2 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
                case 3 -> {
                    char sign = "<>[]{}\"/90".charAt(random.nextInt(10));
                    Arrays.fill(bytes, at, Math.min(bytes.length, at + 16), (byte) sign);
                }
                case 4 -> {
                    int from = random.nextInt(bytes.length);
                    int length = Math.min(32, bytes.length - Math.max(at, from));
                    System.arraycopy(bytes, from, bytes, at, length);
                }
                default -> throw new AssertionError();
            }
        }
        return bytes;
    }

    @Test
    void oddNames() throws IOException {
        List<String> names = List.of(
                "two words.txt", "new\nline.txt", "tab\t \u001b[31m.txt", "-x.txt", "@x.txt", "東京 😀.txt", ".txt",
                "'\"$(id)`.txt");
        for (String name : names) {
            assertEquals("words", Documents.read(write(folder, name, "words")).text());
        }
    }

    @Test
    void namesThatNoStringHolds() throws IOException, InterruptedException {
        Path script = write(folder, "make.sh", "printf words > \"$1/$(printf 'bad\\377name.txt')\"");
        Path odd = Files.createDirectory(folder.resolve("odd"));
        int exit = new ProcessBuilder("sh", script.toString(), odd.toString()).start().waitFor();
        assumeTrue(exit == 0, "this file system has only names that are text");
        try (Stream<Path> files = Files.list(odd)) {
            Path file = files.findFirst().orElseThrow();
            Document document = new DocumentReader("").read(new Input.OfFile(file, "bad name"));
            assertEquals("words", document.text());
        }
    }
}
