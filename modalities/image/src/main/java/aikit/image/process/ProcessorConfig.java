package aikit.image.process;

import aikit.Result.Size;
import aikit.image.process.ChannelValues.Step;
import java.util.List;
import java.util.Optional;

/// How pictures are prepared for a model: first resized, then cut, then made numbers, then padded.
///
/// @param size to what they are resized; empty for a model that takes them as they are
/// @param resampling with which filter
/// @param crop the part around the centre that is kept; empty for all
/// @param centre where the centre is when the margins are not even
/// @param steps from a byte to a number
/// @param flipped whether the model takes blue, green, red
/// @param padding up to what size zeros are added to the right and below; empty for none
/// @param masked whether the model is told where the picture is (`pixel_mask`)
public record ProcessorConfig(
        Optional<SizeRule> size, Resampling resampling, Optional<Size> crop, Rounding centre, List<Step> steps,
        boolean flipped, Optional<Size> padding, boolean masked) {}
