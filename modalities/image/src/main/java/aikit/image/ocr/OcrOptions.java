package aikit.image.ocr;

import aikit.AiException;

/// How text is read.
///
/// @param minConfidence lines of which the model is less sure are left out, from 0 to 1
/// @param dpi dots to the inch in which pages of PDF documents are drawn
/// @param words whether lines get their words, too
public record OcrOptions(double minConfidence, int dpi, boolean words) {

    /// RapidOCR's confidence; the resolution of a usual scan.
    public static final OcrOptions DEFAULT = new OcrOptions(0.5, 300, false);

    public OcrOptions {
        if (dpi < 50 || dpi > 1200) {
            throw AiException.usage(dpi + " dots to the inch: is not sensible", "use 50 to 1200");
        }
    }
}
