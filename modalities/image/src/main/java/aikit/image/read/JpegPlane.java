package aikit.image.read;

/// The samples of one component of a JPEG file, block by block in rows.
///
/// @param across samples of a block, horizontally; `down` vertically
record JpegPlane(int blocksAcross, int across, int down, byte[] samples) {

    JpegPlane(int blocksAcross, int blocksDown, int across, int down) {
        this(
                blocksAcross, across, down,
                new byte[Math.multiplyExact(blocksAcross * across, blocksDown * down)]);
    }

    int stride() {
        return blocksAcross * across;
    }

    /// Where the samples of a block begin.
    int place(int column, int row) {
        return row * down * stride() + column * across;
    }
}
