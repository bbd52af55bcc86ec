package aikit.image.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.Result.Size;
import aikit.image.ImageReader;
import aikit.image.Picture;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Every kind of file against the pixels that Pillow sees.
class FormatsTest {

    /// How far other decoders may be from ours where rounding is theirs: the most, and the mean.
    private static final Map<String, double[]> TOLERANCE = Map.of(
            // Of profiles: littleCMS rounds what we compute in floating point.
            "profile", new double[]{2, 0.05},
            "webp", new double[]{0, 0},
            // Of AVIF and HEIC: libavif and libheif spread colours by other filters.
            "avif", new double[]{3, 0.3},
            "heic", new double[]{4, 1},
            // Colours that sRGB has not are cut off at its border, where one step in P3 can be many.
            "avif-p3", new double[]{20, 0.4});

    @BeforeAll
    static void load() {
        Samples.loadFfmpeg();
    }

    static List<String> names() {
        return Samples.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void pixelsAreThoseOfTheReference(String name) throws Exception {
        JsonNode expected = Samples.expected().get(name);
        Picture picture = Samples.read(name);
        Size size = new Size(expected.get("width").asInt(), expected.get("height").asInt());
        assertEquals(size, picture.size());
        assertEquals(size, new Size(picture.pixels().width(), picture.pixels().height()));
        if (expected.has("sha256")) {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(picture.pixels().rgb());
            assertEquals(expected.get("sha256").asString(), HexFormat.of().formatHex(digest));
        } else {
            Samples.Difference difference = Samples.Difference.of(
                    Samples.read("expected/" + name + ".png").pixels(), picture.pixels());
            String stem = name.substring(0, name.indexOf('.'));
            double[] most = TOLERANCE.getOrDefault(
                    stem, TOLERANCE.get(stem.contains("-") ? stem.substring(0, stem.indexOf('-')) : stem));
            assertTrue(difference.most() <= most[0] && difference.mean() <= most[1], difference.toString());
        }
    }

    @Test
    void onlyBrokenProfilesAreWarnedOf() {
        for (String name : names()) {
            boolean broken = name.equals("profile-broken.png") || name.equals("profile-lab.jpg");
            assertEquals(broken ? 1 : 0, Samples.read(name).warnings().size(), name);
        }
    }

    @Test
    void pagesOfTiffAreReadOneByOne() {
        PictureFile file = ImageReader.open(Samples.input("tiff-pages.tif"), Limits.USUAL);
        assertEquals(3, file.pages());
        assertEquals(new Size(60, 40), file.read(0, 0).size());
        assertEquals(new Size(50, 30), file.read(1, 0).size());
        assertEquals(new Size(40, 60), file.read(2, 0).size());
        assertEquals(new Size(40, 60), file.size(2));
    }

    @Test
    void theNameDoesNotMatter() {
        for (String name : List.of("png-rgb.png", "webp-lossy.webp", "avif.avif")) {
            var input = new aikit.Input.OfBytes(Samples.bytes(name), "photo.jpg");
            assertEquals(Samples.read(name).size(), ImageReader.read(input).size());
        }
    }
}
