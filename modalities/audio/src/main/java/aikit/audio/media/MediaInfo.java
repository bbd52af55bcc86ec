package aikit.audio.media;

import java.util.List;

/// What a file says of itself.
///
/// @param container such as `wav`, `mp4`, `matroska`
/// @param seconds how long the chosen track is, or the whole file where tracks have no length of their own; NaN when
///     nothing tells
/// @param estimated whether the length was worked out from the size of the file, as nothing in it tells
/// @param video whether there are moving pictures beside the sound
/// @param tracks of sound, in the order of the file
/// @param chosen number of the track that is decoded
public record MediaInfo(
        String container, double seconds, boolean estimated, boolean video, List<Track> tracks, int chosen) {

    /// A track of sound.
    ///
    /// @param number from 1, as the user names it
    /// @param codec such as `aac`, as FFmpeg names it
    /// @param sampleRate samples in a second, before any conversion
    /// @param layout of the channels, such as `stereo` or `5.1(side)`
    /// @param bitRate bits in a second; 0 when nothing tells
    /// @param language as the file has it, most often ISO 639-2 such as `deu`; empty when nothing tells
    /// @param title empty when there is none
    public record Track(
            int number, String codec, int sampleRate, int channels, String layout, long bitRate, String language,
            String title) {

        /// On one line, for messages.
        public String describe() {
            StringBuilder text = new StringBuilder().append(number);
            if (!language.isEmpty()) {
                text.append(' ').append(language);
            }
            if (!title.isEmpty()) {
                text.append(" \"").append(title).append('"');
            }
            return text.append(" (").append(codec).append(' ').append(layout).append(')').toString();
        }
    }

    /// The track that is decoded.
    public Track track() {
        return tracks.get(chosen - 1);
    }
}
