package aikit.batch;

import aikit.task.Provenance;
import java.util.HexFormat;

/// What a result depends on, as a short text: the input (name, size, time of change), the task, the model and the
/// options. A record with the same fingerprint need not be made again.
public final class Fingerprint {

    private final String base;

    private Fingerprint(String base) {
        this.base = base;
    }

    /// @param options everything else that changes a record, as text; the `toString` of an options record will do
    public static Fingerprint of(String task, Provenance model, String options) {
        return new Fingerprint(String.join(
                "\0", task, model.model(), model.revision(), model.sha256(), model.precision(), options));
    }

    /// 16 hex digits.
    public String of(Item.Ready item) {
        long hash = new Fnv()
                .add(base)
                .add(item.name().key())
                .add(item.size())
                .add(item.stamp())
                .value();
        return HexFormat.of().toHexDigits(hash);
    }
}
