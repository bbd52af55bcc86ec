package aikit.store;

import aikit.AiException;
import java.util.List;
import java.util.Optional;

/// Where stores are kept: collections by name, and in each of them a store for every [Space].
///
/// Implementations: a folder on disk, and a schema of a PostgreSQL database.
public interface Stores {

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
