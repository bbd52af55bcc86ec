package aikit.audio.media;

import aikit.audio.media.Recorder.Track;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The formats that tests write, each as the usual encoder makes it.
enum Format {
    WAV("wav", "wav", "pcm_s16le", 16000, ""),
    MP3("mp3", "mp3", "libmp3lame", 44100, ""),
    M4A("m4a", "ipod", "aac", 44100, ""),
    FLAC("flac", "flac", "flac", 48000, ""),
    OGG("ogg", "ogg", "vorbis", 44100, ""),
    OPUS("opus", "opus", "libopus", 48000, ""),
    MP4("mp4", "mp4", "aac", 48000, "mpeg4"),
    WEBM("webm", "webm", "libopus", 48000, "libvpx"),
    MKV("mkv", "matroska", "ac3", 48000, "mpeg4"),
    AVI("avi", "avi", "libmp3lame", 44100, "mpeg4"),
    AIFF("aiff", "aiff", "pcm_s16be", 16000, ""),
    ALAC("m4a", "ipod", "alac", 44100, ""),
    AAC("aac", "adts", "aac", 44100, ""),
    WMA("wma", "asf", "wmav2", 44100, ""),
    AU("au", "au", "pcm_mulaw", 8000, ""),
    CAF("caf", "caf", "pcm_s16le", 16000, ""),
    W64("w64", "w64", "pcm_s16le", 44100, ""),
    AMR("amr", "amr", "libopencore_amrnb", 8000, ""),
    TS("ts", "mpegts", "mp2", 48000, "mpeg2video"),
    FLV("flv", "flv", "aac", 44100, "flv"),
    WAVPACK("wv", "wv", "wavpack", 44100, ""),
    TTA("tta", "tta", "tta", 44100, "");

    private final String ending;
    private final String muxer;
    private final String encoder;
    private final int rate;
    private final String pictures;

    Format(String ending, String muxer, String encoder, int rate, String pictures) {
        this.ending = ending;
        this.muxer = muxer;
        this.encoder = encoder;
        this.rate = rate;
        this.pictures = pictures;
    }

    int rate() {
        return rate;
    }

    boolean lossless() {
        return encoder.startsWith("pcm_s") || Set.of("flac", "alac", "wavpack", "tta").contains(encoder);
    }

    /// The amplitude that may be lost.
    double tolerance() {
        return lossless() ? 0.001 : this == AMR ? 0.1 : 0.06;
    }

    Path write(Path folder, float[] samples) {
        // FFmpeg's encoder for Vorbis knows stereo only.
        Track track = encoder.equals("vorbis")
                ? Track.stereo(encoder, rate, samples, samples)
                : Track.mono(encoder, rate, samples);
        return Recorder.write(
                folder.resolve(name().toLowerCase(Locale.ROOT) + "." + ending), muxer, Map.of(), pictures, track);
    }
}
