package aikit.batch;

/// A pattern for names and paths with `/` between names: `*` and `?` within a name, `[a-z]` and `[!a-z]`, `{a,b}`,
/// `**` as a whole name for any number of folders, `\` to take the next character as it is.
public final class Glob {

    private final String[] names;

    private Glob(String[] names) {
        this.names = names;
    }

    public static Glob of(String pattern) {
        return new Glob(pattern.split("/", -1));
    }

    /// Whether the text means a pattern and not just a name.
    public static boolean isPattern(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '*' || c == '?' || c == '[' || c == '{') {
                return true;
            }
        }
        return false;
    }

    /// Number of names, when every match has that many; -1 when `**` stands in the pattern.
    int depth() {
        for (String name : names) {
            if (name.equals("**")) {
                return -1;
            }
        }
        return names.length;
    }

    /// The pattern of the last name.
    String last() {
        return names[names.length - 1];
    }

    /// Whether the pattern, name by name, covers the whole path.
    public boolean matches(String path) {
        return matches(0, path.split("/", -1), 0);
    }

    private boolean matches(int n, String[] path, int p) {
        if (n == names.length) {
            return p == path.length;
        }
        if (names[n].equals("**")) {
            for (int rest = p; rest <= path.length; rest++) {
                // As the last name, ** stands for what is in a folder: at least one name.
                if (n == names.length - 1 ? rest < path.length : matches(n + 1, path, rest)) {
                    return true;
                }
            }
            return false;
        }
        return p < path.length && name(names[n], 0, path[p], 0) && matches(n + 1, path, p + 1);
    }

    /// Matches one name from the given positions on.
    private static boolean name(String pattern, int at, String text, int from) {
        int i = at;
        int j = from;
        while (i < pattern.length()) {
            char c = pattern.charAt(i);
            switch (c) {
                case '*' -> {
                    for (int rest = text.length(); rest >= j; rest--) {
                        if (name(pattern, i + 1, text, rest)) {
                            return true;
                        }
                    }
                    return false;
                }
                case '{' -> {
                    int end = closing(pattern, i);
                    if (end > 0) {
                        return alternatives(pattern, i, end, text, j);
                    }
                    if (j >= text.length() || text.charAt(j) != c) {
                        return false;
                    }
                    i++;
                    j++;
                }
                case '[' -> {
                    int end = pattern.indexOf(']', i + (i + 1 < pattern.length() && negates(pattern, i + 1) ? 3 : 2));
                    if (j >= text.length()
                            || (end < 0 ? text.charAt(j) != c : !inClass(pattern, i, end, text.charAt(j)))) {
                        return false;
                    }
                    i = end < 0 ? i + 1 : end + 1;
                    j++;
                }
                default -> {
                    boolean escaped = c == '\\' && i + 1 < pattern.length();
                    char wanted = escaped ? pattern.charAt(i + 1) : c;
                    if (j >= text.length() || (text.charAt(j) != wanted && (escaped || c != '?'))) {
                        return false;
                    }
                    i += escaped ? 2 : 1;
                    j++;
                }
            }
        }
        return j == text.length();
    }

    private static boolean alternatives(String pattern, int open, int close, String text, int from) {
        String rest = pattern.substring(close + 1);
        int start = open + 1;
        int depth = 0;
        for (int i = start; i <= close; i++) {
            char c = pattern.charAt(i);
            if ((c == ',' && depth == 0) || i == close) {
                if (name(pattern.substring(start, i) + rest, 0, text, from)) {
                    return true;
                }
                start = i + 1;
            } else if (c == '{') {
                depth++;
            } else if (c == '}') {
                depth--;
            }
        }
        return false;
    }

    private static int closing(String pattern, int open) {
        int depth = 0;
        for (int i = open; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                return i;
            }
        }
        return -1;
    }

    private static boolean negates(String pattern, int at) {
        return pattern.charAt(at) == '!' || pattern.charAt(at) == '^';
    }

    private static boolean inClass(String pattern, int open, int close, char c) {
        boolean negated = negates(pattern, open + 1);
        boolean in = false;
        for (int i = open + (negated ? 2 : 1); i < close; i++) {
            char low = pattern.charAt(i);
            if (i + 2 < close && pattern.charAt(i + 1) == '-') {
                in |= low <= c && c <= pattern.charAt(i + 2);
                i += 2;
            } else {
                in |= low == c;
            }
        }
        return in != negated;
    }
}
