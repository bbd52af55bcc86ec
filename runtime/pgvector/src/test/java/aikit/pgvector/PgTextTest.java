package aikit.pgvector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PgTextTest {

    @Test
    void everyTextComesBack() {
        Random random = new Random(1);
        int[] some = {0, 0x1a, '0', '1', 'a', 0xe9, 0x1f600, 0xffff};
        for (int round = 0; round < 2000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(9); i > 0; i--) {
                text.appendCodePoint(some[random.nextInt(some.length)]);
            }
            String encoded = PgText.encoded(text.toString());
            assertEquals(-1, encoded.indexOf('\0'));
            assertEquals(text.toString(), PgText.decoded(encoded));
        }
    }

    @Test
    void halfACharacterBecomesTheReplacementCharacter() {
        assertEquals("a\ufffdb", PgText.encoded("a\ud83db"));
        assertEquals("\ufffd\ufffd", PgText.encoded("\ude00\ud83d"));
    }

    @Test
    void wordsHaveASpaceBetweenThem() {
        assertEquals("either or", PgText.words(" Either/or?"));
        assertEquals("www example org a_b".replace('_', ' '), PgText.words("www.example.org/a_b"));
        assertEquals("cafe resume", PgText.words("CAF\u00c9, re\u0301sume\u0301"));
        assertEquals("\u4e2d\u6587 \u0434\u043e\u043c", PgText.words("\u4e2d\u6587\u3002\u0414\u041e\u041c"));
        assertEquals("", PgText.words("?! \u0000 \ud83d\ude00"));
    }
}
