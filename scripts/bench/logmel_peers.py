#!/usr/bin/env python3
"""Log-mel features of half a minute with `WhisperFeatureExtractor` of transformers on torch, one thread.

For each line of standard input, a number of mel bins, prints one of JSON: milliseconds of the fastest of 20 runs.
"""

import json
import math
import os
import sys
import time
import warnings

os.environ.setdefault("HF_HUB_OFFLINE", "1")
warnings.filterwarnings("ignore")

import numpy as np
import torch
from transformers import WhisperFeatureExtractor


def main():
    torch.set_num_threads(1)
    t = np.arange(480000) / 16000
    noise = np.random.default_rng(1).uniform(-0.01, 0.01, len(t))
    sound = (0.3 * np.sin(2 * math.pi * (50 * t + 120 * t * t)) + noise).astype(np.float32)
    for line in sys.stdin:
        extractor = WhisperFeatureExtractor(feature_size=int(line))
        best = math.inf
        for _ in range(20):
            start = time.perf_counter()
            extractor(sound, sampling_rate=16000, return_tensors="np")
            best = min(best, time.perf_counter() - start)
        print(json.dumps({"transformers_ms": round(best * 1e3, 3)}), flush=True)


if __name__ == "__main__":
    main()
