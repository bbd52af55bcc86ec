package aikit.cli.report;

import aikit.cli.Printable;
import java.nio.file.Path;

/// Text made safe for a page: names, captions and what is written in pictures come from elsewhere and may hold anything.
final class Html {

    private Html() {}

    /// Text for an element or for an attribute between double quotes. Marks that turn the writing direction stay what they
    /// are called.
    static String line(String text) {
        return escaped(Printable.line(text));
    }

    /// The same with its ends of line.
    static String lines(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.lines().forEach(each -> safe.append(line(each.replace('\t', ' '))).append('\n'));
        return safe.toString();
    }

    private static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(c);
            }
        }
        return safe.toString();
    }

    /// The address of a file as seen from a page, for an attribute: never one with a scheme of its own.
    ///
    /// @param folder of the page
    static String address(Path folder, Path file) {
        String[] from = folder.toAbsolutePath().normalize().toUri().getRawPath().split("/");
        String[] to = file.toAbsolutePath().normalize().toUri().getRawPath().split("/");
        int common = 0;
        while (common < from.length && common < to.length - 1 && from[common].equals(to[common])) {
            common++;
        }
        if (common < 2 && from.length > 1 && from[1].endsWith(":")) {
            return escaped(file.toUri().toString()); // another drive
        }
        StringBuilder address = new StringBuilder(common == from.length ? "./" : "../".repeat(from.length - common));
        for (int i = common; i < to.length; i++) {
            address.append(i == common ? "" : "/").append(to[i]);
        }
        return escaped(address.toString());
    }
}
