"""Scenes in files: drawn once by some processes, read again by the training of both models.

    python scene_store.py FOLDER TRAIN TEST INDEX OF

`PART-NNNN.npy` has 1,024 pictures as the models see them and, for each, the scene and a map of 6 by 6 fields that says
which noun and which colour has its middle there. A shard depends on its name alone.
"""

import json
import os
import sys
import time
import zlib
from pathlib import Path

import numpy as np
from scene_words import COLOURS, NOUNS, WORDS, Group, Scene, scene

SHARD, FIELDS = 1024, 6
THERE = ["", *NOUNS, *WORDS]
TINTS = ["", *COLOURS]


def path(folder, part, number):
    return Path(folder) / f"{part}-{number:04d}.npy"


def drawn(part, number):
    """(pictures, maps, scenes)"""
    import scene_drawing

    r = np.random.default_rng(zlib.crc32(f"{part} {number}".encode()))
    pictures = np.empty((SHARD, scene_drawing.SIDE, scene_drawing.SIDE, 3), np.uint8)
    maps = np.zeros((SHARD, 2, FIELDS, FIELDS), np.uint8)
    scenes = []
    while len(scenes) < SHARD:
        made = scene(r, part)
        try:
            pictures[len(scenes)], where = scene_drawing.sample(made, r)
        except ValueError:
            continue
        for index, x, y in where:
            group = made.groups()[index]
            row, column = (min(FIELDS - 1, max(0, int(FIELDS * v))) for v in (y, x))
            maps[len(scenes), :, row, column] = THERE.index(group.noun), TINTS.index(group.colour)
        scenes.append(made)
    return pictures, maps, scenes


def flat(scene):
    groups = [[g.noun, g.colour, g.count, g.size] for g in scene.groups()]
    return [groups, scene.relation, scene.ground]


def scene_of(entry):
    groups = [Group(*g) for g in entry[0]] + [None]
    return Scene(groups[0], entry[1], groups[1], entry[2])


def save(folder, part, number):
    pictures, maps, scenes = drawn(part, number)
    base = path(folder, part, number)
    np.save(base.with_suffix(".maps.npy"), maps)
    base.with_suffix(".json").write_text(json.dumps([flat(s) for s in scenes]))
    new = base.with_suffix(".new.npy")
    np.save(new, pictures)
    os.rename(new, base)  # last: it says that the shard is whole


def load(folder, part, number, patience=3600):
    """(pictures, maps, scenes); waits while another process draws it."""
    base = path(folder, part, number)
    began = time.monotonic()
    while not base.exists():
        if time.monotonic() - began > patience:
            raise TimeoutError(f"{base}: nobody draws it")
        time.sleep(0.5)
    scenes = [scene_of(e) for e in json.loads(base.with_suffix(".json").read_text())]
    return np.load(base), np.load(base.with_suffix(".maps.npy")), scenes


def start(folder, cores, train, test=2):
    """Starts the processes that draw what is not there yet, and gives them."""
    import subprocess

    Path(folder).mkdir(parents=True, exist_ok=True)
    return [subprocess.Popen([sys.executable, __file__, str(folder), str(train), str(test), str(i), str(cores)])
            for i in range(cores)]


def main():
    folder, (train, test, index, cores) = sys.argv[1], map(int, sys.argv[2:])
    wanted = [("mixture", i) for i in range(test)] + [("colour", i) for i in range(test)] + [("train", i) for i in range(train)]
    for part, number in wanted[index::cores]:
        if not path(folder, part, number).exists():
            save(folder, part, number)


if __name__ == "__main__":
    main()
