package aikit.image;

/// The pixels of an upright picture in sRGB.
///
/// @param rgb `[height, width, 3]`, a byte from 0 to 255 for each of red, green and blue; not to be changed
public record Pixels(int width, int height, byte[] rgb) {

    public Pixels {
        if (width < 1 || height < 1 || rgb.length != 3L * width * height) {
            throw new IllegalArgumentException(width + " x " + height + " pixels in " + rgb.length + " bytes");
        }
    }
}
