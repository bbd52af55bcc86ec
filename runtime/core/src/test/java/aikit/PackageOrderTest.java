package aikit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The packages of this module build on each other in one direction, and each library has one place.
class PackageOrderTest {

    /// A package uses only those before it. `model`, `vector` and `onnx` are told apart all the same: none of the
    /// first two knows a session.
    private static final List<String> ORDER = List.of(
            "aikit", "aikit.model", "aikit.vector", "aikit.onnx", "aikit.tokenize", "aikit.generate", "aikit.store",
            "aikit.eval",
            "aikit.task", "aikit.batch");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("aikit");

    @Test
    void readsTheClassFilesOfThisJdk() {
        assertTrue(CLASSES.contain("aikit.AiException"));
        assertFalse(CLASSES.get("aikit.AiException").getMethods().isEmpty());
    }

    @Test
    void packagesUseOnlyThoseBeforeThem() {
        List<String> wrong = new ArrayList<>();
        for (JavaClass type : CLASSES) {
            int place = ORDER.indexOf(type.getPackageName());
            assertTrue(place >= 0, type.getName() + " is in a package that has no place in the order");
            for (Dependency use : type.getDirectDependenciesFromSelf()) {
                JavaClass target = use.getTargetClass().getBaseComponentType();
                if (ORDER.indexOf(target.getPackageName()) > place) {
                    wrong.add(use.getDescription());
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void onlyOnnxKnowsOnnxRuntime() {
        List<String> wrong = new ArrayList<>();
        for (JavaClass type : CLASSES) {
            for (Dependency use : type.getDirectDependenciesFromSelf()) {
                JavaClass target = use.getTargetClass().getBaseComponentType();
                boolean tensor = type.getPackageName().equals("aikit.generate")
                        && target.getName().equals("ai.onnxruntime.OnnxTensor");
                if (target.getPackageName().startsWith("ai.onnxruntime")
                        && !type.getPackageName().equals("aikit.onnx") && !tensor) {
                    wrong.add(use.getDescription());
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void librariesHaveOnePlace() {
        only("aikit.store", "org.apache.lucene..");
        only("aikit.tokenize", "ai.djl..");
        noClasses().should().dependOnClassesThat().resideInAnyPackage("picocli..", "org.bytedeco..").check(CLASSES);
    }

    private static void only(String place, String library) {
        noClasses().that().resideOutsideOfPackage(place).should().dependOnClassesThat().resideInAPackage(library)
                .allowEmptyShould(true).check(CLASSES);
    }

    @Test
    void nothingHereEndsTheProcessOrPrints() {
        TreeSet<String> wrong = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            type.getMethodCallsFromSelf().stream()
                    .filter(call -> call.getTargetOwner().isEquivalentTo(System.class) && call.getName().equals("exit")
                            || call.getTargetOwner().isEquivalentTo(Runtime.class) && call.getName().equals("halt"))
                    .forEach(call -> wrong.add(call.getDescription()));
            type.getFieldAccessesFromSelf().stream()
                    .filter(access -> access.getTargetOwner().isEquivalentTo(System.class))
                    .filter(access -> access.getName().equals("out") || access.getName().equals("err"))
                    .forEach(access -> wrong.add(access.getDescription()));
        }
        assertEquals(new TreeSet<>(), wrong);
    }
}
