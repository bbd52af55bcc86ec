package aikit.batch;

import aikit.Result.Loudness;
import aikit.Result.Media;
import aikit.Result.Pitch;
import aikit.Result.SoundReport;
import aikit.Result.Stretch;
import aikit.Result.Stretches;
import tools.jackson.core.JsonGenerator;

/// What `ai.listen/1` says of a recording. Times are seconds; what is not there, such as the loudness of silence or the
/// pitch of noise, is `null`. The picture is no part of it.
final class SoundJson {

    private SoundJson() {}

    static void write(SoundReport report, JsonGenerator out) {
        media(report.media(), out);
        loudness(report.loudness(), out);
        out.writeObjectPropertyStart("level");
        number("rms_dbfs", report.level().rms(), 2, out);
        number("peak_dbfs", report.level().peak(), 2, out);
        out.writeNumberProperty("clips", report.level().clips());
        out.writeNumberProperty("clipped_samples", report.level().clippedSamples());
        out.writeEndObject();
        out.writeObjectPropertyStart("silence");
        number("threshold_dbfs", report.silence().threshold(), 2, out);
        number("shortest", report.silence().shortest(), 3, out);
        stretches(report.silence().stretches(), out);
        out.writeEndObject();
        out.writeObjectPropertyStart("speech");
        out.writeStringProperty("method", report.speech().method());
        stretches(report.speech().stretches(), out);
        out.writeEndObject();
        pitch(report.pitch(), out);
        out.writeObjectPropertyStart("tempo");
        number("bpm", report.tempo().beatsPerMinute(), 1, out);
        number("heard", report.tempo().heard(), 2, out);
        out.writeEndObject();
        number("centroid_hz", report.centroid(), 1, out);
    }

    private static void media(Media media, JsonGenerator out) {
        number("duration", media.duration(), 3, out);
        out.writeNumberProperty("sample_rate", media.sampleRate());
        out.writeNumberProperty("channels", media.channels());
        out.writeStringProperty("codec", media.codec());
    }

    private static void loudness(Loudness loudness, JsonGenerator out) {
        out.writeObjectPropertyStart("loudness");
        number("integrated_lufs", loudness.integrated(), 2, out);
        number("range_lu", loudness.range(), 2, out);
        number("momentary_max_lufs", loudness.momentary(), 2, out);
        number("short_term_max_lufs", loudness.shortTerm(), 2, out);
        number("true_peak_dbtp", loudness.truePeak(), 2, out);
        out.writeEndObject();
    }

    private static void pitch(Pitch pitch, JsonGenerator out) {
        out.writeObjectPropertyStart("pitch");
        number("median_hz", pitch.median(), 1, out);
        number("low_hz", pitch.low(), 1, out);
        number("high_hz", pitch.high(), 1, out);
        number("voiced", pitch.voiced(), 3, out);
        number("step", pitch.step(), 3, out);
        out.writeArrayPropertyStart("contour_hz");
        for (float hertz : pitch.contour()) {
            if (Float.isNaN(hertz)) {
                out.writeNull();
            } else {
                out.writeNumber(rounded(hertz, 1));
            }
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void stretches(Stretches stretches, JsonGenerator out) {
        out.writeNumberProperty("count", stretches.count());
        number("seconds", stretches.seconds(), 3, out);
        out.writeArrayPropertyStart("ranges");
        for (Stretch stretch : stretches.listed()) {
            out.writeStartArray();
            out.writeNumber(rounded(stretch.start(), 3));
            out.writeNumber(rounded(stretch.end(), 3));
            out.writeEndArray();
        }
        out.writeEndArray();
    }

    private static void number(String name, double value, int decimals, JsonGenerator out) {
        if (Double.isFinite(value)) {
            out.writeNumberProperty(name, rounded(value, decimals));
        } else {
            out.writeNullProperty(name);
        }
    }

    private static double rounded(double value, int decimals) {
        double factor = Math.pow(10, decimals);
        return Math.round(value * factor) / factor;
    }
}
