package aikit.cli.command;

import aikit.Result.Place;
import aikit.Result.Segment;
import aikit.Result.Transcript;
import aikit.text.Document;
import java.util.ArrayList;
import java.util.List;

/// A transcript as a document whose parts tell when they are said.
final class SpokenDocument {

    /// Seconds of a part, so that whoever goes to its time need not wait longer for what was found.
    private static final double LONGEST = 30;

    private final StringBuilder text = new StringBuilder();
    private final List<Document.Part> parts = new ArrayList<>();
    private int begin;
    private double since;

    private SpokenDocument() {}

    /// Segments are joined for as long as a part may last; one that is longer is a part by itself. Without parts when
    /// nothing was said.
    static Document of(Transcript transcript) {
        SpokenDocument document = new SpokenDocument();
        for (Segment segment : transcript.segments()) {
            document.add(segment);
        }
        document.end();
        return new Document(
                document.text.toString(), List.copyOf(document.parts), Place.SECOND, false, transcript.warnings());
    }

    private void add(Segment segment) {
        String said = segment.text().strip();
        if (said.isEmpty()) {
            return;
        }
        if (text.length() > begin && segment.end() - since > LONGEST) {
            end();
        }
        if (text.length() == begin) {
            since = segment.start();
        } else {
            text.append(' ');
        }
        text.append(said);
    }

    private void end() {
        if (text.length() > begin) {
            parts.add(new Document.Part(begin, text.length(), (int) since));
            text.append('\n');
            begin = text.length();
        }
    }
}
