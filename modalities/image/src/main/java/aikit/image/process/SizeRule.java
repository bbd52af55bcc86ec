package aikit.image.process;

import aikit.Result.Size;

/// To what size a picture is resized, as the keys of `size` in a `preprocessor_config.json` say. Every rule rounds as
/// its function in transformers does, downwards where nothing else is said; an edge of no pixels becomes one of one.
public sealed interface SizeRule {

    /// The size of a picture after it was resized.
    Size of(Size picture);

    /// The most pixels that its shorter edge will have when it is reduced.
    int edge();

    /// `height` and `width`, whatever the shape of the picture.
    record Exact(Size size) implements SizeRule {

        @Override
        public Size of(Size picture) {
            return size;
        }

        @Override
        public int edge() {
            return Math.max(size.width(), size.height());
        }
    }

    /// `shortest_edge` (`get_resize_output_image_size`).
    record Shortest(int edge) implements SizeRule {

        @Override
        public Size of(Size picture) {
            return picture.width() <= picture.height()
                    ? size(edge, ratio((long) edge * picture.height(), picture.width()))
                    : size(ratio((long) edge * picture.width(), picture.height()), edge);
        }
    }

    /// `shortest_edge`, but less when the other would be longer than `longest_edge` (`get_size_with_aspect_ratio`).
    ///
    /// @param multiple what both edges are rounded down to a multiple of; 1 for all but YOLOS
    record Between(int edge, int longest, int multiple) implements SizeRule {

        @Override
        public Size of(Size picture) {
            double least = Math.min(picture.width(), picture.height());
            double most = Math.max(picture.width(), picture.height());
            double shorter = edge;
            int rounded = edge;
            if (most / least * edge > longest) {
                shorter = longest * least / most;
                rounded = (int) Math.rint(shorter);
            }
            int width = picture.width();
            int height = picture.height();
            boolean upright = width < height;
            if (Math.min(width, height) == rounded && !(upright && multiple > 1)) {
                return multiple(width, height);
            }
            if (upright) {
                height = whole(shorter * height / width);
                width = rounded;
            } else {
                width = whole(shorter * width / height);
                height = rounded;
            }
            return multiple(width, height);
        }

        private Size multiple(int width, int height) {
            return new Size(Math.max(multiple, width - width % multiple),
                    Math.max(multiple, height - height % multiple));
        }
    }

    /// `longest_edge` alone.
    record Longest(int edge) implements SizeRule {

        @Override
        public Size of(Size picture) {
            return picture.width() >= picture.height()
                    ? size(edge, ratio((long) edge * picture.height(), picture.width()))
                    : size(ratio((long) edge * picture.width(), picture.height()), edge);
        }
    }

    /// `max_height` and `max_width`: the largest that fits (`get_image_size_for_max_height_width`).
    record Fitting(Size most) implements SizeRule {

        @Override
        public Size of(Size picture) {
            double scale = Math.min((double) most.height() / picture.height(), (double) most.width() / picture.width());
            return size((int) (picture.width() * scale), (int) (picture.height() * scale));
        }

        @Override
        public int edge() {
            return Math.min(most.width(), most.height());
        }
    }

    private static int ratio(long product, int by) {
        return whole((double) product / by);
    }

    private static int whole(double pixels) {
        return (int) pixels; // at most Integer.MAX_VALUE
    }

    private static Size size(int width, int height) {
        return new Size(Math.max(1, width), Math.max(1, height));
    }
}
