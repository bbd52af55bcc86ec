"""The files of starter-caption as the hub has them, and what both vision models need to make graphs small.

The matrices are MatMulNBits, blocks of 32; the convolutions and the embeddings are stored in 8 bits, a scale for each row.
"""

import json
import shutil
import sys
import tempfile
from pathlib import Path

import numpy as np
import vision_net
import vision_train
import vision_words
from vision_words import write_json

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "fixtures"))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "bench"))

ENCODER = ("attention_probs_dropout_prob encoder_stride hidden_act hidden_dropout_prob hidden_size image_size initializer_range "
           "intermediate_size layer_norm_eps model_type num_attention_heads num_channels num_hidden_layers patch_size qkv_bias").split()
DECODER = ("activation_function add_cross_attention attn_pdrop bos_token_id embd_pdrop eos_token_id initializer_range is_decoder "
           "layer_norm_epsilon model_type n_ctx n_embd n_head n_inner n_layer n_positions reorder_and_upcast_attn resid_pdrop "
           "scale_attn_by_inverse_layer_idx scale_attn_weights use_cache vocab_size").split()
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


def plain_matrices(module):
    """GPT-2's turned matrices as others have them: MatMul nodes then, which the quantiser knows."""
    import torch
    from transformers.pytorch_utils import Conv1D

    for name, child in module.named_children():
        if isinstance(child, Conv1D):
            linear = torch.nn.Linear(*child.weight.shape)
            with torch.no_grad():
                linear.weight.copy_(child.weight.T)
                linear.bias.copy_(child.bias)
            setattr(module, name, linear)
        else:
            plain_matrices(child)


def settings(folder, model):
    end = model.config.decoder_start_token_id
    made = json.loads(model.config.to_json_string(use_diff=False))
    encoder, decoder = made["encoder"], made["decoder"]
    write_json(folder / "config.json", {
        "architectures": ["VisionEncoderDecoderModel"], "bos_token_id": end,
        "decoder": {k: decoder[k] for k in DECODER if k in decoder}, "decoder_start_token_id": end,
        "encoder": {k: encoder[k] for k in ENCODER if k in encoder}, "eos_token_id": end, "is_encoder_decoder": True,
        "model_type": "vision-encoder-decoder", "pad_token_id": end, "tie_word_embeddings": False})
    write_json(folder / "generation_config.json", {
        "_from_model_config": True, "bos_token_id": end, "decoder_start_token_id": end, "eos_token_id": end,
        "max_length": vision_net.WRITTEN, "num_beams": 1, "pad_token_id": end, "transformers_version": "4.57.6"})
    write_json(folder / "preprocessor_config.json", {
        "do_normalize": True, "do_rescale": True, "do_resize": True, "image_mean": [0.5, 0.5, 0.5],
        "image_processor_type": "ViTImageProcessor", "image_std": [0.5, 0.5, 0.5], "resample": 2,
        "rescale_factor": 0.00392156862745098, "size": {"height": vision_net.SIDE, "width": vision_net.SIDE}})


def restored(work):
    """(network, steps, seconds): the running mean of the weights."""
    import caption

    _, count, end = caption.tokens(work)
    return vision_train.averaged(Path(work) / "caption.pt", vision_net.Captioner(count, end))


def export(work, folder):
    from optimum.exporters.onnx import onnx_export_from_model

    shutil.rmtree(folder, ignore_errors=True)
    (folder / "onnx").mkdir(parents=True)
    vision_words.gpt2(folder)
    model = restored(work)[0].model.float()
    settings(folder, model)
    plain_matrices(model.decoder)
    with tempfile.TemporaryDirectory() as scratch:
        onnx_export_from_model(model, Path(scratch), task="image-to-text-with-past", do_validation=False)
        for name in ("encoder_model", "decoder_model_merged"):
            small(Path(scratch) / f"{name}.onnx", folder / "onnx" / f"{name}.onnx")
