#!/usr/bin/env python3
"""ViT-GPT2 at its real size with random weights, for aikit.bench.CaptionThroughput.

    python caption_models.py --out DIR --optimum OPTIMUM/bin/python

makes DIR/vit-gpt2: a ViT of 12 layers and a GPT-2 of 12 with cross-attention, 768 wide, with the vocabulary of GPT-2, as
`nlpconnect/vit-gpt2-image-captioning` has them, exported by Optimum (scripts/fixtures/VISION.md). Tokenizer and
preprocessor_config.json are those of the small model of the tests, which words mean nothing to. No text ends by itself
(`min_length`), so that a caption has as many tokens as are asked for. Takes some minutes and 4 GB.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import torch

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
SMALL = FIXTURES.parent.parent / "modalities/image/src/test/resources/models/vit-gpt2"
END = 50256


def network():
    from transformers import GPT2Config, ViTConfig, VisionEncoderDecoderConfig, VisionEncoderDecoderModel

    torch.manual_seed(11)
    decoder = GPT2Config(bos_token_id=END, eos_token_id=END, add_cross_attention=True, is_decoder=True)
    model = VisionEncoderDecoderModel(
        VisionEncoderDecoderConfig.from_encoder_decoder_configs(ViTConfig(), decoder)).eval()
    for setting in (model.config, model.generation_config):
        setting.decoder_start_token_id = setting.pad_token_id = setting.eos_token_id = setting.bos_token_id = END
    return model


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--out", required=True, type=Path)
    arguments.add_argument("--optimum", required=True, help="python with Optimum")
    arguments = arguments.parse_args()
    folder = arguments.out / "vit-gpt2"
    (folder / "onnx").mkdir(parents=True)
    model = network()
    model.config.to_json_file(folder / "config.json", use_diff=False)
    (folder / "generation_config.json").write_text(json.dumps({
        "bos_token_id": END, "decoder_start_token_id": END, "eos_token_id": END, "pad_token_id": END,
        "min_length": 1000}))
    for name in ("tokenizer.json", "tokenizer_config.json", "preprocessor_config.json"):
        shutil.copy(SMALL / name, folder / name)
    with tempfile.TemporaryDirectory(dir=arguments.out) as scratch:
        scratch = Path(scratch)
        model.save_pretrained(scratch / "checkpoint")
        for name in ("tokenizer.json", "tokenizer_config.json", "preprocessor_config.json"):
            shutil.copy(SMALL / name, scratch / "checkpoint" / name)
        subprocess.run([arguments.optimum, FIXTURES / "optimum_export.py", "export", scratch / "checkpoint",
                        scratch / "made", "image-to-text-with-past"], check=True, stderr=subprocess.DEVNULL)
        for name in ("encoder_model", "decoder_model_merged"):
            for made in scratch.glob(f"made/{name}.onnx*"):
                shutil.move(made, folder / "onnx" / made.name)
    print(json.dumps({f.name: f.stat().st_size for f in sorted((folder / "onnx").iterdir())}))


if __name__ == "__main__":
    sys.exit(main())
