package aikit.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LanguagesTest {

    @TempDir
    Path folder;

    private final Languages languages = new Languages();

    private Path make(String name) throws IOException {
        return Files.writeString(folder.resolve(name), "x");
    }

    private Set<Path> of(String plain) {
        return Set.copyOf(languages.of(folder.resolve(plain)));
    }

    @Test
    void onlyALanguageMayDiffer() throws IOException {
        Path german = make("talk.de.srt");
        Path cantonese = make("talk.yue.srt");
        make("talk.srt");
        make("talk.de.vtt");
        make("talk.part.srt");
        make("talk.x.srt");
        make("talk.DE.srt");
        make("talk.more.de.srt");
        make("de.srt");
        make(".de.srt");
        assertEquals(Set.of(german, cantonese), of("talk.srt"));
        assertEquals(Set.of(folder.resolve("talk.more.de.srt")), of("talk.more.srt"));
        assertEquals(Set.of(), of("other.srt"));
        assertEquals(List.of(), languages.of(folder.resolve("none/talk.srt")), "a folder that is not there yet");
    }

    @Test
    void aFolderIsListedOnceAndWhatWeMakeIsKnown() throws IOException {
        Path german = make("talk.de.srt");
        assertEquals(Set.of(german), of("talk.srt"));
        Path english = make("talk.en.srt");
        assertEquals(Set.of(german), of("talk.srt"), "was listed before");
        languages.add(english);
        languages.add(english);
        assertEquals(2, languages.of(folder.resolve("talk.srt")).size());
        Files.delete(german);
        assertEquals(Set.of(english), of("talk.srt"), "what is gone is not there");
        for (int i = 0; i < 100; i++) {
            languages.of(folder.resolve(i + "/talk.srt"));
        }
        assertEquals(Set.of(english), of("talk.srt"), "listed again after many others");
    }
}
