package aikit.audio.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;

/// Tells whether a file ends sooner than its own structure says. FFmpeg takes the end of the file for the end of the
/// recording, also in formats that say how long the file must be.
final class FileEnd {

    /// Boxes or elements looked at: more than a day of fragments of a second each.
    private static final int MOST = 200_000;

    /// The boxes that a file may end with: `mdat`, `moov`, `moof`, `free`, `skip`, `wide`, `uuid`, `mfra`, `udta`, `ftyp`.
    private static final Set<Integer> BOXES = Set.of(
            0x6D646174, 0x6D6F6F76, 0x6D6F6F66, 0x66726565, 0x736B6970, 0x77696465, 0x75756964, 0x6D667261, 0x75647461,
            0x66747970);

    /// Largest page of Ogg: 27 bytes, 255 lengths, 255 times 255 bytes (RFC 3533).
    private static final int PAGE = 27 + 255 + 255 * 255;

    private static final int OGG_MAGIC = 0x4F676753;
    private static final int RIFF_MAGIC = 0x52494646;
    private static final int RF64_MAGIC = 0x52463634;
    private static final int DATA = 0x64617461;
    private static final int DS64 = 0x64733634;
    private static final int EBML_HEADER = 0x1A45DFA3;
    private static final int SEGMENT = 0x18538067;

    /// Sizes from here on are what programs write that do not know how long they will record.
    private static final long STREAMED = 0x7FFF_0000L;

    private final MediaBytes bytes;

    private FileEnd(MediaBytes bytes) {
        this.bytes = bytes;
    }

    /// Whether something is missing for certain.
    ///
    /// @param kind FFmpeg's name of the demuxer
    static boolean missing(MediaBytes bytes, String kind) {
        FileEnd end = new FileEnd(bytes);
        try {
            return switch (kind) {
                case "mov,mp4,m4a,3gp,3g2,mj2" -> end.boxes();
                case "matroska,webm" -> end.elements();
                case "ogg" -> end.pages();
                case "avi" -> end.riff();
                case "caf" -> end.chunks();
                case "w64" -> end.wave64();
                case "flv" -> end.tags();
                default -> false;
            };
        } catch (IOException e) {
            throw bytes.unreadable(e);
        }
    }

    /// ISO 14496-12: a file is a row of boxes, each with its size.
    private boolean boxes() throws IOException {
        long at = 0;
        for (int i = 0; i < MOST && at + 8 <= bytes.size(); i++) {
            ByteBuffer head = at(at, 16);
            long size = Integer.toUnsignedLong(head.getInt(0));
            if (size == 1 && head.limit() == 16) {
                size = head.getLong(8);
            }
            if (size < 8) {
                return false; // up to the end of the file, or not a box at all
            }
            if (size > bytes.size() - at) {
                return BOXES.contains(head.getInt(4)); // else something that was put behind the file
            }
            at += size;
        }
        return false;
    }

    /// RFC 8794 and 9559: a header, then a segment of elements. A segment without a size is a recording that was written
    /// as it was heard.
    private boolean elements() throws IOException {
        long at = 0;
        for (int i = 0; i < MOST && at < bytes.size(); i++) {
            ByteBuffer head = at(at, 12);
            int id = id(head);
            if (i == 0 && id != EBML_HEADER) {
                return false;
            }
            long size = size(head);
            if (size == UNKNOWN) {
                if (id != SEGMENT) {
                    return false;
                }
                at += head.position();
            } else {
                at += head.position();
                if (size > bytes.size() - at) {
                    return true;
                }
                at += size;
            }
        }
        return false;
    }

    private static final long UNKNOWN = -1;

    private static int id(ByteBuffer head) {
        int length = Integer.numberOfLeadingZeros(head.get(0) & 0xFF) - 23;
        return length <= 4 && head.remaining() >= length ? (int) number(head, length) : 0;
    }

    /// The size of an element, at the position behind its id.
    private static long size(ByteBuffer head) {
        if (!head.hasRemaining()) {
            return UNKNOWN;
        }
        int length = Integer.numberOfLeadingZeros(head.get(head.position()) & 0xFF) - 23;
        if (length > 8 || head.remaining() < length) {
            return UNKNOWN;
        }
        long ones = (1L << 7 * length) - 1;
        long value = number(head, length) & ones;
        return value == ones ? UNKNOWN : value;
    }

    private static long number(ByteBuffer head, int length) {
        long value = 0;
        for (int i = 0; i < length; i++) {
            value = value << 8 | head.get() & 0xFF;
        }
        return value;
    }

    /// RFC 3533: the last page of a stream is marked as such.
    private boolean pages() throws IOException {
        long from = Math.max(0, bytes.size() - 2L * PAGE);
        ByteBuffer tail = at(from, 2 * PAGE);
        boolean last = true;
        int i = 0;
        while (i + 27 <= tail.limit()) {
            if (tail.getInt(i) != OGG_MAGIC) {
                i++;
                continue;
            }
            int segments = tail.get(i + 26) & 0xFF;
            int size = 27 + segments;
            if (i + size > tail.limit()) {
                return true;
            }
            for (int k = 0; k < segments; k++) {
                size += tail.get(i + 27 + k) & 0xFF;
            }
            if (i + size > tail.limit()) {
                return true;
            }
            last = (tail.get(i + 5) & 4) != 0;
            i += size;
        }
        return !last;
    }

    /// The size of the first chunk of a RIFF file; 0 or the largest number where the writer never learned it.
    private boolean riff() throws IOException {
        ByteBuffer head = at(0, 12);
        if (head.limit() < 12 || head.getInt(0) != RIFF_MAGIC) {
            return false;
        }
        long size = Integer.toUnsignedLong(head.order(ByteOrder.LITTLE_ENDIAN).getInt(4));
        return size != 0xFFFF_FFFFL && size + 8 > bytes.size();
    }

    /// How many bytes of samples a wave file says it holds; -1 when it does not say. FFmpeg takes what is there.
    ///
    /// RIFF of Microsoft and IBM, and EBU Tech 3306 for files beyond 4 GB.
    static long waveData(MediaBytes bytes) {
        try {
            return new FileEnd(bytes).waveData();
        } catch (IOException e) {
            throw bytes.unreadable(e);
        }
    }

    private long waveData() throws IOException {
        ByteBuffer riff = at(0, 12);
        if (riff.limit() < 12 || riff.getInt(0) != RIFF_MAGIC && riff.getInt(0) != RF64_MAGIC) {
            return -1;
        }
        long large = -1;
        long at = 12;
        for (int i = 0; i < 1000 && at + 8 <= bytes.size(); i++) {
            ByteBuffer head = at(at, 24);
            int id = head.getInt(0);
            head.order(ByteOrder.LITTLE_ENDIAN);
            long size = Integer.toUnsignedLong(head.getInt(4));
            if (id == DS64 && head.limit() == 24) {
                large = head.getLong(16);
            } else if (id == DATA) {
                return size == 0xFFFF_FFFFL ? large : size == 0 || size >= STREAMED ? -1 : size;
            }
            at += 8 + size + size % 2;
        }
        return -1;
    }

    /// Core Audio Format: chunks of a type and a size of 8 bytes, -1 where the writer never learned it.
    private boolean chunks() throws IOException {
        long at = 8;
        for (int i = 0; i < MOST && at + 12 <= bytes.size(); i++) {
            long size = at(at, 12).getLong(4);
            if (size < 0) {
                return false;
            }
            at += 12;
            if (size > bytes.size() - at) {
                return true;
            }
            at += size;
        }
        return false;
    }

    /// Sony's Wave64 begins with its own identity and the size of the file.
    private boolean wave64() throws IOException {
        ByteBuffer head = at(0, 24).order(ByteOrder.LITTLE_ENDIAN);
        return head.limit() == 24 && head.getLong(16) > bytes.size() && head.getLong(16) < Long.MAX_VALUE / 2;
    }

    /// Flash video: behind each tag stands how long it was.
    private boolean tags() throws IOException {
        long at = bytes.size() - 4;
        long length = at < 0 ? 0 : Integer.toUnsignedLong(at(at, 4).getInt(0));
        if (length < 11 || length > at) {
            return true;
        }
        return (at(at - length, 4).getInt(0) & 0xFF_FFFF) != length - 11;
    }

    /// Up to `length` bytes from a position on.
    private ByteBuffer at(long position, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        int count = 1;
        while (buffer.hasRemaining() && count > 0) {
            count = bytes.read(position + buffer.position(), buffer);
        }
        return buffer.flip();
    }
}
