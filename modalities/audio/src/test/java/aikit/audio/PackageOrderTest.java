package aikit.audio;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/// Each library has one place in this module.
class PackageOrderTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("aikit.audio");

    @Test
    void onlyTheDecoderKnowsFfmpeg() {
        assertTrue(CLASSES.contain("aikit.audio.media.Container"));
        noClasses().that().resideOutsideOfPackage("aikit.audio.media").should().dependOnClassesThat()
                .resideInAPackage("org.bytedeco..").check(CLASSES);
    }

    /// Files are read without any idea of what they are read for.
    @Test
    void theDecoderKnowsNothingElseHere() {
        noClasses().that().resideInAPackage("aikit.audio.media").should().dependOnClassesThat()
                .resideInAPackage("aikit.audio").check(CLASSES);
    }
}
