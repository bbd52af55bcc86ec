package aikit.image.draw;

/// The colour of a label: the same for the same word in every picture, and bright, so that it stands out.
///
/// @param rgb `0xRRGGBB`
public record LabelColour(int rgb) {

    /// Words that follow one another in number get colours far from each other.
    private static final double GOLDEN = 0.618033988749895;

    private static final double SATURATION = 0.8;

    /// Weights of red, green and blue for how light a colour is: ITU-R BT.709.
    private static final double RED = 0.2126;
    private static final double GREEN = 0.7152;
    private static final double BLUE = 0.0722;

    /// The colour of a word.
    public static LabelColour of(String label) {
        double hue = (label.hashCode() & 0xffffff) * GOLDEN % 1;
        return new LabelColour(channel(hue, 5) << 16 | channel(hue, 3) << 8 | channel(hue, 1));
    }

    /// HSV to a channel, by the formula of Wikipedia's "HSL and HSV", with the full value.
    private static int channel(double hue, int number) {
        double k = (number + 6 * hue) % 6;
        return (int) Math.round(255 * (1 - SATURATION * Math.max(0, Math.min(1, Math.min(k, 4 - k)))));
    }

    /// What can be read on it: black or white.
    public int text() {
        double light = RED * (rgb >> 16 & 0xff) + GREEN * (rgb >> 8 & 0xff) + BLUE * (rgb & 0xff);
        return light > 120 ? 0x000000 : 0xffffff;
    }

    /// `#rrggbb`
    public String hex() {
        return String.format("#%06x", rgb);
    }
}
