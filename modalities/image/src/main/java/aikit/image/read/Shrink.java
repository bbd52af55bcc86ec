package aikit.image.read;

/// By how much a JPEG file is decoded smaller than it is.
final class Shrink {

    /// How many pixels of what is decoded stand for one of what the model sees, at least.
    private static final int GAP = 2;

    /// How far a place may move, in pixels of what the model sees, because the last pixel that is decoded stands for more
    /// than there is of the picture.
    private static final double SHIFT = 0.1;

    private Shrink() {}

    /// @param edge pixels of the shorter edge that the model sees, or 0 for all there are
    static int of(JpegHeader header, int edge) {
        int gap = Integer.getInteger("gap", GAP);
        int shorter = Math.min(header.width(), header.height());
        for (int shrink = 8; edge > 0 && shrink > 1; shrink /= 2) {
            int behind = Math.max(Math.floorMod(-header.width(), shrink), Math.floorMod(-header.height(), shrink));
            if (shorter >= (long) gap * edge * shrink && behind * edge <= SHIFT * shorter && even(header, shrink)) {
                return shrink;
            }
        }
        return 1;
    }

    /// Whether every component has blocks large enough to be decoded in one size with the others.
    private static boolean even(JpegHeader header, int shrink) {
        for (JpegHeader.Component component : header.components()) {
            if (!fits(header.across(), component.across(), shrink) || !fits(header.down(), component.down(), shrink)) {
                return false;
            }
        }
        return true;
    }

    private static boolean fits(int most, int own, int shrink) {
        return most % own == 0 && most / own <= shrink && most != 3;
    }
}
