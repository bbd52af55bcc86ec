"""Measures the exported files of starter-caption on scenes that training never had, with ONNX Runtime; writes the model card."""

import json
import time
from pathlib import Path

import numpy as np
import scene_store
import vision_train
from scene_words import WORDS
from tokenizers import Tokenizer

HERE, BATCH = Path(__file__).parent, 64


def session(path):
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


class Files:
    """Greedy captions by the graphs of a folder."""

    def __init__(self, folder):
        self.encoder, self.decoder = (session(folder / "onnx" / f"{n}.onnx") for n in ("encoder_model", "decoder_model_merged"))
        self.words = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.config = json.loads((folder / "config.json").read_text())
        self.most = json.loads((folder / "generation_config.json").read_text())["max_length"]

    def read(self, pixels):
        """[batch, 3, 96, 96] -> captions"""
        end, decoder = self.config["decoder_start_token_id"], self.config["decoder"]
        seen = self.encoder.run(None, {"pixel_values": pixels})[0]
        empty = np.zeros((len(pixels), decoder["n_head"], 0, decoder["n_embd"] // decoder["n_head"]), np.float32)
        past = {f"past_key_values.{i}.{k}": empty for i in range(decoder["n_layer"]) for k in ("key", "value")}
        tokens = np.full((len(pixels), 1), end)
        while tokens.shape[1] < self.most:
            asked = {"input_ids": tokens[:, -1:], "encoder_hidden_states": seen, "use_cache_branch": np.array([tokens.shape[1] > 1])}
            logits, *caches = self.decoder.run(None, asked | past)
            past = dict(zip(past, caches))
            tokens = np.concatenate([tokens, logits[:, -1].argmax(-1)[:, None]], 1)
            if (tokens[:, 1:] == end).any(1).all():
                break
        rows = [row[1:].tolist() for row in tokens]
        return [self.words.decode(row[:row.index(end)] if end in row else row).strip() for row in rows]


def written(read, pictures):
    made = []
    for i in range(0, len(pictures), BATCH):
        made += read(vision_train.floats(pictures[i:i + BATCH]).numpy())
    return made


def kind(scene):
    if any(g.noun in WORDS for g in scene.groups()):
        return "with a written word"
    if scene.second is None:
        return "one group of things"
    return "one thing inside another" if scene.relation == "inside" else "two groups side by side or one above the other"


def counted(scenes, texts):
    right = [t == s.say() for s, t in zip(scenes, texts)]
    kinds = {}
    for s, ok in zip(scenes, right):
        kinds.setdefault(kind(s), []).append(ok)
    wrong = [(s.say(), t) for s, t, ok in zip(scenes, texts, right) if not ok]
    return {"scenes": len(right), "exact": float(np.mean(right)), "kinds": {k: float(np.mean(v)) for k, v in sorted(kinds.items())},
            "wrong": wrong[:12]}


def percent(share):
    return f"{100 * share:.1f} %"


def test_part(work, part, shards=2):
    parts = [scene_store.load(Path(work) / "scenes", part, n) for n in range(shards)]
    return np.concatenate([p[0] for p in parts]), [s for p in parts for s in p[2]]


def measure(work, folder):
    work = Path(work)
    files = Files(folder)
    steps, seconds = vision_train.spent(Path(work) / "caption.pt")
    found = {"steps": steps, "training_minutes": round(seconds / 60, 1)}
    for part in ("mixture", "colour"):
        pictures, scenes = test_part(work, part)
        began = time.monotonic()
        found[part] = counted(scenes, written(files.read, pictures))
        found[part]["pictures_per_second"] = len(pictures) / (time.monotonic() - began)
    found["bytes"] = sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())
    (work / "caption-measured.json").write_text(json.dumps(found, indent=1))
    print(json.dumps(found, indent=1), flush=True)
    lines = [f"| {name} | {percent(found[part]['exact'])} | {goal} |" for part, name, goal in (
        ("mixture", f"exact caption, {found['mixture']['scenes']} scenes with mixtures never seen", "95 %"),
        ("colour", f"exact caption, {found['colour']['scenes']} scenes with a thing in a colour never seen on it", "-"))]
    strict = found["colour"]["kinds"]
    kinds = [f"| {k} | {percent(v)} | {percent(strict[k]) if k in strict else '-'} |" for k, v in found["mixture"]["kinds"].items()]
    card = (HERE / "caption_card.md").read_text()
    filled = {
        "MEGABYTES": f"{found['bytes'] / 1e6:.1f}", "TABLE": "\n".join(lines), "KINDS": "\n".join(kinds), "STEPS": f"{steps:,}",
              "PICTURES": f"{steps * 64:,}"}
    for name, value in filled.items():
        card = card.replace("{{" + name + "}}", value)
    (folder / "README.md").write_text(card)
