package aikit.text;

import java.util.List;

/// The text of an input and the parts it is made of. Passages never cross a part.
///
/// @param text all text, line ends as `\n`
/// @param parts in reading order, not overlapping
/// @param unit what a part is: `page`, `row`, [#LINE] for plain text, `second` for what was said, or empty when the
///     document is one part
/// @param whole whether each part is an entry of its own (a row, a line, a text given as such) that is embedded as one
///     vector unless told otherwise, instead of prose to be split into passages
/// @param warnings what was wrong with the input although it could be read; empty for a sound one
public record Document(String text, List<Part> parts, String unit, boolean whole, List<String> warnings) {

    /// The unit of a plain text, whose parts begin at the line that their number says: so do its passages.
    public static final String LINE = "line";

    /// @param start UTF-16 offset into the text, inclusive
    /// @param end exclusive
    /// @param number 1-based page, line or row, or the second from 0; 0 when there is no unit
    public record Part(int start, int end, int number) {}

    /// A text given as such: one part.
    public static Document of(String text) {
        return new Document(text, List.of(new Part(0, text.length(), 0)), "", true, List.of());
    }
}
