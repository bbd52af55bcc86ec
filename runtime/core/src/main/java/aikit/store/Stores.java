package aikit.store;

import aikit.AiException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/// Where stores are kept: collections by name, and in each of them a store for every [Space].
///
/// Implementations: a folder on disk, and a schema of a PostgreSQL database.
public interface Stores {

    /// What a server brings to be named by an address, in `META-INF/services/aikit.store.Stores$Provider`.
    interface Provider {

        /// Start of the addresses it serves, such as `postgresql:`.
        String scheme();

        /// @throws AiException of kind USAGE when the address is none
        Stores open(String address);
    }

    /// The stores at an address.
    ///
    /// @throws AiException of kind USAGE when nothing serves it
    static Stores at(String address) {
        List<String> schemes = new ArrayList<>();
        for (Provider provider : ServiceLoader.load(Provider.class)) {
            if (address.startsWith(provider.scheme())) {
                return provider.open(address);
            }
            schemes.add(provider.scheme());
        }
        throw AiException.usage(
                "--store: this is the address of no store", "an address begins with " + String.join(" or ", schemes));
    }

    /// Names of the collections, sorted.
    List<String> collections();

    /// The spaces of a collection, as they were when it was last written; empty when there is no such collection.
    ///
    /// @throws AiException of kind USAGE for a name that is none
    List<Space> spaces(String collection);

    /// Opens a store for reading. Close it.
    ///
    /// @throws AiException of kind USAGE when a newer `ai` wrote it, MODEL when it is damaged or out of reach
    Optional<VectorStore> open(String collection, Space space);

    /// Opens every store of a collection, at least one. Close them.
    ///
    /// @throws AiException of kind INPUT when there is none
    List<VectorStore> open(String collection);

    /// Opens a store, and makes it when it is not there. Close it.
    VectorStore create(String collection, Space space);

    /// Removes a collection for good. Not while somebody writes it.
    ///
    /// @param waiting asked again and again while somebody does
    /// @return whether there was one
    /// @throws AiException of kind LIMIT when waiting was given up
    boolean remove(String collection, VectorStore.Waiting waiting);

    /// What to say of a collection that is not there.
    default AiException nothing(String collection) {
        List<String> others = collections();
        return AiException.input(
                "collection " + collection + ": nothing is stored",
                others.isEmpty()
                        ? "run: ai index FOLDER"
                        : "there is " + String.join(", ", others) + "; or run: ai index --collection " + collection
                                + " FOLDER");
    }
}
