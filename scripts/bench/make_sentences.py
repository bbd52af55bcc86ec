#!/usr/bin/env python3
"""Writes N varied English sentences, one a line, the same ones for the same seed.

    python make_sentences.py --count 10000 --out sentences.txt

Lengths are log-normal like those of real text: most lines are 15 to 50 MiniLM tokens, a few reach 250.
The grammar is that of ../fixtures/minilm_reference.py.
"""

import argparse
import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "fixtures"))

import minilm_reference as reference  # noqa: E402

MEDIAN_WORDS = 19
SPREAD = 0.65  # of the logarithm of the number of words
MOST_WORDS = 170


def line(r):
    wanted = min(MOST_WORDS, max(3, r.lognormvariate(0, SPREAD) * MEDIAN_WORDS))
    parts = [reference.sentence(r, 1)]
    while (length := len(" ".join(parts).split())) + 4 < wanted:
        parts.append(reference.sentence(r, 1 if wanted - length < 12 else 2))
    if r.random() < 0.05:
        parts.append(r.choice(reference.LANGUAGES + reference.EMOJI + reference.URLS + reference.NUMBERS))
    return " ".join(" ".join(parts).split())


def lines(count, seed):
    r = random.Random(seed)
    return [line(r) for _ in range(count)]


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--count", type=int, default=10_000)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--out", type=Path, help="a file; standard output when absent")
    options = arguments.parse_args()
    text = "".join(s + "\n" for s in lines(options.count, options.seed))
    if options.out:
        options.out.write_text(text, encoding="utf-8")
    else:
        sys.stdout.buffer.write(text.encode("utf-8"))


if __name__ == "__main__":
    main()
