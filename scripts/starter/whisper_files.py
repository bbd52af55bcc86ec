"""The files of the model as the hub has them: settings, tokenizer, and graphs with weights of 8 bits.

The matrices are MatMulNBits, blocks of 32; the convolutions and the embedding are stored in 8 bits, a scale for each row.
"""

import json
import shutil
import sys
import tempfile
from pathlib import Path

import numpy as np
import torch
import whisper_net
from speech_tokens import SECONDS, write_json

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "fixtures"))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "bench"))

KEPT = ("activation_dropout activation_function apply_spec_augment attention_dropout bos_token_id d_model "
        "decoder_attention_heads decoder_ffn_dim decoder_layerdrop decoder_layers decoder_start_token_id dropout "
        "encoder_attention_heads encoder_ffn_dim encoder_layerdrop encoder_layers eos_token_id init_std is_encoder_decoder "
        "max_source_positions max_target_positions median_filter_width model_type num_hidden_layers num_mel_bins "
        "pad_token_id scale_embedding use_cache vocab_size").split()


def settings(folder, model, words, heads=()):
    folder.mkdir(parents=True, exist_ok=True)
    words.save(folder)
    config = json.loads(model.config.to_json_string(use_diff=False))
    told = {k: config[k] for k in KEPT if k in config}
    told |= {"architectures": ["WhisperForConditionalGeneration"], "torch_dtype": "float32", "transformers_version": "4.57.6"}
    write_json(folder / "config.json", dict(sorted(told.items())))
    generation = {
        "alignment_heads": [list(h) for h in heads], "begin_suppress_tokens": [words.vocab["Ġ"], words.eot],
        "bos_token_id": words.eot, "decoder_start_token_id": words.sot, "eos_token_id": words.eot,
        "forced_decoder_ids": [[1, None], [2, words.transcribe]], "is_multilingual": True,
        "lang_to_id": {f"<|{c}|>": i for c, i in words.languages.items()}, "max_length": whisper_net.LENGTH,
        "no_timestamps_token_id": words.no_times, "pad_token_id": words.eot, "prev_sot_token_id": words.previous,
        "return_timestamps": False, "suppress_tokens": words.suppressed(),
        "task_to_id": {"transcribe": words.transcribe, "translate": words.translate}, "transformers_version": "4.57.6"}
    if not heads:
        del generation["alignment_heads"]
    write_json(folder / "generation_config.json", generation)
    write_json(folder / "preprocessor_config.json", {
        "chunk_length": SECONDS, "feature_extractor_type": "WhisperFeatureExtractor", "feature_size": whisper_net.MELS,
        "hop_length": 160, "n_fft": 400, "n_samples": SECONDS * 16000, "nb_max_frames": SECONDS * 100,
        "padding_side": "right", "padding_value": 0.0, "processor_class": "WhisperProcessor",
        "return_attention_mask": False, "sampling_rate": 16000})


def stored_small(path):
    """Convolutions and the embedding as 8-bit numbers with a scale for each row, made floats again where they are used."""
    import onnx
    from onnx import helper, numpy_helper

    model = onnx.load(path)
    graph = model.graph
    for tensor in list(graph.initializer):
        value = numpy_helper.to_array(tensor)
        if value.dtype != np.float32 or value.ndim < 2 or not ("conv" in tensor.name or "embed_tokens" in tensor.name):
            continue
        flat = value.reshape(len(value), -1)
        scale = np.maximum(np.abs(flat).max(1), 1e-8).astype(np.float32) / 127
        small = np.round(flat / scale[:, None]).clip(-127, 127).astype(np.int8).reshape(value.shape)
        graph.initializer.remove(tensor)
        graph.initializer.extend([numpy_helper.from_array(small, tensor.name + "_8"),
                                  numpy_helper.from_array(scale, tensor.name + "_scale")])
        graph.node.insert(0, helper.make_node("DequantizeLinear", [tensor.name + "_8", tensor.name + "_scale"],
                                              [tensor.name], name=tensor.name + "_float", axis=0))
    onnx.save(model, path)


def graphs(model, folder):
    import whisper_export
    import whisper_models

    shutil.rmtree(folder / "onnx", ignore_errors=True)
    (folder / "onnx").mkdir()
    with tempfile.TemporaryDirectory() as scratch:
        made = Path(scratch)
        whisper_export.optimum(model, folder, made)
        for name in ("encoder_model", "decoder_model_merged"):
            whisper_models.untied(made / f"{name}.onnx", made / f"{name}_untied.onnx")
            out = folder / "onnx" / f"{name}.onnx"
            whisper_models.bits(made / f"{name}_untied.onnx", out, 8)
            stored_small(out)
            print(out, out.stat().st_size, flush=True)


def restored(work, words, phonemes):
    """The average of the last steps' weights."""
    kept = torch.load(Path(work) / "checkpoint.pt")
    net = whisper_net.Runner(whisper_net.configured(words), len(phonemes))
    net.load_state_dict(kept["mean"])
    return net.eval(), kept["step"], kept["seconds"]


def export(work, folder, words, phonemes):
    net, _, _ = restored(work, words, phonemes)
    settings(folder, net.model, words, whisper_net.LOOKING)
    graphs(net.model.float(), folder)
