package aikit.audio.whisper;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Cuts the tokens of a window at its pairs of time tokens, and says how far the window was really heard. The rules of
/// `_retrieve_segment` in transformers, which are those of `transcribe` in openai-whisper, but that a piece that is alone in
/// its window begins when the model says so: there it begins with the window.
///
/// @param firstTime `<|0.00|>`
record SegmentCutter(int firstTime) {

    /// A piece of a window.
    ///
    /// @param first of its tokens, from 0
    /// @param end of its tokens, exclusive
    /// @param start time steps of 0.02 s from the start of the window
    /// @param stop time steps
    record Piece(int first, int end, double start, double stop) {}

    /// @param frames mel frames from the start of the window after which the next one begins
    record Cut(List<Piece> pieces, int frames) {}

    /// @param tokens of the window, without the end token
    /// @param frames mel frames of the window that are sound and no padding
    Cut cut(int[] tokens, int frames) {
        int count = tokens.length;
        boolean singleEnding = count >= 2 && !isTime(tokens[count - 2]) && isTime(tokens[count - 1]);
        List<Integer> ends = new ArrayList<>();
        for (int i = 1; i < count; i++) {
            if (isTime(tokens[i - 1]) && isTime(tokens[i])) {
                ends.add(i);
            }
        }
        if (ends.isEmpty()) {
            double closing = lastTime(tokens, frames);
            int opening = count > 1 && isTime(tokens[0]) ? tokens[0] - firstTime : 0;
            return new Cut(List.of(new Piece(0, count, opening < closing ? opening : 0, closing)), frames);
        }
        if (singleEnding) {
            ends.add(count);
        } else {
            // The last time token belongs to the last piece, which shows that it is followed by another one.
            ends.set(ends.size() - 1, ends.getLast() + 1);
        }
        List<Piece> pieces = new ArrayList<>();
        int first = 0;
        for (int i = 0; i < ends.size(); i++) {
            int end = ends.get(i);
            boolean last = i == ends.size() - 1;
            int closing = tokens[last && !singleEnding ? end - 2 : end - 1];
            // A model that was told to write no times may write one all the same, and not at the start.
            int opening = isTime(tokens[first]) ? tokens[first] - firstTime : 0;
            pieces.add(new Piece(first, end, opening, closing - firstTime));
            first = end;
        }
        // What follows the last pair is cut off by the end of the window: the next window begins there.
        int heard = singleEnding ? frames : (tokens[first - 2] - firstTime) * WhisperConfig.STRIDE;
        return new Cut(pieces, heard);
    }

    /// The same for a window that nothing follows: what comes after the last pair is a piece too.
    List<Piece> all(int[] tokens, int frames) {
        List<Piece> pieces = new ArrayList<>(cut(tokens, frames).pieces());
        int opening = pieces.getLast().end() - 1;
        if (opening >= 1 && opening + 1 < tokens.length && isTime(tokens[opening])) {
            int[] rest = Arrays.copyOfRange(tokens, opening, tokens.length);
            pieces.add(new Piece(opening, tokens.length, tokens[opening] - firstTime, lastTime(rest, frames)));
        }
        return pieces;
    }

    private boolean isTime(int token) {
        return token >= firstTime;
    }

    private double lastTime(int[] tokens, int frames) {
        for (int i = tokens.length - 1; i >= 0; i--) {
            if (isTime(tokens[i])) {
                return tokens[i] == firstTime ? frames / WhisperConfig.STRIDE : tokens[i] - firstTime;
            }
        }
        return frames / WhisperConfig.STRIDE;
    }
}
