package aikit.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;

/// Text as terms: words by the rules of Unicode (UAX 29), lower case, without accents and English endings (Porter's
/// stemmer). No word is left out, since phrases need them all; a query leaves out the commonest ones.
final class TextAnalysis extends Analyzer {

    /// Lucene's list of English words that say nothing, as terms.
    private Set<String> common;

    @Override
    protected TokenStreamComponents createComponents(String field) {
        StandardTokenizer words = new StandardTokenizer();
        TokenStream terms = new PorterStemFilter(
                new ASCIIFoldingFilter(new MarkFilter(new LowerCaseFilter(new EnglishPossessiveFilter(words)))));
        return new TokenStreamComponents(words, terms);
    }

    @Override
    protected TokenStream normalize(String field, TokenStream stream) {
        return new ASCIIFoldingFilter(new MarkFilter(new LowerCaseFilter(stream)));
    }

    /// Leaves out accents that are characters of their own (U+0300 to U+036F), as in names of files on a Mac;
    /// [ASCIIFoldingFilter] only knows letters that have theirs built in.
    private static final class MarkFilter extends TokenFilter {

        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);

        MarkFilter(TokenStream words) {
            super(words);
        }

        @Override
        public boolean incrementToken() throws IOException {
            if (!input.incrementToken()) {
                return false;
            }
            char[] letters = term.buffer();
            int length = 0;
            for (int i = 0; i < term.length(); i++) {
                if (i == 0 || letters[i] < '\u0300' || letters[i] > '\u036f') {
                    letters[length++] = letters[i];
                }
            }
            term.setLength(length);
            return true;
        }
    }

    /// The terms of a text in order.
    List<String> terms(String text) {
        List<String> terms = new ArrayList<>();
        each(text, (term, _, _) -> terms.add(term));
        return terms;
    }

    /// Whether a term is of a word like "the", "is" or "of".
    boolean isCommon(String term) {
        if (common == null) {
            StringBuilder words = new StringBuilder();
            EnglishAnalyzer.ENGLISH_STOP_WORDS_SET.forEach(word -> words.append((char[]) word).append(' '));
            common = Set.copyOf(terms(words.toString()));
        }
        return common.contains(term);
    }

    /// Where terms of the text are among `wanted`: start and end in turn.
    List<Integer> places(String text, Set<String> wanted) {
        List<Integer> places = new ArrayList<>();
        each(text, (term, start, end) -> {
            if (wanted.contains(term)) {
                places.add(start);
                places.add(end);
            }
        });
        return places;
    }

    /// The terms of a text, and how each is spelt where it stands first.
    Map<String, String> spelt(String text) {
        Map<String, String> spelt = new HashMap<>();
        each(text, (term, start, end) -> spelt.putIfAbsent(term, text.substring(start, end)));
        return spelt;
    }

    private interface Sink {
        void take(String term, int start, int end);
    }

    private void each(String text, Sink sink) {
        try (TokenStream stream = tokenStream(Schema.TEXT, text)) {
            CharTermAttribute term = stream.getAttribute(CharTermAttribute.class);
            OffsetAttribute offset = stream.getAttribute(OffsetAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                sink.take(term.toString(), offset.startOffset(), offset.endOffset());
            }
            stream.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a text in memory
        }
    }
}
