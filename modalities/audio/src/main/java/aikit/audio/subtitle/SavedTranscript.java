package aikit.audio.subtitle;

import aikit.Result.Transcript;

/// A transcript that was read from a file.
///
/// @param recording name of what was transcribed, where the file tells it; else empty
public record SavedTranscript(Transcript transcript, String recording) {}
