package aikit.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.AiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeatureConfigTest {

    @TempDir
    Path folder;

    @Test
    void readsTheNumbersOfTheModel() throws IOException {
        FeatureConfig config = read("preprocessor_config.json", """
                {"chunk_length": 20, "feature_extractor_type": "WhisperFeatureExtractor", "feature_size": 128,
                 "hop_length": 320, "n_fft": 512, "n_samples": 1, "nb_max_frames": 1, "padding_value": 0.0,
                 "sampling_rate": 22050, "mel_filters": [[0.5]]}""");
        assertEquals(new FeatureConfig(128, 22_050, 20, 320, 512), config);
        assertEquals(441_000, config.chunkSamples());
        assertEquals(1378, config.chunkFrames());
    }

    @Test
    void whatIsNotThereIsAsInWhisper() throws IOException {
        assertEquals(FeatureConfig.WHISPER, read("other.json", "{}"));
        assertEquals(new FeatureConfig(128, 16_000, 30, 160, 400), read("preprocessor_config.json", """
                {"feature_size": 128, "chunk_length": null}"""));
    }

    @Test
    void readsTheFileOfTransformers5() throws IOException {
        assertEquals(new FeatureConfig(128, 16_000, 30, 160, 400), read("processor_config.json", """
                {"feature_extractor": {"feature_size": 128, "feature_extractor_type": "WhisperFeatureExtractor"},
                 "processor_class": "WhisperProcessor"}"""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "{\"hop_length\": 0}; hop_length is not a whole number from 1 to 16384",
        "{\"hop_length\": 401}; hop_length is greater than n_fft, so that sound would be left out",
        "{\"n_fft\": 1e9}; n_fft is not a whole number from 1 to 16384",
        "{\"n_fft\": 1, \"hop_length\": 1}; n_fft is less than 2",
        "{\"feature_size\": 80.5}; feature_size is not a whole number from 1 to 1024",
        "{\"feature_size\": \"80\"}; feature_size is not a whole number from 1 to 1024",
        "{\"sampling_rate\": -16000}; sampling_rate is not a whole number from 1 to 192000",
        "{\"sampling_rate\": 100, \"chunk_length\": 1}; chunk_length is shorter than hop_length",
        "{\"do_normalize\": true}; do_normalize is not supported",
        "{\"padding_value\": 1.0}; padding_value is not silence",
        "{\"feature_extractor_type\": \"ClapFeatureExtractor\"}; ClapFeatureExtractor is not supported"})
    void numbersThatMakeNoSenseAreRefused(String json, String why) {
        AiException refused = assertThrows(AiException.class, () -> read("preprocessor_config.json", json));
        assertEquals(AiException.Kind.MODEL, refused.kind());
        assertTrue(refused.getMessage().endsWith("preprocessor_config.json: " + why), refused.getMessage());
    }

    private FeatureConfig read(String file, String json) throws IOException {
        Files.writeString(folder.resolve(file), json);
        return FeatureConfig.read(LocalModels.of(folder, "whisper"));
    }
}
