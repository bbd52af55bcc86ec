#!/usr/bin/env python3
"""CLIP ViT-B/32 at its real size with random weights, in the file layout of `Xenova/clip-vit-base-patch32`.

    python clip_model.py --out DIR [--tokenizer FOLDER]

    DIR/fp32   config.json, preprocessor_config.json, onnx/vision_model.onnx, onnx/text_model.onnx
    DIR/q8     the same with onnx/*_quantized.onnx: dynamic 8 bits per channel, as transformers.js converts
    DIR/rclip  the vision half with the names of its input and output that rclip expects

FOLDER has the tokenizer files of a CLIP model; without it the folders do for pictures, not for texts. Needs the packages
of scripts/fixtures/requirements.txt.
"""

import argparse
import json
import shutil
from pathlib import Path

import onnx
import torch

PREPROCESSOR = {
    "crop_size": {"height": 224, "width": 224}, "do_center_crop": True, "do_convert_rgb": True, "do_normalize": True,
    "do_rescale": True, "do_resize": True, "image_mean": [0.48145466, 0.4578275, 0.40821073],
    "image_processor_type": "CLIPImageProcessor", "image_std": [0.26862954, 0.26130258, 0.27577711], "resample": 3,
    "rescale_factor": 0.00392156862745098, "size": {"shortest_edge": 224}}


class Half(torch.nn.Module):
    def __init__(self, model, projection, name):
        super().__init__()
        self.model, self.projection, self.name = model, projection, name

    def forward(self, value):
        return self.projection(self.model(**{self.name: value}).pooler_output)


def export(half, path, example, output, axes):
    torch.onnx.export(half.eval(), (example,), str(path), input_names=[half.name], output_names=[output],
                      opset_version=14, dynamo=False,
                      dynamic_axes={half.name: dict(enumerate(axes)), output: {0: "batch_size"}})


def quantized(source, target):
    from onnxruntime.quantization import QuantType, quantize_dynamic

    kinds = {node.op_type for node in onnx.load(source, load_external_data=False).graph.node}
    quantize_dynamic(source, target, per_channel=True, reduce_range=True,
                     weight_type=QuantType.QUInt8 if "Conv" in kinds else QuantType.QInt8,
                     extra_options={"EnableSubgraph": True})


def renamed(source, target):
    """rclip feeds `input` and takes the only output."""
    model = onnx.load(source)
    name = model.graph.input[0].name
    model.graph.input[0].name = "input"
    for node in model.graph.node:
        for i, each in enumerate(node.input):
            if each == name:
                node.input[i] = "input"
    onnx.save(model, target)


def main():
    from transformers import CLIPConfig, CLIPModel

    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--tokenizer", type=Path)
    args = parser.parse_args()
    torch.manual_seed(7)
    # The defaults are those of openai/clip-vit-base-patch32.
    model = CLIPModel._from_config(CLIPConfig(projection_dim=512), attn_implementation="eager").eval()
    for kind in ("fp32", "q8"):
        folder = args.out / kind
        (folder / "onnx").mkdir(parents=True, exist_ok=True)
        (folder / "config.json").write_text(json.dumps(
            json.loads(model.config.to_json_string(use_diff=False)) | {"architectures": ["CLIPModel"]}))
        (folder / "preprocessor_config.json").write_text(json.dumps(PREPROCESSOR))
        for name in ("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json"):
            if args.tokenizer and (args.tokenizer / name).exists():
                shutil.copyfile(args.tokenizer / name, folder / name)
    vision, text = args.out / "fp32/onnx/vision_model.onnx", args.out / "fp32/onnx/text_model.onnx"
    with torch.no_grad():
        export(Half(model.vision_model, model.visual_projection, "pixel_values"), vision,
               torch.randn(2, 3, 224, 224), "image_embeds", ("batch_size", "num_channels", "height", "width"))
        export(Half(model.text_model, model.text_projection, "input_ids"), text,
               torch.randint(5, 100, (2, 9)), "text_embeds", ("batch_size", "sequence_length"))
    for graph in (vision, text):
        quantized(graph, args.out / "q8/onnx" / f"{graph.stem}_quantized.onnx")
    (args.out / "rclip").mkdir(exist_ok=True)
    renamed(vision, args.out / "rclip/visual.onnx")


if __name__ == "__main__":
    main()
