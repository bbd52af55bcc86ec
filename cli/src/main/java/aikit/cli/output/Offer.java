package aikit.cli.output;

import aikit.AiException;
import java.util.List;
import java.util.Optional;

/// What a verb can give out.
///
/// @param formats all of them, in the order in which messages name them
/// @param stream what a stream gets when the user names no format
/// @param file the same for a file for each input
/// @param naming what the files of inputs are called
/// @param texts how results become texts
public record Offer(List<Format> formats, Format stream, Format file, Naming naming, Texts texts) {

    /// For verbs whose results go elsewhere.
    public static final Offer NONE = new Offer(
            List.of(), Format.NDJSON, Format.JSON, Naming.of(""), Texts.NONE);

    /// @throws AiException of kind USAGE when the verb has no such format
    public Format named(String word) {
        return find(word).orElseThrow(() -> AiException.usage(
                "--format " + word + ": is not offered here", "use " + Format.words(formats)));
    }

    /// Whether a file of this name may be what an earlier run put beside its inputs: `notes.txt.embed.json`; where names
    /// have no mark, everything with the ending of a format, as no input has one of those.
    public boolean made(String name) {
        int dot = name.lastIndexOf('.');
        if (dot <= 0) {
            return false;
        }
        return naming.mark().isEmpty()
                ? find(name.substring(dot + 1)).isPresent()
                : name.substring(0, dot).endsWith(naming.mark());
    }

    private Optional<Format> find(String word) {
        return formats.stream().filter(format -> format.word().equals(word)).findFirst();
    }

    /// The format that the end of a file name means.
    Optional<Format> ofFile(String name) {
        if (name.endsWith("." + Format.COCO.ending())) {
            return find(Format.COCO.word());
        }
        int dot = name.lastIndexOf('.');
        String ending = dot < 0 ? "" : name.substring(dot + 1);
        return find(switch (ending) {
            case "jsonl" -> "ndjson";
            case "jpeg" -> "jpg";
            default -> ending;
        });
    }
}
