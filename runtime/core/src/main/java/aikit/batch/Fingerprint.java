package aikit.batch;

import aikit.task.Provenance;
import java.util.HexFormat;

/// What a result depends on, as a short text: the input (name, size, time of change), the task, the model and the
/// options. A record with the same fingerprint need not be made again.
public final class Fingerprint {

    private final Fnv base;
    private final boolean named;

    private Fingerprint(Fnv base, boolean named) {
        this.base = base;
        this.named = named;
    }

    /// @param options everything else that changes a record, as text; the `toString` of an options record will do
    public static Fingerprint of(String task, Provenance model, String options) {
        return new Fingerprint(new Fnv().add(String.join(
                "\0", task, model.model(), model.revision(), model.sha256(), model.precision(), options)), true);
    }

    /// The same, but inputs that differ in nothing but how they are named are not told apart.
    public Fingerprint unnamed() {
        return new Fingerprint(base, false);
    }

    /// What does not depend on the input, 16 hex digits.
    String common() {
        return HexFormat.of().toHexDigits(base.value());
    }

    /// 16 hex digits.
    public String of(Item.Ready item) {
        long hash = base.copy()
                .add(named ? item.name().key() : "")
                .add(item.size())
                .add(item.stamp())
                .value();
        return HexFormat.of().toHexDigits(hash);
    }
}
