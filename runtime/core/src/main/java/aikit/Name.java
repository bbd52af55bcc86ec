package aikit;

import java.nio.file.Path;
import java.util.Optional;

/// What an input is called in records.
///
/// @param text for people; bytes that are no UTF-8 show as U+FFFD
/// @param uri the exact name as a percent-encoded `file:` URI, when the text cannot say it: it holds control
///     characters or was not valid UTF-8
public record Name(String text, Optional<String> uri) {

    public static Name of(String text) {
        return new Name(text, Optional.empty());
    }

    public static Name of(Path path) {
        String text = path.toString();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\ufffd' || Character.isISOControl(c) || Character.isSurrogate(c) && lone(text, i)) {
                return new Name(text, Optional.of(path.toUri().toString()));
            }
        }
        return of(text);
    }

    private static boolean lone(String text, int i) {
        char c = text.charAt(i);
        return Character.isHighSurrogate(c)
                ? i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))
                : i == 0 || !Character.isHighSurrogate(text.charAt(i - 1));
    }

    /// What tells inputs apart.
    public String key() {
        return uri.orElse(text);
    }
}
