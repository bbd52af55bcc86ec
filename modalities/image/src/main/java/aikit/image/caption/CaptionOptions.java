package aikit.image.caption;

import aikit.AiException;

/// How pictures are described.
///
/// @param detail how much is said
/// @param regions whether parts of the picture get words of their own
/// @param prompt what the caption begins with or, for a model that is asked, what is asked; empty for nothing
/// @param beams captions that are followed at once; 0 for as many as the model's own configuration says
/// @param maxTokens tokens of a caption at most; 0 for as the model's own configuration says
public record CaptionOptions(Detail detail, boolean regions, String prompt, int beams, int maxTokens) {

    /// How much is said of a picture.
    public enum Detail {
        /// What the model says unless asked for more or less.
        USUAL,
        /// A short sentence.
        BRIEF,
        /// A sentence or two.
        NORMAL,
        /// A paragraph.
        LONG
    }

    public static final CaptionOptions DEFAULT = new CaptionOptions(Detail.USUAL, false, "", 0, 0);

    public CaptionOptions {
        int asked = (detail == Detail.USUAL ? 0 : 1) + (regions ? 1 : 0) + (prompt.isEmpty() ? 0 : 1);
        if (asked > 1) {
            throw AiException.usage(
                    "--detail, --regions and --prompt: a model answers one question at a time", "give one of them");
        }
        if (beams < 0 || maxTokens < 0) {
            throw AiException.usage("a number of beams or tokens is negative", "");
        }
    }
}
