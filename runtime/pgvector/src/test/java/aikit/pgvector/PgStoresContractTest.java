package aikit.pgvector;

import aikit.store.Stores;
import aikit.store.StoresContract;
import java.sql.SQLException;

class PgStoresContractTest extends StoresContract {

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
