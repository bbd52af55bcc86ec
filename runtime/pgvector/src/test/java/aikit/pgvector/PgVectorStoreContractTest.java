package aikit.pgvector;

import aikit.store.Stores;
import aikit.store.VectorStoreContract;
import java.sql.SQLException;

class PgVectorStoreContractTest extends VectorStoreContract {

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
