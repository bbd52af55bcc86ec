package aikit.onnx;

import java.nio.ByteBuffer;

/// Reads the fields of a protobuf message one after the other: <https://protobuf.dev/programming-guides/encoding/>.
/// Damaged bytes give an [IllegalArgumentException], an [ArithmeticException] or a [java.nio.BufferUnderflowException].
final class ProtoFields {

    /// The wire type of messages, texts and packed numbers.
    static final int LENGTH = 2;

    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int FIXED_32 = 5;

    private ProtoFields() {}

    interface Field {

        /// @param content the bytes of a message, text or packed numbers, or a number as it was written
        /// @param whole the same with the key and the length before it
        void take(int field, ByteBuffer content, ByteBuffer whole);
    }

    static void read(ByteBuffer message, Field each) {
        while (message.hasRemaining()) {
            int begin = message.position();
            long key = varint(message);
            int start = message.position();
            int length = switch ((int) key & 7) {
                case VARINT -> {
                    varint(message);
                    yield message.position() - start;
                }
                case FIXED_64 -> Long.BYTES;
                case FIXED_32 -> Integer.BYTES;
                case LENGTH -> {
                    int bytes = Math.toIntExact(varint(message));
                    start = message.position();
                    yield bytes;
                }
                default -> throw new IllegalArgumentException("wire type");
            };
            if (length < 0) {
                throw new IllegalArgumentException("length");
            }
            int end = Math.addExact(start, length);
            message.position(end);
            each.take((int) (key >>> 3), message.slice(start, length), message.slice(begin, end - begin));
        }
    }

    static long varint(ByteBuffer bytes) {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = bytes.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("number");
    }
}
