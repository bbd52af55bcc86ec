package aikit.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class LuceneStoresContractTest extends StoresContract {

    @TempDir
    private Path root;

    @Override
    protected Stores open() {
        return TestStores.folder(root);
    }

    @Override
    protected void clear() {}
}
