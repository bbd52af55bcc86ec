#!/usr/bin/env python3
"""Makes starter-clip: draws scenes, trains, exports, measures, and writes its model card.

    python clip.py --out modalities/image/src/main/models/starter-clip [--work FOLDER] [--steps N] [--only STAGE]

The picture half begins as the encoder of starter-caption: its training comes first where caption.py has not done it in
the same work folder. A run that was stopped goes on where it was.
"""

import argparse
import os
from pathlib import Path

os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
os.environ.setdefault("HF_HUB_OFFLINE", "1")
STAGES = ("draw", "train", "export", "measure")
BATCH, SEED = 256, 47


def tokens(work):
    """(tokenizer, number of tokens, number of the end)"""
    import clip_texts
    import numpy as np
    import scene_words
    import vision_words
    from tokenizers import Tokenizer

    folder = Path(work) / "clip-words"
    folder.mkdir(parents=True, exist_ok=True)
    r = np.random.default_rng(5)
    count, end = vision_words.clip(folder, clip_texts.corpus([scene_words.any_scene(r) for _ in range(4000)], r))
    made = Tokenizer.from_file(str(folder / "tokenizer.json"))
    made.enable_truncation(vision_words.LENGTH)
    made.enable_padding(pad_id=end, pad_token=vision_words.STOP)
    return made, count, end


def numbers(texts, words):
    import torch

    return torch.tensor([e.ids for e in words.encode_batch(texts)])


def contrast(net, pictures, texts, true):
    """Pictures against texts both ways. The first texts belong to the pictures in their order, the rest are nearly right;
    where `true` [pictures, texts] says so, a text fits a picture it does not belong to, and is left out."""
    import torch

    seen = torch.nn.functional.normalize(net.get_image_features(pixel_values=pictures).float(), dim=-1)
    read = torch.nn.functional.normalize(net.get_text_features(input_ids=texts).float(), dim=-1)
    logits = net.logit_scale.exp().clamp(max=100) * seen @ read.T
    count = len(pictures)
    logits = logits.masked_fill(true, -1e4)
    wanted = torch.arange(count)
    to_text = torch.nn.functional.cross_entropy(logits, wanted)
    to_picture = torch.nn.functional.cross_entropy(logits[:, :count].T, wanted)
    right = (logits.detach().argmax(1) == wanted).float().mean()
    return (to_text + to_picture) / 2, right, (logits.detach()[:, :count].argmax(0) == wanted).float().mean()


def lesson(rank, ranks, work, steps, shards, start):
    import clip_texts
    import torch
    import vision_net
    import vision_train

    words, count, end = tokens(work)
    torch.manual_seed(SEED)
    net = vision_net.clip(count, end)
    if start:
        import caption_files

        vision_net.seen_by(caption_files.restored(work)[0], net)

    def one(net, taken):
        pictures, _, scenes, r = taken
        pairs = [clip_texts.said(s, r) for s in scenes]
        known = [clip_texts.keys(s) for s in scenes]
        near = [clip_texts.nearly(s, r) for s in scenes]
        true = torch.tensor([[i != j and needs <= has for j, (_, needs) in enumerate(pairs)] +
                             [i != j and text in has for j, text in enumerate(near)] for i, has in enumerate(known)])
        loss, right, back = contrast(net, vision_train.floats(pictures, r), numbers([t for t, _ in pairs] + near, words), true)
        return loss, (right.item(), back.item(), net.logit_scale.exp().item())

    source = vision_train.Shards(work / "scenes", shards, BATCH // ranks, rank, ranks, SEED)
    vision_train.Training(work / "clip.pt", net, one, source, steps, rank, ranks, SEED, peak=6e-4).train()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path.home() / ".cache" / "starter-vision")
    parser.add_argument("--steps", type=int, default=500)
    parser.add_argument("--cores", type=int, default=2)
    parser.add_argument("--only", choices=STAGES)
    asked = parser.parse_args()
    stages = (asked.only,) if asked.only else STAGES
    import caption
    import processes
    import scene_store

    drawers = scene_store.start(asked.work / "scenes", 1, caption.SHARDS) if "draw" in stages else []
    if "train" in stages:
        if not (asked.work / "clip.pt").exists():
            processes.run(asked.cores, asked.work, caption.lesson, asked.work, caption.STEPS, caption.SHARDS)
        processes.run(asked.cores, asked.work, lesson, asked.work, asked.steps, caption.SHARDS, not (asked.work / "clip.pt").exists())
    if any(d.wait() for d in drawers):
        raise SystemExit("the scenes could not be drawn")
    if "export" in stages:
        import clip_files

        clip_files.export(asked.work, asked.out)
    if "measure" in stages:
        import clip_card

        clip_card.measure(asked.work, asked.out)


if __name__ == "__main__":
    main()
