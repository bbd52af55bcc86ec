package aikit.pgvector;

import aikit.AiException;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// What a failure of the server means to the user, by its SQLSTATE (PostgreSQL, appendix A).
final class PgFailure {

    /// What the server does not understand, but for names that are not there and rights.
    private static final Pattern BUG = Pattern.compile("42(?!501|704|P01).*");

    private PgFailure() {}

    /// @return of kind USAGE when user, database or rights are wrong, LIMIT when something is full or took too long,
    ///     MODEL when the server is out of reach or its data is damaged
    static AiException of(PgAddress server, SQLException e) {
        if (BUG.matcher(state(e)).matches()) {
            throw new IllegalStateException(e);
        }
        return of(server.toString(), state(e), why(e)).causedBy(e);
    }

    private static AiException of(String server, String state, String why) {
        return switch (state) {
            case "08004", "28000", "28P01" -> AiException.usage(
                    server + ": the server refuses the user or the password",
                    "check both; a password may stand in ~/.pgpass");
            case "3D000" -> AiException.usage(server + ": there is no such database", "make it, or name another");
            case "42501" -> AiException.usage(
                    server + ": the user may not do that: " + why, "ask an administrator for the rights");
            case "42704" -> noVector(server, why);
            case "53100" -> AiException.limit(
                    server + ": the disk of the server is full", "free some space and run it again: it goes on");
            case "53200", "53300", "53400", "54000", "54001", "55P03", "57014" -> AiException.limit(
                    server + ": the server is at a limit: " + why, "run it again later, or raise the limit");
            case "XX001", "XX002" -> AiException.model(
                    server + ": the database is damaged: " + why, "see the log of the server");
            default -> lost(state)
                    ? AiException.model(server + ": the server is out of reach: " + why,
                            "check that it runs and that the address is right; then run it again")
                    : AiException.model(server + ": the server cannot do it: " + why, "see the log of the server");
        };
    }

    /// Whether the connection is gone, or never was.
    private static boolean lost(String state) {
        return state.startsWith("08") || state.startsWith("57P") || state.equals("25P03") || state.equals("25P04");
    }

    /// pgvector is missing, or lies where it is not looked for.
    static AiException noVector(String server, String why) {
        return AiException.usage(
                server + ": the database has no pgvector: " + why,
                "install pgvector on the server, and let an administrator run: CREATE EXTENSION vector");
    }

    static String state(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }

    /// The server's sentence, without what it quotes of the data.
    static String why(SQLException e) {
        ServerErrorMessage said = e instanceof PSQLException server ? server.getServerErrorMessage() : null;
        String message = said == null || said.getMessage() == null ? e.getMessage() : said.getMessage();
        return message == null ? "it does not say why" : message.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
