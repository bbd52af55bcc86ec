package aikit.cli;

/// The text of `ai --help`: plain text, since the quickest help needs no command to be built.
final class RootHelp {

    private RootHelp() {}

    static String text() {
        StringBuilder text = new StringBuilder("""
                ai: text, image, audio and video work with local models.

                Examples:
                  ai demo
                  ai embed --text "hello world" --json
                  ai transcribe talks/ -f srt,json -o source
                  ai embed notes/ -o notes.ndjson
                  ai help exit-codes

                Usage: ai <command> [options] INPUT...
                An INPUT is a file, a folder (with everything below it), a quoted glob, or - for standard input.

                Commands:
                """);
        for (Verb verb : Verb.values()) {
            text.append("  ").append(verb.word()).repeat(' ', 14 - verb.word().length()).append(verb.summary())
                    .append('\n');
        }
        return text.append("""

                ai <command> --help explains a command, ai --version shows versions.
                """).toString();
    }
}
