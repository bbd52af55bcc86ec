package aikit.image.ocr;

/// A box of text and what stands in it.
///
/// @param quad begins where the text does
record Line(Quad quad, Reading reading) {}
