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

    /// An empty plane of a component. Of components with fewer samples than others, more are kept when the picture is
    /// decoded smaller, as far as there are any.
    ///
    /// @param shrink 1, 2, 4 or 8
    static JpegPlane of(JpegHeader header, JpegHeader.Component component, int shrink) {
        int size = 8 / shrink;
        boolean whole = shrink == 1;
        return new JpegPlane(
                header.unitsAcross() * component.across(), header.unitsDown() * component.down(),
                whole ? size : Math.min(8, size * header.across() / component.across()),
                whole ? size : Math.min(8, size * header.down() / component.down()));
    }

    int stride() {
        return blocksAcross * across;
    }

    /// Where the samples of a block begin.
    int place(int column, int row) {
        return row * down * stride() + column * across;
    }
}
