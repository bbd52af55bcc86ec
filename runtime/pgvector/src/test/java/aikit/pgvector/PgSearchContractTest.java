package aikit.pgvector;

import aikit.store.Stores;
import aikit.store.SearchContract;
import java.sql.SQLException;

class PgSearchContractTest extends SearchContract {

    private TestServer server;

    @Override
    protected Stores open() {
        server = TestServer.open();
        return server.stores();
    }

    @Override
    protected void clear() throws SQLException {
        server.close();
    }
}
