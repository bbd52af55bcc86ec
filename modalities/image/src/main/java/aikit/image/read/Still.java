package aikit.image.read;

import aikit.Result.Size;
import aikit.image.Pixels;
import java.util.List;

/// A picture whose header was read: what it says of itself is known before anything is allocated for its pixels.
interface Still {

    /// As it lies in the file.
    Size size();

    /// How much of it must be decoded for that: more where only a part is shown.
    default Size coded() {
        return size();
    }

    Orientation orientation();

    /// Decodes it.
    ///
    /// @param edge pixels of the shorter edge that are enough, or 0: fewer than there are may come out, but all that a
    ///     model which sees it in this size can tell apart
    /// @param warnings gets what was wrong with the file although it could be decoded
    /// @return in sRGB, as it lies in the file
    /// @throws aikit.AiException of kind INPUT when it cannot be decoded completely
    Pixels decode(int edge, List<String> warnings);
}
