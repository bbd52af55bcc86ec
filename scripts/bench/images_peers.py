#!/usr/bin/env python3
"""A folder of pictures through the vision half of CLIP, in the usual ways of Python.

    python images_peers.py WAY --graph vision_model.onnx --pictures FOLDER [--limit N]

Prints one line of JSON: the seconds from the first file to the last vector, with the model loaded and warm before.

    session          nothing but onnxruntime: numbers that are in memory, in batches of 1, 4, 16 and 32, all threads for
                     one batch or one batch for each thread; the best, as seconds for as many pictures
    pillow           what one writes first: open, resize, crop and normalise with Pillow and numpy, one picture after the
                     other, and onnxruntime in batches of 16
    pillow-threads   the same with a thread of Pillow for each processor beside the model
    pillow-draft     the same, JPEG decoded scaled (`Image.draft`), to no less than twice what the model sees
    rclip            the indexing of the rclip package as it is, on the same graph: PYTHON has rclip, and the graph
                     is that of `clip_model.py` in the folder rclip
"""

import argparse
import json
import os
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

EDGE, BATCH = 224, 16
MEAN = np.array([0.48145466, 0.4578275, 0.40821073], np.float32)
STD = np.array([0.26862954, 0.26130258, 0.27577711], np.float32)
PROCESSORS = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()


def open_session(graph, threads):
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    return onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])


def session(args, files):
    best = {}
    count = min(len(files), 128)
    for threads, at_once in ((PROCESSORS, 1), (1, PROCESSORS)):
        opened = open_session(args.graph, threads)
        name = opened.get_inputs()[0].name
        for size in (1, 4, 16, 32):
            batch = {name: np.random.default_rng(1).standard_normal((size, 3, EDGE, EDGE)).astype(np.float32)}
            runs = max(at_once, count // size)
            with ThreadPoolExecutor(at_once) as pool:
                list(pool.map(lambda _: opened.run(None, batch), range(at_once)))
                start = time.perf_counter()
                list(pool.map(lambda _: opened.run(None, batch), range(runs)))
            best[f"{at_once} x {threads} threads, batch {size}"] = (time.perf_counter() - start) / (runs * size)
    which = min(best, key=best.get)
    return {"seconds": best[which] * len(files), "best": which,
            "pictures_per_second": {k: round(1 / v, 2) for k, v in best.items()}}


def prepare(path, draft):
    from PIL import Image

    image = Image.open(path)
    if draft:
        image.draft("RGB", (2 * EDGE, 2 * EDGE))
    image = image.convert("RGB")
    width, height = image.size
    size = (EDGE, int(EDGE * height / width)) if width <= height else (int(EDGE * width / height), EDGE)
    image = image.resize(size, Image.Resampling.BICUBIC)
    left, top = (size[0] - EDGE) // 2, (size[1] - EDGE) // 2
    pixels = np.asarray(image.crop((left, top, left + EDGE, top + EDGE)), np.float32) / 255
    return ((pixels - MEAN) / STD).transpose(2, 0, 1)


def pillow(args, files, threads=1, draft=False):
    opened = open_session(args.graph, PROCESSORS)
    name = opened.get_inputs()[0].name
    opened.run(None, {name: np.stack([prepare(files[0], draft)] * BATCH)})
    vectors, batch = [], []

    def flush():
        if batch:
            out = opened.run(None, {name: np.stack(batch)})[0]
            vectors.append(out / np.linalg.norm(out, axis=1, keepdims=True))
            batch.clear()

    start = time.perf_counter()
    pool = ThreadPoolExecutor(threads)
    ahead = map(lambda f: prepare(f, draft), files) if threads == 1 else limited(pool, files, draft)
    for values in ahead:
        batch.append(values)
        if len(batch) == BATCH:
            flush()
    flush()
    seconds = time.perf_counter() - start
    pool.shutdown()
    assert sum(map(len, vectors)) == len(files)
    return {"seconds": seconds}


def limited(pool, files, draft):
    """Three batches ahead, no more."""
    waiting, rest = [], iter(files)
    for path in rest:
        waiting.append(pool.submit(prepare, path, draft))
        if len(waiting) == 3 * BATCH:
            break
    while waiting:
        path = next(rest, None)
        if path is not None:
            waiting.append(pool.submit(prepare, path, draft))
        yield waiting.pop(0).result()


def rclip(args, files):
    home = Path(tempfile.mkdtemp(prefix="rclip"))
    os.environ["RCLIP_DATADIR"] = str(home)
    import rclip.main
    import rclip.model
    import rclip.model_download as download
    import rclip.utils.preprocess as preprocess

    preprocess.IMAGE_SIZE = EDGE  # its own model sees 256
    (home / download.MODEL_SUBDIR).mkdir()
    (home / download.MODEL_SUBDIR / download.VISUAL_ONNX).symlink_to(Path(args.graph).absolute())
    rclip.model.Model.ensure_downloaded = lambda self: None
    opened, _, database = rclip.main.init_rclip(str(args.pictures), 8, no_indexing=True)
    opened._model._run_visual(np.zeros((8, 3, EDGE, EDGE), np.float32), for_indexing=True)
    only = {str(f) for f in files}
    walk = opened._iter_images_to_index
    opened._iter_images_to_index = lambda *a: (each for each in walk(*a) if each[0] in only)
    start = time.perf_counter()
    opened.ensure_index(str(args.pictures))
    seconds = time.perf_counter() - start
    kept = len(opened._get_features(str(args.pictures))[0])
    assert kept == len(files), kept
    return {"seconds": seconds}


WAYS = {"session": session, "pillow": pillow, "rclip": rclip,
        "pillow-threads": lambda args, files: pillow(args, files, PROCESSORS),
        "pillow-draft": lambda args, files: pillow(args, files, PROCESSORS, True)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("way", choices=WAYS)
    parser.add_argument("--graph", required=True)
    parser.add_argument("--pictures", type=Path, required=True)
    parser.add_argument("--limit", type=int)
    args = parser.parse_args()
    args.pictures = args.pictures.absolute()
    files = sorted(args.pictures.iterdir())[:args.limit]
    try:
        result = WAYS[args.way](args, files)
    except ImportError as e:
        print(json.dumps({"way": args.way, "available": False, "why": str(e)}))
        return
    print(json.dumps({"way": args.way, "available": True, "pictures": len(files), **result}))


if __name__ == "__main__":
    sys.exit(main())
