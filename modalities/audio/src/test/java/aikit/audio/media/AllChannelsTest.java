package aikit.audio.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.AiException;
import aikit.Input;
import aikit.Result.SoundReport;
import aikit.audio.EnergyVad;
import aikit.audio.MediaRecording;
import aikit.audio.Recording;
import aikit.audio.listen.ListenOptions;
import aikit.audio.listen.Listener;
import aikit.audio.media.Recorder.Track;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Recordings with all their channels, and what a listener says of files.
class AllChannelsTest {

    @TempDir
    Path folder;

    private static Recording recording(Path file) {
        return MediaRecording.of(new Input.OfFile(file, file.getFileName().toString()), "", Tones.CACHE);
    }

    /// All frames, one array for each channel.
    private static float[][] read(Recording recording) {
        int channels = recording.format().channels();
        float[][] read = new float[channels][0];
        try (Recording.Frames frames = recording.open()) {
            float[] block = new float[4001]; // no multiple of most numbers of channels
            for (int count = frames.read(block); count >= 0; count = frames.read(block)) {
                int before = read[0].length;
                for (int channel = 0; channel < channels; channel++) {
                    read[channel] = Arrays.copyOf(read[channel], before + count);
                    for (int i = 0; i < count; i++) {
                        read[channel][before + i] = block[i * channels + channel];
                    }
                }
            }
        }
        return read;
    }

    @ParameterizedTest
    @CsvSource({"wav, wav, pcm_s16le, 1, FC", "wav, wav, pcm_f32le, 2, FL FR", "flac, flac, flac, 3, FL FR LFE",
        "flac, flac, flac, 6, FL FR FC LFE BL BR", "wav, wav, pcm_s24le, 8, FL FR FC LFE BL BR SL SR"})
    void channelsKeepTheirPlaceAndLevel(
            String ending, String muxer, String encoder, int channels, String speakers) {
        float[][] tones = new float[channels][];
        for (int channel = 0; channel < channels; channel++) {
            tones[channel] = Tones.sine(500 * (channel + 1), 44_100, 1);
        }
        Path file = Recorder.write(
                folder.resolve("tones." + ending), muxer, new Track(encoder, 44_100, tones, Map.of(), 0));
        Recording recording = recording(file);
        assertEquals(encoder, recording.format().codec());
        assertEquals(44_100, recording.format().sampleRate());
        if (channels != 3) { // what three channels are, each container says in its own way
            assertEquals(List.of(speakers.split(" ")), recording.format().speakers());
        }
        float[][] read = read(recording);
        assertEquals(channels, read.length);
        for (int channel = 0; channel < channels; channel++) {
            assertEquals(44_100, read[channel].length);
            for (int i = 0; i < 44_100; i++) {
                assertEquals(tones[channel][i], read[channel][i], 1.1 / 32768, "channel " + channel + " at " + i);
            }
        }
    }

    @Test
    void loudnessOfAFileCountsItsChannels() {
        // Two equal channels are 3 dB louder than one, and the sum of the mono signal is not: EBU Tech 3341, case 1.
        float[] tone = Tones.sine(1000, 48_000, 20);
        for (int i = 0; i < tone.length; i++) {
            tone[i] *= (float) (2 * Math.pow(10, -23 / 20.0));
        }
        Path file = Recorder.write(folder.resolve("tone.flac"), "flac", Track.stereo("flac", 48_000, tone, tone));
        SoundReport report;
        try (Listener listener = new Listener(
                ListenOptions.DEFAULT, input -> recording(file), Optional.of(new EnergyVad()))) {
            report = listener.prepare(new Input.OfFile(file, "tone.flac"));
        }
        assertEquals(-23, report.loudness().integrated(), 0.1);
        assertEquals(-23, report.loudness().truePeak(), 0.1);
        assertEquals(20, report.media().duration(), 1e-3);
        assertEquals(2, report.media().channels());
        assertEquals("flac", report.media().codec());
        assertEquals(1000, report.pitch().median(), 5);
        assertEquals("energy", report.speech().method());
        assertEquals(0, report.silence().stretches().count());
        assertEquals(List.of(), report.warnings());
    }

    @Test
    void lossyFilesAreHeard() {
        float[] tone = Tones.sine(440, 44_100, 3);
        Path file = Recorder.write(
                folder.resolve("film.mp4"), "mp4", Map.of(), "mpeg4", Track.stereo("aac", 44_100, tone, tone));
        try (Listener listener = new Listener(ListenOptions.DEFAULT, input -> recording(file), Optional.empty())) {
            SoundReport report = listener.prepare(new Input.OfFile(file, "film.mp4"));
            assertEquals("aac", report.media().codec());
            assertEquals(440, report.pitch().median(), 4.4);
            assertEquals(3, report.media().duration(), 0.1);
        }
    }

    @Test
    void cutOffFilesAreReportedInPart() throws IOException {
        float[] tone = Tones.sine(440, 44_100, 4);
        Path file = Recorder.write(folder.resolve("tone.wav"), "wav", Track.mono("pcm_s16le", 44_100, tone));
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        try (Listener listener = new Listener(ListenOptions.DEFAULT, input -> recording(file), Optional.empty())) {
            SoundReport report = listener.prepare(new Input.OfFile(file, "tone.wav"));
            assertEquals(2, report.media().duration(), 0.1);
            assertEquals(1, report.warnings().size(), report.warnings().toString());
        }
    }

    @Test
    void whatIsNoRecordingIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("notes.wav"), "These are only words, and no sound at all.");
        AiException e = assertThrows(AiException.class, () -> recording(file));
        assertEquals(AiException.Kind.INPUT, e.kind());
        assertTrue(e.getMessage().startsWith("notes.wav: "), e.getMessage());
    }
}
