package aikit.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What kinds of processor this machine is, in the words that quantised model files use in their names.
final class Cpu {

    private Cpu() {}

    /// Kinds, the one that gains most first; empty when nothing is known.
    static List<String> kinds() {
        String architecture = System.getProperty("os.arch");
        if (architecture.equals("aarch64") || architecture.equals("arm64")) {
            return List.of("arm64");
        }
        try {
            return kinds(Files.readString(Path.of("/proc/cpuinfo")));
        } catch (IOException e) {
            return List.of(); // not Linux: the general file is used
        }
    }

    /// @param cpuinfo text of Linux's `/proc/cpuinfo`
    static List<String> kinds(String cpuinfo) {
        String line = cpuinfo.lines().filter(text -> text.startsWith("flags")).findFirst().orElse("");
        Set<String> flags = new HashSet<>(List.of(line.substring(line.indexOf(':') + 1).strip().split("\\s+")));
        List<String> kinds = new ArrayList<>();
        if (flags.contains("avx512_vnni")) {
            kinds.add("avx512_vnni");
        }
        if (flags.contains("avx512f")) {
            kinds.add("avx512");
        }
        if (flags.contains("avx2")) {
            kinds.add("avx2");
        }
        return kinds;
    }
}
