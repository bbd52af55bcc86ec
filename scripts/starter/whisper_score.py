"""How well a model writes: word error rate, times, languages, silence."""

import re

import numpy as np
import speech_noise
from speech_shards import Shards

RATE, WINDOW = 16000, 160000
SILENT = ("silence", "white", "pink", "hum", "bumps", "music")  # where no words are
# What people say in the recordings that may be there.
DIGITS = "zero one two three four five six seven eight nine".split()
JFK = "And so my fellow Americans ask not what your country can do for you ask what you can do for your country"
FOLDED = re.compile(r"[^\w' -]|(?<!\w)['-]|['-](?!\w)")


def folded(text):
    """Lower case, without punctuation: what is compared."""
    return FOLDED.sub(" ", text.lower()).replace("-", " ").split()


def distance(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (x != y))
    return row[-1]


def error_rate(pairs):
    """Of (said, written): substitutions, insertions and deletions for each word that was said."""
    pairs = [(folded(a), folded(b)) for a, b in pairs]
    return sum(distance(a, b) for a, b in pairs) / max(1, sum(len(a) for a, _ in pairs))


def alone(shards, seed, count):
    """One utterance in a window of its own: [(entry, samples of ten seconds, second it begins)]."""
    rng = np.random.default_rng(seed)
    made = []
    for i in rng.permutation(len(shards))[:count]:
        entry, pcm = shards.entry(int(i)), shards.samples(int(i))
        at = rng.uniform(0, min(1.5, 9.9 - len(pcm) / RATE))
        window = np.zeros(WINDOW, np.float32)
        window[int(at * RATE):int(at * RATE) + len(pcm)] = pcm
        made.append((entry, window, at))
    return made


def noisy(pcm, rng, decibels):
    """White, pink or brown noise or babble-like hum, so loud under what is heard in the window."""
    noise = speech_noise.coloured(rng, len(pcm), int(rng.integers(0, 3)))
    heard = pcm[np.abs(pcm) > 0]
    loud = np.sqrt(np.mean(heard ** 2)) if len(heard) else 0.05
    return (pcm + noise / np.sqrt(np.mean(noise ** 2)) * loud * 10 ** (-decibels / 20)).astype(np.float32)


def part(folder, name):
    return Shards(folder, name)
