#!/usr/bin/env python3
"""How long the usual ways take to transcribe a recording with Whisper, all with the same weights and the same work.

    python whisper_models.py --out DIR --size tiny.en ...
    python transcribe_peers.py --models DIR/tiny.en --audio recording.wav --tokens 100 --threads 2 --rounds 3 \
        [--ours 'COMMAND'] [--only NAME ...] [--whisper-cpp libwhisper.so]

Every peer transcribes the recording in windows of 30 s, greedily, without timestamps, with the end of the text
forbidden, so that each window costs exactly --tokens tokens. Each peer is a process of its own that loads and warms its
model once and then waits; a round runs all of them, one after the other, so that a busy moment of the machine meets
them alike; but whisper.cpp's threads spin while they wait for each other, so a machine with other work makes its times
meaningless. Seconds are from samples in memory to tokens, features included. Printed are JSON lines and, at the end, the
time of each over that of the first of ours, round by round. A peer that is not installed is "not available".

    openai-whisper            torch, fp32; one window at a time, and batches
    faster-whisper            CTranslate2, int8 and float32; one window at a time, and its batched pipeline
    whisper.cpp               f16 and q8_0, with and without flash attention: mel, encoder and one decoder step a token
                              through its C interface, without what whisper_full does besides
    onnxruntime               a Python loop over the graphs that `ai` runs, nothing copied between steps
    ours                      COMMAND, a shell command that prints a JSON line with "seconds"; give it several times for
                              several settings
"""

import argparse
import ctypes
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

RATE, WINDOW = 16_000, 30 * 16_000


def windows(audio):
    return [np.pad(audio[at:at + WINDOW], (0, max(0, WINDOW - len(audio) + at))) for at in range(0, len(audio), WINDOW)]


class Work:
    """What is asked of a worker."""

    def __init__(self, options):
        self.home, self.tokens, self.threads, self.batch = Path(options.models), options.tokens, options.threads, options.batch
        config = json.loads((self.home / "files/config.json").read_text(encoding="utf-8"))
        self.eot = config["eos_token_id"]
        self.english = self.eot == 50256
        # <|startoftranscript|>, where there are languages <|en|> and <|transcribe|>, <|notimestamps|>
        # What no peer may say: the end, and timestamps, at which some would cut a window short.
        self.prompt = [50257, 50362] if self.english else [50258, 50259, 50359, 50363]
        self.never = [self.eot, *range(self.prompt[-1] + 1, config["vocab_size"])]
        self.options = options


class Openai:
    def __init__(self, work, batch):
        import torch
        import whisper

        torch.set_num_threads(work.threads)
        self.whisper, self.batch = whisper, batch
        self.model = whisper.load_model(str(work.home / "openai.pt"), device="cpu")
        self.options = whisper.DecodingOptions(language="en", without_timestamps=True, sample_len=work.tokens, temperature=0,
                                               suppress_tokens=[-1, *work.never], fp16=False)

    def run(self, audio):
        import torch

        count, every = 0, windows(audio)
        for at in range(0, len(every), self.batch):
            mel = torch.stack([self.whisper.log_mel_spectrogram(w) for w in every[at:at + self.batch]])
            count += sum(len(r.tokens) for r in self.model.decode(mel, self.options))
        return count


class Faster:
    def __init__(self, work, kind, batch):
        import faster_whisper

        self.work, self.batch = work, batch
        self.model = faster_whisper.WhisperModel(str(work.home / f"ct2-{kind}"), device="cpu", compute_type=kind,
                                                 cpu_threads=work.threads)
        self.pipeline = faster_whisper.BatchedInferencePipeline(self.model) if batch > 1 else None

    def run(self, audio):
        # CTranslate2 generates at most half of the whole length, prompt included.
        most = 2 * self.work.tokens - len(self.work.prompt)
        common = dict(language="en", beam_size=1, best_of=1, temperature=0.0, without_timestamps=True,
                      suppress_tokens=[-1, *self.work.never], max_new_tokens=most, vad_filter=False,
                      compression_ratio_threshold=None, log_prob_threshold=None, no_speech_threshold=None)
        if self.pipeline:
            seconds = len(audio) / RATE
            clips = [{"start": s, "end": min(s + 30, seconds)} for s in np.arange(0, seconds, 30)]
            told, _ = self.pipeline.transcribe(audio, batch_size=self.batch, clip_timestamps=clips, **common)
        else:
            told, _ = self.model.transcribe(audio, condition_on_previous_text=False, **common)
        return sum(len(s.tokens) for s in told)


class Aheads(ctypes.Structure):
    _fields_ = [("n_heads", ctypes.c_size_t), ("heads", ctypes.c_void_p)]


class ContextParams(ctypes.Structure):
    """whisper_context_params of whisper.h 1.7 and later."""

    _fields_ = [("use_gpu", ctypes.c_bool), ("flash_attn", ctypes.c_bool), ("gpu_device", ctypes.c_int),
                ("dtw_token_timestamps", ctypes.c_bool), ("dtw_aheads_preset", ctypes.c_int), ("dtw_n_top", ctypes.c_int),
                ("dtw_aheads", Aheads), ("dtw_mem_size", ctypes.c_size_t)]


def whisper_cpp_library(path):
    """The library at the path, or the one that the wheel of pywhispercpp brings."""
    if path:
        return path
    import importlib.util

    place = Path(importlib.util.find_spec("_pywhispercpp").origin).parent
    import _pywhispercpp  # noqa: F401  loads ggml, which libwhisper needs

    return str(next((place / "pywhispercpp.libs").glob("libwhisper-*")))


class WhisperCpp:
    def __init__(self, work, kind, flash):
        self.work = work
        c = self.library = ctypes.CDLL(whisper_cpp_library(work.options.whisper_cpp))
        c.whisper_context_default_params.restype = ContextParams
        c.whisper_init_from_file_with_params.argtypes = [ctypes.c_char_p, ContextParams]
        c.whisper_init_from_file_with_params.restype = ctypes.c_void_p
        c.whisper_get_logits.argtypes = [ctypes.c_void_p]
        c.whisper_get_logits.restype = ctypes.POINTER(ctypes.c_float)
        c.whisper_print_system_info.restype = ctypes.c_char_p
        c.whisper_pcm_to_mel.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_int]
        c.whisper_encode.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_int]
        c.whisper_decode.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_int, ctypes.c_int]
        c.whisper_n_vocab.argtypes = [ctypes.c_void_p]
        params = c.whisper_context_default_params()
        params.use_gpu, params.flash_attn = False, flash
        self.context = c.whisper_init_from_file_with_params(str(work.home / f"ggml-{kind}.bin").encode(), params)
        if not self.context:
            raise RuntimeError("whisper.cpp does not take the model")
        self.words = c.whisper_n_vocab(self.context)
        print(c.whisper_print_system_info().decode(), file=sys.stderr)

    def step(self, tokens, past):
        given = (ctypes.c_int * len(tokens))(*tokens)
        if self.library.whisper_decode(self.context, given, len(tokens), past, self.work.threads):
            raise RuntimeError("whisper_decode")
        logits = np.ctypeslib.as_array(self.library.whisper_get_logits(self.context), (len(tokens), self.words))[-1]
        logits[self.work.never] = -np.inf
        return int(logits.argmax())

    def run(self, audio):
        count = 0
        for window in windows(audio):
            window = np.ascontiguousarray(window, np.float32)
            self.library.whisper_pcm_to_mel(self.context, window.ctypes.data, len(window), self.work.threads)
            if self.library.whisper_encode(self.context, 0, self.work.threads):
                raise RuntimeError("whisper_encode")
            token, past = self.step(self.work.prompt, 0), len(self.work.prompt)
            count += 1
            for _ in range(self.work.tokens - 1):
                token, past = self.step([token], past), past + 1
                count += 1
        return count


class Onnx:
    def __init__(self, work, kind, batch):
        import onnxruntime as ort
        from transformers import WhisperFeatureExtractor

        settings = ort.SessionOptions()
        settings.intra_op_num_threads = work.threads
        self.ort, self.work, self.batch = ort, work, batch
        graphs = work.home / f"onnx-{kind}/onnx"
        self.encoder, self.decoder = (ort.InferenceSession(str(graphs / f"{name}.onnx"), settings)
                                      for name in ("encoder_model", "decoder_model_merged"))
        self.names = [o.name for o in self.decoder.get_outputs()]
        self.past = [i for i in self.decoder.get_inputs() if i.name.startswith("past_key_values")]
        self.extractor = WhisperFeatureExtractor(feature_size=self.encoder.get_inputs()[0].shape[1])

    def value(self, array):
        return self.ort.OrtValue.ortvalue_from_numpy(np.ascontiguousarray(array))

    def run(self, audio):
        count, every = 0, windows(audio)
        for at in range(0, len(every), self.batch):
            group = every[at:at + self.batch]
            hidden = [self.encoder.run_with_ort_values(None, {"input_features": self.value(self.extractor(
                w, sampling_rate=RATE, return_tensors="np").input_features)})[0] for w in group]
            hidden = hidden[0] if len(hidden) == 1 else self.value(np.concatenate([h.numpy() for h in hidden]))
            size = len(group)
            feeds = {"encoder_hidden_states": hidden, "use_cache_branch": self.value(np.array([False]))}
            feeds |= {p.name: self.value(np.zeros((size, p.shape[1], 0, p.shape[3]), np.float32)) for p in self.past}
            tokens = np.array([self.work.prompt] * size, np.int64)
            for step in range(self.work.tokens):
                told = dict(zip(self.names, self.decoder.run_with_ort_values(None, feeds | {"input_ids": self.value(tokens)})))
                logits = told["logits"].numpy()[:, -1]
                logits[:, self.work.never] = -np.inf
                tokens = logits.argmax(-1)[:, None].astype(np.int64)
                count += size
                for name, value in told.items():
                    if name.startswith("present") and (step == 0 or ".decoder." in name):
                        feeds[name.replace("present", "past_key_values")] = value
                if step == 0:
                    feeds["use_cache_branch"] = self.value(np.array([True]))
        return count


def peers(batch):
    made = {"openai-whisper fp32": lambda w: Openai(w, 1), f"openai-whisper fp32 batch {batch}": lambda w: Openai(w, batch)}
    for kind in ("int8", "float32"):
        made[f"faster-whisper {kind}"] = lambda w, k=kind: Faster(w, k, 1)
        made[f"faster-whisper {kind} batch {batch}"] = lambda w, k=kind: Faster(w, k, batch)
    for kind in ("f16", "q8_0"):
        made[f"whisper.cpp {kind}"] = lambda w, k=kind: WhisperCpp(w, k, False)
        made[f"whisper.cpp {kind} flash attention"] = lambda w, k=kind: WhisperCpp(w, k, True)
    for kind in ("fp32", "hub-q8", "q8", "nbits8", "nbits4"):
        made[f"onnxruntime {kind}"] = lambda w, k=kind: Onnx(w, k, 1)
        made[f"onnxruntime {kind} batch {batch}"] = lambda w, k=kind: Onnx(w, k, batch)
    return made


def sound(path, minutes):
    """The recording, repeated or cut to so many minutes."""
    import soundfile

    audio, rate = soundfile.read(path, dtype="float32", always_2d=True)
    if rate != RATE:
        raise SystemExit(f"{path}: {rate} Hz, and 16 kHz is needed")
    audio = audio.mean(1)
    if minutes:
        length = int(minutes * 60 * RATE)
        audio = np.tile(audio, -(-length // len(audio)))[:length]
    return np.ascontiguousarray(audio)


def worker(options):
    """Loads a peer, warms it with one window, then transcribes at every line it reads."""
    audio = sound(options.audio, options.minutes)
    try:
        start = time.perf_counter()
        peer = peers(options.batch)[options.worker](Work(options))
        loaded = time.perf_counter() - start
        peer.run(audio[:WINDOW])
    except (ImportError, OSError, StopIteration, RuntimeError) as why:
        print(json.dumps({"available": False, "why": f"{type(why).__name__}: {why}"[:200]}), flush=True)
        return
    print(json.dumps({"available": True, "load_seconds": round(loaded, 3)}), flush=True)
    for _ in sys.stdin:
        start = time.perf_counter()
        count = peer.run(audio)
        print(json.dumps({"seconds": round(time.perf_counter() - start, 3), "tokens": count}), flush=True)


class Started:
    """A worker that waits."""

    def __init__(self, name, options):
        self.name = name
        command = [sys.executable, __file__, "--worker", name, "--models", options.models, "--audio", options.audio,
                   "--tokens", str(options.tokens), "--threads", str(options.threads), "--batch", str(options.batch)]
        command += ["--minutes", str(options.minutes)] if options.minutes else []
        command += ["--whisper-cpp", options.whisper_cpp] if options.whisper_cpp else []
        threads = {k: str(options.threads) for k in ("OMP_NUM_THREADS", "MKL_NUM_THREADS")}
        self.process = subprocess.Popen(command, env=dict(os.environ, **threads), stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.told = self.line()

    def line(self):
        for line in self.process.stdout:
            if line.startswith("{"):
                return json.loads(line)
        return {"available": False, "why": "it ended"}

    def run(self):
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return self.line()

    def end(self):
        self.process.stdin.close()
        self.process.wait()


def ours(command):
    done = subprocess.run(command, shell=True, capture_output=True, text=True)
    told = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    if done.returncode or not told or "seconds" not in told[-1]:
        raise SystemExit(f"{command}: {done.stderr[-2000:]}")
    return told[-1]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", required=True)
    parser.add_argument("--audio", required=True, help="a 16 kHz WAV or FLAC")
    parser.add_argument("--minutes", type=float, help="repeat or cut the recording to so many")
    parser.add_argument("--tokens", type=int, default=100)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--ours", action="append", default=[])
    parser.add_argument("--only", nargs="+", help="beginnings of names")
    parser.add_argument("--whisper-cpp", help="a libwhisper.so; without it the one of pywhispercpp")
    parser.add_argument("--worker", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        return worker(options)
    started = []
    for name in peers(options.batch):
        if options.only and not any(name.startswith(o) for o in options.only):
            continue
        peer = Started(name, options)
        print(json.dumps({"peer": name, **peer.told}), flush=True)
        if peer.told["available"]:
            started.append(peer)
    runs = {f"ours {i}" if len(options.ours) > 1 else "ours": lambda c=c: ours(c) for i, c in enumerate(options.ours)}
    runs |= {peer.name: peer.run for peer in started}
    seconds = {name: [] for name in runs}
    for number in range(options.rounds):
        for name, run in runs.items():
            told = run()
            if "seconds" not in told:
                raise SystemExit(f"{name}: {told}")
            seconds[name].append(told["seconds"])
            print(json.dumps({"round": number, "peer": name, **told}), flush=True)
    for peer in started:
        peer.end()
    first = next(iter(runs))
    length = len(sound(options.audio, options.minutes)) / RATE
    for name, times in sorted(seconds.items(), key=lambda item: min(item[1])):
        ratios = [round(t / o, 3) for t, o in zip(times, seconds[first])]
        print(json.dumps({"peer": name, "fastest": min(times), "median": round(statistics.median(times), 3),
                          "real_time_factor": round(min(times) / length, 4), f"times of {first}": ratios}), flush=True)
    return None


if __name__ == "__main__":
    main()
