package aikit.pgvector;

import aikit.store.Stores;
import aikit.store.WriterContract;
import java.sql.SQLException;

class PgWriterContractTest extends WriterContract {

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
