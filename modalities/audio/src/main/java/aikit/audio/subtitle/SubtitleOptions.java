package aikit.audio.subtitle;

import java.util.Optional;

/// What becomes of saved transcripts and subtitles.
///
/// @param retiming how their times are moved
/// @param shaping cuts and breaks their text anew, whatever they are; empty to leave subtitles as they are
/// @param charset name of the encoding of text files; empty to find it out
/// @param language what was spoken, as ISO 639-1; empty for what the file says
public record SubtitleOptions(Retiming retiming, Optional<Shaping> shaping, String charset, String language) {}
