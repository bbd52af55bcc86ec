package aikit.audio.listen;

import aikit.AiException;
import aikit.Input;
import aikit.Result;
import aikit.Result.Loudness;
import aikit.Result.Media;
import aikit.Result.SoundReport;
import aikit.audio.MediaRecording;
import aikit.audio.Recording;
import aikit.audio.Sound;
import aikit.audio.VoiceActivity;
import aikit.task.AiRuntime;
import aikit.task.Pipeline;
import aikit.task.Provenance;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Recordings to reports of what they sound like. No model makes them, so all the work is in `prepare`, which many threads
/// share; a recording is read twice, once as it is and once as mono sound of 16 kHz, and never held as a whole.
///
/// Owns what hears speech.
public final class Listener implements Pipeline<SoundReport> {

    /// Stretches of speech as people see them: half a second of silence ends one.
    private static final VoiceActivity.Options SPEECH = new VoiceActivity.Options(0.5, 0.2, 0.5, 0.1);

    /// Samples that are read at once, of all channels.
    private static final int BLOCK = 1 << 15;

    private final ListenOptions options;
    private final Function<Input, Recording> opener;
    private final Optional<VoiceActivity> voice;
    private final Runnable between;

    /// A listener that nothing stops.
    ///
    /// @param opener opens an input
    /// @param voice hears speech; empty when nobody is to listen for it
    public Listener(ListenOptions options, Function<Input, Recording> opener, Optional<VoiceActivity> voice) {
        this(options, opener, voice, () -> {});
    }

    /// @param between is run again and again while a recording is read, and throws when it is to be given up
    public Listener(
            ListenOptions options, Function<Input, Recording> opener, Optional<VoiceActivity> voice,
            Runnable between) {
        this.options = options;
        this.opener = opener;
        this.voice = voice;
        this.between = between;
    }

    /// A listener to files.
    ///
    /// @throws AiException of kind MODEL or DEVICE when the detector of speech that was asked for cannot be used
    public static Listener open(ListenOptions options, AiRuntime runtime) {
        Path cache = runtime.settings().home().cache();
        Optional<VoiceActivity> voice = options.vad().equals("none")
                ? Optional.empty()
                : Optional.of(VoiceActivity.open(options.vad(), "", runtime));
        return new Listener(options, input -> MediaRecording.of(input, options.track(), cache), voice,
                runtime::checkStopping);
    }

    @Override
    public SoundReport prepare(Input input) {
        return listen(opener.apply(input));
    }

    /// What a recording sounds like.
    ///
    /// @throws AiException of kind INPUT when it has no sound that could be read
    public SoundReport listen(Recording recording) {
        Meters meters = new Meters(recording.format(), options);
        List<String> warnings = new ArrayList<>(meters.measure(recording, between));
        if (meters.frames == 0) {
            throw AiException.input(recording.name() + ": has no sound", "");
        }
        Hearing hearing = hearing(recording);
        hearing.warnings().stream().filter(warning -> !warnings.contains(warning)).forEach(warnings::add);
        return meters.report(hearing, warnings);
    }

    private Hearing hearing(Recording recording) {
        Sound sound = recording.mono(Hearing.SAMPLE_RATE);
        if (voice.isEmpty()) {
            return Hearing.of(sound, new Hearing.Overhearing(Optional.empty(), "none", between));
        }
        try (VoiceActivity.Run run = voice.get().start(SPEECH)) {
            return Hearing.of(sound, new Hearing.Overhearing(Optional.of(run), voice.get().method(), between));
        }
    }

    /// What measures a recording as it is.
    private static final class Meters {

        private final Recording.Format format;
        private final LoudnessMeter loudness;
        private final TruePeak peak;
        private final LevelMeter level;
        private final SilenceDetector silence;
        private final Spectrum spectrum;
        private long frames;

        Meters(Recording.Format format, ListenOptions options) {
            this.format = format;
            int rate = format.sampleRate();
            int channels = format.channels();
            loudness = new LoudnessMeter(rate, format.speakers());
            peak = new TruePeak(rate, channels);
            level = new LevelMeter(channels);
            silence = new SilenceDetector(options.quiet(), rate, channels);
            spectrum = new Spectrum(rate, channels, options.spectrogram());
        }

        /// Returns what was wrong with the recording.
        List<String> measure(Recording recording, Runnable between) {
            float[] block = new float[Math.max(1, BLOCK / format.channels()) * format.channels()];
            try (Recording.Frames samples = recording.open()) {
                for (int count = samples.read(block); count >= 0; count = samples.read(block)) {
                    between.run();
                    loudness.accept(block, count);
                    peak.accept(block, count);
                    level.accept(block, count);
                    silence.accept(block, count);
                    spectrum.accept(block, count);
                    frames += count;
                }
                peak.finish();
                spectrum.finish();
                return samples.warnings();
            }
        }

        SoundReport report(Hearing hearing, List<String> warnings) {
            Media media = new Media(
                    format.codec(), format.sampleRate(), format.channels(), (double) frames / format.sampleRate());
            Loudness loud = loudness.finish(LevelMeter.decibels(peak.peak()));
            return new SoundReport(
                    media, loud, level.finish(peak.samplePeak()), silence.finish(), hearing.speech(), hearing.pitch(),
                    hearing.tempo(), spectrum.meanCentroid(),
                    Optional.ofNullable(spectrum.columns()).map(SpectrogramColumns::finish), List.copyOf(warnings));
        }
    }

    @Override
    public long weight(SoundReport report) {
        return 1;
    }

    @Override
    public List<Result> run(List<SoundReport> reports) {
        return List.copyOf(reports);
    }

    @Override
    public Provenance provenance() {
        return Provenance.NONE;
    }

    @Override
    public void close() {
        voice.ifPresent(VoiceActivity::close);
    }
}
