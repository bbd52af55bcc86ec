package aikit.image.ocr;

import aikit.image.Picture;
import aikit.image.read.PictureFile;

/// The pictures in a file: one but for TIFF.
record PicturePages(PictureFile file) implements Pages {

    @Override
    public int count() {
        return file.pages();
    }

    @Override
    public Picture page(int index) {
        return file.read(index, 0);
    }

    @Override
    public void close() {}
}
