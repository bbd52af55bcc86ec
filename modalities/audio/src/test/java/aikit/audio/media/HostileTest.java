package aikit.audio.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.AiException;
import aikit.Input;
import aikit.ffmpeg.Ffmpeg;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Files that name other files. The trap is a pipe that nobody writes to: whoever opens it waits for ever.
@DisabledOnOs(OS.WINDOWS)
class HostileTest {

    private static final Duration QUICKLY = Duration.ofSeconds(2);

    @TempDir
    Path folder;

    private Path trap;

    @BeforeAll
    static void load() {
        Ffmpeg.load(Tones.CACHE);
    }

    @BeforeEach
    void setTrap() throws Exception {
        trap = folder.resolve("trap.wav");
        assertEquals(0, new ProcessBuilder("mkfifo", trap.toString()).start().waitFor());
    }

    private Map<String, String> playlists() {
        Map<String, String> lists = new TreeMap<>();
        String segment = "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n";
        for (String name : new String[]{"list.m3u8", "list.wav", "list.mp3", "list.aac"}) {
            lists.put(name, segment + trap + "\n#EXT-X-ENDLIST\n");
        }
        lists.put("file.m3u8", segment + "file:" + trap + "\n#EXT-X-ENDLIST\n");
        lists.put("subfile.m3u8", segment + "subfile,,start,0,end,100,,:" + trap + "\n#EXT-X-ENDLIST\n");
        lists.put("concat.m3u8", segment + "concat:" + trap + "|" + trap + "\n#EXT-X-ENDLIST\n");
        lists.put("key.m3u8", "#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI=\"" + trap + "\"\n#EXTINF:10,\nx.ts\n");
        lists.put("map.m3u8", "#EXTM3U\n#EXT-X-MAP:URI=\"" + trap + "\"\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nx.mp4\n");
        lists.put("itself.m3u8", "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nitself.m3u8\n");
        lists.put("network.m3u8", segment + "http://127.0.0.1:9/x.ts\n#EXT-X-ENDLIST\n");
        lists.put("master.m3u8", "#EXTM3U\n#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"a\",URI=\"" + trap + "\"\n");
        lists.put("plain.m3u", trap + "\n");
        lists.put("radio.pls", "[playlist]\nFile1=" + trap + "\nNumberOfEntries=1\nVersion=2\n");
        lists.put("concat.txt", "ffconcat version 1.0\nfile '" + trap + "'\n");
        lists.put("concat.wav", "ffconcat version 1.0\nfile " + trap.getFileName() + "\n");
        lists.put("concat.mp3", "ffconcat version 1.0\noption safe 0\nfile 'file:" + trap + "'\n");
        lists.put("unsafe.wav", "ffconcat version 1.0\nfile '/etc/passwd'\nfile 'data:audio/wav;base64,UklGRg=='\n");
        lists.put("session.sdp",
                "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 9 RTP/AVP 0\n");
        lists.put("session.wav",
                "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 9 RTP/AVP 0\n");
        lists.put("address.ram", "rtsp://127.0.0.1:9/x\n");
        lists.put("dash.mpd", "<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\" type=\"static\" "
                + "mediaPresentationDuration=\"PT1S\"><Period><AdaptationSet mimeType=\"audio/mp4\"><Representation "
                + "id=\"1\" bandwidth=\"1\"><BaseURL>file:" + trap + "</BaseURL></Representation></AdaptationSet>"
                + "</Period></MPD>");
        lists.put("cpl.xml", "<?xml version=\"1.0\"?><CompositionPlaylist "
                + "xmlns=\"http://www.smpte-ra.org/schemas/2067-3/2016\"></CompositionPlaylist>");
        lists.put("smooth.ism", "<?xml version=\"1.0\"?><SmoothStreamingMedia MajorVersion=\"2\" Duration=\"1\"/>");
        lists.put("player.asx", "<asx version=\"3.0\"><entry><ref href=\"file://" + trap + "\"/></entry></asx>");
        lists.put("metadata.txt", ";FFMETADATA1\ntitle=x\n");
        lists.put("imagelist.jpg", "%d.jpg");
        lists.put("tee.wav", "lavfi\nsine=440\n");
        return lists;
    }

    @Test
    void playlistsAreRefusedAndNothingTheyNameIsOpened() throws IOException {
        for (Map.Entry<String, String> list : playlists().entrySet()) {
            Path file = Files.writeString(folder.resolve(list.getKey()), list.getValue());
            AiException refused = assertTimeoutPreemptively(
                    QUICKLY, () -> assertThrows(AiException.class, () -> Tones.hear(file), list.getKey()),
                    list.getKey());
            assertEquals(AiException.Kind.INPUT, refused.kind(), list.getKey());
            byte[] bytes = list.getValue().getBytes(StandardCharsets.UTF_8);
            assertThrows(
                    AiException.class, () -> Tones.hear(new Input.OfBytes(bytes, "-"), "", 16000, Limits.USUAL),
                    list.getKey());
        }
    }

    @Test
    void aPlaylistIsCalledOne() throws IOException {
        Map<String, String> kinds = Map.of(
                "concat.wav", "concat", "list.mp3", "extm3u", "itself.m3u8", "extm3u", "radio.pls", "playlist",
                "dash.mpd", "mpd", "player.asx", "asx", "session.wav", "sdp");
        for (Map.Entry<String, String> kind : kinds.entrySet()) {
            Path file = Files.writeString(folder.resolve(kind.getKey()), playlists().get(kind.getKey()));
            AiException refused = assertThrows(AiException.class, () -> Tones.hear(file));
            assertEquals(
                    kind.getKey() + ": is a playlist (" + kind.getValue()
                            + "), which names other files and is not followed",
                    refused.getMessage());
            assertEquals("name the recordings themselves", refused.hint().orElseThrow());
        }
    }

    /// Names that FFmpeg takes for protocols are names of files here.
    @Test
    void aNameIsNeverAProtocol() {
        for (String name : new String[]{"concat:a|b", "subfile,,start,0,end,9,,:" + trap, "pipe:0",
            "data:audio/wav,x"}) {
            Path file = folder.resolve(name.replace('/', '_'));
            AiException missing = assertThrows(AiException.class, () -> Tones.hear(file));
            assertTrue(missing.getMessage().endsWith(": no such file"), missing.getMessage());
        }
    }

    @Test
    void aPipeIsNotOpened() {
        AiException refused = assertTimeoutPreemptively(
                QUICKLY, () -> assertThrows(AiException.class, () -> Tones.hear(trap)));
        assertEquals("trap.wav: is a pipe, socket or device", refused.getMessage());
    }

    /// Behind the lists of what may be opened stands that nothing can be: even the demuxer of playlists, which no file can
    /// reach, gets nothing but the bytes it was given.
    @Test
    void aDemuxerThatOpensFilesGetsNone() throws IOException {
        for (String demuxer : new String[]{"hls", "concat"}) {
            String list = playlists().get(demuxer.equals("hls") ? "file.m3u8" : "concat.txt");
            MediaBytes bytes = new MediaBytes.Held("list", list.getBytes(StandardCharsets.UTF_8));
            AVInputFormat kind = avformat.av_find_input_format(demuxer);
            try (Feed feed = new Feed(bytes)) {
                feed.within(QUICKLY);
                AVFormatContext format = avformat.avformat_alloc_context();
                feed.connect(format);
                AVDictionary options = new AVDictionary(null);
                avutil.av_dict_set(options, "allowed_extensions", "ALL", 0);
                avutil.av_dict_set(options, "allowed_segment_extensions", "ALL", 0);
                avutil.av_dict_set(options, "extension_picky", "0", 0);
                avutil.av_dict_set(options, "safe", "0", 0);
                assertTimeoutPreemptively(
                        QUICKLY,
                        () -> assertTrue(avformat.avformat_open_input(format, "list.m3u8", kind, options) < 0));
                avutil.av_dict_free(options);
            }
        }
    }

    /// QuickTime can keep its samples in another file.
    @Test
    void samplesInAnotherFileStayThere() throws IOException {
        Path whole = Recorder.write(
                folder.resolve("whole.mov"), "mov", Recorder.Track.mono("pcm_s16be", 16000, Tones.sine(440, 16000, 1)));
        byte[] bytes = Files.readAllBytes(whole);
        int entry = indexOf(bytes, "url ");
        bytes[entry + 7] = 0; // the flag that says: in this file
        byte[] name = "alis".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(name, 0, bytes, entry, 4);
        Path file = Files.write(folder.resolve("reference.mov"), bytes);
        assertTimeoutPreemptively(QUICKLY, () -> {
            try {
                Tones.hear(file);
            } catch (AiException e) {
                assertEquals(AiException.Kind.INPUT, e.kind());
            }
        });
    }

    private static int indexOf(byte[] bytes, String word) {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(word);
    }
}
