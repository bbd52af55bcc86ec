package aikit.audio.subtitle;

import aikit.AiException;
import aikit.Input;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Reads saved transcripts and subtitles: SubRip, WebVTT, LRC, tables with `start`, `end` and `text` (TSV, CSV), and the
/// JSON that `ai transcribe`, OpenAI's API and the usual Whisper programs write.
///
/// The ending of a file's name says what it is; bytes without a known ending are looked at instead. Files are read whole
/// into memory, so their size is bounded. Safe for use by several threads.
public final class TranscriptReader {

    /// File name endings that are read, lower case without the dot.
    public static final Set<String> EXTENSIONS = Set.of("srt", "vtt", "lrc", "tsv", "csv", "json", "ndjson", "jsonl");

    /// Largest file or stream that is read: 64 MB, the words of some hundred hours as JSON.
    public static final long MAX_BYTES = 64L << 20;

    /// Bytes of a file that are looked at to see what it is; a long text may stand before the segments.
    private static final int LOOK = 1 << 20;

    private final Optional<Charset> charset;

    /// @param charset of text that is not JSON, when the user knows it; else it is found out
    public TranscriptReader(Optional<Charset> charset) {
        this.charset = charset;
    }

    /// The transcripts of an input: one, or as many as there are records in a file of records. An empty file that ends
    /// with `.srt` or `.lrc` is one in which nobody speaks. Those of subtitles are cues as [Cues#transcript] has them.
    ///
    /// @throws AiException of kind INPUT when the input is missing, damaged, too large or has no times; it names the line
    public List<SavedTranscript> read(Input input) {
        return switch (input) {
            case Input.OfText text -> text(text.name(), text.text(), List.of(), "");
            case Input.OfBytes bytes -> bytes(bytes.name(), bytes.bytes(), ending(bytes.name()));
            case Input.OfFile file -> bytes(file.name(), content(file), ending(file.path().toString()));
        };
    }

    /// Whether a file with one of the endings is a transcript: tables and JSON may hold anything else. Looks at the first
    /// bytes; what cannot be read counts as one, so that reading it says why.
    public static boolean isTranscript(Path file) {
        String kind = ending(file.toString());
        if (!kind.equals("csv") && !kind.equals("tsv") && !kind.endsWith("json") && !kind.equals("jsonl")) {
            return true;
        }
        try (InputStream in = Files.newInputStream(file)) {
            String head = new String(in.readNBytes(LOOK), StandardCharsets.UTF_8);
            String start = head.lines().findFirst().orElse("").toLowerCase(Locale.ROOT);
            return kind.equals("csv") || kind.equals("tsv")
                    ? start.contains("start") && start.contains("end") && start.contains("text")
                    : head.contains("\"segments\"") || head.contains("\"transcription\"") || head.contains("\"chunks\"")
                            || head.contains("\"ai.transcribe/") || head.contains("\"ai.subtitles/");
        } catch (IOException e) {
            return true;
        }
    }

    private static String ending(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return EXTENSIONS.contains(ending) ? ending : "";
    }

    private static byte[] content(Input.OfFile file) {
        try (InputStream in = Files.newInputStream(file.path())) {
            return in.readNBytes((int) MAX_BYTES + 1);
        } catch (NoSuchFileException e) {
            throw AiException.input(file.name() + ": no such file", "").causedBy(e);
        } catch (AccessDeniedException e) {
            throw AiException.input(file.name() + ": permission denied", "").causedBy(e);
        } catch (IOException e) {
            throw AiException.input(file.name() + ": cannot be read", "").causedBy(e);
        }
    }

    private List<SavedTranscript> bytes(String name, byte[] bytes, String ending) {
        if (bytes.length == 0 && !ending.equals("srt") && !ending.equals("lrc")) {
            throw AiException.input(name + ": is empty", "");
        }
        if (bytes.length > MAX_BYTES) {
            throw AiException.input(
                    name + ": is too large: transcripts are read up to " + (MAX_BYTES >> 20) + " MB", "split it");
        }
        boolean json = ending.endsWith("json") || ending.equals("jsonl");
        SubtitleText decoded = json ? SubtitleText.json(name, bytes) : SubtitleText.of(name, bytes, charset);
        return text(name, decoded.text(), decoded.warnings(), ending);
    }

    private static List<SavedTranscript> text(String name, String text, List<String> warnings, String ending) {
        String kind = ending.isEmpty() ? sniffed(text) : ending;
        if (kind.endsWith("json") || kind.equals("jsonl")) {
            return JsonReader.read(name, text);
        }
        SubtitleLines lines = new SubtitleLines(
                name, text, kind.equals("tsv") || kind.equals("csv") ? " " : Cues.SET, warnings);
        boolean mayBeEmpty = text.isEmpty();
        String nothing = switch (kind) {
            case "vtt" -> {
                mayBeEmpty |= VttReader.read(lines);
                yield "has no cue: no line has times such as 00:00.000 --> 00:02.000";
            }
            case "lrc" -> {
                LrcReader.read(lines);
                yield "has no lyrics: no line begins with a time such as [00:00.00]";
            }
            case "tsv", "csv" -> {
                mayBeEmpty |= TableReader.read(lines, kind.equals("tsv") ? '\t' : ',');
                yield "has no row of start, end and text";
            }
            default -> {
                SrtReader.read(lines);
                yield "has no cue: no line has times such as 00:00:00,000 --> 00:00:02,000";
            }
        };
        return List.of(new SavedTranscript(lines.transcript(mayBeEmpty ? "" : nothing), ""));
    }

    /// What text without a known ending is.
    private static String sniffed(String text) {
        String start = text.stripLeading();
        if (start.startsWith("{") || start.startsWith("[{")) {
            return "json";
        }
        if (start.startsWith("WEBVTT")) {
            return "vtt";
        }
        String head = start.substring(0, Math.min(64, start.length())).toLowerCase(Locale.ROOT);
        if (head.startsWith("start\t")) {
            return "tsv";
        }
        if (head.startsWith("start,")) {
            return "csv";
        }
        return start.startsWith("[") ? "lrc" : "srt";
    }
}
