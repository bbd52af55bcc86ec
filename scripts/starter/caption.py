#!/usr/bin/env python3
"""Makes starter-caption: draws scenes, trains, exports, measures, and writes its model card.

    python caption.py --out modalities/image/src/main/models/starter-caption [--work FOLDER] [--steps N] [--only STAGE]

Everything is kept in the work folder: a run that was stopped goes on where it was. requirements.txt has the packages;
written words need the fonts of Debian's fonts-dejavu-core.
"""

import argparse
import os
from pathlib import Path

os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
os.environ.setdefault("HF_HUB_OFFLINE", "1")
STAGES = ("draw", "train", "export", "measure")
SHARDS, BATCH, SEED, STEPS = 80, 64, 31, 5000


def tokens(work):
    """(tokenizer, number of tokens, number of the end)"""
    import vision_words
    from tokenizers import Tokenizer

    folder = Path(work) / "caption-words"
    folder.mkdir(parents=True, exist_ok=True)
    count, end = vision_words.gpt2(folder)
    return Tokenizer.from_file(str(folder / "tokenizer.json")), count, end


def batch(texts, words, end):
    """What the decoder reads and what it should answer, [batch, tokens]."""
    import torch

    ids = [words.encode(t).ids + [end] for t in texts]
    longest = max(map(len, ids))
    read, answers = torch.full((len(ids), longest), end), torch.full((len(ids), longest), -100)
    for row, some in enumerate(ids):
        read[row, 1:len(some)] = torch.tensor(some[:-1])
        answers[row, :len(some)] = torch.tensor(some)
    return read, answers


def lesson(rank, ranks, work, steps, shards):
    import torch
    import vision_net
    import vision_train

    words, count, end = tokens(work)
    torch.manual_seed(SEED)
    net = vision_net.Captioner(count, end)

    def one(net, taken):
        pictures, maps, scenes, r = taken
        read, answers = batch([s.say() for s in scenes], words, end)
        told, mapped, exact = net.losses(vision_train.floats(pictures, r), torch.from_numpy(maps), read, answers)
        return told + 0.3 * mapped, (told.item(), mapped.item(), exact.item())

    source = vision_train.Shards(work / "scenes", shards, BATCH // ranks, rank, ranks, SEED)
    vision_train.Training(work / "caption.pt", net, one, source, steps, rank, ranks, SEED).train()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path.home() / ".cache" / "starter-vision")
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--cores", type=int, default=2)
    parser.add_argument("--only", choices=STAGES)
    asked = parser.parse_args()
    stages = (asked.only,) if asked.only else STAGES
    import processes
    import scene_store

    drawers = scene_store.start(asked.work / "scenes", 1, SHARDS) if "draw" in stages else []
    if "train" in stages:
        processes.run(asked.cores, asked.work, lesson, asked.work, asked.steps, SHARDS)
    if any(d.wait() for d in drawers):
        raise SystemExit("the scenes could not be drawn")
    if "export" in stages:
        import caption_files

        caption_files.export(asked.work, asked.out)
    if "measure" in stages:
        import caption_card

        caption_card.measure(asked.work, asked.out)


if __name__ == "__main__":
    main()
