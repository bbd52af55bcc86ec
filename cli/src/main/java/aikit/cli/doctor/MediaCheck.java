package aikit.cli.doctor;

import aikit.AiException;
import aikit.Input;
import aikit.audio.MediaSound;
import aikit.audio.Sound;
import aikit.ffmpeg.Ffmpeg;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// FFmpeg: whether it can be loaded, decodes a recording, and refuses what would make it open other files.
///
/// @param cache the user's cache folder, where FFmpeg is unpacked if the distribution did not
public record MediaCheck(Path cache) implements Check {

    private static final String AREA = "media";
    private static final String LIBRARY = "ffmpeg";
    private static final String LISTS = "playlists";

    private static final int RATE = 16000;
    private static final int SAMPLES = RATE / 10;

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        try {
            long start = System.nanoTime();
            int heard = decode();
            long elapsed = (System.nanoTime() - start) / 1_000_000;
            String text = "FFmpeg " + Ffmpeg.version() + ": " + heard + " samples in " + elapsed + " ms";
            findings.add(heard == SAMPLES
                    ? Finding.ok(AREA, LIBRARY, text).with("elapsed_ms", elapsed)
                    : Finding.warn(AREA, LIBRARY, text + " where there are " + SAMPLES, "reinstall ai"));
            findings.add(playlist());
        } catch (AiException e) {
            findings.add(Finding.of(e, AREA, LIBRARY));
        } catch (LinkageError e) {
            String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            findings.add(Finding.warn(AREA, LIBRARY, "cannot be loaded: " + why, "reinstall ai for this system"));
        }
        return findings;
    }

    private int decode() {
        MediaSound sound = MediaSound.of(new Input.OfBytes(wave(), "doctor"), MediaSound.Options.of(RATE), cache);
        int count = 0;
        try (Sound.Samples samples = sound.open()) {
            float[] some = new float[SAMPLES];
            int more;
            while ((more = samples.read(some, 0, some.length)) > 0) {
                count += more;
            }
        }
        return count;
    }

    /// A list of what may be opened stands before FFmpeg: this shows that it works.
    private Finding playlist() {
        byte[] list = "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nother.ts\n#EXT-X-ENDLIST\n"
                .getBytes(StandardCharsets.US_ASCII);
        try {
            MediaSound.of(new Input.OfBytes(list, "doctor"), MediaSound.Options.of(RATE), cache);
            return Finding.fail(AREA, LISTS, "a file could make ai open other files", "reinstall ai");
        } catch (AiException e) {
            return Finding.ok(AREA, LISTS, "refused: no file can make ai open another one or the network");
        }
    }

    /// Silence as a wave file.
    private static byte[] wave() {
        ByteBuffer wave = ByteBuffer.allocate(44 + 2 * SAMPLES).order(ByteOrder.LITTLE_ENDIAN);
        wave.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 2 * SAMPLES);
        wave.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        wave.putShort((short) 1).putShort((short) 1).putInt(RATE).putInt(2 * RATE);
        wave.putShort((short) 2).putShort((short) 16);
        wave.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(2 * SAMPLES);
        return wave.array();
    }
}
