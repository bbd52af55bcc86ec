package aikit.audio;

import aikit.AiException;
import aikit.model.ModelDir;
import tools.jackson.databind.JsonNode;

/// What a speech model hears: how sound becomes a log-mel spectrogram. The names are those of
/// `WhisperFeatureExtractor` in transformers, whose defaults are Whisper's.
///
/// @param melBins `feature_size`: numbers of a frame
/// @param sampleRate `sampling_rate`: samples in a second
/// @param chunkSeconds `chunk_length`: what the encoder reads at once
/// @param hop `hop_length`: samples from one frame to the next
/// @param fftSize `n_fft`: samples that a frame is made from
public record FeatureConfig(int melBins, int sampleRate, int chunkSeconds, int hop, int fftSize) {

    /// Whisper up to large-v2; large-v3 has 128 mel bins.
    public static final FeatureConfig WHISPER = new FeatureConfig(80, 16_000, 30, 160, 400);

    private static final String EXTRACTOR = "WhisperFeatureExtractor";

    /// Limits far beyond any model in use: a configuration is a file from elsewhere, and memory is made for its numbers.
    private static final int MOST_MEL_BINS = 1024;
    private static final int MOST_SAMPLE_RATE = 192_000;
    private static final int MOST_CHUNK_SECONDS = 600;
    private static final int MOST_FFT_SIZE = 16_384;

    /// Reads `preprocessor_config.json` or, where transformers 5 wrote the model, `processor_config.json`. A number that
    /// is not there is Whisper's; a model with neither file hears as Whisper does.
    ///
    /// @throws AiException of kind MODEL when a number makes no sense, or the model hears in another way
    public static FeatureConfig read(ModelDir model) {
        String file = "preprocessor_config.json";
        JsonNode json = model.json(file);
        if (json.isMissingNode()) {
            file = "processor_config.json";
            json = model.json(file).path("feature_extractor");
        }
        Reading reading = new Reading(model.spec().name() + ": " + file, json);
        reading.checkKind();
        FeatureConfig config = new FeatureConfig(
                reading.number("feature_size", WHISPER.melBins, MOST_MEL_BINS),
                reading.number("sampling_rate", WHISPER.sampleRate, MOST_SAMPLE_RATE),
                reading.number("chunk_length", WHISPER.chunkSeconds, MOST_CHUNK_SECONDS),
                reading.number("hop_length", WHISPER.hop, MOST_FFT_SIZE),
                reading.number("n_fft", WHISPER.fftSize, MOST_FFT_SIZE));
        if (config.fftSize < 2) {
            throw reading.wrong("n_fft is less than 2");
        }
        if (config.hop > config.fftSize) {
            throw reading.wrong("hop_length is greater than n_fft, so that sound would be left out");
        }
        if (config.chunkFrames() == 0) {
            throw reading.wrong("chunk_length is shorter than hop_length");
        }
        return config;
    }

    /// Samples of a chunk.
    public int chunkSamples() {
        return chunkSeconds * sampleRate;
    }

    /// Frames of a chunk.
    public int chunkFrames() {
        return chunkSamples() / hop;
    }

    /// Frames in a second.
    public double framesPerSecond() {
        return (double) sampleRate / hop;
    }

    /// The file that is being read, and its name in messages.
    private record Reading(String name, JsonNode json) {

        void checkKind() {
            String kind = json.path("feature_extractor_type").asString(EXTRACTOR);
            if (!kind.equals(EXTRACTOR)) {
                throw AiException.model(name + ": " + kind + " is not supported", "models of the Whisper family work");
            }
            if (json.path("do_normalize").asBoolean(false)) {
                throw wrong("do_normalize is not supported");
            }
            if (json.path("padding_value").asDouble(0) != 0) {
                throw wrong("padding_value is not silence");
            }
        }

        int number(String key, int usual, int most) {
            JsonNode value = json.path(key);
            if (value.isMissingNode() || value.isNull()) {
                return usual;
            }
            if (!value.isNumber() || value.asDouble() != Math.rint(value.asDouble())
                    || value.asDouble() < 1 || value.asDouble() > most) {
                throw wrong(key + " is not a whole number from 1 to " + most);
            }
            return (int) value.asDouble();
        }

        AiException wrong(String why) {
            return AiException.model(name + ": " + why, "check the model: ai models verify");
        }
    }
}
