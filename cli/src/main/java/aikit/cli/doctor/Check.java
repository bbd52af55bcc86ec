package aikit.cli.doctor;

import java.util.List;
import java.util.Locale;

/// A part of the examination. A check never fails: what it cannot find out is a finding too.
@FunctionalInterface
public interface Check {

    List<Finding> findings();

    /// A number of bytes for people, in powers of ten, as disks are sold.
    static String size(long bytes) {
        if (bytes < 1_000) {
            return bytes + " B";
        }
        if (bytes < 1_000_000) {
            return String.format(Locale.ROOT, "%.1f kB", bytes / 1e3);
        }
        return bytes < 1_000_000_000
                ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
                : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }
}
