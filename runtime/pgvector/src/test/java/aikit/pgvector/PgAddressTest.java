package aikit.pgvector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.AiException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Addresses of servers, and that none ever says a password.
class PgAddressTest {

    private static final String PASSWORD = "s3cret";

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = {
        "postgresql://anna@db.example:5433/notes, db.example:5433/notes",
        "jdbc:postgresql://anna:s3cret@db.example/notes?sslmode=require, db.example/notes",
        "jdbc:postgresql://db.example/notes?user=anna&password=s3cret, db.example/notes",
        "postgres://anna:s3cret@db.example, db.example/anna",
        "postgresql://anna@[::1]:5432/my%20notes, [::1]:5432/my notes",
        "\"postgresql://anna@one:1,two:2/notes\", \"one:1,two:2/notes\"", "postgresql:notes, localhost/notes",
        "postgresql:///notes, localhost/notes", "postgresql://an%40na:p%40ss%2Fs3cret@db/notes, db/notes"})
    void sayWhereTheServerIs(String url, String shown) {
        assertEquals(shown, PgAddress.of(url).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "s3cret", "mysql://anna:s3cret@db/notes", "http://anna:s3cret@db/", "jdbc:oracle:s3cret",
                "postgresql://anna:s3cret%zz@db/notes", "postgresql://anna:s3cret@d b/notes",
                "postgresql://anna:s3cret?#@db/notes", "postgresql://anna:s3cret/1@db/notes",
                "postgresql://anna:1/s3cret@db/notes", "postgresql://anna:p@s3cret/@db", "postgresql://anna:s3cret"})
    void areRefusedWithoutQuotingThem(String url) {
        assertSecret(assertThrows(AiException.class, () -> PgAddress.of(url)), AiException.Kind.USAGE);
    }

    @Test
    void aServerThatIsNotThereIsOutOfReach() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        PgStores stores = new PgStores("postgresql://anna:s3cret@127.0.0.1:" + port + "/notes", "ai");
        AiException gone = assertThrows(AiException.class, stores::collections);
        assertTrue(gone.getMessage().startsWith("127.0.0.1:" + port + "/notes: "), gone.getMessage());
        assertSecret(gone, AiException.Kind.MODEL);
    }

    static void assertSecret(AiException failure, AiException.Kind kind) {
        StringWriter all = new StringWriter();
        failure.printStackTrace(new PrintWriter(all));
        String said = all + failure.hint().orElse("");
        assertFalse(said.toLowerCase(Locale.ROOT).contains(PASSWORD), said);
        assertEquals(kind, failure.kind(), said);
        assertFalse(failure.getMessage().contains("\n"), failure.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Ai", "a-b", "a b", "a\"b", "1a", "a;b"})
    void namesOfSchemasAreChecked(String schema) {
        assertEquals(AiException.Kind.USAGE,
                assertThrows(AiException.class, () -> new PgStores("postgresql:notes", schema)).kind());
    }
}
