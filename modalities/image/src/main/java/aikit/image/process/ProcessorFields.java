package aikit.image.process;

import aikit.AiException;
import aikit.Result.Size;
import aikit.image.process.ChannelValues.Step;
import tools.jackson.databind.JsonNode;

/// The keys of a configuration and what they are usually.
///
/// @param name of the file, for messages
/// @param own what it says
/// @param usual what counts where it says nothing
record ProcessorFields(String name, JsonNode own, JsonNode usual) {

    /// Far beyond any model in use: a configuration is a file from elsewhere, and memory is made for its numbers.
    private static final int MOST_EDGE = 8192;

    JsonNode value(String key) {
        JsonNode value = own.path(key);
        return value.isMissingNode() || value.isNull() ? usual.path(key) : value;
    }

    boolean has(String key) {
        JsonNode value = value(key);
        return !value.isMissingNode() && !value.isNull();
    }

    boolean flag(String key, boolean otherwise) {
        return has(key) ? value(key).asBoolean(otherwise) : otherwise;
    }

    double number(String key, double otherwise) {
        if (!has(key)) {
            return otherwise;
        }
        JsonNode value = value(key);
        if (!value.isNumber() || !Double.isFinite(value.asDouble())) {
            throw wrong(key + " is no number");
        }
        return value.asDouble();
    }

    boolean hasEdge(String key, String edge) {
        JsonNode value = value(key).path(edge);
        return !value.isMissingNode() && !value.isNull();
    }

    /// A number of pixels.
    ///
    /// @param edge which one of several; empty when the key has but one
    int edge(String key, String edge) {
        return edge.isEmpty() ? pixels(key, value(key)) : pixels(key + "." + edge, value(key).path(edge));
    }

    int pixels(String what, JsonNode value) {
        double pixels = value.isNumber() ? value.asDouble() : -1;
        if (pixels != Math.rint(pixels) || pixels < 1 || pixels > MOST_EDGE) {
            throw wrong(what + " is not a whole number of pixels from 1 to " + MOST_EDGE);
        }
        return (int) pixels;
    }

    /// One number for a square, `[height, width]`, or an object with these names.
    Size size(String key) {
        JsonNode value = value(key);
        if (value.isNumber()) {
            int edge = edge(key, "");
            return new Size(edge, edge);
        }
        if (value.isArray() && value.size() == 2) {
            return new Size(pixels(key, value.get(1)), pixels(key, value.get(0)));
        }
        return new Size(edge(key, "width"), edge(key, "height"));
    }

    Resampling resampling(String key) {
        int number = (int) number(key, Resampling.BILINEAR.ordinal());
        if (number < 0 || number >= Resampling.values().length) {
            throw wrong(key + " is " + number + ", which is no filter of Pillow");
        }
        return Resampling.values()[number];
    }

    Step.Normal normal(String mean, String deviation) {
        return new Step.Normal(channels(mean), deviations(deviation));
    }

    float[] deviations(String key) {
        float[] deviations = channels(key);
        for (float deviation : deviations) {
            if (deviation == 0) {
                throw wrong(key + " has a zero, by which nothing can be divided");
            }
        }
        return deviations;
    }

    /// A number for each of three channels; one number is that of all.
    float[] channels(String key) {
        JsonNode value = value(key);
        float[] channels = new float[3];
        for (int i = 0; i < channels.length; i++) {
            JsonNode each = value.isNumber() ? value : value.path(i);
            channels[i] = each.isNumber() ? (float) each.asDouble() : Float.NaN;
            if (!Float.isFinite(channels[i])) {
                throw wrong(key + " is not a number for each of three channels");
            }
        }
        if (value.size() > channels.length) {
            throw wrong(key + " is not a number for each of three channels");
        }
        return channels;
    }

    AiException wrong(String why) {
        return AiException.model(name + ": " + why, "check the model: ai models verify");
    }
}
