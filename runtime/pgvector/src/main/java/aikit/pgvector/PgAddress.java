package aikit.pgvector;

import aikit.AiException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.regex.Pattern;
import org.postgresql.Driver;

/// Where a PostgreSQL server is and who asks. The password is in nothing that is shown.
final class PgAddress {

    private static final String FORM = "write postgresql://USER@HOST:PORT/DATABASE; a password may stand in ~/.pgpass";

    /// Seconds until a server that does not answer counts as out of reach.
    private static final String CONNECT_SECONDS = "10";

    private static final Pattern HOSTS = Pattern.compile(
            "(?:(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\])?(?::\\d{1,5})?,?)*");

    private final String hosts;
    private final String database;
    private final Properties properties;

    private PgAddress(String hosts, String database, Properties properties) {
        this.hosts = hosts;
        this.database = database;
        this.properties = properties;
    }

    /// @param url `postgresql://[USER[:PASSWORD]@][HOST[:PORT],...][/DATABASE][?PROPERTY=VALUE&...]`, percent-encoded, as
    ///     `libpq` has it, or the same after `jdbc:`; properties are those of the JDBC driver
    /// @throws AiException of kind USAGE when it is none
    static PgAddress of(String url) {
        String text = url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url;
        String rest = after(text, "postgresql:", "postgres:");
        Properties properties = new Properties();
        properties.setProperty("connectTimeout", CONNECT_SECONDS);
        properties.setProperty("tcpKeepAlive", "true");
        int question = rest.indexOf('?');
        if (question >= 0) {
            for (String pair : rest.substring(question + 1).split("&")) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    properties.setProperty(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
                }
            }
            rest = rest.substring(0, question);
        }
        if (!rest.startsWith("//")) {
            return of("", rest, properties);
        }
        int slash = rest.indexOf('/', 2);
        String authority = slash < 0 ? rest.substring(2) : rest.substring(2, slash);
        if (text.lastIndexOf('@') > text.indexOf(authority) + authority.length()) {
            // What stands before it would be taken for the host, and shown.
            throw AiException.usage(
                    "the address of the server has an @ after the host",
                    "in user and password, write / as %2F, ? as %3F, # as %23 and @ as %40");
        }
        int at = authority.lastIndexOf('@');
        if (at >= 0) {
            user(authority.substring(0, at), properties);
        }
        return of(authority.substring(at + 1), slash < 0 ? "" : rest.substring(slash + 1), properties);
    }

    private static PgAddress of(String hosts, String database, Properties properties) {
        if (!HOSTS.matcher(hosts).matches()) {
            throw AiException.usage("the address of the server has no host that could be one",
                    FORM);
        }
        String user = properties.getProperty("user", System.getProperty("user.name"));
        properties.setProperty("user", user);
        return new PgAddress(
                hosts.isEmpty() ? "localhost" : hosts, database.isEmpty() ? user : decoded(database), properties);
    }

    private static String after(String text, String... schemes) {
        for (String scheme : schemes) {
            if (text.startsWith(scheme)) {
                return text.substring(scheme.length());
            }
        }
        throw AiException.usage("the address of the server is not that of a PostgreSQL server", FORM);
    }

    private static void user(String info, Properties properties) {
        int colon = info.indexOf(':');
        properties.setProperty("user", decoded(colon < 0 ? info : info.substring(0, colon)));
        if (colon >= 0) {
            properties.setProperty("password", decoded(info.substring(colon + 1)));
        }
    }

    private static String decoded(String text) {
        try {
            // A plus is a plus here, other than in forms.
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            // The reason would quote what may be a password.
            throw AiException.usage("the address of the server has a % that encodes nothing", "write % as %25");
        }
    }

    /// A new connection. Close it.
    ///
    /// @throws AiException of kind MODEL when the server is out of reach, USAGE when it refuses the user
    Connection connect() {
        Properties all = new Properties();
        properties.stringPropertyNames().forEach(name -> all.setProperty(name, properties.getProperty(name)));
        all.setProperty("ApplicationName", PgLock.name());
        try {
            return new Driver().connect("jdbc:postgresql://" + hosts + "/" + encoded(database), all);
        } catch (SQLException e) {
            throw PgFailure.of(this, e);
        }
    }

    private static String encoded(String database) {
        return URLEncoder.encode(database, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// For people: host and database.
    @Override
    public String toString() {
        return hosts + "/" + database;
    }
}
