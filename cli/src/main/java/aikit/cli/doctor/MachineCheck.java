package aikit.cli.doctor;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The operating system, the processor and the memory.
///
/// @param cpuinfo Linux's description of the processors; need not be there
/// @param libraries folder of the dynamic linker
public record MachineCheck(Path cpuinfo, Path libraries) implements Check {

    private static final String AREA = "machine";

    /// The built-in model with its runtime takes about 300 MB; below twice that the system starts to swap.
    private static final long LITTLE_MEMORY = 1_000_000_000;

    public static MachineCheck ofSystem() {
        return new MachineCheck(Path.of("/proc/cpuinfo"), Path.of("/lib"));
    }

    @Override
    public List<Finding> findings() {
        return List.of(system(), processor(), memory());
    }

    private Finding system() {
        String text = System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                + System.getProperty("os.arch");
        return hasMusl()
                ? Finding.fail(AREA, "system", text + ", musl", "use a system with glibc: the native libraries need it")
                : Finding.ok(AREA, "system", text);
    }

    /// Alpine Linux and the like: their dynamic linker is named after their C library.
    private boolean hasMusl() {
        try (Stream<Path> files = Files.list(libraries)) {
            return files.anyMatch(file -> file.getFileName().toString().startsWith("ld-musl"));
        } catch (IOException e) {
            return false;
        }
    }

    private Finding processor() {
        int cores = Runtime.getRuntime().availableProcessors();
        List<String> words = new ArrayList<>();
        words.add(info("model name").orElse(System.getProperty("os.arch")));
        words.add(cores + (cores == 1 ? " core for this process" : " cores for this process"));
        String flags = " " + info("flags").orElse("") + " ";
        for (String flag : List.of("avx2", "avx512f", "avx512_vnni", "amx_int8")) {
            if (flags.contains(" " + flag + " ")) {
                words.add(flag);
            }
        }
        return Finding.ok(AREA, "processor", String.join(", ", words)).with("cores", cores);
    }

    private Optional<String> info(String key) {
        try (Stream<String> lines = Files.lines(cpuinfo)) {
            return lines.filter(line -> line.startsWith(key))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Finding memory() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long all = system.getTotalMemorySize();
        long free = system.getFreeMemorySize();
        long heap = Runtime.getRuntime().maxMemory();
        String text = Check.size(all) + ", " + Check.size(free) + " unused; Java takes up to " + Check.size(heap);
        Finding finding = all < LITTLE_MEMORY
                ? Finding.warn(AREA, "memory", text, "give this machine or container 1 GB or more")
                : Finding.ok(AREA, "memory", text);
        return finding.with("bytes", all).with("unused_bytes", free).with("heap_bytes", heap);
    }
}
