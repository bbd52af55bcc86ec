package aikit.generate;

/// A head of a decoder's cross-attention.
///
/// @param layer from 0
/// @param head from 0, within the layer
public record Head(int layer, int head) {}
