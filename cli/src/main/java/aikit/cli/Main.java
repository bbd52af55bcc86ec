package aikit.cli;

/// Entry point of `ai`.
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(0);
    }
}
