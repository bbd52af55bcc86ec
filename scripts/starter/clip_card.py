"""Measures the exported files of starter-clip on scenes that training never had, with ONNX Runtime; writes the model card."""

import json
import time
from pathlib import Path

import caption_card
import clip_texts
import numpy as np
import vision_train
import vision_words
from caption_card import percent, session
from scene_words import COLOURS, GROUNDS, NOUNS, WORDS
from tokenizers import Tokenizer

HERE, AMONG, BATCH = Path(__file__).parent, 100, 64


class Files:
    def __init__(self, folder):
        self.vision, self.text = (session(folder / "onnx" / f"{n}_model.onnx") for n in ("vision", "text"))
        self.words = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.words.enable_truncation(vision_words.LENGTH)
        end = self.words.token_to_id(vision_words.STOP)
        self.words.enable_padding(pad_id=end, pad_token=vision_words.STOP)

    def see(self, pictures):
        return unit(np.concatenate([self.vision.run(None, {"pixel_values": vision_train.floats(pictures[i:i + BATCH]).numpy()})[0]
                                    for i in range(0, len(pictures), BATCH)]))

    def read(self, texts):
        made = []
        for i in range(0, len(texts), BATCH):
            ids = np.array([e.ids for e in self.words.encode_batch(texts[i:i + BATCH])])
            made.append(self.text.run(None, {"input_ids": ids})[0])
        return unit(np.concatenate(made))


def unit(vectors):
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def recalls(seen, read, scenes):
    """Recall@1 from pictures to captions and back, the mean over sets of 100 scenes with different captions, and the worst set."""
    to_text, to_picture, held = [], [], []
    for i in range(len(scenes)):
        if scenes[i].say() not in {scenes[j].say() for j in held}:
            held.append(i)
        if len(held) == AMONG:
            near = seen[held] @ read[held].T
            to_text.append(float((near.argmax(1) == np.arange(AMONG)).mean()))
            to_picture.append(float((near.argmax(0) == np.arange(AMONG)).mean()))
            held = []
    return {"sets": len(to_text), "to_text": float(np.mean(to_text)), "to_picture": float(np.mean(to_picture)),
            "worst": min(to_text + to_picture)}


def nearly(seen, read, scenes, files):
    """Share of pictures that are nearer to their caption than to one with one thing changed."""
    r = np.random.default_rng(9)
    other = files.read([clip_texts.nearly(s, r) for s in scenes])
    return float(((seen * read).sum(1) > (seen * other).sum(1)).mean())


def classified(seen, scenes, files):
    """Zero-shot classification of scenes that have one group: the noun among 21, the colour among 11, the ground, the word."""
    found = {}
    alone = [i for i, s in enumerate(scenes) if s.second is None]
    for name, labels, template, told in (
            ("noun among 21", NOUNS, "a photo of {}", lambda s: s.first.noun),
            ("word among 24", WORDS, 'the word "{}"', lambda s: s.first.noun),
            ("ground among 11", tuple(GROUNDS), "a picture {}", lambda s: s.ground)):
        some = [i for i in alone if told(scenes[i]) in labels]
        texts = [template.format(clip_texts.article(x) if labels is NOUNS else x) for x in labels]
        best = (seen[some] @ files.read(texts).T).argmax(1)
        found[name] = float(np.mean([labels[b] == told(scenes[i]) for b, i in zip(best, some)]))
    some = [i for i in alone if scenes[i].first.noun in NOUNS]
    right = []
    for noun in NOUNS:
        mine = [i for i in some if scenes[i].first.noun == noun]
        if mine:
            best = (seen[mine] @ files.read([f"a photo of {clip_texts.article(f'{c} {noun}')}" for c in COLOURS]).T).argmax(1)
            right += [list(COLOURS)[b] == scenes[i].first.colour for b, i in zip(best, mine)]
    found["colour among 11"] = float(np.mean(right))
    return found


def measure(work, folder):
    work = Path(work)
    files = Files(folder)
    steps, seconds = vision_train.spent(Path(work) / "clip.pt")
    found = {"steps": steps, "training_minutes": round(seconds / 60, 1)}
    for part in ("mixture", "colour"):
        pictures, scenes = caption_card.test_part(work, part)
        began = time.monotonic()
        seen = files.see(pictures)
        found[part] = {"pictures_per_second": len(pictures) / (time.monotonic() - began)}
        read = files.read([s.say() for s in scenes])
        found[part] |= recalls(seen, read, scenes)
        found[part] |= {"nearly": nearly(seen, read, scenes, files), "zero_shot": classified(seen, scenes, files)}
    found["bytes"] = sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())
    (work / "clip-measured.json").write_text(json.dumps(found, indent=1))
    print(json.dumps(found, indent=1), flush=True)
    rows = (("recall@1 from picture to caption, among 100", "to_text", "95 %"),
            ("recall@1 from caption to picture, among 100", "to_picture", "95 %"),
            ("the worst of all sets of 100", "worst", "-"), ("nearer to the caption than to one with one thing changed", "nearly", "-"))
    lines = [f"| {name} | {percent(found['mixture'][key])} | {percent(found['colour'][key])} | {goal} |" for name, key, goal in rows]
    lines += [f"| zero-shot, one group: {name} | {percent(v)} | {percent(found['colour']['zero_shot'][name])} | - |"
              for name, v in found["mixture"]["zero_shot"].items()]
    card = (HERE / "clip_card.md").read_text()
    filled = {"MEGABYTES": f"{found['bytes'] / 1e6:.1f}", "TABLE": "\n".join(lines), "SETS": str(found["mixture"]["sets"]),
              "STEPS": f"{steps:,}", "PICTURES": f"{steps * 256:,}"}
    for name, value in filled.items():
        card = card.replace("{{" + name + "}}", value)
    (folder / "README.md").write_text(card)
