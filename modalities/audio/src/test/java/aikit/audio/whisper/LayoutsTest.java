package aikit.audio.whisper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.Result;
import aikit.Result.Segment;
import aikit.Result.Transcript;
import aikit.audio.LocalModels;
import aikit.audio.Sound;
import aikit.audio.ToneSpeech;
import aikit.audio.TranscribeOptions;
import aikit.audio.TranscribeOptions.Context;
import aikit.audio.TranscribeOptions.Gates;
import aikit.audio.TranscribeOptions.Language;
import aikit.audio.TranscribeOptions.Search;
import aikit.audio.TranscribeOptions.Windows;
import aikit.audio.whisper.WhisperFixtures.Case;
import aikit.model.ModelDir;
import aikit.task.AiRuntime;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// One model in all its forms, and all ways of reading: they agree where they must.
class LayoutsTest {

    private static final String MODEL = "tiny-whisper";

    @TempDir
    Path cache;

    private List<float[]> clips;

    @BeforeEach
    void render() throws IOException {
        clips = new ArrayList<>();
        for (JsonNode clip : WhisperFixtures.reference(MODEL).path("clips")) {
            if (clip.path("clip").path("language").asString().equals("en") && clips.size() < 6) {
                clips.add(WhisperFixtures.samples(clip.path("clip")));
            }
        }
    }

    private List<Transcript> transcribe(ModelDir model, TranscribeOptions options) {
        try (AiRuntime runtime = LocalModels.runtime(cache);
                Transcriber transcriber = Transcriber.open(model, options, runtime)) {
            List<Sound> sounds = clips.stream().map(clip -> Sound.of("clip", ToneSpeech.RATE, clip)).toList();
            return transcriber.run(sounds).stream().map(result -> (Transcript) result).toList();
        }
    }

    private static List<String> texts(List<Transcript> transcripts) {
        return transcripts.stream().map(Transcript::text).toList();
    }

    @Test
    void theTwoDecodersSayWhatTheMergedOneSays() {
        TranscribeOptions options = WhisperFixtures.plain("en").options();
        List<Transcript> merged = transcribe(WhisperFixtures.merged(MODEL), options);
        List<Transcript> split = transcribe(
                WhisperFixtures.model(
                        MODEL, "encoder_model.onnx", "decoder_model.onnx", "decoder_with_past_model.onnx"),
                options);
        assertEquals(merged, split);
        assertTrue(merged.stream().anyMatch(transcript -> !transcript.text().isBlank()));
    }

    @Test
    void halfAndEightBitsSayNearlyTheSame() {
        TranscribeOptions options = WhisperFixtures.plain("en").options();
        List<String> whole = texts(transcribe(WhisperFixtures.merged(MODEL), options));
        List<ModelDir> smaller = List.of(
                WhisperFixtures.model(
                        MODEL, "encoder_model_fp16.onnx", "decoder_model_fp16.onnx",
                        "decoder_with_past_model_fp16.onnx"),
                WhisperFixtures.model(
                        MODEL, "encoder_model_quantized.onnx", "decoder_model_merged_quantized.onnx"));
        for (ModelDir model : smaller) {
            List<String> other = texts(transcribe(model, options));
            long same = 0;
            for (int i = 0; i < whole.size(); i++) {
                same += whole.get(i).equals(other.get(i)) ? 1 : 0;
            }
            assertTrue(same >= whole.size() / 2, model.graphs() + ": " + other + " instead of " + whole);
        }
    }

    @Test
    void aBatchSaysWhatEachSaysAlone() {
        Case alone = WhisperFixtures.plain("en");
        List<String> expected = texts(transcribe(WhisperFixtures.merged(MODEL), alone.options()));
        for (int batch : new int[]{1, 4, 16}) {
            List<String> together = texts(transcribe(
                    WhisperFixtures.merged(MODEL), alone.with(new Windows(batch, false, true)).options()));
            for (int i = 0; i < expected.size(); i++) {
                // One after the other, the rest of a clip behind its last sentence is heard once more.
                assertTrue(
                        expected.get(i).startsWith(together.get(i)) || together.get(i).startsWith(expected.get(i)),
                        batch + ": " + together.get(i) + " instead of " + expected.get(i));
            }
        }
    }

    @Test
    void aTextThatCannotPassIsTriedAtEveryTemperatureAndTheSameEachTime() {
        Case never = WhisperFixtures.plain("en").with(new Gates(Double.NaN, 0, Double.NaN))
                .with(new Search(1, 3, 1, 1, 0, List.of(0.0, 0.4, 1.0), List.of(-1)));
        List<Transcript> some = transcribe(WhisperFixtures.merged(MODEL), never.options());
        assertEquals(some, transcribe(WhisperFixtures.merged(MODEL), never.options()));
        for (Transcript transcript : some) {
            for (Segment segment : transcript.segments()) {
                assertEquals(1.0, segment.temperature());
            }
        }
    }

    @Test
    void silenceIsNoSentence() {
        clips = List.of(new float[5 * ToneSpeech.RATE], new float[1], new float[40 * ToneSpeech.RATE]);
        TranscribeOptions usual = TranscribeOptions.DEFAULT;
        TranscribeOptions options = new TranscribeOptions(
                usual.language(), usual.context(), usual.search(), usual.gates(),
                new TranscribeOptions.Speech("energy", usual.speech().options(), "", List.of()), usual.windows());
        for (Transcript transcript : transcribe(WhisperFixtures.merged(MODEL), options)) {
            assertEquals(List.of(), transcript.segments());
            assertEquals("", transcript.language());
            assertEquals(1, transcript.coverage().ratio());
        }
    }

    @Test
    void onlyTheClipIsRead() {
        Case plain = WhisperFixtures.plain("en");
        clips = List.of(clips.stream().max((a, b) -> Integer.compare(a.length, b.length)).orElseThrow());
        double end = clips.getFirst().length / (double) ToneSpeech.RATE;
        TranscribeOptions all = plain.options();
        TranscribeOptions options = new TranscribeOptions(
                all.language(), all.context(), all.search(), all.gates(), new TranscribeOptions.Speech(
                        "none", all.speech().options(), "",
                        List.of(new aikit.audio.SpeechRange(end / 2, end))),
                all.windows());
        Transcript half = transcribe(WhisperFixtures.merged(MODEL), options).getFirst();
        assertFalse(half.segments().isEmpty());
        assertTrue(half.segments().stream().allMatch(segment -> segment.start() >= end / 2 - 0.01));
        assertEquals(end / 2, half.coverage().speech(), 0.02);
    }

    @Test
    void theLanguageIsHeardAmongThoseThatArePossible() {
        List<Transcript> heard = transcribe(WhisperFixtures.merged(MODEL), WhisperFixtures.plain("").options());
        assertTrue(
                heard.stream().anyMatch(each -> each.language().equals("en") && each.languageProbability() > 0.5),
                heard.toString());
        Case two = WhisperFixtures.plain("").with(new Language("", List.of("de", "German", "ja"), 3, false));
        for (Transcript transcript : transcribe(WhisperFixtures.merged(MODEL), two.options())) {
            assertTrue(List.of("de", "ja", "").contains(transcript.language()), transcript.language());
        }
    }

    @Test
    void hotWordsAPrefixAndACarriedPromptAreRead() {
        Case told = WhisperFixtures.plain("en")
                .with(new Context("the captain never sleeps.", true, "paper letter", " Morning", true));
        List<Transcript> heard = transcribe(WhisperFixtures.merged(MODEL), told.options());
        assertTrue(heard.stream().anyMatch(transcript -> transcript.language().equals("en")), texts(heard).toString());
        assertFalse(heard.equals(transcribe(WhisperFixtures.merged(MODEL), WhisperFixtures.plain("en").options())));
    }

    @Test
    void whatIsSpokenIsHeardWhileItIsSpoken() throws IOException {
        float[] clip = clips.stream().max((a, b) -> Integer.compare(a.length, b.length)).orElseThrow();
        ByteBuffer pcm = ByteBuffer.allocate(4 * clip.length + 6 * ToneSpeech.RATE).order(ByteOrder.LITTLE_ENDIAN);
        for (int again = 0; again < 2; again++) {
            for (float sample : clip) {
                pcm.putShort((short) Math.round(sample * 32768));
            }
            pcm.position(pcm.position() + 3 * ToneSpeech.RATE);
        }
        TranscribeOptions usual = TranscribeOptions.DEFAULT;
        TranscribeOptions options = new TranscribeOptions(
                new Language("en", List.of(), 1, false), usual.context(), usual.search(), usual.gates(),
                new TranscribeOptions.Speech("energy", usual.speech().options(), "", List.of()), usual.windows());
        List<Segment> heard = new ArrayList<>();
        try (AiRuntime runtime = LocalModels.runtime(cache);
                Transcriber transcriber = Transcriber.open(WhisperFixtures.merged(MODEL), options, runtime)) {
            transcriber.tell((name, segment) -> heard.add(segment));
            Result.Transcript all = transcriber.live(new ByteArrayInputStream(pcm.array()), "-");
            assertEquals(pcm.capacity() / 2.0 / ToneSpeech.RATE, all.duration(), 0.01);
        }
        assertTrue(heard.size() >= 2, heard.toString());
        double second = (double) clip.length / ToneSpeech.RATE;
        assertTrue(heard.stream().anyMatch(segment -> segment.start() > second), heard.toString());
        double[] starts = heard.stream().mapToDouble(Segment::start).toArray();
        double[] sorted = starts.clone();
        Arrays.sort(sorted);
        assertEquals(Arrays.toString(sorted), Arrays.toString(starts));
    }
}
