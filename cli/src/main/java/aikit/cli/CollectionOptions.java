package aikit.cli;

import aikit.AiException;
import aikit.batch.Stop;
import aikit.cli.Arguments.Value;
import aikit.onnx.OnnxEngine;
import aikit.store.StoreFolder;
import aikit.store.Stores;
import aikit.store.VectorStore;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Which collection of the store a command is about.
public final class CollectionOptions {

    private final Value<String> collection;
    private final Value<String> address;

    public CollectionOptions(Arguments arguments) {
        collection = arguments.text("default", "NAME", "Collection of the store (default: default).", "--collection");
        address = arguments.text("", "ADDRESS",
                "Store on a server, such as postgresql://user@host/database; the password stands in ~/.pgpass.",
                "--store");
    }

    public String name() {
        return StoreFolder.checked(collection.get());
    }

    /// The stores of this user, or those of the server that was named.
    ///
    /// @param engine what exact search computes with
    public Stores stores(Console console, Supplier<OnnxEngine> engine) {
        return address.get().isEmpty() ? new StoreFolder(root(console), engine) : Stores.at(address.get());
    }

    /// The same for a single search.
    public Stores oneShot(Console console, Supplier<OnnxEngine> engine) {
        return address.get().isEmpty() ? new StoreFolder(root(console), engine, true) : Stores.at(address.get());
    }

    /// Where the stores of this user are.
    public static Path root(Console console) {
        return console.home().data().resolve("store");
    }

    /// Waits for another writer as long as nothing stops this run, and says so once.
    public static VectorStore.Waiting waiting(Console console, GlobalOptions global, Stop stop) {
        boolean[] said = new boolean[1];
        return holder -> {
            if (!said[0]) {
                global.say(console, "waiting for another ai that writes this store" + holder);
                said[0] = true;
            }
            return stop.reason().isEmpty();
        };
    }

    /// `key=value` pairs.
    ///
    /// @param option for messages
    public static Map<String, String> pairs(String option, List<String> texts) {
        Map<String, String> pairs = new HashMap<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            if (equals < 1 || text.indexOf('\0') >= 0) {
                throw AiException.usage(option + " " + text + ": is not of the form key=value", "as in project=apollo");
            }
            pairs.put(text.substring(0, equals), text.substring(equals + 1));
        }
        return pairs;
    }
}
