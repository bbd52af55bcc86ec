package aikit.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Who may end the process, and which libraries the modalities and the command line keep away from.
class BoundaryTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("aikit");

    /// `Main` at the end of a command, and the second Ctrl-C at once.
    @Test
    void onlyMainAndASecondSignalEndTheProcess() {
        TreeSet<String> enders = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            for (JavaMethodCall call : type.getMethodCallsFromSelf()) {
                boolean exit = call.getTargetOwner().isEquivalentTo(System.class) && call.getName().equals("exit");
                boolean halt = call.getTargetOwner().isEquivalentTo(Runtime.class)
                        && (call.getName().equals("halt") || call.getName().equals("exit"));
                if (exit || halt) {
                    enders.add(call.getOriginOwner().getName() + "." + call.getOrigin().getName());
                }
            }
        }
        assertEquals(new TreeSet<>(Set.of("aikit.cli.Main.main", "aikit.cli.Interrupts.heard")), enders);
    }

    @Test
    void picocliIsOnlyInTheCommandLine() {
        noClasses().that().resideOutsideOfPackage("aikit.cli..").should().dependOnClassesThat()
                .resideInAPackage("picocli..").check(CLASSES);
    }

    @Test
    void theCommandLineKnowsNoEngine() {
        noClasses().that().resideInAPackage("aikit.cli..").should().dependOnClassesThat()
                .resideInAnyPackage("ai.onnxruntime..", "ai.djl..", "org.apache.lucene..", "org.bytedeco..")
                .check(CLASSES);
    }
}
