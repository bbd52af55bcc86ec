package aikit.store;

import aikit.AiException;
import aikit.Result.Passage;
import aikit.Result.Place;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.BytesRef;

/// How entries stand in the index: a document for each source, and one for each of its passages, all with the path of
/// the source. What filters look at stands in both.
final class Schema {

    /// Goes up when documents of an older index must be written anew to be found the way they are now.
    static final int VERSION = 1;

    static final String KIND = "kind";
    static final String SOURCE = "source";
    static final String PASSAGE = "passage";
    static final String PATH = "path";
    static final String UNDER = "under";
    static final String TYPE = "type";
    static final String MODIFIED = "modified";
    static final String META = "meta";
    static final String CONTENT = "content";
    static final String FINGERPRINT = "fingerprint";
    static final String STATUS = "status";
    static final String TEXT = "text";
    static final String NAME = "name";

    /// What a [Source.Head] holds, by document: read for every source at the start of each `ai index`, so it is one value.
    static final String HEAD = "head";
    static final String VECTOR = "vector";

    private static final String INDEX = "index";
    private static final String SHOWN_NAME = "shown";
    private static final String SIZE = "size";
    private static final String MESSAGE = "message";
    private static final String START = "start";
    private static final String END = "end";
    private static final String UNIT = "unit";
    private static final String NUMBER = "number";
    private static final String TOKENS = "tokens";
    private static final String TRUNCATED = "truncated";

    /// Stands between a name and its value, and other pairs; no path or option can hold it.
    private static final char EQUALS = '\u0000';

    /// What of a passage is read to show it.
    static final Set<String> SHOWN = Set.of(PATH, TEXT, INDEX, START, END, UNIT, NUMBER);

    private Schema() {}

    static Document document(Source source) {
        Document document = common(source, SOURCE);
        document.add(new StoredField(PATH, source.path()));
        document.add(new BinaryDocValuesField(HEAD, head(source)));
        document.add(new StringField(STATUS, source.status().name(), Field.Store.YES));
        document.add(new StringField(CONTENT, source.content(), Field.Store.YES));
        document.add(new StoredField(SHOWN_NAME, source.name()));
        document.add(new StoredField(TYPE, source.type()));
        document.add(new StoredField(SIZE, source.size()));
        document.add(new StoredField(MODIFIED, source.modified().toString()));
        document.add(new StoredField(FINGERPRINT, source.fingerprint()));
        document.add(new StoredField(MESSAGE, source.message()));
        source.meta().forEach((name, value) -> document.add(new StoredField(META, name + EQUALS + value)));
        return document;
    }

    private static BytesRef head(Source source) {
        return new BytesRef(source.status().ordinal() + source.fingerprint() + EQUALS + source.path());
    }

    static Source.Head head(BytesRef value) {
        String text = value.utf8ToString();
        int end = text.indexOf(EQUALS);
        return new Source.Head(
                text.substring(end + 1), text.substring(1, end), Source.Status.values()[text.charAt(0) - '0']);
    }

    static Document document(Source source, Passage passage) {
        Document document = common(source, PASSAGE);
        document.add(new StoredField(PATH, source.path()));
        document.add(new TextField(TEXT, passage.text(), Field.Store.YES));
        document.add(new TextField(NAME, source.name().replaceAll("[^\\p{L}\\p{N}]+", " "), Field.Store.NO));
        document.add(new StoredField(INDEX, passage.index()));
        document.add(new StoredField(START, passage.place().start()));
        document.add(new StoredField(END, passage.place().end()));
        document.add(new StoredField(UNIT, passage.place().unit()));
        document.add(new StoredField(NUMBER, passage.place().number()));
        document.add(new StoredField(TOKENS, passage.tokens()));
        document.add(new StoredField(TRUNCATED, passage.truncated() ? 1 : 0));
        document.add(new KnnFloatVectorField(VECTOR, passage.vector(), VectorSimilarityFunction.DOT_PRODUCT));
        return document;
    }

    private static Document common(Source source, String kind) {
        Document document = new Document();
        document.add(new StringField(KIND, kind, Field.Store.NO));
        document.add(new StringField(PATH, source.path(), Field.Store.NO));
        document.add(new StringField(TYPE, source.type(), Field.Store.NO));
        document.add(new NumericDocValuesField(MODIFIED, source.changed()));
        for (Path path = Source.file(source.path()); path != null; path = path.getParent()) {
            document.add(new StringField(UNDER, Source.path(path), Field.Store.NO));
        }
        source.meta().forEach((name, value) -> document.add(
                new StringField(META, name + EQUALS + value, Field.Store.NO)));
        return document;
    }

    static String meta(String name, String value) {
        return name + EQUALS + value;
    }

    static Source source(Document document) {
        Map<String, String> meta = new HashMap<>();
        for (String entry : document.getValues(META)) {
            int equals = entry.indexOf(EQUALS);
            meta.put(entry.substring(0, equals), entry.substring(equals + 1));
        }
        return new Source(
                document.get(PATH), document.get(SHOWN_NAME), document.get(TYPE), number(document, SIZE),
                Instant.parse(document.get(MODIFIED)), document.get(CONTENT), document.get(FINGERPRINT),
                Source.Status.valueOf(document.get(STATUS)), document.get(MESSAGE), meta);
    }

    static Passage passage(Document document, float[] vector) {
        return new Passage(
                index(document), place(document), document.get(TEXT), (int) number(document, TOKENS),
                number(document, TRUNCATED) == 1, vector);
    }

    static int index(Document document) {
        return (int) number(document, INDEX);
    }

    static Place place(Document document) {
        return new Place(
                (int) number(document, START), (int) number(document, END), document.get(UNIT),
                (int) number(document, NUMBER));
    }

    private static long number(Document document, String field) {
        IndexableField value = document.getField(field);
        return value.numericValue().longValue();
    }

    /// What a commit says of itself.
    static Map<String, String> commitData(Space space) {
        Map<String, String> data = new LinkedHashMap<>();
        data.put("schema", Integer.toString(VERSION));
        data.put("model", space.model());
        data.put("revision", space.revision());
        data.put("sha256", space.sha256());
        data.put("precision", space.precision());
        data.put("variant", space.variant());
        return data;
    }

    /// The space of a commit, after a look at its version.
    ///
    /// @throws AiException of kind USAGE when a newer `ai` wrote it
    static Space space(Path index, Map<String, String> data) {
        if (version(data) > VERSION) {
            throw AiException.usage(
                    index + ": this store was written by a newer ai (form " + data.get("schema") + ", this one knows "
                            + VERSION + ")",
                    "use that ai, or index again into another --collection");
        }
        return new Space(
                data.getOrDefault("model", ""), data.getOrDefault("revision", ""), data.getOrDefault("sha256", ""),
                data.getOrDefault("precision", ""), data.getOrDefault("variant", ""));
    }

    static int version(Map<String, String> data) {
        return Integer.parseInt(data.getOrDefault("schema", "0"));
    }
}
