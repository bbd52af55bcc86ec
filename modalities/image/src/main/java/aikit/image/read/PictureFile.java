package aikit.image.read;

import aikit.AiException;
import aikit.Input;
import aikit.Result.Size;
import aikit.image.Picture;
import aikit.image.Pixels;
import java.util.ArrayList;
import java.util.List;

/// A file with one picture or, as TIFF, several pages. Its header was read; nothing is open. Told apart by its first
/// bytes: what it is called does not matter.
public final class PictureFile {

    private static final String KINDS = "pictures are read: JPEG, PNG, GIF, WebP, TIFF, BMP, AVIF, HEIC";

    private final Bytes bytes;
    private final List<Still> pages;
    private final Limits limits;

    private PictureFile(Bytes bytes, List<Still> pages, Limits limits) {
        this.bytes = bytes;
        this.pages = pages;
        this.limits = limits;
    }

    /// Reads the bytes and looks at the header.
    ///
    /// @throws AiException of kind INPUT when it is no picture or one of a kind that is not read, or its header is damaged
    public static PictureFile open(Input input, Limits limits) {
        Bytes bytes = Bytes.of(input, limits.bytes());
        List<Still> pages = switch (Format.of(bytes)) {
            case JPEG -> List.of(new JpegStill(bytes));
            case PNG -> List.of(new PngStill(bytes, PngHeader.read(bytes, limits.pixels())));
            case GIF -> List.of(new GifStill(bytes));
            case BMP -> List.of(new BmpStill(bytes));
            case TIFF -> tiff(bytes);
            case WEBP -> List.of(new WebpStill(bytes));
            case AVIF, HEIC -> List.of(new HeifStill(bytes));
            case JPEG_XL -> throw notRead(bytes, "a JPEG XL file");
            case JPEG_2000 -> throw notRead(bytes, "a JPEG 2000 file");
            case PSD -> throw notRead(bytes, "a Photoshop file");
            case ICON -> throw notRead(bytes, "an icon file");
            case SVG -> throw notRead(bytes, "a drawing (SVG)");
            case UNKNOWN -> throw bytes.refused("is no picture of a kind that is known", KINDS);
        };
        return new PictureFile(bytes, pages, limits);
    }

    private static AiException notRead(Bytes bytes, String what) {
        return bytes.refused("is " + what + ", which is not read", "convert it to PNG or JPEG");
    }

    private static List<Still> tiff(Bytes bytes) {
        return TiffDirectory.pages(bytes).stream().<Still>map(page -> new TiffStill(bytes, page)).toList();
    }

    /// Whether it is a JPEG file, which has lost some of the picture already.
    public boolean isJpeg() {
        return pages.getFirst() instanceof JpegStill;
    }

    /// How many pages there are: 1 but for TIFF.
    public int pages() {
        return pages.size();
    }

    /// The size of a page, upright.
    public Size size(int page) {
        Still still = pages.get(page);
        Size size = still.size();
        return still.orientation().lying() ? new Size(size.height(), size.width()) : size;
    }

    /// Decodes a page.
    ///
    /// @param page from 0
    /// @param edge see `ImageReader`
    /// @throws AiException of kind INPUT when it has too many pixels, or cannot be decoded completely
    public Picture read(int page, int edge) {
        Still still = pages.get(page);
        Size size = still.coded();
        if ((long) size.width() * size.height() > limits.pixels()) {
            throw bytes.refused(
                    "has too many pixels: " + size.width() + " x " + size.height() + ", the limit is "
                            + limits.pixels() / 1_000_000 + " million",
                    "make it smaller, or raise the limit");
        }
        List<String> warnings = new ArrayList<>();
        try {
            Pixels pixels = still.orientation().upright(still.decode(edge, warnings));
            return new Picture(pixels, size(page), List.copyOf(warnings));
        } catch (OutOfMemoryError e) {
            // A mistake of this picture: the next one may fit.
            throw bytes.refused(
                    "does not fit into memory: " + size.width() + " x " + size.height() + " pixels",
                    "make it smaller, or give ai more: AI_JAVA_OPTS=-Xmx4g");
        }
    }
}
