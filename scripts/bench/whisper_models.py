#!/usr/bin/env python3
"""Whisper at its real sizes with random weights, the same ones for `ai` and for its peers.

    python whisper_models.py --out DIR --size tiny.en --tokenizer FOLDER [--peers-python PYTHON]

    DIR/<size>/onnx-*       model folders for `ai`: config and tokenizer files, onnx/encoder_model.onnx and
                            onnx/decoder_model_merged.onnx, as Optimum exports them
        onnx-fp32           as exported
        onnx-hub-q8         dynamic 8 bits as onnx-community's _quantized files: per tensor
        onnx-q8             dynamic 8 bits: MatMul per channel, Gather per tensor; the encoder too
        onnx-nbits8         fp32 encoder; the decoder's matrices as MatMulNBits, 8 bits, blocks of 32
        onnx-nbits4         the same with 4 bits
    DIR/<size>/hf           transformers' own format (safetensors), for CTranslate2's converter and torch
    DIR/<size>/openai.pt    openai-whisper
    DIR/<size>/ct2-int8, ct2-fp32   CTranslate2, where it is installed
    DIR/<size>/ggml-f16.bin, ggml-q8_0.bin   whisper.cpp

FOLDER is a folder with the real tokenizer.json, config.json, generation_config.json and preprocessor_config.json of the
size; without a whole tokenizer.json one is made of vocab.json and merges.txt. The exporter needs the packages of
scripts/fixtures/whisper_requirements.txt; CTranslate2's converter runs in --peers-python.
"""

import argparse
import json
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "fixtures"))
import whisper_export  # noqa: E402

# Width, layers of the encoder and of the decoder, heads (openai/whisper, model card).
SIZES = {"tiny": (384, 4, 6), "base": (512, 6, 8), "small": (768, 12, 12)}


def random_model(size, folder):
    from transformers import GenerationConfig, WhisperConfig, WhisperForConditionalGeneration

    width, layers, heads = SIZES[size.removesuffix(".en")]
    vocab = 51864 if size.endswith(".en") else 51865
    eot = 50256 if size.endswith(".en") else 50257
    torch.manual_seed(7)
    config = WhisperConfig(
        vocab_size=vocab, d_model=width, encoder_layers=layers, decoder_layers=layers, encoder_attention_heads=heads,
        decoder_attention_heads=heads, encoder_ffn_dim=4 * width, decoder_ffn_dim=4 * width, bos_token_id=eot,
        eos_token_id=eot, pad_token_id=eot, decoder_start_token_id=eot + 1, begin_suppress_tokens=None, dropout=0.0)
    model = WhisperForConditionalGeneration(config)
    with torch.no_grad():  # a little wider than transformers' 0.02, so that what is said depends on the sound
        for name, p in model.named_parameters():
            if p.dim() >= 2 and "embed_positions" not in name:
                p.normal_(0, 0.05)
    model.eval()
    model.save_pretrained(folder)
    GenerationConfig(bos_token_id=eot, eos_token_id=eot, pad_token_id=eot, decoder_start_token_id=eot + 1).save_pretrained(
        folder)
    return model


def tokenizer_files(source, folder):
    """The real files; tokenizer.json is made anew where it is broken or absent."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("config.json", "generation_config.json", "preprocessor_config.json", "tokenizer_config.json",
                 "special_tokens_map.json"):
        if (source / name).exists():
            shutil.copyfile(source / name, folder / name)
    try:
        json.loads((source / "tokenizer.json").read_text(encoding="utf-8"))
        shutil.copyfile(source / "tokenizer.json", folder / "tokenizer.json")
        return
    except (OSError, ValueError):
        pass
    from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers

    vocab = json.loads((source / "vocab.json").read_text(encoding="utf-8"))
    lines = (source / "merges.txt").read_text(encoding="utf-8").splitlines()
    merges = [tuple(line.split(" ")) for line in lines if line and not line.startswith("#version")]
    made = Tokenizer(models.BPE(vocab=vocab, merges=merges))
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = decoders.ByteLevel()
    special = json.loads((source / "special_tokens_map.json").read_text(encoding="utf-8"))
    made.add_special_tokens([AddedToken("<|endoftext|>", special=True, normalized=False)] + [
        AddedToken(t, special=True, normalized=False) for t in special["additional_special_tokens"]])
    made.add_tokens([AddedToken(f"<|{i * 0.02:.2f}|>", special=False, normalized=True) for i in range(1501)])
    made.save(str(folder / "tokenizer.json"))


# ---------------------------------------------------------------------------------------------------------
# openai-whisper and whisper.cpp

def blocks_of_8_bits(matrix):
    """ggml's q8_0: of every 32 numbers of a row a half-precision scale and 32 signed bytes."""
    rows = matrix.astype(np.float32).reshape(-1, 32)
    scale = np.abs(rows).max(1) / 127.0
    inverse = np.divide(1.0, scale, out=np.zeros_like(scale), where=scale > 0)
    whole = np.round(rows * inverse[:, None]).astype(np.int8)
    made = np.empty(len(rows), dtype=[("scale", "<f2"), ("values", "i1", 32)])
    made["scale"], made["values"] = scale.astype(np.float16), whole
    return made.tobytes()


def ggml(path, dims, state, mel, vocab, quantized):
    """The file format of whisper.cpp: eleven numbers, the mel filters, the words, then every tensor with its name."""
    with open(path, "wb") as out:
        order = ("n_vocab n_audio_ctx n_audio_state n_audio_head n_audio_layer n_text_ctx n_text_state n_text_head "
                 "n_text_layer n_mels").split()
        # 1 is "mostly f16", 7 "mostly q8_0"; thousands hold the version of the quantisation.
        out.write(struct.pack("<12i", 0x67676D6C, *(dims[n] for n in order), 2007 if quantized else 1))
        out.write(struct.pack("<2i", *mel.shape))
        out.write(mel.astype("<f4").tobytes())
        out.write(struct.pack("<i", len(vocab)))
        for word in vocab:
            out.write(struct.pack("<i", len(word)) + word)
        for name, value in state.items():
            value = value.numpy()
            if name in ("encoder.conv1.bias", "encoder.conv2.bias"):
                value = value.reshape(-1, 1)
            plain = value.ndim < 2 or name.endswith((".bias", "positional_embedding"))
            kind = 0 if plain else 8 if quantized and value.ndim == 2 else 1
            data = {0: lambda: value.astype("<f4").tobytes(), 1: lambda: value.astype("<f2").tobytes(),
                    8: lambda: blocks_of_8_bits(value)}[kind]()
            told = name.encode()
            out.write(struct.pack("<3i", value.ndim, len(told), kind))
            out.write(struct.pack(f"<{value.ndim}i", *value.shape[::-1]) + told + data)


def words(tokenizer_json):
    """The bytes of every ordinary token, in order."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    rest = [b for b in range(256) if b not in printable]
    byte = {chr(b): b for b in printable} | {chr(256 + i): b for i, b in enumerate(rest)}
    vocab = json.loads(tokenizer_json.read_text(encoding="utf-8"))["model"]["vocab"]
    ordered = sorted((i, t) for t, i in vocab.items() if not t.startswith("<|"))
    return [bytes(byte[c] for c in t) for _, t in ordered]


# ---------------------------------------------------------------------------------------------------------
# ONNX


def untied(path, out):
    """The decoder with its own matrix for the logits: as exported it is the embedding's, transposed at every step, which
    no quantiser touches."""
    import onnx
    from onnx import numpy_helper

    model = onnx.load(path)
    weights = {i.name: i for i in model.graph.initializer}
    graphs = [model.graph] + [a.g for n in model.graph.node for a in n.attribute if a.type == onnx.AttributeProto.GRAPH]
    for graph in graphs:
        for node in [n for n in graph.node if n.op_type == "Transpose" and n.input[0] in weights]:
            name = node.input[0] + "_transposed"
            if name not in weights:
                weights[name] = numpy_helper.from_array(numpy_helper.to_array(weights[node.input[0]]).T.copy(), name)
                model.graph.initializer.append(weights[name])
            for user in graph.node:
                user.input[:] = [name if i == node.output[0] else i for i in user.input]
            graph.node.remove(node)
    onnx.save(model, out)


def bits(path, out, count):
    import onnx
    from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer

    quantizer = MatMulNBitsQuantizer(onnx.load(path), bits=count, block_size=32, is_symmetric=True, accuracy_level=4)
    quantizer.process()
    quantizer.model.save_model_to_file(str(out), use_external_data_format=False)


def per_channel(path, out):
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(path, out, op_types_to_quantize=["MatMul", "Gather"], per_channel=True, weight_type=QuantType.QInt8,
                     extra_options={"EnableSubgraph": True, "MatMulConstBOnly": True})


def onnx_folders(model, home, tokenizer):
    scratch = home / "export"
    tokenizer_files(tokenizer, home / "files")
    model.config.to_json_file(home / "files/config.json")
    config = json.loads((home / "files/config.json").read_text(encoding="utf-8"))
    (home / "files/config.json").write_text(json.dumps(config | {"architectures": ["WhisperForConditionalGeneration"]},
                                                       indent=2) + "\n", encoding="utf-8")
    whisper_export.optimum(model, home / "files", scratch)
    untied(scratch / "decoder_model_merged.onnx", scratch / "untied.onnx")
    for kind in ("fp32", "hub-q8", "q8", "nbits8", "nbits4"):
        folder = home / f"onnx-{kind}"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(home / "files", folder)
        graphs = folder / "onnx"
        graphs.mkdir()
        for part in ("encoder_model", "decoder_model_merged"):
            source, target = scratch / f"{part}.onnx", graphs / f"{part}.onnx"
            if kind not in ("fp32", "hub-q8") and part == "decoder_model_merged":
                source = scratch / "untied.onnx"
            if kind == "hub-q8":
                whisper_export.quantized(source, target)
            elif kind == "q8":
                per_channel(source, target)
            elif kind == "fp32" or part == "encoder_model":
                shutil.copyfile(source, target)
            else:
                bits(source, target, int(kind[-1]))
            print(target, target.stat().st_size, flush=True)
    shutil.rmtree(scratch)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--size", default="tiny.en", choices=[s + e for s in SIZES for e in ("", ".en")])
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--peers-python", help="a Python with ctranslate2 and transformers")
    args = parser.parse_args()
    home = args.out / args.size
    home.mkdir(parents=True, exist_ok=True)
    model = random_model(args.size, home / "hf")
    onnx_folders(model, home, args.tokenizer)
    dims, state = whisper_export.dimensions(model.config), whisper_export.openai_names(model.state_dict())
    torch.save({"dims": dims, "model_state_dict": state}, home / "openai.pt")
    from transformers import WhisperFeatureExtractor

    mel = WhisperFeatureExtractor(feature_size=dims["n_mels"]).mel_filters.T
    vocab = words(home / "files/tokenizer.json")
    ggml(home / "ggml-f16.bin", dims, state, mel, vocab, quantized=False)
    ggml(home / "ggml-q8_0.bin", dims, state, mel, vocab, quantized=True)
    if args.peers_python:
        shutil.copyfile(home / "files/tokenizer.json", home / "hf/tokenizer.json")
        shutil.copyfile(home / "files/preprocessor_config.json", home / "hf/preprocessor_config.json")
        for kind in ("int8", "float32"):
            subprocess.run([args.peers_python, "-m", "ctranslate2.converters.transformers", "--model", home / "hf",
                            "--output_dir", home / f"ct2-{kind}", "--quantization", kind, "--copy_files", "tokenizer.json",
                            "preprocessor_config.json", "--force"], check=True)
    print("made", home)


if __name__ == "__main__":
    main()
