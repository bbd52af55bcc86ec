#!/usr/bin/env python3
"""How long a decoded picture takes until a model can see it, with Pillow: the resize alone, and the whole image processor
of transformers (its Pillow back end). For each line of standard input, a width, a height and a preprocessor_config.json,
prints one of JSON with the milliseconds of the fastest of 20 runs.
"""

import json
import math
import sys
import time
import warnings

warnings.filterwarnings("ignore")

import numpy as np
import transformers
from PIL import Image


def best(work):
    fastest = math.inf
    for _ in range(20):
        start = time.perf_counter()
        work()
        fastest = min(fastest, time.perf_counter() - start)
    return round(fastest * 1e3, 3)


def main():
    for line in sys.stdin:
        width, height, config = line.rstrip("\n").split(" ", 2)
        width, height, config = int(width), int(height), json.loads(config)
        slope = (np.arange(width) * 200 // width)[None, :, None]
        noise = np.random.default_rng(1).integers(0, 64, (height, width, 3))
        image = Image.fromarray((slope + noise).astype(np.uint8))
        processor = getattr(transformers, config["image_processor_type"] + "Pil").from_dict(dict(config))
        edge = config["size"].get("shortest_edge")
        size = (config["size"]["width"], config["size"]["height"]) if edge is None else (
            (edge, edge * height // width) if width <= height else (edge * width // height, edge))
        print(json.dumps({"pillow_resize_ms": best(lambda: image.resize(size, config["resample"])),
                          "transformers_ms": best(lambda: processor(image, return_tensors="np"))}), flush=True)


if __name__ == "__main__":
    main()
