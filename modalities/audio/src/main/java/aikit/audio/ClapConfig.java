package aikit.audio;

import aikit.AiException;
import aikit.model.ModelDir;
import tools.jackson.databind.JsonNode;

/// How a CLAP model hears, as its `preprocessor_config.json` says. The names and usual values are those of
/// `ClapFeatureExtractor` in transformers.
///
/// @param melBins `feature_size`: numbers of a frame
/// @param sampleRate `sampling_rate`: samples in a second
/// @param windowSeconds `max_length_s`: what the model hears at once
/// @param hop `hop_length`: samples from one frame to the next
/// @param fftSize `fft_window_size`: samples that a frame is made from
/// @param lowest `frequency_min`: Hz where the first filter begins
/// @param highest `frequency_max`: Hz where the last one ends
/// @param padding `repeatpad`, `repeat` or `pad`: what a shorter sound is filled up with
record ClapConfig(
        int melBins, int sampleRate, int windowSeconds, int hop, int fftSize, int lowest, int highest, String padding) {

    private static final String FILE = "preprocessor_config.json";

    /// Limits far beyond any model in use: a configuration is a file from elsewhere, and memory is made for its numbers.
    private static final int MOST_MEL_BINS = 1024;
    private static final int MOST_SAMPLE_RATE = 192_000;
    private static final int MOST_SECONDS = 60;
    private static final int MOST_FFT_SIZE = 16_384;

    /// @throws AiException of kind MODEL when the model hears in another way, or a number makes no sense
    static ClapConfig read(ModelDir model) {
        JsonNode json = model.json(FILE);
        String name = model.spec().name() + ": " + FILE;
        String kind = json.path("feature_extractor_type").asString("ClapFeatureExtractor");
        if (!kind.equals("ClapFeatureExtractor")) {
            throw AiException.model(name + ": " + kind + " is not supported", "models of the CLAP family work");
        }
        String truncation = json.path("truncation").asString("fusion");
        if (!truncation.equals("rand_trunc")) {
            throw AiException.model(
                    name + ": truncation '" + truncation
                            + "' is not supported: such a model hears a long sound in four "
                            + "layers",
                    "use an unfused model such as clap-htsat");
        }
        String padding = json.path("padding").asString("repeatpad");
        if (!padding.equals("repeatpad") && !padding.equals("repeat") && !padding.equals("pad")) {
            throw AiException.model(name + ": padding '" + padding + "' is not supported", "");
        }
        ClapConfig config = new ClapConfig(
                number(name, json, "feature_size", 64, MOST_MEL_BINS),
                number(name, json, "sampling_rate", 48_000, MOST_SAMPLE_RATE),
                number(name, json, "max_length_s", 10, MOST_SECONDS),
                number(name, json, "hop_length", 480, MOST_FFT_SIZE),
                number(name, json, "fft_window_size", 1024, MOST_FFT_SIZE), json.path("frequency_min").asInt(0),
                number(name, json, "frequency_max", 14_000, MOST_SAMPLE_RATE), padding);
        if (config.hop > config.fftSize || config.fftSize > config.windowSamples() || config.lowest < 0
                || config.lowest >= config.highest || Integer.bitCount(config.fftSize) != 1
                || config.highest > config.sampleRate / 2) {
            throw AiException.model(name + ": its numbers do not fit together", "");
        }
        return config;
    }

    private static int number(String name, JsonNode json, String key, int usual, int most) {
        int number = json.path(key).asInt(usual);
        if (number < 1 || number > most) {
            throw AiException.model(name + ": " + key + " is " + number + ", which makes no sense", "");
        }
        return number;
    }

    /// Samples of a window.
    int windowSamples() {
        return windowSeconds * sampleRate;
    }

    /// Frames of a window: one around each `hop`-th sample, the first and the last included.
    int frames() {
        return windowSamples() / hop + 1;
    }
}
