package aikit.cli.output;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The files with a language in their name, `talk.en.srt`, in the folders that results go to. Each folder is listed once:
/// a folder of a thousand recordings is asked about as often. For several threads.
final class Languages {

    private static final Pattern NAME = Pattern.compile("(.+)\\.[a-z]{2,3}(\\.[^.]+)", Pattern.DOTALL);

    /// Inputs come folder by folder, so that one that was left is seldom asked for again.
    private static final int MOST_FOLDERS = 64;

    /// The files of a folder by the name that they would have without the language.
    private final Map<Path, Map<String, List<Path>>> folders = new LinkedHashMap<>(16, 0.75f, true) {

        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, Map<String, List<Path>>> eldest) {
            return size() > MOST_FOLDERS;
        }
    };

    /// The files that differ from this one by a language only.
    ///
    /// @param plain `talk.srt`
    synchronized List<Path> of(Path plain) {
        Path folder = plain.toAbsolutePath().getParent();
        return folders.computeIfAbsent(folder, Languages::list)
                .getOrDefault(plain.getFileName().toString(), List.of()).stream()
                .filter(Files::exists)
                .toList();
    }

    /// Notes that a file was made.
    synchronized void add(Path file) {
        Map<String, List<Path>> names = folders.get(file.toAbsolutePath().getParent());
        if (names != null) {
            add(names, file.toAbsolutePath());
        }
    }

    private static Map<String, List<Path>> list(Path folder) {
        Map<String, List<Path>> names = new HashMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                add(names, file.toAbsolutePath());
            }
        } catch (IOException e) {
            // A folder that is not there yet holds nothing.
        }
        return names;
    }

    private static void add(Map<String, List<Path>> names, Path file) {
        Matcher parts = NAME.matcher(file.getFileName().toString());
        if (parts.matches()) {
            List<Path> same = names.computeIfAbsent(parts.group(1) + parts.group(2), _ -> new ArrayList<>(1));
            if (!same.contains(file)) {
                same.add(file);
            }
        }
    }
}
