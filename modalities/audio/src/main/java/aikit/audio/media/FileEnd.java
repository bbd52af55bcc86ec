package aikit.audio.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Tells whether a file ends sooner than its own structure says. FFmpeg takes the end of the file for the end of the
/// recording, also in formats that say how long the file must be.
final class FileEnd {

    /// Boxes or elements looked at: more than a day of fragments of a second each.
    private static final int MOST = 200_000;

    /// Largest page of Ogg: 27 bytes, 255 lengths, 255 times 255 bytes (RFC 3533).
    private static final int PAGE = 27 + 255 + 255 * 255;

    private static final int OGG_MAGIC = 0x4F676753;
    private static final int RIFF_MAGIC = 0x52494646;
    private static final int EBML_HEADER = 0x1A45DFA3;
    private static final int SEGMENT = 0x18538067;

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
                return true;
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
