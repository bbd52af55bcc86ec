package aikit.image;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/// Each library has one place in this module.
class PackageOrderTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("aikit.image");

    @Test
    void onlyTheReaderKnowsDecoders() {
        assertTrue(CLASSES.contain("aikit.image.read.CodedPicture"));
        noClasses().that().resideOutsideOfPackage("aikit.image.read").should().dependOnClassesThat()
                .resideInAnyPackage("org.bytedeco..", "aikit.ffmpeg..", "com.twelvemonkeys..").check(CLASSES);
    }

    /// Files are read without any idea of what they are read for.
    @Test
    void theReaderKnowsNoTask() {
        noClasses().that().resideInAPackage("aikit.image.read").should().dependOnClassesThat()
                .resideInAnyPackage("aikit.image.process..", "aikit.image.detect..", "aikit.image.draw..")
                .check(CLASSES);
    }
}
