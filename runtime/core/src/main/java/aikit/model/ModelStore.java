package aikit.model;

import aikit.AiException;
import aikit.Home;
import aikit.Progress;
import aikit.model.ModelDir.Graph;
import aikit.model.ModelSpec.ModelFile;
import aikit.model.ModelSpec.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Makes models present: finds them where they already are, fetches what is missing, verifies every byte.
///
/// Safe for several threads and processes. Nothing of the network is touched, not even looked up, for a model that is
/// here.
public final class ModelStore {

    private final ModelCatalog catalog;
    private final Home home;
    private final Optional<Path> builtins;
    private final Supplier<HubSettings> settings;
    private final KnownDigests digests;
    private final ModelLock lock;
    private final Licences licences;
    private final UserAliases aliases;
    private final boolean anew;
    private Optional<HubConnection> connection = Optional.empty();
    private Optional<HubModels> hub = Optional.empty();

    /// @param builtins folder of the models that come with the distribution
    /// @param settings asked for when a model of a hub or server is wanted
    public ModelStore(ModelCatalog catalog, Home home, Optional<Path> builtins, Supplier<HubSettings> settings) {
        this(catalog, home, builtins, settings, false);
    }

    private ModelStore(
            ModelCatalog catalog, Home home, Optional<Path> builtins, Supplier<HubSettings> settings, boolean anew) {
        this.catalog = catalog;
        this.home = home;
        this.builtins = builtins;
        this.settings = settings;
        this.digests = new KnownDigests(home.cache().resolve("verified.txt"));
        this.lock = new ModelLock(home.data().resolve("models.lock"));
        this.licences = new Licences(home.data());
        this.aliases = new UserAliases(home.config());
        this.anew = anew;
    }

    /// The store of this user. The launcher says where the catalogue and the models of the distribution are, in the
    /// system properties `ai.models.yaml` and `ai.builtin.models`.
    ///
    /// @param offline whether the user forbids the network
    /// @throws AiException of kind USAGE when the catalogue is missing or wrong
    public static ModelStore of(Home home, Map<String, String> environment, boolean offline) {
        Path shipped = Optional.ofNullable(System.getProperty("ai.models.yaml"))
                .map(Path::of)
                .orElseThrow(() -> AiException.usage("the model catalogue is missing", "start ai with its launcher"));
        ModelCatalog catalog = ModelCatalog.read(shipped, home.config().resolve("models.yaml"), home.cache());
        Optional<Path> builtins = Optional.ofNullable(System.getProperty("ai.builtin.models")).map(Path::of);
        return new ModelStore(catalog, home, builtins, () -> HubSettings.of(home, environment, offline));
    }

    /// The same models, but a source is asked for what it has now, whatever a model is pinned to. The pin changes when
    /// the new files are here and verified, not before.
    public ModelStore updating() {
        return new ModelStore(catalog, home, builtins, settings, true);
    }

    public ModelCatalog catalog() {
        return catalog;
    }

    public ModelLock lock() {
        return lock;
    }

    public Licences licences() {
        return licences;
    }

    public UserAliases aliases() {
        return aliases;
    }

    /// A model by what the user wrote (`NAME`, an alias, `starter`, a folder, `hf:org/repo[@revision]`) or, when that is empty,
    /// by the default of the task; made present and verified.
    ///
    /// @param precision `fp32`, `fp16`, `q8`, `q4`, or empty to let the catalogue and the machine decide
    /// @throws AiException of kind USAGE for an unknown name, MODEL when it cannot be made present
    public ModelDir open(String reference, String task, String precision, Progress progress) {
        ModelSpec spec = resolve(reference, task, precision, progress);
        Variants variant = Variants.choose(spec, precision, precision.isEmpty() ? List.of() : Cpu.kinds());
        licences.require(spec);
        List<ModelFile> files = new ArrayList<>(variant.files());
        files.addAll(spec.files());
        try {
            if (spec.source() instanceof Source.Builtin(String folder)) {
                // Asked before the switch: a switch over types is linked at run time, which a cold start feels.
                return local(spec, builtin(spec, folder), variant, "builtin");
            }
            return switch (spec.source()) {
                case Source.Builtin(String folder) -> local(spec, builtin(spec, folder), variant, "builtin");
                case Source.Folder(Path folder) -> local(spec, folder, variant, "local");
                case Source.Hub hub -> {
                    HubModels.Present present = hub().present(spec, hub, files, progress);
                    yield dir(spec, present.folder(), variant, present.commit());
                }
                case Source.Web web -> dir(spec, web().present(spec, web, files, progress), variant, WebModels.COMMIT);
            };
        } catch (IOException e) {
            throw AiException.model(spec.name() + ": its files cannot be read: " + e.getMessage(), "").causedBy(e);
        }
    }

    /// The entry that a reference means, with its variants. Only an `hf:` reference, or an entry without variants, that
    /// was never used before asks the hub.
    ///
    /// @param task empty for any
    /// @throws AiException of kind USAGE for an unknown name or a model that does not serve the task
    public ModelSpec resolve(String reference, String task, String precision, Progress progress) {
        ModelSpec spec = reference.isEmpty() ? catalog.defaultFor(task) : entry(meaning(reference, task));
        if (!task.isEmpty() && !spec.tasks().isEmpty() && !spec.tasks().contains(task)) {
            throw AiException.usage(
                    spec.name() + ": this model does not serve " + task,
                    "it serves " + String.join(", ", spec.tasks()));
        }
        if (spec.source() instanceof Source.Hub hub && spec.variants().isEmpty()) {
            ModelSpec described = hub().describe(spec.name(), hub, precision, progress);
            return spec.family().isEmpty() ? described : spec.with(described.variants());
        }
        return spec;
    }

    /// What a reference means for a task: `starter` the name of the model that comes with ai, all else itself.
    ///
    /// @throws AiException of kind USAGE when no model that comes with ai serves the task
    public String meaning(String reference, String task) {
        boolean starter = reference.equals(ModelCatalog.STARTER) && aliases.find(reference).isEmpty();
        return starter && !task.isEmpty() ? catalog.starterFor(task).name() : reference;
    }

    /// The entry that a reference means, without asking anybody: a repository that the catalogue does not know has
    /// neither family nor variants here.
    ///
    /// @throws AiException of kind USAGE for an unknown name
    public ModelSpec entry(String reference) {
        String meant = aliases.find(reference).orElse(reference);
        if (meant.startsWith("hf:")) {
            return ModelSpec.of(meant, (Source.Hub) Source.parse(meant));
        }
        return catalog.find(meant)
                .or(() -> folder(meant).map(folder -> LocalFolder.spec(meant, folder.toAbsolutePath())))
                .orElseThrow(() -> AiException.usage(
                        Yaml.printable(meant) + ": there is no such model or folder", hint(meant)));
    }

    private static Optional<Path> folder(String reference) {
        try {
            return Optional.of(Path.of(reference)).filter(Files::isDirectory);
        } catch (InvalidPathException e) {
            return Optional.empty(); // not a path on this system, so the name is unknown
        }
    }

    private String hint(String name) {
        return catalog.all().stream()
                .map(ModelSpec::name)
                .filter(known -> name.length() > 2 && (known.contains(name) || name.contains(known)))
                .findFirst()
                .map(known -> "did you mean " + known + "? See: ai models list")
                .orElse("see: ai models list");
    }

    private Path builtin(ModelSpec spec, String folder) {
        return builtins.map(root -> root.resolve(folder))
                .filter(Files::isDirectory)
                .orElseThrow(() -> AiException.model(
                        spec.name() + ": the model that comes with ai is not where it should be", "reinstall ai"));
    }

    /// A folder of this machine: only what the catalogue states can be verified.
    private ModelDir local(ModelSpec spec, Path folder, Variants variant, String revision) throws IOException {
        List<ModelFile> files = new ArrayList<>(variant.files());
        files.addAll(spec.files());
        LocalFolder.check(spec.name(), folder, files);
        for (ModelFile file : files) {
            Optional<Digest> expected = file.sha256().map(Digest::sha256);
            if (expected.isPresent() && !digests.matches(folder.resolve(file.path()), expected.get())) {
                throw AiException.model(
                        spec.name() + ": " + file.path() + " is damaged: its digest is not " + expected.get().hex(),
                        "reinstall ai, or correct the entry in models.yaml");
            }
        }
        return dir(spec, folder, variant, revision);
    }

    private ModelDir dir(ModelSpec spec, Path folder, Variants variant, String revision) throws IOException {
        List<Graph> graphs = new ArrayList<>();
        for (ModelFile file : variant.files()) {
            if (file.path().endsWith(".onnx")) {
                graphs.add(new Graph(folder.resolve(file.path()), digest(folder, file, variant.files())));
            }
        }
        return new ModelDir(spec, folder, revision, variant.precision(), graphs);
    }

    private String digest(Path folder, ModelFile graph, List<ModelFile> files) throws IOException {
        StringBuilder all = new StringBuilder();
        for (ModelFile part : files) {
            if (part == graph || HubLayout.isDataOf(graph.path(), part.path())) {
                all.append(digests.sha256(folder.resolve(part.path())));
            }
        }
        return graphDigest(all);
    }

    private static String graphDigest(StringBuilder all) {
        return all.length() == 64 ? all.toString() : Digest.sha256OfText(all.toString());
    }

    /// The digests of the graphs of a model's variants that are here, as in [Graph]; of a model that can be pinned, those
    /// that the pin states.
    Set<String> graphDigests(Path folder, Map<String, List<ModelFile>> variants, Optional<ModelLock.Pin> pin) {
        Set<String> all = new HashSet<>();
        for (List<ModelFile> files : variants.values()) {
            for (ModelFile graph : files) {
                if (!graph.path().endsWith(".onnx")) {
                    continue;
                }
                try {
                    all.add(pin.isPresent()
                            ? pinnedDigest(pin.get(), graph, files)
                            : digest(folder, graph, files));
                } catch (IOException e) {
                    // A variant that is not here.
                }
            }
        }
        return all;
    }

    private static String pinnedDigest(ModelLock.Pin pin, ModelFile graph, List<ModelFile> files) {
        StringBuilder all = new StringBuilder();
        files.stream()
                .filter(part -> part == graph || HubLayout.isDataOf(graph.path(), part.path()))
                .flatMap(part -> Optional.ofNullable(pin.files().get(part.path())).stream())
                .forEach(file -> all.append(file.sha256()));
        return graphDigest(all);
    }

    /// Where a model's files are or would be; empty when nothing of it was ever here.
    Optional<Path> folderOf(ModelSpec spec) {
        return switch (spec.source()) {
            case Source.Builtin(String folder) -> builtins.map(root -> root.resolve(folder));
            case Source.Folder(Path folder) -> Optional.of(folder);
            case Source.Hub hub -> hub().folder(spec, hub);
            case Source.Web web -> Optional.of(web().folder(spec)).filter(Files::isDirectory);
        };
    }

    /// What is on this machine, and keeping it in order.
    public InstalledModels installed() {
        return new InstalledModels(
                this, new HubCache(connection().settings().cache()), new GraphCache(home.cache().resolve("graphs")));
    }

    /// Models in a file, to and from machines without network.
    public ModelBundle bundle() {
        return new ModelBundle(lock, new HubCache(connection().settings().cache()), home.data());
    }

    private synchronized HubModels hub() {
        if (hub.isEmpty()) {
            hub = Optional.of(new HubModels(connection(), lock, digests, anew)); // one, so that it asks once
        }
        return hub.get();
    }

    private WebModels web() {
        return new WebModels(connection(), home.data(), anew ? lock.replacing() : lock, digests);
    }

    private synchronized HubConnection connection() {
        if (connection.isEmpty()) {
            connection = Optional.of(new HubConnection(settings.get()));
        }
        return connection.get();
    }
}
