"""Measures the exported files on what training never had, with ONNX Runtime, and writes the model card."""

import json
import os
import re
import time
import wave
from pathlib import Path

import numpy as np
import speech_noise
import torch
import whisper_files
import whisper_net
import whisper_score
import whisper_train
from speech_shards import Shards
from starter_files import write_json

RATE, WINDOW, BATCH = 16000, 160000, 16
EACH, NOTHING = 400, 100


class Files:
    """The graphs of a folder, run by ONNX Runtime in the place of the network: what `written` asks of it."""

    def __init__(self, folder):
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.encoder, self.decoder = (onnxruntime.InferenceSession(str(folder / "onnx" / f"{n}.onnx"), options)
                                      for n in ("encoder_model", "decoder_model_merged"))
        self.empty = {i.name: np.zeros((1, whisper_net.HEADS, 0, whisper_net.WIDTH // whisper_net.HEADS), np.float32)
                      for i in self.decoder.get_inputs() if i.name.startswith("past_")}

    def hear(self, mel):
        return torch.from_numpy(self.encoder.run(None, {self.encoder.get_inputs()[0].name: mel.numpy()})[0])

    def write(self, tokens, heard):
        batch = len(tokens)
        past = {n: np.repeat(v, batch, 0) for n, v in self.empty.items()}
        asked = {"input_ids": tokens.numpy(), "encoder_hidden_states": heard.numpy(), "use_cache_branch": np.array([False])}
        return torch.from_numpy(self.decoder.run(["logits"], asked | past)[0])


def read(net, words, pcms, timed=True):
    made = []
    for i in range(0, len(pcms), BATCH):
        mel = whisper_net.log_mel(torch.from_numpy(np.stack(pcms[i:i + BATCH])))
        made += whisper_train.written(net, words, mel, timed)
    return made


def times(words, tokens):
    """(first, last) second that the answer names."""
    named = [(t - words.first_time) / 50 for t in tokens if t >= words.first_time]
    return (named[0], named[-1]) if named else (0.0, 0.0)


def on_speech(net, words, windows, decibels=None):
    rng = np.random.default_rng(77)
    pcms = [pcm if decibels is None else whisper_score.noisy(pcm, rng, decibels) for _, pcm, _ in windows]
    answers = read(net, words, pcms)
    pairs, by_language, by_voice, late = [], {}, {}, []
    right = 0
    for (entry, pcm, at), (code, _, tokens) in zip(windows, answers):
        pair = (entry["text"], words.decode(tokens))
        pairs.append(pair)
        by_language.setdefault(entry["language"], []).append(pair)
        by_voice.setdefault(entry["voice"].split("+")[0] if "espeak" in entry["voice"] else entry["voice"], []).append(pair)
        right += code == entry["language"]
        first, last = times(words, tokens)
        late += [abs(first - at), abs(last - at - entry["length"] / RATE)]
    return {"error": whisper_score.error_rate(pairs), "sentences": len(pairs),
            "by_language": {k: whisper_score.error_rate(v) for k, v in sorted(by_language.items())},
            "by_voice": {k: whisper_score.error_rate(v) for k, v in sorted(by_voice.items())},
            "language": right / len(pairs), "times_within_0.3": float(np.mean(np.array(late) <= 0.3)),
            "times_median": float(np.median(late)), "pairs": pairs[:12]}


def on_nothing(net, words, count):
    """Silence, noise and music, none of it heard in training: the share of windows with no words."""
    bank = speech_noise.Bank(4711, lambda rng: np.zeros(RATE, np.float32), each=4)
    rng = np.random.default_rng(4712)
    quiet = {}
    for kind in whisper_score.SILENT:
        level = 10 ** rng.uniform(-3.5, -1, count)
        pcms = [(np.zeros(WINDOW, np.float32) if kind == "silence" else bank.take(rng, kind, WINDOW) * v).clip(-1, 1)
                .astype(np.float32) for v in level]
        quiet[kind] = float(np.mean([not words.decode(tokens) for _, _, tokens in read(net, words, pcms)]))
    return quiet


def load(path, rate_to=RATE):
    from scipy.signal import resample_poly

    with wave.open(str(path)) as file:
        pcm = np.frombuffer(file.readframes(file.getnframes()), np.int16).astype(np.float32) / 32768
        rate = file.getframerate()
    divisor = np.gcd(rate, rate_to)
    return resample_poly(pcm, rate_to // divisor, rate // divisor).astype(np.float32) if rate != rate_to else pcm


def in_window(pcm, at=0.3):
    made = np.zeros(WINDOW, np.float32)
    first = int(at * RATE)
    made[first:first + len(pcm)] = pcm[:WINDOW - first]
    return made


def on_people(net, words, folder):
    """Real speech, where the folder of recordings is there: spoken digits and the beginning of a speech."""
    paths = sorted((folder / "spoken_digits").glob("*.wav"))
    made = {}
    if paths:
        answers = read(net, words, [in_window(load(p)) for p in paths])
        pairs = [(whisper_score.DIGITS[int(p.name[0])], words.decode(tokens)) for p, (_, _, tokens) in zip(paths, answers)]
        made["digits"] = {"error": whisper_score.error_rate(pairs), "recordings": len(paths), "pairs": pairs[:90:7],
                          "right": float(np.mean([whisper_score.folded(a) == whisper_score.folded(b) for a, b in pairs])),
                          "english": float(np.mean([code == "en" for code, _, _ in answers]))}
    if (folder / "jfk.wav").exists():
        pcm = load(folder / "jfk.wav")
        cut = int(5.9 * RATE)  # a pause
        wrote = " ".join(words.decode(t) for _, _, t in read(net, words, [in_window(pcm[:cut], 0), in_window(pcm[cut:], 0)]))
        made["jfk"] = {"error": whisper_score.error_rate([(whisper_score.JFK, wrote)]), "wrote": wrote}
    return made


def measure(work, folder, words):
    began = time.monotonic()
    net = Files(folder)
    windows = whisper_score.alone(Shards(work / "speech", "test"), 99, EACH)
    found = {"clean": on_speech(net, words, windows), "noise_10_dB": on_speech(net, words, windows, 10),
             "nothing": on_nothing(net, words, NOTHING)}
    media = os.environ.get("AI_TEST_MEDIA")
    if media:
        found["people"] = on_people(net, words, Path(media))
    kept = torch.load(work / "checkpoint.pt", map_location="cpu")
    runs = [*kept["past"], (kept["recipe"], kept["step"], kept["seconds"])]
    found |= {"runs": [{"recipe": n, "steps": steps, "minutes": s / 60} for n, steps, s in runs],
              "seconds_to_measure": time.monotonic() - began,
              "bytes": sum(p.stat().st_size for p in folder.rglob("*") if p.is_file() and p.name != "README.md")}
    write_json(work / "measured.json", found)
    print(json.dumps({k: v for k, v in found.items()}, ensure_ascii=False, indent=1))
    card(work, folder, found)


def share(x):
    return f"{100 * x:.1f} %"


def card(work, folder, found):
    clean, noise, quiet = found["clean"], found["noise_10_dB"], found["nothing"]
    people = found.get("people", {})
    rows = [
        ("word error rate, held-out sentences by voices never trained on", share(clean["error"]), "8 %"),
        *((f"    of them {name}", share(clean["by_language"][code]), "") for code, name in (("en", "English"), ("de", "German"))),
        ("the same with 10 dB of white, pink or brown noise", share(noise["error"]), "15 %"),
        ("language right, without and with noise", f"{share(clean['language'])}, {share(noise['language'])}", "95 %"),
        ("times within 0.3 s", share(clean["times_within_0.3"]), ""),
        ("silence, music with no words written", f"{share(quiet['silence'])}, {share(quiet['music'])}", "98 %"),
        ("white noise, pink noise, hum, knocks with no words written",
         ", ".join(share(quiet[k]) for k in ("white", "pink", "hum", "bumps")), ""),
    ]
    if "digits" in people:
        rows.append((f"real people: {people['digits']['recordings']} spoken digits, word error rate", share(people["digits"]["error"]), ""))
    if "jfk" in people:
        rows.append(("real people: eleven seconds of a speech of 1961, word error rate", share(people["jfk"]["error"]), ""))
    table = "\n".join(f"| {a} | {b} | {c} |" for a, b, c in rows)
    voices = "\n".join(f"| {v} | {share(e)} |" for v, e in clean["by_voice"].items())
    places = {"cpu": "two CPU cores", "cuda": "one H200 GPU"}
    runs = [(whisper_train.RECIPES[r["recipe"]], r) for r in found["runs"]]
    runs = ", then ".join(f"{r['steps']:,} steps of {recipe.sound:,} s of sound in {r['minutes']:.0f} minutes on {places[recipe.device]}"
                          for recipe, r in runs)
    text = (Path(__file__).parent / "whisper_card.md").read_text(encoding="utf-8")
    for name, value in {"TABLE": table, "VOICES": voices, "SENTENCES": str(clean["sentences"]), "RUNS": runs,
                        "MEGABYTES": f"{found['bytes'] / 1e6:.1f}"}.items():
        text = text.replace("{{" + name + "}}", value)
    if re.search(r"{{[A-Z]+}}", text):
        raise ValueError("the card has a place that nothing fills")
    (folder / "README.md").write_text(text, encoding="utf-8")
