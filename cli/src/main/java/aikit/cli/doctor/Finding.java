package aikit.cli.doctor;

import aikit.AiException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// One thing that was looked at.
///
/// @param area group of findings it stands in, such as `java` or `folders`
/// @param name what was looked at
/// @param message what was found, one line
/// @param hint what to do about it; empty when there is nothing to do
/// @param numbers what can be counted, by a name that says the unit (`free_bytes`)
public record Finding(String area, String name, State state, String message, String hint, Map<String, Long> numbers) {

    /// How bad it is.
    public enum State {
        /// As it should be.
        OK,
        /// Not there, and not missed: an accelerator that this machine has not got, a check that was not made.
        NONE,
        /// Works, but something is slower or will fail some day.
        WARN,
        /// Something that embedding needs does not work.
        FAIL;

        /// As it stands in the report.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// A failure that embedding can do without.
    public static Finding of(AiException failure, String area, String name) {
        return warn(area, name, failure.getMessage(), failure.hint().orElse("correct it"));
    }

    static Finding ok(String area, String name, String message) {
        return new Finding(area, name, State.OK, message, "", Map.of());
    }

    static Finding none(String area, String name, String message) {
        return new Finding(area, name, State.NONE, message, "", Map.of());
    }

    static Finding warn(String area, String name, String message, String hint) {
        return new Finding(area, name, State.WARN, message, hint, Map.of());
    }

    static Finding fail(String area, String name, String message, String hint) {
        return new Finding(area, name, State.FAIL, message, hint, Map.of());
    }

    Finding with(String number, long value) {
        Map<String, Long> more = new TreeMap<>(numbers);
        more.put(number, value);
        return new Finding(area, name, state, message, hint, more);
    }

    Finding hinting(String advice) {
        return new Finding(area, name, state, message, advice, numbers);
    }
}
