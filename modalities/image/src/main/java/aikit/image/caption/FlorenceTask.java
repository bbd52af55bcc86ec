package aikit.image.caption;

import java.util.Optional;

/// What Florence-2 can be asked, in the words that it was trained with (`processing_florence2.py` of transformers).
///
/// @param input whether the question has a place for words of the user
enum FlorenceTask {
    CAPTION("<CAPTION>", "What does the image describe?", Answer.TEXT),
    DETAILED_CAPTION("<DETAILED_CAPTION>", "Describe in detail what is shown in the image.", Answer.TEXT),
    MORE_DETAILED_CAPTION("<MORE_DETAILED_CAPTION>", "Describe with a paragraph what is shown in the image.",
            Answer.TEXT),
    OCR("<OCR>", "What is the text in the image?", Answer.TEXT),
    OCR_WITH_REGION("<OCR_WITH_REGION>", "What is the text in the image, with regions?", Answer.QUADS),
    OD("<OD>", "Locate the objects with category name in the image.", Answer.BOXES),
    DENSE_REGION_CAPTION("<DENSE_REGION_CAPTION>", "Locate the objects in the image, with their descriptions.",
            Answer.BOXES),
    REGION_PROPOSAL("<REGION_PROPOSAL>", "Locate the region proposals in the image.", Answer.BARE_BOXES),
    CAPTION_TO_PHRASE_GROUNDING("<CAPTION_TO_PHRASE_GROUNDING>", "Locate the phrases in the caption: {input}",
            Answer.PHRASES),
    OPEN_VOCABULARY_DETECTION("<OPEN_VOCABULARY_DETECTION>", "Locate {input} in the image.", Answer.BOXES),
    REGION_TO_CATEGORY("<REGION_TO_CATEGORY>", "What is the region {input}?", Answer.TEXT),
    REGION_TO_DESCRIPTION("<REGION_TO_DESCRIPTION>", "What does the region {input} describe?", Answer.TEXT),
    REGION_TO_OCR("<REGION_TO_OCR>", "What text is in the region {input}?", Answer.TEXT);

    /// What an answer is made of.
    enum Answer {
        TEXT,
        /// Words, then rectangles.
        BOXES,
        /// Rectangles without words.
        BARE_BOXES,
        /// Words, then a quadrangle.
        QUADS,
        /// Phrases of a caption, each with rectangles.
        PHRASES
    }

    private static final String INPUT = "{input}";

    private final String token;
    private final String question;
    private final Answer answer;

    FlorenceTask(String token, String question, Answer answer) {
        this.token = token;
        this.question = question;
        this.answer = answer;
    }

    String token() {
        return token;
    }

    Answer answer() {
        return answer;
    }

    boolean wantsInput() {
        return question.contains(INPUT);
    }

    /// @param input words of the user; empty for a task that wants none
    String question(String input) {
        return question.replace(INPUT, input);
    }

    /// The task with whose token a text begins.
    static Optional<FlorenceTask> at(String text) {
        for (FlorenceTask task : values()) {
            if (text.startsWith(task.token)) {
                return Optional.of(task);
            }
        }
        return Optional.empty();
    }
}
