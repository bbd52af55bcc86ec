package aikit.audio.subtitle;

import aikit.Result.Transcript;

/// A transcript that was read from a file.
///
/// @param recording name of what was transcribed, where the file tells it; else empty
/// @param subtitles whether the segments are cues that somebody has shaped, with line breaks in their text
public record SavedTranscript(Transcript transcript, String recording, boolean subtitles) {}
