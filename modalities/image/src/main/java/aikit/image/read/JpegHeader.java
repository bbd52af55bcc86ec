package aikit.image.read;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// What stands before the first scan of a JPEG file (ITU-T T.81, annex B; JFIF 1.02; Adobe technical note 5116).
///
/// @param process the number of the frame marker, from 0xC0: 0 and 1 sequential, 2 progressive, 3 lossless, from 9 with
///     arithmetic coding
/// @param components in the order of the frame
/// @param tables as they are before the first scan
/// @param adobe the colour transform that Adobe's marker states, or -1 where there is none
/// @param profile the colour profile, or null
/// @param scan where the first scan begins
record JpegHeader(
        int process, int precision, int width, int height, List<Component> components, JpegTables tables, boolean jfif,
        int adobe, byte[] profile, Orientation orientation, int scan) {

    /// One component.
    ///
    /// @param across samples in a unit, horizontally; `down` vertically
    record Component(int id, int across, int down, int table) {}

    /// The largest colour profile that is put together from its parts.
    private static final int PROFILE = 16 << 20;

    private static final String PROFILE_MARK = "ICC_PROFILE\0";

    static JpegHeader read(Bytes bytes) {
        return new Reading(bytes).read();
    }

    /// Whether the components are luminance and two differences of colour, by the rules of libjpeg
    /// (`default_decompress_parms`).
    boolean yCbCr() {
        if (components.size() != 3) {
            return false;
        }
        if (jfif || adobe >= 0) {
            return jfif || adobe != 0;
        }
        String ids = "" + (char) components.get(0).id + (char) components.get(1).id + (char) components.get(2).id;
        return !ids.equals("RGB");
    }

    /// The most samples that a component has in a unit, horizontally. What has one component only has one block in a
    /// unit, whatever it says (A.2.2).
    int across() {
        return components.stream().mapToInt(Component::across).max().orElse(1);
    }

    /// The same vertically.
    int down() {
        return components.stream().mapToInt(Component::down).max().orElse(1);
    }

    /// Units in a row.
    int unitsAcross() {
        return (width + 8 * across() - 1) / (8 * across());
    }

    /// Rows of units.
    int unitsDown() {
        return (height + 8 * down() - 1) / (8 * down());
    }

    private static final class Reading {

        private final Bytes bytes;
        private final JpegTables tables;
        private final TreeMap<Integer, byte[]> profile = new TreeMap<>();
        private final List<Component> components = new ArrayList<>();
        private int process = -1;
        private int precision;
        private int width;
        private int height;
        private boolean jfif;
        private int adobe = -1;
        private Orientation orientation = Orientation.UPRIGHT;

        Reading(Bytes bytes) {
            this.bytes = bytes;
            this.tables = new JpegTables(bytes);
        }

        JpegHeader read() {
            int at = 2;
            while (true) {
                int marker = bytes.u8(at + 1);
                if (bytes.u8(at) != 0xFF) {
                    throw bytes.damaged("its header breaks off");
                }
                if (marker == 0xFF) {
                    at++;
                    continue;
                }
                if (marker == 0xD9) {
                    throw bytes.cutOff();
                }
                if (marker == 0x01 || marker >= 0xD0 && marker <= 0xD8) {
                    at += 2;
                    continue;
                }
                int length = bytes.u16(at + 2);
                if (length < 2 || at + 2 + length > bytes.size()) {
                    throw bytes.cutOff();
                }
                if (marker == 0xDA) {
                    break;
                }
                segment(marker, at + 4, length - 2);
                at += 2 + length;
            }
            if (process < 0) {
                throw bytes.damaged("its size is missing");
            }
            return new JpegHeader(
                    process, precision, width, height, List.copyOf(components), tables, jfif, adobe, wholeProfile(),
                    orientation, at);
        }

        private void segment(int marker, int at, int length) {
            switch (marker) {
                case 0xC4, 0xDB, 0xDD -> tables.read(marker, at, length);
                case 0xE0 -> jfif |= begins(at, length, "JFIF\0");
                case 0xE1 -> {
                    if (begins(at, length, "Exif\0") && orientation.equals(Orientation.UPRIGHT)) {
                        orientation = Exif.orientation(bytes, at, length);
                    }
                }
                case 0xE2 -> {
                    if (begins(at, length, PROFILE_MARK) && length > 14) {
                        profile.putIfAbsent(bytes.u8(at + 12L), bytes.part(at + 14L, length - 14));
                    }
                }
                case 0xEE -> {
                    if (begins(at, length, "Adobe") && length >= 12) {
                        adobe = bytes.u8(at + 11L);
                    }
                }
                default -> {
                    if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC8 && marker != 0xCC) {
                        frame(marker - 0xC0, at, length);
                    }
                }
            }
        }

        private boolean begins(int at, int length, String mark) {
            return length >= mark.length()
                    && bytes.text(at, mark.length(), StandardCharsets.ISO_8859_1).equals(mark);
        }

        private void frame(int number, int at, int length) {
            if (process >= 0) {
                throw bytes.damaged("it has two sizes");
            }
            process = number;
            precision = bytes.u8(at);
            height = bytes.u16(at + 1L);
            width = bytes.u16(at + 3L);
            int count = bytes.u8(at + 5L);
            if (count < 1 || count > 4 || length < 6 + 3 * count || width == 0) {
                throw bytes.damaged("its size or its colours make no sense");
            }
            if (height == 0) {
                throw bytes.refused("is a JPEG file that does not state its height", "convert it to PNG");
            }
            for (int i = 0; i < count; i++) {
                int sampling = bytes.u8(at + 7L + 3 * i);
                Component component = new Component(
                        bytes.u8(at + 6L + 3 * i), count == 1 ? 1 : sampling >> 4, count == 1 ? 1 : sampling & 15,
                        bytes.u8(at + 8L + 3 * i));
                if (component.across < 1 || component.across > 4 || component.down < 1 || component.down > 4
                        || component.table > 3) {
                    throw bytes.damaged("its colours make no sense");
                }
                components.add(component);
            }
        }

        private byte[] wholeProfile() {
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            for (byte[] part : profile.values()) {
                if (whole.size() + part.length <= PROFILE) {
                    whole.writeBytes(part);
                }
            }
            return profile.isEmpty() ? null : whole.toByteArray();
        }
    }
}
