package aikit.audio.media;

import aikit.AiException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.stream.Collectors;

/// Finds the track of sound that a user means: by number, or by language in whichever of its codes.
final class TrackChoice {

    /// The codes of ISO 639-2/B, which films use, beside those of ISO 639-2/T where the two differ.
    private static final Map<String, String> BIBLIOGRAPHIC = Map.ofEntries(
            Map.entry("alb", "sqi"), Map.entry("arm", "hye"), Map.entry("baq", "eus"), Map.entry("bur", "mya"),
            Map.entry("chi", "zho"), Map.entry("cze", "ces"), Map.entry("dut", "nld"), Map.entry("fre", "fra"),
            Map.entry("geo", "kat"), Map.entry("ger", "deu"), Map.entry("gre", "ell"), Map.entry("ice", "isl"),
            Map.entry("mac", "mkd"), Map.entry("mao", "mri"), Map.entry("may", "msa"), Map.entry("per", "fas"),
            Map.entry("rum", "ron"), Map.entry("slo", "slk"), Map.entry("tib", "bod"), Map.entry("wel", "cym"));

    private TrackChoice() {}

    /// The place of the wanted track in the list, the first one when several speak the language.
    ///
    /// @param wish a number from 1, or a language such as `deu`, `ger` or `de`
    /// @throws AiException of kind USAGE when there is no such track
    static int find(String wish, List<MediaInfo.Track> tracks, String name) {
        boolean byNumber = wish.matches("\\d{1,4}");
        for (int i = 0; i < tracks.size(); i++) {
            MediaInfo.Track track = tracks.get(i);
            boolean meant = byNumber
                    ? track.number() == Integer.parseInt(wish)
                    : !track.language().isEmpty() && language(track.language()).equals(language(wish));
            if (meant) {
                return i;
            }
        }
        String there = tracks.stream().map(MediaInfo.Track::describe).collect(Collectors.joining(", "));
        throw AiException.usage(name + ": has no track " + wish + " of sound", "its tracks: " + there);
    }

    /// ISO 639-2/T, or the text as it is when it is no code of a language.
    static String language(String code) {
        String lower = code.toLowerCase(Locale.ROOT);
        int dash = lower.indexOf('-');
        String primary = dash > 0 ? lower.substring(0, dash) : lower;
        try {
            String three = primary.length() == 2 ? Locale.of(primary).getISO3Language() : primary;
            return BIBLIOGRAPHIC.getOrDefault(three, three);
        } catch (MissingResourceException e) {
            return primary;
        }
    }
}
