package aikit.image.detect;

import java.util.ArrayList;
import java.util.List;

/// What the graph of a YuNet says of one picture, as faces: what `postProcess` of OpenCV's `FaceDetectorYN` (4.8 and newer,
/// `modules/objdetect/src/face_detect.cpp`) does. The picture is divided into cells of 8, 16 and 32 pixels, and each cell
/// may have found a face; those that found the same one overlap, and all but the surest go.
///
/// @param score least one
/// @param overlap boxes whose common part is a larger part of all that they cover show the same face
/// @param most so many of the surest cells are compared
record FaceCells(float score, float overlap, int most) {

    static final int[] STRIDES = {8, 16, 32};

    /// `score_threshold`, `nms_threshold` and `top_k` of `FaceDetectorYN::create`.
    static final FaceCells USUAL = new FaceCells(0.9f, 0.3f, 5000);

    private static final int LANDMARKS = 5;

    FaceCells atLeast(double threshold) {
        return new FaceCells((float) threshold, overlap, most);
    }

    /// What the graph says of the cells of one stride, row after row.
    ///
    /// @param cls `[cells]`: that it is a face
    /// @param obj `[cells]`: that it is something
    /// @param bbox `[cells, 4]`: where its centre is, seen from the cell, and the logarithms of its size, in cells
    /// @param kps `[cells, 10]`: where its landmarks are, seen from the cell, in cells
    record Grid(int stride, int columns, int rows, float[] cls, float[] obj, float[] bbox, float[] kps) {}

    /// A face.
    ///
    /// @param landmarks x and y of right eye, left eye, tip of the nose, right and left corner of the mouth
    record Face(float x, float y, float width, float height, float[] landmarks, float score) {}

    /// The surest first.
    List<Face> faces(List<Grid> grids) {
        List<Face> faces = new ArrayList<>();
        for (Grid grid : grids) {
            add(grid, faces);
        }
        // One alone is compared with none, not even with the threshold a second time.
        return faces.size() > 1 ? new Suppression(score, overlap, most).kept(faces) : faces;
    }

    private void add(Grid grid, List<Face> faces) {
        for (int cell = 0; cell < grid.rows * grid.columns; cell++) {
            float sure = (float) Math.sqrt(within(grid.cls[cell]) * within(grid.obj[cell]));
            if (sure >= score) {
                faces.add(face(grid, cell, sure));
            }
        }
    }

    private static float within(float probability) {
        return Math.max(0, Math.min(1, probability));
    }

    private static Face face(Grid grid, int cell, float sure) {
        int column = cell % grid.columns;
        int row = cell / grid.columns;
        float width = (float) Math.exp(grid.bbox[4 * cell + 2]) * grid.stride;
        float height = (float) Math.exp(grid.bbox[4 * cell + 3]) * grid.stride;
        float[] landmarks = new float[2 * LANDMARKS];
        for (int i = 0; i < landmarks.length; i++) {
            landmarks[i] = (grid.kps[landmarks.length * cell + i] + (i % 2 == 0 ? column : row)) * grid.stride;
        }
        return new Face(
                (column + grid.bbox[4 * cell]) * grid.stride - width / 2,
                (row + grid.bbox[4 * cell + 1]) * grid.stride - height / 2, width, height, landmarks, sure);
    }
}
