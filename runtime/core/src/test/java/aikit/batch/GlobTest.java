package aikit.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = {
        "*.txt, a.txt, true",
        "*.txt, a/b.txt, false",
        "**/*.txt, a.txt, true",
        "**/*.txt, a/b/c.txt, true",
        "a/**, a, false",
        "a/**, a/b, true",
        "a/**/z, a/z, true",
        "a/**/z, a/b/c/z, true",
        "a/**/z, b/z, false",
        "?.md, x.md, true",
        "?.md, xy.md, false",
        "[a-c]1, b1, true",
        "[!a-c]1, b1, false",
        "[]]x, ]x, true",
        "[x, [x, true",
        "\"{a,b}.txt\", b.txt, true",
        "\"{a,b{1,2}}.txt\", b2.txt, true",
        "\"{a,b}.txt\", c.txt, false",
        "{x, {x, true",
        "a\\*b, a*b, true",
        "a\\*b, axb, false",
        "*, .hidden, true",
        "*a*b, xaxb, true",
        "*a*b, xbxa, false"
    })
    void matchesWholePaths(String pattern, String path, boolean expected) {
        assertEquals(expected, Glob.of(pattern).matches(path), pattern + " on " + path);
    }
}
