package aikit.batch;

import aikit.Input;
import aikit.task.Provenance;
import java.util.HexFormat;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// What a result depends on, as a short text: the input (name, size, time of change), the task, the model and the
/// options. A record with the same fingerprint need not be made again.
public final class Fingerprint {

    private final Fnv base;
    private final boolean named;
    private final Predicate<Input> others;
    private final Supplier<Fingerprint> theirs;

    private Fingerprint(Fnv base, boolean named, Predicate<Input> others, Supplier<Fingerprint> theirs) {
        this.base = base;
        this.named = named;
        this.others = others;
        this.theirs = theirs;
    }

    /// @param options everything else that changes a record, as text; the `toString` of an options record will do
    public static Fingerprint of(String task, Provenance model, String options) {
        return new Fingerprint(new Fnv().add(String.join(
                "\0", task, model.model(), model.revision(), model.sha256(), model.precision(), options)), true,
                _ -> false, () -> null);
    }

    /// The same, but inputs that differ in nothing but how they are named are not told apart.
    public Fingerprint unnamed() {
        return new Fingerprint(base, false, others, theirs);
    }

    /// The same, but results of some inputs depend on something else.
    ///
    /// @param theirs asked when there is one of those
    public Fingerprint except(Predicate<Input> others, Supplier<Fingerprint> theirs) {
        return new Fingerprint(base, named, others, theirs);
    }

    /// What does not depend on the very input, 16 hex digits.
    String common(Input input) {
        return others.test(input) ? theirs.get().common(input) : HexFormat.of().toHexDigits(base.value());
    }

    /// 16 hex digits.
    public String of(Item.Ready item) {
        if (others.test(item.input())) {
            return theirs.get().of(item);
        }
        long hash = base.copy()
                .add(named ? item.name().key() : "")
                .add(item.size())
                .add(item.stamp())
                .value();
        return HexFormat.of().toHexDigits(hash);
    }
}
