package aikit.pgvector;

import aikit.AiException;
import aikit.store.Space;
import aikit.store.StoreFolder;
import aikit.store.Stores;
import aikit.store.VectorStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The stores of a PostgreSQL database with pgvector, for several users and machines. Everything is in one schema of it,
/// which is made when something is stored; who may read it is the server's matter.
///
/// A store that is open holds a connection and the state of the database at that time, and a writer another connection.
/// A pooler in between must not share connections between transactions.
///
/// Every call throws [AiException]: of kind USAGE when the server refuses the user, has no pgvector, or a newer `ai` was
/// here; MODEL when it is out of reach; LIMIT when its disk is full or it takes no more connections.
public final class PgStores implements Stores {

    /// Where stores are unless something else is said.
    public static final String SCHEMA = "ai";

    /// Passages up to which each search compares them all, as in the embedded store.
    private static final long MOST_EXACT = 200_000;

    /// A store is rewritten while somebody opens it, and again; more often than that is no accident.
    private static final int TRIES = 20;

    private final PgAddress server;
    private final PgSchema schema;
    private final long mostExact;

    /// @param url `postgresql://USER:PASSWORD@HOST:PORT/DATABASE?PROPERTY=VALUE`, percent-encoded, or the same after
    ///     `jdbc:`; properties are those of the JDBC driver, such as `sslmode`. A password may stand in `~/.pgpass` instead
    /// @param schema small letters, digits and `_`
    /// @throws AiException of kind USAGE when they are none
    public PgStores(String url, String schema) {
        this(url, schema, MOST_EXACT);
    }

    /// @param mostExact passages up to which no graph is built
    PgStores(String url, String schema, long mostExact) {
        this.server = PgAddress.of(url);
        this.schema = new PgSchema(server, schema);
        this.mostExact = mostExact;
    }

    private interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    private <T> T connected(Work<T> work) {
        try (Connection connection = server.connect()) {
            return work.run(connection);
        } catch (SQLException e) {
            throw PgFailure.of(server, e);
        }
    }

    @Override
    public List<String> collections() {
        return connected(connection -> schema.exists(connection) ? schema.collections(connection) : List.of());
    }

    private List<PgSpace> rows(String collection) {
        String name = StoreFolder.checked(collection);
        return connected(connection -> schema.exists(connection) ? schema.spaces(connection, name) : List.of());
    }

    @Override
    public List<Space> spaces(String collection) {
        return rows(collection).stream().map(PgSpace::space).toList();
    }

    @Override
    public Optional<VectorStore> open(String collection, Space space) {
        String name = StoreFolder.checked(collection);
        return reader(connection -> schema.exists(connection)
                ? schema.find(connection, name, space)
                : Optional.empty());
    }

    @Override
    public List<VectorStore> open(String collection) {
        List<VectorStore> stores = new ArrayList<>();
        try {
            for (PgSpace row : rows(collection)) {
                reader(connection -> schema.find(connection, row.id())).ifPresent(stores::add);
            }
        } catch (RuntimeException e) {
            stores.forEach(VectorStore::close);
            throw e;
        }
        if (stores.isEmpty()) {
            throw nothing(collection);
        }
        return stores;
    }

    @Override
    public VectorStore create(String collection, Space space) {
        String name = StoreFolder.checked(collection);
        Optional<VectorStore> there = open(name, space);
        if (there.isPresent()) {
            return there.get();
        }
        connected(connection -> {
            connection.setAutoCommit(false);
            schema.create(connection, name, space);
            connection.commit();
            return null;
        });
        return open(name, space).orElseThrow(() -> AiException.input(
                "collection " + name + ": was removed while it was made", "run it again"));
    }

    /// Opens what is found, in the state in which it was found.
    private Optional<VectorStore> reader(Work<Optional<PgSpace>> find) {
        Connection connection = server.connect();
        try {
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            for (int tries = 0;; tries++) {
                Optional<PgSpace> found = find.run(connection);
                if (found.isEmpty()) {
                    connection.close();
                    return Optional.empty();
                }
                if (held(connection, found.get(), tries < TRIES)) {
                    return Optional.of(new PgVectorStore(server, schema, connection, found.get(), mostExact));
                }
            }
        } catch (SQLException e) {
            quietly(connection);
            throw PgFailure.of(server, e);
        } catch (RuntimeException e) {
            quietly(connection);
            throw e;
        }
    }

    /// Keeps others from dropping the tables of a space.
    ///
    /// @return false when it is too late for that: they have been replaced since the row was read
    private static boolean held(Connection connection, PgSpace space, boolean again) throws SQLException {
        String tables = space.sources() + (space.dimensions() > 0 ? ", " + space.passages() : "");
        try {
            PgSpace.run(connection, "LOCK TABLE " + tables + " IN ACCESS SHARE MODE");
            return true;
        } catch (SQLException e) {
            if (!again || !PgFailure.state(e).equals("42P01")) {
                throw e;
            }
            connection.rollback();
            return false;
        }
    }

    static void quietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // Another failure is on its way already.
        }
    }

    @Override
    public boolean remove(String collection, VectorStore.Waiting waiting) {
        List<PgSpace> rows = rows(collection);
        for (PgSpace row : rows) {
            connected(connection -> {
                PgLock lock = new PgLock(server, schema.name(), row.id());
                lock.take(connection, waiting);
                schema.remove(connection, row);
                lock.release(connection);
                schema.sweep(connection);
                return null;
            });
        }
        return !rows.isEmpty();
    }
}
