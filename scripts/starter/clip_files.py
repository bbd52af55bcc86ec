"""The files of starter-clip as the hub has them, weights of 8 bits as in caption_files.py."""

import json
import shutil
import tempfile
from pathlib import Path

import torch
import vision_net
import vision_train
import vision_words
from starter_files import small, write_json

KEPT = ("attention_dropout dropout hidden_act hidden_size initializer_factor initializer_range intermediate_size "
        "layer_norm_eps model_type num_attention_heads num_hidden_layers projection_dim").split()


def settings(folder, model):
    made = json.loads(model.config.to_json_string(use_diff=False))
    text, vision = made["text_config"], made["vision_config"]
    write_json(folder / "config.json", {
        "architectures": ["CLIPModel"], "initializer_factor": 1.0, "logit_scale_init_value": 2.6592, "model_type": "clip",
        "projection_dim": model.config.projection_dim,
        "text_config": {k: text[k] for k in KEPT + ["bos_token_id", "eos_token_id", "max_position_embeddings", "pad_token_id",
                                                    "vocab_size"] if k in text},
        "vision_config": {k: vision[k] for k in KEPT + ["image_size", "num_channels", "patch_size"] if k in vision}})
    write_json(folder / "preprocessor_config.json", {
        "do_center_crop": False, "do_convert_rgb": True, "do_normalize": True, "do_rescale": True, "do_resize": True,
        "image_mean": [0.5, 0.5, 0.5], "image_processor_type": "CLIPImageProcessor", "image_std": [0.5, 0.5, 0.5],
        "resample": 3, "rescale_factor": 0.00392156862745098, "size": {"height": vision_net.SIDE, "width": vision_net.SIDE}})


class Vision(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model, self.projection = model.vision_model, model.visual_projection

    def forward(self, pixel_values):
        return self.projection(self.model(pixel_values=pixel_values).pooler_output)


class Text(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model, self.projection = model.text_model, model.text_projection

    def forward(self, input_ids):
        return self.projection(self.model(input_ids=input_ids).pooler_output)


def restored(work):
    """(network, steps, seconds): the running mean of the weights."""
    import clip

    _, count, end = clip.tokens(work)
    return vision_train.averaged(Path(work) / "clip.pt", vision_net.clip(count, end))


def export(work, folder):
    from vision_fixtures import as_hub

    shutil.rmtree(folder, ignore_errors=True)
    (folder / "onnx").mkdir(parents=True)
    model = restored(work)[0].float()
    for path in (Path(work) / "clip-words").iterdir():
        shutil.copy(path, folder / path.name)
    settings(folder, model)
    side = vision_net.SIDE
    with tempfile.TemporaryDirectory() as scratch:
        vision, text = (Path(scratch) / f"{n}_model.onnx" for n in ("vision", "text"))
        as_hub(Vision(model), vision, {"pixel_values": torch.randn(2, 3, side, side)}, ["image_embeds"],
               {"pixel_values": {0: "batch_size"}, "image_embeds": {0: "batch_size"}}, opset=18)
        as_hub(Text(model), text, {"input_ids": torch.randint(5, 100, (2, 9))}, ["text_embeds"],
               {"input_ids": {0: "batch_size", 1: "sequence_length"}, "text_embeds": {0: "batch_size"}}, opset=18)
        for path in (vision, text):
            small(path, folder / "onnx" / path.name)
