#!/usr/bin/env python3
"""What is done with half a minute of sound before a speech model reads it, as the usual Python packages do it, on one
thread. For each line of standard input prints one of JSON, with milliseconds of the fastest of 20 runs.

    mel BINS    log-mel features with `WhisperFeatureExtractor` of transformers on torch
    voice FILE  voice activity with faster-whisper, its own model in one run; and with Silero's model in FILE, one run
                of onnxruntime for each window, as silero-vad does it
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


def best(work):
    fastest = math.inf
    for _ in range(20):
        start = time.perf_counter()
        work()
        fastest = min(fastest, time.perf_counter() - start)
    return round(fastest * 1e3, 3)


def sound():
    t = np.arange(480000) / 16000
    noise = np.random.default_rng(1).uniform(-0.01, 0.01, len(t))
    return (0.3 * np.sin(2 * math.pi * (50 * t + 120 * t * t)) + noise).astype(np.float32)


def mel(samples, bins):
    import torch
    from transformers import WhisperFeatureExtractor

    torch.set_num_threads(1)
    extractor = WhisperFeatureExtractor(feature_size=int(bins))
    return {"transformers_ms": best(lambda: extractor(samples, sampling_rate=16000, return_tensors="np"))}


def voice(samples, model):
    import faster_whisper.vad as vad
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(model, options)
    rate = np.array(16000, np.int64)

    def steps():
        state = np.zeros((2, 1, 128), np.float32)
        heard = np.zeros((1, 576), np.float32)
        for at in range(0, len(samples), 512):
            heard = np.concatenate([heard[:, -64:], samples[None, at:at + 512]], axis=1)
            if heard.shape[1] == 576:
                _, state = session.run(None, {"input": heard, "state": state, "sr": rate})

    return {"faster_whisper_ms": best(lambda: vad.get_speech_timestamps(samples)), "onnxruntime_ms": best(steps)}


def main():
    samples = sound()
    for line in sys.stdin:
        task, what = line.rstrip("\n").split(" ", 1)
        print(json.dumps({"mel": mel, "voice": voice}[task](samples, what)), flush=True)


if __name__ == "__main__":
    main()
