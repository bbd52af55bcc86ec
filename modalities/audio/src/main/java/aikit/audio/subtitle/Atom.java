package aikit.audio.subtitle;

import aikit.Result.Word;
import java.util.List;

/// A piece of text that no line break divides, and when it is spoken.
///
/// @param width in columns
/// @param words the text in words whose times are known; empty when they are not
record Atom(String text, int width, Joint joint, Time time, List<Word> words) {

    /// What is between a piece and the one before it.
    ///
    /// @param spaced whether a space
    /// @param insideWord whether both are of one word
    /// @param newSegment whether a segment ends there
    record Joint(boolean spaced, boolean insideWord, boolean newSegment) {}

    /// Milliseconds.
    ///
    /// @param start never less than that of the piece before
    /// @param end at least `start`, and at most the start of the next piece
    /// @param hold until when it may stay to be read, as nothing else is said; at least `end`
    record Time(long start, long end, long hold) {}

    /// Columns that it takes after another piece in a line.
    int widthAfter() {
        return width + (joint.spaced ? 1 : 0);
    }
}
