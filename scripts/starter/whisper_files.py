"""The files of starter-whisper as the hub has them: settings, tokenizer, and graphs with weights of 8 bits."""

import json
import shutil
import tempfile
from pathlib import Path

import torch
import whisper_net
from speech_tokens import SECONDS
from starter_files import small, write_json

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


def graphs(model, folder):
    import whisper_export

    shutil.rmtree(folder / "onnx", ignore_errors=True)
    (folder / "onnx").mkdir()
    with tempfile.TemporaryDirectory() as scratch:
        made = Path(scratch)
        whisper_export.optimum(model, folder, made, timestamped=True)
        for name in ("encoder_model", "decoder_model_merged"):
            small(made / f"{name}.onnx", folder / "onnx" / f"{name}.onnx")


def restored(work, words, phonemes):
    """The average of the last steps' weights."""
    kept = torch.load(Path(work) / "checkpoint.pt", map_location="cpu")
    net = whisper_net.Runner(whisper_net.configured(words), len(phonemes))
    net.load_state_dict(kept["mean"])
    return net.eval(), kept["step"], kept["seconds"]


def export(work, folder, words, phonemes):
    net, _, _ = restored(work, words, phonemes)
    settings(folder, net.model, words, whisper_net.LOOKING)
    graphs(net.model.float(), folder)
