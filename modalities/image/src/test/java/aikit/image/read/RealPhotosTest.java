package aikit.image.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import aikit.Input;
import aikit.Result.Size;
import aikit.image.ImageReader;
import aikit.image.Pixels;
import aikit.image.process.PillowResize;
import aikit.image.process.Resampling;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Photos that are not part of the project, where the folder `AI_TEST_MEDIA` has them.
class RealPhotosTest {

    private static Input media(String name) {
        Path file = Path.of(Optional.ofNullable(System.getenv("AI_TEST_MEDIA")).orElse("")).resolve(name);
        assumeTrue(Files.exists(file), "AI_TEST_MEDIA has no " + name);
        return new Input.OfFile(file, name);
    }

    private static Pixels small(Input input, int edge) {
        return PillowResize.resize(ImageReader.read(input, edge).pixels(), new Size(300, 224), Resampling.BICUBIC);
    }

    /// The same view, saved lying in four ways.
    @ParameterizedTest
    @ValueSource(ints = {3, 6, 8})
    void turnedPhotosLookTheSame(int orientation) {
        Input turned = media("exif_landscape_" + orientation + ".jpg");
        Input upright = media("exif_landscape_1.jpg");
        assertEquals(ImageReader.read(upright).size(), ImageReader.read(turned).size());
        Samples.Difference difference = Samples.Difference.of(small(upright, 0), small(turned, 0));
        assertTrue(difference.mean() < 3, difference.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"exif_landscape_1.jpg", "exif_landscape_6.jpg", "big_buck_bunny.jpg"})
    void scaledPhotosLookTheSame(String name) {
        Input photo = media(name);
        Samples.Difference difference = Samples.Difference.of(small(photo, 0), small(photo, 224));
        assertTrue(difference.mean() < 1 && difference.most() <= 10, difference.toString());
    }
}
