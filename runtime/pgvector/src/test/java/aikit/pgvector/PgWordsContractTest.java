package aikit.pgvector;

import aikit.store.Stores;
import aikit.store.WordsContract;
import java.sql.SQLException;

class PgWordsContractTest extends WordsContract {

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
