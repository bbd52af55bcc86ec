package aikit.cli.output;

import aikit.Result;
import aikit.Result.Embeddings;
import aikit.Result.Loudness;
import aikit.Result.Media;
import aikit.Result.PictureResult;
import aikit.Result.SoundReport;
import aikit.Result.Stretch;
import aikit.Result.Stretches;
import aikit.Result.Transcript;
import aikit.cli.Clock;
import java.io.IOException;
import java.util.Locale;

/// What a recording sounds like, on a few lines.
public record SoundTexts() implements Texts {

    /// More stretches are counted and not named.
    private static final int NAMED = 6;

    @Override
    public void write(Format format, Result result, String name, Appendable out) throws IOException {
        switch (result) {
            case SoundReport report -> write(report, out);
            case Embeddings _,Transcript _,PictureResult _ -> throw new IllegalStateException("is no sound report");
        }
    }

    /// A line for each thing that was listened for.
    static void write(SoundReport report, Appendable out) throws IOException {
        line(out, "sound", media(report.media()));
        line(out, "loudness", loudness(report.loudness()));
        line(out, "level", level(report));
        line(out, "silence", stretches(report.silence().stretches(), "below "
                + number(report.silence().threshold(), 0) + " dB"));
        if (!report.speech().method().equals("none")) {
            line(out, "speech", stretches(report.speech().stretches(), "heard by " + report.speech().method()));
        }
        line(out, "pitch", pitch(report));
        line(out, "tempo", Double.isNaN(report.tempo().beatsPerMinute())
                ? "no steady beat"
                : number(report.tempo().beatsPerMinute(), 0) + " beats a minute");
        if (!Double.isNaN(report.centroid())) {
            line(out, "centroid", number(report.centroid(), 0) + " Hz");
        }
    }

    private static void line(Appendable out, String word, String text) throws IOException {
        out.append(word).append(" ".repeat(10 - word.length())).append(text).append('\n');
    }

    private static String media(Media media) {
        return Clock.of(media.duration()) + " (" + number(media.duration(), 2) + " s), " + media.codec() + ", "
                + media.sampleRate() + " Hz, "
                + (media.channels() == 1 ? "1 channel" : media.channels() + " channels");
    }

    private static String loudness(Loudness loudness) {
        StringBuilder text = new StringBuilder(level(loudness.integrated(), "LUFS"));
        if (!Double.isNaN(loudness.range())) {
            text.append(", range ").append(number(loudness.range(), 1)).append(" LU");
        }
        if (Double.isFinite(loudness.shortTerm())) {
            text.append(", loudest 3 s ").append(number(loudness.shortTerm(), 1)).append(" LUFS");
        }
        return text.append(", true peak ").append(level(loudness.truePeak(), "dBTP")).toString();
    }

    private static String level(SoundReport report) {
        long clips = report.level().clips();
        return "RMS " + level(report.level().rms(), "dB") + ", peak " + level(report.level().peak(), "dB") + ", "
                + (clips == 0 ? "not clipped" : "clipped in " + counted(clips, "place"));
    }

    private static String pitch(SoundReport report) {
        if (Double.isNaN(report.pitch().median())) {
            return "none";
        }
        return number(report.pitch().median(), 0) + " Hz (from " + number(report.pitch().low(), 0) + " to "
                + number(report.pitch().high(), 0) + " Hz) for " + number(report.pitch().voiced(), 1) + " s";
    }

    private static String stretches(Stretches stretches, String how) {
        if (stretches.count() == 0) {
            return "none, " + how;
        }
        StringBuilder text = new StringBuilder(number(stretches.seconds(), 1)).append(" s in ")
                .append(counted(stretches.count(), "stretch")).append(", ").append(how).append(':');
        for (Stretch stretch : stretches.listed().subList(0, Math.min(NAMED, stretches.listed().size()))) {
            text.append(' ').append(time(stretch.start())).append('-').append(time(stretch.end()));
        }
        return stretches.count() <= NAMED
                ? text.toString()
                : text.append(" and ").append(stretches.count() - NAMED).append(" more").toString();
    }

    private static String counted(long count, String what) {
        String plural = what.endsWith("ch") ? "es" : "s";
        return count + " " + what + (count == 1 ? "" : plural);
    }

    /// `1:02.5`, or `1:01:02.5` after an hour.
    private static String time(double seconds) {
        long tenths = Math.round(seconds * 10);
        String minutes = tenths < 36_000
                ? tenths / 600 + ":"
                : String.format(Locale.ROOT, "%d:%02d:", tenths / 36_000, tenths / 600 % 60);
        return minutes + String.format(Locale.ROOT, "%02d.%d", tenths / 10 % 60, tenths % 10);
    }

    private static String level(double value, String unit) {
        return Double.isFinite(value) ? number(value, 1) + " " + unit : "silent";
    }

    private static String number(double value, int decimals) {
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        return text.matches("-0(\\.0*)?") ? text.substring(1) : text;
    }
}
