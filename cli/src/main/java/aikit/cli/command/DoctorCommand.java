package aikit.cli.command;

import aikit.AiException;
import aikit.Home;
import aikit.Progress;
import aikit.cli.GlobalOptions;
import aikit.cli.Version;
import aikit.cli.doctor.Check;
import aikit.cli.doctor.Components;
import aikit.cli.doctor.EmbeddingCheck;
import aikit.cli.doctor.EngineCheck;
import aikit.cli.doctor.Finding;
import aikit.cli.doctor.FolderCheck;
import aikit.cli.doctor.HubCheck;
import aikit.cli.doctor.JavaCheck;
import aikit.cli.doctor.MachineCheck;
import aikit.cli.doctor.MediaCheck;
import aikit.cli.doctor.ModelCheck;
import aikit.cli.doctor.Report;
import aikit.model.HubSettings;
import aikit.model.ModelStore;
import aikit.onnx.Device;
import aikit.onnx.OnnxEngine;
import aikit.task.AiRuntime;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `ai doctor`: looks at everything that `ai` needs, really tries what can be tried, and says what to do.
///
/// Exit code 0 when embedding can work, 5 when something that it needs does not.
@Command(description = {"Examples:", "  ai doctor", "  ai doctor --json", "  ai doctor --offline", ""})
public final class DoctorCommand implements Callable<Integer> {

    /// How long the hub may take to answer: it is asked once, and people are waiting.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int WORKS = 0;
    private static final int UNAVAILABLE = 5;

    @Option(names = "--json", description = "One JSON record instead of text.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private final Map<String, String> environment;
    private final Home home;
    private final GlobalOptions global;

    public DoctorCommand(Map<String, String> environment, Home home, GlobalOptions global) {
        this.environment = environment;
        this.home = home;
        this.global = global;
    }

    @Override
    public Integer call() {
        Report report = Report.of(checks());
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? report.json() : report.text());
        out.flush();
        return report.state() == Finding.State.FAIL ? UNAVAILABLE : WORKS;
    }

    private List<Check> checks() {
        List<Check> checks = new ArrayList<>();
        checks.add(new Components(Version.components()));
        checks.add(new JavaCheck(environment));
        checks.add(MachineCheck.ofSystem());
        checks.add(new EngineCheck(System.getProperty("ai.natives", ""), this::probe));
        try {
            HubSettings settings = HubSettings.of(home, environment, global.offline());
            checks.add(new FolderCheck(home, settings.cache()));
            checks.add(new HubCheck(settings, PATIENCE));
        } catch (AiException e) {
            checks.add(new FolderCheck(home, home.cache()));
            checks.add(() -> List.of(Finding.of(e, "hub", "settings")));
        }
        checks.add(new ModelCheck(this::models));
        checks.add(new EmbeddingCheck(this::runtime));
        checks.add(new MediaCheck(home.cache()));
        return checks;
    }

    private List<OnnxEngine.Probe> probe() {
        try (AiRuntime runtime = runtime()) {
            return runtime.engine().probe();
        }
    }

    private AiRuntime runtime() {
        return new AiRuntime(new AiRuntime.Settings(home, Device.AUTO, 0, true), this::models, Progress.none());
    }

    /// Offline whatever the options say: an examination fetches nothing.
    private ModelStore models() {
        return ModelStore.of(home, environment, true);
    }
}
