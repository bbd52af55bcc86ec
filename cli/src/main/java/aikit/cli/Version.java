package aikit.cli;

/// What `ai --version` prints: the versions of the parts, read from their manifests so that no native is loaded.
public final class Version {

    private Version() {}

    /// The version of `ai` itself; `dev` when it runs from class files.
    public static String number() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version;
    }

    static String text() {
        return "ai " + number() + "\n" + "java " + System.getProperty("java.vm.version") + " ("
                + System.getProperty("java.vm.vendor") + ")\n"
                + System.getProperty("os.name") + " " + System.getProperty("os.arch") + "\n";
    }
}
