"""What all starter models need to write their files: JSON, and graphs with weights of 8 bits.

The matrices are MatMulNBits, blocks of 32; the convolutions and the embeddings are stored in 8 bits, a scale for each row.
"""

import json
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "fixtures"))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "bench"))

def write_json(path, value):
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


SMALLEST = 4096  # numbers; what is smaller stays float


def stored_small(path):
    """Convolutions and embeddings as 8-bit numbers with a scale for each row, made floats again where they are used."""
    import onnx
    from onnx import helper, numpy_helper

    model = onnx.load(str(path))
    graph = model.graph
    used = {name for g in [graph, *inner(graph)] for n in g.node if n.op_type in ("Conv", "Gather") for name in n.input}
    for tensor in list(graph.initializer):
        value = numpy_helper.to_array(tensor)
        if value.dtype != np.float32 or value.ndim < 2 or value.size < SMALLEST or tensor.name not in used:
            continue
        scale = np.maximum(np.abs(value.reshape(len(value), -1)).max(1), 1e-8).astype(np.float32) / 127
        small = np.round(value / scale.reshape(-1, *[1] * (value.ndim - 1))).clip(-127, 127).astype(np.int8)
        graph.initializer.remove(tensor)
        graph.initializer.extend([numpy_helper.from_array(small, tensor.name + "_8"),
                                  numpy_helper.from_array(scale, tensor.name + "_scale")])
        graph.node.insert(0, helper.make_node("DequantizeLinear", [tensor.name + "_8", tensor.name + "_scale"],
                                              [tensor.name], name=tensor.name + "_float", axis=0))
    onnx.save(model, str(path))


def inner(graph):
    import onnx

    for node in graph.node:
        for attribute in node.attribute:
            if attribute.type == onnx.AttributeProto.GRAPH:
                yield attribute.g
                yield from inner(attribute.g)


def small(source, out):
    """A graph with 8-bit weights."""
    import whisper_models
    from tiny_text_models import clean

    whisper_models.untied(source, source.with_suffix(".untied"))
    whisper_models.bits(source.with_suffix(".untied"), out, 8)
    stored_small(out)
    clean(out)
    print(out, out.stat().st_size, flush=True)
