"""The files of starter-caption as the hub has them, weights of 8 bits."""

import json
import shutil
import tempfile
from pathlib import Path

import vision_net
import vision_train
import vision_words
from starter_files import small, write_json

ENCODER = ("attention_probs_dropout_prob encoder_stride hidden_act hidden_dropout_prob hidden_size image_size initializer_range "
           "intermediate_size layer_norm_eps model_type num_attention_heads num_channels num_hidden_layers patch_size qkv_bias").split()
DECODER = ("activation_function add_cross_attention attn_pdrop bos_token_id embd_pdrop eos_token_id initializer_range is_decoder "
           "layer_norm_epsilon model_type n_ctx n_embd n_head n_inner n_layer n_positions reorder_and_upcast_attn resid_pdrop "
           "scale_attn_by_inverse_layer_idx scale_attn_weights use_cache vocab_size").split()


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
