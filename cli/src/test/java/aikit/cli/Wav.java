package aikit.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.DoubleUnaryOperator;

/// Recordings that are computed, as WAV files: mono, 16 bits.
final class Wav {

    private static final int HEAD = 44;

    private Wav() {}

    /// @param wave from -1 to 1, of the time in seconds
    static byte[] of(int rate, double seconds, DoubleUnaryOperator wave) {
        int samples = (int) Math.round(rate * seconds);
        ByteBuffer bytes = ByteBuffer.allocate(HEAD + 2 * samples).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(ascii("RIFF")).putInt(HEAD - 8 + 2 * samples).put(ascii("WAVEfmt ")).putInt(16);
        bytes.putShort((short) 1).putShort((short) 1).putInt(rate).putInt(2 * rate);
        bytes.putShort((short) 2).putShort((short) 16).put(ascii("data")).putInt(2 * samples);
        for (int i = 0; i < samples; i++) {
            bytes.putShort((short) Math.round(32_767 * wave.applyAsDouble((double) i / rate)));
        }
        return bytes.array();
    }

    static Path write(Path file, double seconds, DoubleUnaryOperator wave) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.write(file, of(16_000, seconds, wave));
    }

    static DoubleUnaryOperator tone(double hertz) {
        return time -> 0.3 * Math.sin(2 * Math.PI * hertz * time);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
