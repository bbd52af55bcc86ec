"""Utterances, spoken once and kept: a shard is a file of 16-bit samples and a file that says what is where.

    python speech_shards.py WORK PART FIRST COUNT     one process's shards; `whisper.py` starts these
"""

import json
import os
import random
import sys
from pathlib import Path

import numpy as np
import speech_voices
from speech_english import English
from speech_german import German

GRAMMARS = {"en": English, "de": German}
SIZE = 500  # utterances of a shard
GROUP = 10  # utterances that one voice speaks before the next
LONGEST = 8.0  # seconds


def seeded(part, index):
    return random.Random(f"{part} {index}")


def held_out():
    """The sentences of DEV and TEST, which training does not have."""
    return {entry for part, count in (("dev", 1), ("test", 4)) for i in range(count) for entry in texts(part, i, ())}


def texts(part, index, without):
    r = seeded(part, index)
    made = []
    grammars = {code: grammar(r) for code, grammar in GRAMMARS.items()}
    while len(made) < SIZE:
        code = ("en", "de")[len(made) // GROUP % 2]
        text = grammars[code].utterance()
        if (code, text) not in without or len(text) < 20:
            made.append((code, text))
    return made


def make(folder, part, index, synthesizers, without):
    """Shard number `index` of a part."""
    named = folder / f"{part}-{index:04d}"
    if named.with_suffix(".json").exists():
        return
    r = seeded(part + " voices", index)
    families = {"train": speech_voices.TRAIN, "dev": speech_voices.DEV, "test": speech_voices.TEST}[part]
    wanted = texts(part, index, without)
    told, samples, at = [], [], 0
    for first in range(0, SIZE, GROUP):
        code = wanted[first][0]
        kinds = families[code]
        kind = r.choices([voices for _, voices in kinds], [share for share, _ in kinds])[0]
        voice = r.choice(kind)
        group = [text for _, text in wanted[first:first + GROUP]]
        for text, (pcm, words, moments) in zip(group, synthesizers.speak(voice, group, r)):
            pcm, cut = speech_voices.trimmed(pcm)
            if not 0.15 < len(pcm) / speech_voices.RATE < LONGEST:
                continue
            pcm = np.clip(pcm * (20000 / max(1, np.abs(pcm).max())), -32768, 32767).astype(np.int16)
            starts = [(p, round(max(0, t - cut), 3)) for p, t in words or () if p >= 0]
            told.append({"at": at, "length": len(pcm), "text": text, "language": code, "voice": f"{voice[0]} {voice[1]}",
                         "phonemes": synthesizers.espeak.phonemes(voice[2], text),
                         "moments": [(p, round(t - cut, 3)) for p, t in moments or ()] if voice[0] == "espeak" else [],
                         "words": starts if len(starts) == len(text.split()) else []})
            samples.append(pcm)
            at += len(pcm)
    np.concatenate(samples).tofile(named.with_suffix(".pcm"))
    named.with_suffix(".json").write_text(json.dumps(told, ensure_ascii=False))


class Shards:
    """The utterances of a part, one after the other in one file of samples, read where they lie."""

    def __init__(self, folder, part):
        self.entries, self.by_voice, self.path = [], {}, Path(folder) / f"{part}.pcm"
        paths, count = sorted(Path(folder).glob(f"{part}-*.json")), 0
        for path in paths:
            told = json.loads(path.read_text())
            for entry in told:
                self.by_voice.setdefault((entry["language"], entry["voice"]), []).append(len(self.entries))
                self.entries.append(entry | {"at": count + entry["at"]})
            count = self.entries[-1]["at"] + self.entries[-1]["length"]
        if not self.path.exists() or self.path.stat().st_size != 2 * count:
            self.join([path.with_suffix(".pcm") for path in paths])
        self.pcm = np.memmap(self.path, np.int16, "c")

    def join(self, paths):
        made = self.path.with_suffix(f".{os.getpid()}")
        with made.open("wb") as out:
            for path in paths:
                out.write(path.read_bytes())
        made.rename(self.path)

    def __len__(self):
        return len(self.entries)

    def samples(self, i):
        entry = self.entries[i]
        return np.asarray(self.pcm[entry["at"]:entry["at"] + entry["length"]], np.float32) / 32768

    def entry(self, i):
        return self.entries[i]

    def anything(self, rng):
        """Some utterance, as loud as 1."""
        pcm = self.samples(int(rng.integers(0, len(self))))
        return pcm / (np.sqrt(np.mean(pcm ** 2)) + 1e-6)


def main():
    folder, part, first, count, step = Path(sys.argv[1]), sys.argv[2], *map(int, sys.argv[3:6])
    folder.mkdir(parents=True, exist_ok=True)
    synthesizers = speech_voices.Synthesizers()
    without = held_out() if part == "train" else set()
    for index in range(first, count, step):
        make(folder, part, index, synthesizers, without)


if __name__ == "__main__":
    main()
