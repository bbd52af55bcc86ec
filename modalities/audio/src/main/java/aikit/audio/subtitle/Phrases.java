package aikit.audio.subtitle;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// How well a text divides between two pieces: 0 at the end of a sentence, 150 where it hurts. A line is broken best
/// after punctuation, before conjunctions and before prepositions, and does not part an article from its noun or an
/// auxiliary from its verb (Netflix Timed Text Style Guide, "Line Treatment").
final class Phrases {

    static final int SENTENCE = 0;
    private static final int CLAUSE = 20;
    private static final int OPENING = 35;
    private static final int CONJUNCTION = 45;
    private static final int PREPOSITION = 60;
    private static final int KANA_END = 70;
    private static final int USUAL = 90;
    private static final int BOUND = 130;
    private static final int INSIDE_WORD = 150;

    private static final String CLAUSE_ENDS = ",;:\u2014\u2013\u3001\uFF0C\uFF1B\uFF1A\u060C\u061B\u00B7\u30FB";

    /// Function words of a language.
    ///
    /// @param conjunctions that a line may well begin with
    /// @param prepositions that a line may begin with and does not end with
    /// @param binders other words that no line ends with
    private record Words(Set<String> conjunctions, Set<String> prepositions, Set<String> binders) {

        static final Words NONE = new Words(Set.of(), Set.of(), Set.of());

        static Words of(String conjunctions, String prepositions, String binders) {
            return new Words(
                    Set.of(conjunctions.split(" ")), Set.of(prepositions.split(" ")), Set.of(binders.split(" ")));
        }
    }

    private static final Map<String, Words> LANGUAGES = Map.of(
            "en", Words.of(
                    "and but or nor so yet because although though while when where which who whom whose that if unless "
                            + "until than whether since as",
                    "in on at to for from with of by about into over under after before between through during "
                            + "without against among toward towards upon",
                    "a an the this these those my your his her its our their i you he she it we they is are was were be "
                            + "been am do does did has have had will would can could shall should may might must not "
                            + "very no every each some any"),
            "de", Words.of(
                    "und oder aber denn sondern weil dass da\u00DF wenn als ob obwohl w\u00E4hrend damit bevor nachdem bis "
                            + "sodass welche welcher welches wo",
                    "in im an am auf f\u00FCr mit von vom zu zum zur bei beim nach aus \u00FCber unter vor hinter neben "
                            + "zwischen durch gegen ohne um seit",
                    "der die das den dem des ein eine einen einem einer eines mein dein sein ihr unser euer kein keine "
                            + "ich du er sie es wir ist sind war waren hat haben wird werden kann nicht sehr"),
            "fr", Words.of(
                    "et ou mais donc car ni que qui quand lorsque puisque parce comme si dont o\u00F9 quoique",
                    "\u00E0 de du des en dans sur sous avec sans pour par chez vers entre pendant depuis contre au aux",
                    "le la les un une ce cet cette ces mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs "
                            + "je tu il elle on nous vous ils elles ne est sont a ont tr\u00E8s"),
            "es", Words.of(
                    "y e o u pero sino aunque porque que quien cuando donde como si mientras pues",
                    "a de del al en con sin por para sobre entre hasta desde hacia contra durante",
                    "el la los las un una unos unas este esta estos estas ese esa mi tu su mis tus sus nuestro "
                            + "nuestra yo \u00E9l ella no es son era ha han muy se me te lo"),
            "it", Words.of(
                    "e ed o ma per\u00F2 perch\u00E9 che chi quando dove come se mentre quindi anche",
                    "a di da in con su per tra fra del della dei delle al alla nel nella dal dalla sul sulla",
                    "il lo la i gli le un uno una questo questa questi queste mio mia tuo tua suo sua nostro "
                            + "nostra io tu lui lei noi voi loro non \u00E8 sono era ha hanno molto si"),
            "pt", Words.of(
                    "e ou mas por\u00E9m porque que quem quando onde como se enquanto pois embora",
                    "a de do da dos das em no na nos nas com sem por para sobre entre at\u00E9 desde contra ao \u00E0",
                    "o os as um uma uns umas este esta esse essa meu minha seu sua nosso nossa eu tu ele ela "
                            + "n\u00E3o \u00E9 s\u00E3o era tem t\u00EAm muito"));

    private final Words words;

    /// @param language ISO 639-1, of which only the first part counts (`pt` of `pt-BR`); English when it is empty
    Phrases(String language) {
        String code = language.isEmpty() ? "en" : language.toLowerCase(Locale.ROOT).split("[-_]", 2)[0];
        this.words = LANGUAGES.getOrDefault(code, Words.NONE);
    }

    /// @param left piece before the break
    /// @param right piece after it
    int cost(Atom left, Atom right) {
        if (right.joint().insideWord()) {
            return INSIDE_WORD;
        }
        if (Sentences.end(left.text(), right.text())) {
            return SENTENCE;
        }
        String end = Sentences.withoutClosing(left.text());
        if (!end.isEmpty() && CLAUSE_ENDS.indexOf(end.charAt(end.length() - 1)) >= 0
                || end.length() < left.text().length()) {
            return CLAUSE;
        }
        int first = right.text().codePointAt(0);
        switch (Character.getType(first)) {
            case Character.START_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.DASH_PUNCTUATION -> {
                return OPENING;
            }
            default -> {
            }
        }
        if (!right.joint().spaced()) {
            return isHiragana(end.codePointBefore(end.length())) && !isHiragana(first) ? KANA_END : USUAL;
        }
        return ofWords(left.text().toLowerCase(Locale.ROOT), right.text().toLowerCase(Locale.ROOT));
    }

    private int ofWords(String left, String right) {
        if (words.binders.contains(left) || words.prepositions.contains(left) || words.conjunctions.contains(left)) {
            return BOUND;
        }
        String bare = right.replaceFirst("\\P{L}+$", "");
        return words.conjunctions.contains(bare)
                ? CONJUNCTION
                : words.prepositions.contains(bare) ? PREPOSITION : USUAL;
    }

    private static boolean isHiragana(int c) {
        return c >= 0x3041 && c <= 0x309F;
    }
}
