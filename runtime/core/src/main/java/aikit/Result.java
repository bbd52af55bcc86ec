package aikit;

import java.util.List;
import java.util.Optional;

/// What a pipeline makes of one input. The family is sealed: every output format, the store and the server switch
/// over it, so a new kind of result is named by the compiler wherever it matters.
public sealed interface Result {

    /// What was wrong with the input although a result could be made; empty for a sound one. A result with warnings
    /// is a partial one.
    List<String> warnings();

    /// The vectors of one input, one for each passage.
    ///
    /// @param dimensions numbers that the model gives out for each vector
    /// @param precision how the numbers in the vectors are to be read
    record Embeddings(int dimensions, Precision precision, List<Passage> passages, List<String> warnings)
            implements Result {}

    /// A stretch of the input and its vector.
    ///
    /// @param index position in the input, from 0
    /// @param place where in the input the passage stands
    /// @param tokens tokens that the model read, special tokens included
    /// @param truncated whether text was left out because it was longer than the model reads
    /// @param vector `dimensions` numbers; see [Precision] for their meaning
    record Passage(int index, Place place, String text, int tokens, boolean truncated, float[] vector) {}

    /// A place in a document: UTF-16 offsets into its extracted text, `start` inclusive and `end` exclusive.
    ///
    /// @param unit what `number` counts: `page`, `line`, `row`, [#SECOND], or empty when the document has no such parts
    /// @param number 1-based, but for seconds, of which the first is 0; 0 when there is no unit
    record Place(int start, int end, String unit, int number) {

        /// The unit of what was said in a recording: whole seconds from its start.
        public static final String SECOND = "second";
    }

    /// How the numbers of a vector are stored.
    enum Precision {
        /// Real numbers.
        FLOAT32,
        /// Whole numbers from -127 to 127: the real number times 127, rounded.
        INT8,
        /// Bytes from 0 to 255, each the signs of eight numbers, the first in the highest bit (`numpy.packbits`).
        BINARY
    }

    /// What was said in a recording. All times are seconds from its start.
    ///
    /// @param task `transcribe`, or `translate` when the text is English whatever was spoken
    /// @param language what was spoken, as ISO 639-1 or the code that the model uses (`yue`); empty when nothing was said
    /// @param languageProbability how sure the model is of it, from 0 to 1; 1 when the user named it
    /// @param duration seconds that could be decoded
    /// @param segments in the order of time; empty for silence
    record Transcript(
            String task,
            String language,
            double languageProbability,
            double duration,
            List<Segment> segments,
            Coverage coverage,
            List<String> warnings)
            implements Result {

        /// All that was said.
        public String text() {
            StringBuilder text = new StringBuilder();
            for (Segment segment : segments) {
                text.append(segment.text());
            }
            return text.toString().strip();
        }
    }

    /// A stretch of speech, as the model put it; a subtitle may be made of several or of a part. The names are those of
    /// OpenAI's `verbose_json`.
    ///
    /// @param id position in the transcript, from 0
    /// @param text as the model wrote it, with the space before it
    /// @param tokens numbers of the tokens of the text, time tokens included
    /// @param temperature at which it was sampled; 0 for the most probable text
    /// @param avgLogprob mean natural logarithm of the probability of the tokens
    /// @param compressionRatio bytes of the text by bytes of the same compressed; high when it repeats itself
    /// @param noSpeechProb probability that nobody speaks in the window that the segment is from
    /// @param words empty unless they were asked for
    record Segment(
            int id,
            double start,
            double end,
            String text,
            List<Integer> tokens,
            double temperature,
            double avgLogprob,
            double compressionRatio,
            double noSpeechProb,
            List<Word> words) {}

    /// A word of a segment, with the punctuation that belongs to it.
    ///
    /// @param text with the space before it
    /// @param probability mean of those of its tokens
    record Word(double start, double end, String text, double probability) {}

    /// How much of the speech that was heard became text.
    ///
    /// @param method what heard it: `silero`, `energy`, or `none` when the whole recording counts as speech
    /// @param speech seconds in which somebody speaks
    /// @param transcribed seconds of those that lie in a segment
    record Coverage(String method, double speech, double transcribed) {

        /// From 0 to 1; 1 where nobody speaks.
        public double ratio() {
            return speech <= 0 ? 1 : Math.min(1, transcribed / speech);
        }
    }

    /// What a recording sounds like. All times are seconds from its start; a level of silence is negative infinity, and
    /// what cannot be told, such as the pitch of noise, is NaN.
    ///
    /// @param media what was listened to
    /// @param silence stretches in which every channel is below a level
    /// @param speech stretches in which somebody speaks
    /// @param centroid mean centre of gravity of the spectrum in hertz, silence left out
    /// @param spectrogram empty unless it was asked for
    record SoundReport(
            Media media,
            Loudness loudness,
            Level level,
            Silence silence,
            Speech speech,
            Pitch pitch,
            Tempo tempo,
            double centroid,
            Optional<Spectrogram> spectrogram,
            List<String> warnings)
            implements Result {}

    /// A recording as it is in its file.
    ///
    /// @param codec as FFmpeg names it, such as `pcm_s16le` or `aac`
    /// @param sampleRate samples in a second of each channel
    /// @param duration seconds that could be decoded
    record Media(String codec, int sampleRate, int channels, double duration) {}

    /// How loud it is, by ITU-R BS.1770-5 and EBU R 128.
    ///
    /// @param integrated loudness of all of it, in LUFS
    /// @param range of the loudness, in LU (EBU Tech 3342)
    /// @param momentary the loudest 400 ms, in LUFS
    /// @param shortTerm the loudest 3 s, in LUFS
    /// @param truePeak highest level between the samples too, in dBTP
    record Loudness(double integrated, double range, double momentary, double shortTerm, double truePeak) {}

    /// Its samples, where 0 dB is full scale: a sine as high as can be has an RMS level of -3.01 dB.
    ///
    /// @param rms of all channels
    /// @param peak the highest sample
    /// @param clips places where a channel stays at full scale for three samples or more
    /// @param clippedSamples samples in them
    record Level(double rms, double peak, long clips, long clippedSamples) {}

    /// @param threshold in dB below full scale
    /// @param shortest seconds of the shortest stretch that counts
    record Silence(double threshold, double shortest, Stretches stretches) {}

    /// @param method what heard it: `silero` or `energy`; `none` when nobody listened for it
    record Speech(String method, Stretches stretches) {}

    /// Stretches of a recording in the order of time.
    ///
    /// @param count how many there are
    /// @param seconds that they last together
    /// @param listed the first ones: all of them unless there are thousands
    record Stretches(long count, double seconds, List<Stretch> listed) {}

    /// @param end greater than `start`
    record Stretch(double start, double end) {}

    /// The pitch of what has one, in hertz.
    ///
    /// @param low the fifth percentile
    /// @param high the 95th percentile
    /// @param voiced seconds that have a pitch
    /// @param step seconds from one value of the contour to the next
    /// @param contour NaN where there is no pitch; each value stands for `step` seconds
    record Pitch(double median, double low, double high, double voiced, double step, float[] contour) {}

    /// @param beatsPerMinute NaN when there is no steady beat
    /// @param heard the part of the beats on which something really begins, from 0 to 1
    record Tempo(double beatsPerMinute, double heard) {}

    /// Levels over time and frequency.
    ///
    /// @param columns from the start to the end
    /// @param rows from `lowest` to `highest`, evenly spaced in the logarithm of the frequency
    /// @param decibels row after row, the lowest frequency first; 0 is a sine of full scale
    /// @param seconds that a column lasts
    record Spectrogram(int columns, int rows, float[] decibels, double seconds, double lowest, double highest) {}

    /// What was made of pictures. Everything that is said of places in them is in pixels, from the top left corner of the
    /// picture as a person sees it, whichever way it lies in its file.
    sealed interface PictureResult extends Result {}

    /// How large a picture is, in pixels, when it stands upright.
    record Size(int width, int height) {}

    /// A place in a picture, in pixels: `x` to the right, `y` downwards.
    record Point(double x, double y) {}

    /// A rectangle in a picture, in pixels.
    record Box(double left, double top, double right, double bottom) {

        public double area() {
            return Math.max(0, right - left) * Math.max(0, bottom - top);
        }
    }

    /// What a picture shows, in words.
    ///
    /// @param task what the model was asked for, such as `brief`, `long`, `regions`, or `prompt`
    /// @param text all of it
    /// @param regions parts of the picture with words of their own; empty for a task that has none
    record Caption(Size size, String task, String text, List<Region> regions, List<String> warnings)
            implements PictureResult {}

    /// A part of a picture.
    record Region(Box box, String text) {}

    /// What a picture is of.
    ///
    /// @param method `zero-shot` when the user named the labels, `classifier` when the model has its own
    /// @param labels the best first
    record Labels(Size size, String method, List<Label> labels, List<String> warnings) implements PictureResult {}

    /// @param score from 0 to 1
    record Label(String name, double score) {}

    /// The things that were found in a picture.
    ///
    /// @param detections the surest first
    record Detections(Size size, List<Detection> detections, List<String> warnings) implements PictureResult {}

    /// A thing in a picture.
    ///
    /// @param score from 0 to 1
    /// @param box within the picture
    /// @param landmarks of a face: right eye, left eye, tip of the nose, right and left corner of the mouth, as the
    ///     person has them; else empty
    record Detection(String label, double score, Box box, List<Point> landmarks) {}

    /// What is written in a picture, or on the pages of a document.
    ///
    /// @param pages one for a picture
    record RecognizedText(List<TextPage> pages, List<String> warnings) implements PictureResult {

        /// All of it, an empty line between pages.
        public String text() {
            StringBuilder text = new StringBuilder();
            for (TextPage page : pages) {
                text.append(text.isEmpty() ? "" : "\n").append(page.text());
            }
            return text.toString();
        }
    }

    /// @param number from 1
    /// @param lines in the order in which a person reads them
    record TextPage(int number, Size size, List<TextLine> lines) {

        /// A line for each row; lines that stand side by side have a tab between them.
        public String text() {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < lines.size(); i++) {
                text.append(i == 0 ? "" : isLevel(i) ? "\t" : "\n").append(lines.get(i).text());
            }
            return lines.isEmpty() ? "" : text.append('\n').toString();
        }

        /// Whether a line stands level with the one before it and goes on where that ends.
        ///
        /// @param index from 0
        public boolean isLevel(int index) {
            if (index == 0 || lines.stream().anyMatch(line -> line.corners().size() != 4)) {
                return false;
            }
            // Along the text of the page.
            double x = 0;
            double y = 0;
            for (TextLine line : lines) {
                x += line.corners().get(1).x() - line.corners().get(0).x();
                y += line.corners().get(1).y() - line.corners().get(0).y();
            }
            double length = Math.max(Double.MIN_NORMAL, Math.hypot(x, y));
            List<Point> before = lines.get(index - 1).corners();
            List<Point> here = lines.get(index).corners();
            double height = Math.hypot(before.get(3).x() - before.get(0).x(), before.get(3).y() - before.get(0).y());
            double ahead = (here.get(0).x() - before.get(1).x()) * x + (here.get(0).y() - before.get(1).y()) * y;
            double right = (here.get(0).x() + here.get(2).x() - before.get(0).x() - before.get(2).x()) / 2;
            double down = (here.get(0).y() + here.get(2).y() - before.get(0).y() - before.get(2).y()) / 2;
            return ahead / length > -height / 2 && Math.abs(down * x - right * y) / length < height / 2;
        }
    }

    /// @param confidence from 0 to 1
    /// @param corners four, clockwise from where the text begins at its top, which need not be the top of the picture
    /// @param words empty unless they were asked for
    record TextLine(String text, double confidence, List<Point> corners, List<TextWord> words) {

        /// A line whose words were not asked for.
        public TextLine(String text, double confidence, List<Point> corners) {
            this(text, confidence, corners, List.of());
        }
    }

    /// A word of a line, or as much of it as has no space in it.
    ///
    /// @param confidence from 0 to 1
    /// @param corners as those of a line
    record TextWord(String text, double confidence, List<Point> corners) {}
}
