#!/usr/bin/env python3
"""Embedding a folder of pictures with Pillow and onnxruntime: what `ai embed` is to beat on the same model and files.

    python pictures_peers.py --model MODEL/onnx/vision_model.onnx --photos PHOTOS

Prints one JSON line for each way: `plain` reads and runs in turns, eight pictures a run on all processors; `threads` reads
on as many threads as there are processors while the model runs. JPEG is decoded whole, or with `--draft` as Pillow's
`draft` makes it smaller while decoding. Pictures are prepared as CLIPImageProcessor does: shorter edge 224, bicubic, the
middle, mean and deviation of CLIP.
"""

import argparse
import concurrent.futures
import json
import os
import time
from pathlib import Path

import numpy as np
import onnxruntime
from PIL import Image

MEAN = np.array([0.48145466, 0.4578275, 0.40821073], np.float32)[:, None, None]
DEVIATION = np.array([0.26862954, 0.26130258, 0.27577711], np.float32)[:, None, None]
EDGE, BATCH = 224, 8


def read(path, draft):
    image = Image.open(path)
    if draft:
        image.draft("RGB", (2 * EDGE, 2 * EDGE))
    image = image.convert("RGB")
    width, height = image.size
    scale = EDGE / min(width, height)
    size = (EDGE, int(height * scale)) if width < height else (int(width * scale), EDGE)
    image = image.resize(size, Image.BICUBIC)
    left, top = (size[0] - EDGE) // 2, (size[1] - EDGE) // 2
    pixels = np.asarray(image.crop((left, top, left + EDGE, top + EDGE)), np.float32).transpose(2, 0, 1)
    return (pixels / 255 - MEAN) / DEVIATION


def session(model, threads):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def embed(model, pictures):
    vectors = model.run(None, {model.get_inputs()[0].name: np.stack(pictures)})[0]
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def plain(model, paths, draft):
    for at in range(0, len(paths), BATCH):
        embed(model, [read(path, draft) for path in paths[at:at + BATCH]])


def threads(model, paths, draft):
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        waiting = []
        for picture in pool.map(lambda path: read(path, draft), paths):
            waiting.append(picture)
            if len(waiting) == BATCH:
                embed(model, waiting)
                waiting = []
        if waiting:
            embed(model, waiting)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--model", required=True)
    arguments.add_argument("--photos", required=True, type=Path)
    arguments.add_argument("--draft", action="store_true")
    given = arguments.parse_args()
    paths = sorted(given.photos.iterdir())
    model = session(given.model, os.cpu_count())
    plain(model, paths[:16], given.draft)
    for way in (plain, threads):
        start, cpu = time.time(), time.process_time()
        way(model, paths, given.draft)
        print(json.dumps({"way": way.__name__, "draft": given.draft, "pictures": len(paths),
                          "seconds": round(time.time() - start, 2), "cpu": round(time.process_time() - cpu, 2)}))


if __name__ == "__main__":
    main()
