package aikit.image;

import aikit.Result.Size;
import java.util.List;

/// A picture that was read.
///
/// @param pixels of all of it; fewer than there are when they were decoded scaled
/// @param size of the whole picture, upright
/// @param warnings what was wrong with the file although it could be read; empty for a sound one
public record Picture(Pixels pixels, Size size, List<String> warnings) {}
