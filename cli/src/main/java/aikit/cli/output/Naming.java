package aikit.cli.output;

import java.util.Locale;
import java.util.Set;

/// What the file is called that holds the result of an input: `notes.txt.embed.json`, `talk.srt`, `talk.en.srt`.
///
/// @param mark stands before the ending, with its dot; empty for none
/// @param dropped endings of inputs that give way to that of the format, lower case without the dot
/// @param language the code that stands before the ending, [#FOUND] for that of each result; empty for none
public record Naming(String mark, Set<String> dropped, String language) {

    /// The language that a result is found to be in.
    public static final String FOUND = "found";

    public Naming {
        dropped = Set.copyOf(dropped);
    }

    /// Every input keeps its whole name.
    public static Naming of(String mark) {
        return new Naming(mark, Set.of(), "");
    }

    /// A name without the ending that gives way.
    String stem(String name) {
        int dot = name.lastIndexOf('.');
        boolean gives = dot > name.lastIndexOf('/') + 1
                && dropped.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
        return gives ? name.substring(0, dot) : name;
    }

    /// What follows the stem.
    ///
    /// @param code of the language; empty for none
    String ending(Format format, String code) {
        return mark + (code.isEmpty() ? "" : "." + code) + "." + format.ending();
    }
}
