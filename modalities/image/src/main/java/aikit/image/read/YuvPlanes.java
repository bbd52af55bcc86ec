package aikit.image.read;

import aikit.image.Pixels;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;

/// The planes of a decoded picture with 8 bits a sample, and how they become colours by what the decoder says.
///
/// @param across pixels that one sample of colour stands for, horizontally; `down` vertically
/// @param matrix how luminance and differences of colour were made (ITU-T H.273, table 4)
/// @param full whether all values are used, and not 16 to 235
record YuvPlanes(int width, int height, List<JpegPlane> planes, int across, int down, int matrix, boolean full) {

    private static final int IDENTITY = 0;

    /// What says nothing of itself is taken as BT.601, as libheif and libavif do.
    static YuvPlanes of(AVFrame frame, Bytes bytes) {
        AVPixFmtDescriptor format = avutil.av_pix_fmt_desc_get(frame.format());
        boolean rgb = (format.flags() & avutil.AV_PIX_FMT_FLAG_RGB) != 0;
        boolean planar = format.nb_components() == 1 || (format.flags() & avutil.AV_PIX_FMT_FLAG_PLANAR) != 0;
        int depth = format.comp(0).depth();
        if (!planar || depth < 8 || depth > 16 || (format.flags() & avutil.AV_PIX_FMT_FLAG_BE) != 0) {
            throw bytes.refused("is coded in a way that is not read: " + format.name().getString(),
                    "convert it to PNG");
        }
        java.util.ArrayList<JpegPlane> planes = new java.util.ArrayList<>();
        for (int i = 0; i < Math.min(3, format.nb_components()); i++) {
            boolean colour = i > 0 && !rgb;
            int width = colour ? -(-frame.width() >> format.log2_chroma_w()) : frame.width();
            int height = colour ? -(-frame.height() >> format.log2_chroma_h()) : frame.height();
            // FFmpeg keeps red, green and blue in the order green, blue, red.
            planes.add(plane(frame, format.comp(i).plane(), width, height, depth));
        }
        return new YuvPlanes(
                frame.width(), frame.height(), planes, 1 << format.log2_chroma_w(), 1 << format.log2_chroma_h(),
                rgb ? IDENTITY : frame.colorspace(), rgb || frame.color_range() == avutil.AVCOL_RANGE_JPEG);
    }

    private static JpegPlane plane(AVFrame frame, int number, int width, int height, int depth) {
        JpegPlane plane = new JpegPlane(width, height, 1, 1);
        int stride = frame.linesize(number);
        int size = depth > 8 ? 2 : 1;
        BytePointer data = frame.data(number);
        byte[] row = new byte[size * width];
        for (int y = 0; y < height; y++) {
            data.position((long) y * stride).get(row);
            for (int x = 0; x < width; x++) {
                int sample = size == 1 ? row[x] & 0xFF : eight(row[2 * x] & 0xFF | (row[2 * x + 1] & 0xFF) << 8, depth);
                plane.samples()[y * width + x] = (byte) sample;
            }
        }
        data.position(0);
        return plane;
    }

    private static int eight(int sample, int depth) {
        return Math.min(255, sample + (1 << depth - 9) >> depth - 8);
    }

    /// The same with what the file says of its colours, which counts more than what the code says.
    YuvPlanes with(int statedMatrix, boolean statedFull) {
        return new YuvPlanes(width, height, planes, across, down, statedMatrix, statedFull);
    }

    Pixels pixels() {
        Canvas canvas = new Canvas(width, height);
        ChromaRows[] rows = new ChromaRows[planes.size()];
        for (int i = 0; i < rows.length; i++) {
            // Whatever the file says of its matrix, so many samples there are.
            rows[i] = new ChromaRows(planes.get(i), width, height, i > 0 ? across : 1, i > 0 ? down : 1);
        }
        Matrix colours = Matrix.of(matrix, full);
        for (int y = 0; y < height; y++) {
            row(rows, y, colours, canvas);
        }
        return canvas.pixels();
    }

    private void row(ChromaRows[] rows, int y, Matrix colours, Canvas canvas) {
        byte[] first = rows[0].row(y);
        int at = rows[0].place(y);
        boolean grey = rows.length == 1;
        byte[] second = grey ? first : rows[1].row(y);
        byte[] third = grey ? first : rows[2].row(y);
        int at2 = grey ? at : rows[1].place(y);
        int at3 = grey ? at : rows[2].place(y);
        for (int x = 0, pixel = y * width; x < width; x++, pixel++) {
            int luminance = first[at + x] & 0xFF;
            if (grey) {
                colours.put(luminance, 128, 128, canvas, pixel);
            } else if (matrix == IDENTITY) {
                canvas.set(pixel, third[at3 + x] & 0xFF, luminance, second[at2 + x] & 0xFF);
            } else {
                colours.put(luminance, second[at2 + x] & 0xFF, third[at3 + x] & 0xFF, canvas, pixel);
            }
        }
    }

    /// Luminance and differences of colour to red, green and blue, in fixed point of 16 bits.
    private record Matrix(int black, int gain, int red, int greenBlue, int greenRed, int blue) {

        /// Weights of red and blue in luminance: BT.709, BT.2020, and BT.601 for all others.
        static Matrix of(int number, boolean full) {
            double kr = number == 1 ? 0.2126 : number == 9 || number == 10 ? 0.2627 : 0.299;
            double kb = number == 1 ? 0.0722 : number == 9 || number == 10 ? 0.0593 : 0.114;
            double kg = 1 - kr - kb;
            double scale = full ? 1 : 255.0 / 219;
            double spread = full ? 1 : 255.0 / 224;
            return new Matrix(
                    full ? 0 : 16, fixed(scale), fixed(2 * (1 - kr) * spread), fixed(2 * (1 - kb) * kb / kg * spread),
                    fixed(2 * (1 - kr) * kr / kg * spread), fixed(2 * (1 - kb) * spread));
        }

        private static int fixed(double value) {
            return (int) Math.round(value * 65536);
        }

        void put(int y, int cb, int cr, Canvas canvas, int pixel) {
            int light = (y - black) * gain + 32768;
            int u = cb - 128;
            int v = cr - 128;
            canvas.set(
                    pixel, Math.clamp(light + v * red >> 16, 0, 255),
                    Math.clamp(light - u * greenBlue - v * greenRed >> 16, 0, 255),
                    Math.clamp(light + u * blue >> 16, 0, 255));
        }
    }
}
