package aikit.audio.listen;

import aikit.Result.Pitch;
import aikit.Result.Speech;
import aikit.Result.Tempo;
import aikit.audio.Sound;
import aikit.audio.SpeechRange;
import aikit.audio.VoiceActivity;
import be.tarsos.dsp.AudioDispatcher;
import be.tarsos.dsp.AudioEvent;
import be.tarsos.dsp.AudioProcessor;
import be.tarsos.dsp.onsets.ComplexOnsetDetector;
import be.tarsos.dsp.pitch.FastYin;
import be.tarsos.dsp.pitch.PitchDetectionResult;
import java.util.List;
import java.util.Optional;

/// What a mono sound of 16 kHz has of pitch, beat and speech: TarsosDSP's dispatcher cuts it into frames of 64 ms, one each
/// 10 ms, which go to its YIN (de Cheveigné and Kawahara, 2002) and to its onset detector in the complex domain (Duxbury,
/// Davies and Sandler, 2003).
record Hearing(Pitch pitch, Tempo tempo, Speech speech, List<String> warnings) {

    /// Samples in a second.
    static final int SAMPLE_RATE = 16_000;

    private static final int FRAME = 1024;
    private static final int HOP = 160;

    /// So much silence around the sound puts the middle of each frame into the middle of its 10 ms.
    private static final int AROUND = (FRAME - HOP) / 2;

    /// A frame whose RMS level is lower, in dB, has no pitch worth the name.
    private static final double AUDIBLE = -60;

    /// The same for onsets. TarsosDSP divides by the length of the frame where a mean would divide by its root, so that its
    /// decibels are 30 less than others.
    private static final double ONSET_AUDIBLE = AUDIBLE - 10 * Math.log10(FRAME);

    /// TarsosDSP's probability of a pitch, from which on it is one and not a chance likeness in noise.
    private static final double SURE = 0.85;

    /// What TarsosDSP proposes for its detector of onsets.
    private static final double ONSET_THRESHOLD = 0.3;

    /// Seconds between two onsets, at least.
    private static final double ONSET_DISTANCE = 0.07;

    /// What goes on beside the hearing.
    ///
    /// @param voice hears speech
    /// @param method by which it does
    /// @param between is run again and again
    record Overhearing(Optional<VoiceActivity.Run> voice, String method, Runnable between) {}

    /// Hears a sound to its end.
    static Hearing of(Sound sound, Overhearing beside) {
        PitchContour contour = new PitchContour((double) HOP / SAMPLE_RATE);
        TempoTracker tempo = new TempoTracker();
        StretchList speech = new StretchList();
        Sound.Samples samples = sound.open();
        Sound.Samples heard = new Overheard(samples, beside, speech);
        AudioDispatcher dispatcher = new AudioDispatcher(
                new SoundStream(heard, SAMPLE_RATE, AROUND), FRAME, FRAME - HOP);
        try {
            dispatcher.addAudioProcessor(pitches(contour));
            dispatcher.addAudioProcessor(onsets(tempo));
            dispatcher.run(); // which closes the stream
        } finally {
            samples.close();
        }
        beside.voice.ifPresent(run -> add(run.finish(), speech));
        return new Hearing(
                contour.finish(), tempo.finish(), new Speech(beside.method, speech.stretches()), samples.warnings());
    }

    private static AudioProcessor pitches(PitchContour contour) {
        FastYin yin = new FastYin(SAMPLE_RATE, FRAME);
        return new AudioProcessor() {

            @Override
            public boolean process(AudioEvent event) {
                boolean audible = LevelMeter.decibels(event.getRMS()) >= AUDIBLE;
                PitchDetectionResult pitch = audible ? yin.getPitch(event.getFloatBuffer()) : null;
                boolean sure = audible && pitch.isPitched() && pitch.getProbability() >= SURE;
                contour.add(sure ? pitch.getPitch() : Double.NaN);
                return true;
            }

            @Override
            public void processingFinished() {}
        };
    }

    private static AudioProcessor onsets(TempoTracker tempo) {
        ComplexOnsetDetector detector = new ComplexOnsetDetector(
                FRAME, ONSET_THRESHOLD, ONSET_DISTANCE, ONSET_AUDIBLE);
        detector.setHandler(tempo::onset);
        return detector;
    }

    private static void add(List<SpeechRange> ranges, StretchList speech) {
        ranges.forEach(range -> speech.add(range.start(), range.end()));
    }

    /// Samples that others hear too as they go by.
    private record Overheard(Sound.Samples samples, Overhearing beside, StretchList speech)
            implements
                Sound.Samples {

        @Override
        public int read(float[] into, int offset, int length) {
            beside.between.run();
            int count = samples.read(into, offset, length);
            if (count > 0) {
                beside.voice.ifPresent(voice -> {
                    voice.accept(into, offset, count);
                    add(voice.take(), speech);
                });
            }
            return count;
        }

        @Override
        public List<String> warnings() {
            return samples.warnings();
        }

        @Override
        public void close() {
            samples.close();
        }
    }
}
