#!/usr/bin/env python3
"""Measures the starter models through `ai` itself, on what their training never had, file after file as a user runs it.

    python through_ai.py --ai scripts/ai --speech WORK --vision WORK --out FOLDER [--media FOLDER] [--only PART]

WORK are the work folders of whisper.py and caption.py; the media folder may have `spoken_digits` (0_name_0.wav) and `jfk.wav`.
Prints one JSON object.
"""

import argparse
import json
import subprocess
import sys
import time
import wave
from pathlib import Path

import numpy as np

RATE, EACH, NOTHING, SETS = 16000, 400, 100, 20


def run(asked, *words, text=None):
    began = time.monotonic()
    done = subprocess.run([asked.ai, *map(str, words), "--quiet", "--offline", "--overwrite"], input=text, text=True)
    if done.returncode not in (0, 3):
        sys.exit(f"ai {words[0]}: exit code {done.returncode}")
    return time.monotonic() - began


def records(asked, verb, source, name):
    """{name of file: record}, seconds"""
    out = asked.out / f"{name}.ndjson"
    seconds = run(asked, verb, source, "-m", "starter", "-o", out)
    told = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    return {Path(r["input"]).name: r for r in told}, seconds


def write_wave(path, pcm):
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((np.clip(pcm, -1, 1) * 32767).astype("<i2").tobytes())


def transcripts(asked, folder, told):
    """Of {name: (text, language, first second, last second)}."""
    import whisper_score

    made, seconds = records(asked, "transcribe", folder, folder.name)
    pairs, by_language, late, right = [], {}, [], 0
    for name, (text, language, first, last) in told.items():
        record = made[name]
        pair = (text, record.get("text", ""))
        pairs.append(pair)
        by_language.setdefault(language, []).append(pair)
        right += record.get("language") == language
        cues = record.get("segments", [])
        late += [abs(cues[0]["start"] - first), abs(cues[-1]["end"] - last)] if cues else [9.0, 9.0]
    return {"sentences": len(pairs), "error": whisper_score.error_rate(pairs), "language": right / len(pairs),
            "by_language": {k: whisper_score.error_rate(v) for k, v in sorted(by_language.items())},
            "times_within_0.3": float(np.mean(np.array(late) <= 0.3)), "times_median": float(np.median(late)),
            "seconds": round(seconds, 1)}


def speech(asked):
    import speech_noise
    import whisper_score

    windows = whisper_score.alone(whisper_score.part(asked.speech / "speech", "test"), 99, EACH)
    rng, told = np.random.default_rng(77), {}
    for i, (entry, pcm, at) in enumerate(windows):
        name, end = f"{i:04d}.wav", at + entry["length"] / RATE
        write_wave(asked.out / "clean" / name, pcm[:int((end + 0.4) * RATE)])
        write_wave(asked.out / "noise-10-dB" / name, whisper_score.noisy(pcm, rng, 10)[:int((end + 0.4) * RATE)])
        told[name] = (entry["text"], entry["language"], at, end)
    found = {part: transcripts(asked, asked.out / part, told) for part in ("clean", "noise-10-dB")}
    bank, rng = speech_noise.Bank(4711, lambda rng: np.zeros(RATE, np.float32), each=4), np.random.default_rng(4712)
    for kind in whisper_score.SILENT:
        for i, level in enumerate(10 ** rng.uniform(-3.5, -1, NOTHING)):
            pcm = np.zeros(10 * RATE) if kind == "silence" else bank.take(rng, kind, 10 * RATE) * level
            write_wave(asked.out / "nothing" / f"{kind}-{i:03d}.wav", pcm)
    made, _ = records(asked, "transcribe", asked.out / "nothing", "nothing")
    found["no words"] = {kind: float(np.mean([not made[f"{kind}-{i:03d}.wav"].get("text") for i in range(NOTHING)])) for kind in whisper_score.SILENT}
    return found


def people(asked):
    import whisper_score

    made, _ = records(asked, "transcribe", asked.media / "spoken_digits", "digits")
    pairs = [(whisper_score.DIGITS[int(name[0])], record.get("text", "")) for name, record in made.items()]
    made, _ = records(asked, "transcribe", asked.media / "jfk.wav", "jfk")
    wrote = made["jfk.wav"].get("text", "")
    return {"digits": {"recordings": len(pairs), "error": whisper_score.error_rate(pairs), "pairs": pairs[::11]},
            "jfk": {"error": whisper_score.error_rate([(whisper_score.JFK, wrote)]), "wrote": wrote}}


def drawn(asked, part):
    """Pictures of held-out scenes as files, and what they show."""
    import scene_store
    from PIL import Image

    folder, says = asked.out / part, []
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(2):
        pictures, _, scenes = scene_store.load(asked.vision / "scenes", part, number)
        for picture, scene in zip(pictures, scenes):
            Image.fromarray(picture).save(folder / f"{len(says):04d}.png")
            says.append(scene.say())
    return folder, says


def captions(asked):
    found = {}
    for part in ("mixture", "colour"):
        folder, says = drawn(asked, part)
        made, seconds = records(asked, "caption", folder, part)
        right = [made[f"{i:04d}.png"].get("caption") == text for i, text in enumerate(says)]
        found[part] = {"scenes": len(says), "exact": float(np.mean(right)), "seconds": round(seconds, 1)}
    return found


def search(asked):
    found = {}
    for part in ("mixture", "colour"):
        folder, says = drawn(asked, part)
        seconds = run(asked, "embed", folder, "-m", "starter", "-o", asked.out / f"{part}-pictures.npy")
        run(asked, "embed", "--lines", "-", "-m", "starter-clip", "-o", asked.out / f"{part}-texts.npy", text="\n".join(says) + "\n")
        pictures, texts = (np.load(asked.out / f"{part}-{kind}.npy") for kind in ("pictures", "texts"))
        rng, both = np.random.default_rng(3), []
        for _ in range(SETS):
            some = rng.choice(len(says), 100, replace=False)
            cosines = pictures[some] @ texts[some].T
            both.append([np.mean([says[some[j]] == says[some[i]] for i, j in enumerate(cosines.argmax(axis))]) for axis in (1, 0)])
        to_text, to_picture = np.mean(both, 0)
        found[part] = {"sets of 100": SETS, "recall@1 to text": float(to_text), "recall@1 to picture": float(to_picture),
                       "worst": float(np.min(both)), "seconds": round(seconds, 1)}
    return found


PARTS = {"speech": speech, "people": people, "captions": captions, "search": search}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ai", required=True)
    for name in ("speech", "vision", "out", "media"):
        parser.add_argument(f"--{name}", type=Path)
    parser.add_argument("--only", choices=PARTS)
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    wanted = [asked.only] if asked.only else [p for p in PARTS if p != "people" or asked.media]
    print(json.dumps({part: PARTS[part](asked) for part in wanted}, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
