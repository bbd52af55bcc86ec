package aikit.store;

import aikit.Result.Passage;
import aikit.onnx.DotProducts;
import aikit.onnx.Tensors;
import aikit.vector.KMeans;
import aikit.vector.Vectors;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Documents as single vectors, the mean direction of their passages: what is compared when whole files are.
public final class DocumentVectors {

    /// Groups that are tried when nobody says how many there are.
    private static final int MOST_GROUPS = 20;

    private static final long SEED = 1;

    private final List<Document> documents;

    /// @param vector of unit length
    /// @param opening the text of its first passage
    public record Document(Source source, float[] vector, String opening) {}

    /// A document in a group of its like.
    ///
    /// @param similarity cosine to the first of the group
    public record Member(Document document, double similarity) {

        /// Digits of the digest of the bytes, at the start of [Source#content].
        private static final int DIGEST = 64;

        /// Whether the bytes are the same as those of another.
        public boolean identical(Document other) {
            String one = document.source.content();
            return one.length() > DIGEST && one.regionMatches(0, other.source.content(), 0, DIGEST);
        }
    }

    /// Documents that belong together.
    ///
    /// @param label words that say what they share; empty for none
    /// @param members the oldest of duplicates first, or the one in the middle of a cluster
    public record Group(String label, List<Member> members) {}

    private DocumentVectors(List<Document> documents) {
        this.documents = documents;
    }

    /// The documents of a store that a filter lets through.
    public static DocumentVectors of(VectorStore store, Filter filter) {
        List<Document> documents = new ArrayList<>();
        for (String path : store.paths(filter)) {
            List<Passage> passages = store.passages(path);
            if (!passages.isEmpty()) {
                documents.add(new Document(
                        store.source(path).orElseThrow(), mean(passages), passages.getFirst().text()));
            }
        }
        return new DocumentVectors(documents);
    }

    private static float[] mean(List<Passage> passages) {
        float[] sum = new float[passages.getFirst().vector().length];
        for (Passage passage : passages) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += passage.vector()[i];
            }
        }
        Vectors.normalize(sum);
        return sum;
    }

    public int size() {
        return documents.size();
    }

    /// Groups of documents that are nearly the same: those that a chain of pairs, each at least so similar, connects.
    ///
    /// @param least cosine of a pair
    public List<Group> duplicates(double least, DotProducts products) {
        int[] parent = new int[documents.size()];
        for (int i = 0; i < parent.length; i++) {
            parent[i] = i;
        }
        FloatBuffer rows = rows();
        for (int from = 0; from < documents.size(); from += DotProducts.MOST_VECTORS) {
            int first = from;
            List<float[]> some = documents.subList(from, Math.min(documents.size(), from + DotProducts.MOST_VECTORS))
                    .stream().map(Document::vector).toList();
            products.of(rows, documents.size(), some, (row, cosines) -> {
                for (int at = 0; at < cosines.limit(); at++) {
                    int one = row + at / some.size();
                    int other = first + at % some.size();
                    if (one > other && cosines.get(at) >= least) {
                        parent[root(parent, one)] = root(parent, other);
                    }
                }
            });
        }
        return groups(parent);
    }

    private FloatBuffer rows() {
        FloatBuffer rows = Tensors.direct(Math.multiplyExact(
                Math.max(1, documents.size()), documents.isEmpty() ? 1 : documents.getFirst().vector.length));
        documents.forEach(document -> rows.put(document.vector));
        return rows.rewind();
    }

    private static int root(int[] parent, int of) {
        int at = of;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }

    private List<Group> groups(int[] parent) {
        Map<Integer, List<Document>> byRoot = new LinkedHashMap<>();
        for (int i = 0; i < parent.length; i++) {
            byRoot.computeIfAbsent(root(parent, i), _ -> new ArrayList<>()).add(documents.get(i));
        }
        return byRoot.values().stream()
                .filter(group -> group.size() > 1)
                .map(group -> new Group("", members(group, oldest(group))))
                .sorted(Comparator.comparingInt((Group group) -> -group.members.size()))
                .toList();
    }

    /// The one that was there first, most likely: the others are its copies.
    private static Document oldest(List<Document> group) {
        return group.stream()
                .min(Comparator.comparing((Document document) -> document.source.modified())
                        .thenComparing(document -> document.source.path().length()))
                .orElseThrow();
    }

    /// The one in the middle of the group.
    private static Document typical(List<Document> group) {
        float[] centre = new float[group.getFirst().vector.length];
        group.forEach(document -> {
            for (int i = 0; i < centre.length; i++) {
                centre[i] += document.vector[i];
            }
        });
        return group.stream()
                .max(Comparator.comparingDouble(document -> Vectors.dot(document.vector, centre)))
                .orElseThrow();
    }

    /// One document first, then the others by how like it they are.
    private static List<Member> members(List<Document> group, Document first) {
        return group.stream()
                .map(document -> new Member(
                        document, document == first ? 1 : Math.min(1, Vectors.dot(document.vector, first.vector))))
                .sorted(Comparator.comparing((Member member) -> member.document != first)
                        .thenComparing(Comparator.comparingDouble(Member::similarity).reversed()))
                .toList();
    }

    /// Groups of documents about the same, the largest first, called by the words that set them apart.
    ///
    /// @param k how many groups; 0 to choose the number whose groups are parted best
    public List<Group> clusters(int k) {
        float[][] vectors = documents.stream().map(Document::vector).toArray(float[][]::new);
        if (vectors.length == 0) {
            return List.of();
        }
        KMeans best = KMeans.of(vectors, Math.min(Math.max(k, 1), vectors.length), SEED);
        if (k == 0) {
            double parted = Double.NEGATIVE_INFINITY;
            int most = (int) Math.min(MOST_GROUPS, Math.max(1, Math.round(Math.sqrt(vectors.length))));
            for (int tried = 2; tried <= most; tried++) {
                KMeans means = KMeans.of(vectors, tried, SEED);
                double silhouette = means.silhouette(vectors);
                if (silhouette > parted) {
                    parted = silhouette;
                    best = means;
                }
            }
        }
        Map<Integer, List<Document>> byGroup = new HashMap<>();
        for (int i = 0; i < vectors.length; i++) {
            byGroup.computeIfAbsent(best.groups()[i], _ -> new ArrayList<>()).add(documents.get(i));
        }
        Labels labels = new Labels(documents);
        return byGroup.values().stream()
                .map(group -> new Group(labels.of(group), members(group, typical(group))))
                .sorted(Comparator.comparingInt((Group group) -> -group.members.size()))
                .toList();
    }
}
