package aikit.onnx;

import java.util.List;

/// An input or output of a graph.
///
/// @param type `float`, `float16`, `int64`, ... as ONNX names it
/// @param shape -1 where any length goes
public record Port(String name, String type, List<Long> shape) {

    @Override
    public String toString() {
        return name + " " + type + shape;
    }
}
