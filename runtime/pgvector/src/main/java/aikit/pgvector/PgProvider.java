package aikit.pgvector;

import aikit.store.Stores;

/// Stores by an address such as `postgresql://user@host/database`.
public final class PgProvider implements Stores.Provider {

    @Override
    public String scheme() {
        return "postgresql:";
    }

    @Override
    public Stores open(String address) {
        return new PgStores(address, PgStores.SCHEMA);
    }
}
