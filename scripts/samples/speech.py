#!/usr/bin/env python3
"""Makes the speech of the quick start: short clips by voices that starter-whisper was not trained on.

    python speech.py --out FOLDER

Needs flite, espeak-ng and flac of Debian and the packages of scripts/starter/requirements.txt. The same clips come out every
time.

    english.flac  three English sentences
    german.flac   two German sentences
    meeting.flac  half a minute in English, with pauses, for subtitles
    noisy.flac    the English sentences with noise, 10 dB under the voice
"""

import argparse
import random
import subprocess
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "starter"))
import speech_noise  # noqa: E402
import speech_voices  # noqa: E402

RATE = speech_voices.RATE
ENGLISH = ["Good morning, the teacher is in the library.", "The train to London leaves at half past seven.",
           "My brother bought a red bicycle."]
GERMAN = ["Der Lehrer kauft eine neue Lampe.", "Am Montag ist das Wetter in Hamburg sonnig."]
LONG = ["There is a small house near the river.", "Anna and Peter opened the window.", "The weather was cold last week.",
        "We need bread, butter and honey.", "Why is the door open?", "The meeting starts at quarter past nine.",
        "She was born on the third of October.", "It costs twenty-five dollars.", "Please close the door in the evening.",
        "Thank you, my sister is in the garden."]
CLIPS = {"english": (("flite", "rms", "en-us"), ENGLISH), "german": (("espeak", "de+m5", "de"), GERMAN),
         "meeting": (("flite", "rms", "en-us"), LONG)}


def spoken(synthesizers, voice, sentences, seed):
    r = random.Random(seed)
    parts = [np.zeros(int(0.3 * RATE))]
    for pcm, *_ in synthesizers.speak(voice, sentences, r):
        pcm, _ = speech_voices.trimmed(pcm)
        parts += [pcm / np.abs(pcm).max() * 0.5, np.zeros(int(RATE * r.uniform(0.4, 0.9)))]
    return np.concatenate(parts)


def write(path, samples):
    pcm = (np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes()
    subprocess.run(["flac", "-s", "-f", "--best", "--no-padding", "--endian=little", "--sign=signed", "--channels=1", "--bps=16",
                    f"--sample-rate={RATE}", "-o", path.with_suffix(".flac"), "-"], input=pcm, check=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path, required=True)
    out = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    synthesizers = speech_voices.Synthesizers()
    for seed, (name, (voice, sentences)) in enumerate(CLIPS.items()):
        made = spoken(synthesizers, voice, sentences, seed)
        write(out / name, made)
        if name == "english":
            noise = speech_noise.coloured(np.random.default_rng(1), len(made), 1)
            level = np.sqrt(np.mean(made[np.abs(made) > 0] ** 2)) / np.sqrt(np.mean(noise ** 2)) * 10 ** (-10 / 20)
            write(out / "noisy", made + noise * level)


if __name__ == "__main__":
    main()
