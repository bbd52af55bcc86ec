#!/usr/bin/env python3
"""Makes starter-whisper: speaks, trains, exports, measures, and writes its model card.

    python whisper.py --out modalities/audio/src/main/models/starter-whisper [--work FOLDER] [--only STAGE]

Everything is kept in the work folder: a run that was stopped goes on where it was. Where PyTorch has a GPU it learns the most in
minutes there and then the rest on the processor (whisper_train.py: `large`, `fine`, `last`); where not, all on the processor (`slow`).
requirements.txt has the packages, speech_voices.py the synthesizers.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
os.environ.setdefault("HF_HUB_OFFLINE", "1")
HERE = Path(__file__).parent
STAGES = ("speak", "train", "export", "measure")
SHARDS = {"dev": 1, "test": 4, "train": 140}


def speak(work, cores):
    for part, count in SHARDS.items():
        started = [subprocess.Popen([sys.executable, str(HERE / "speech_shards.py"), str(work / "speech"), part, str(i),
                                     str(count), str(cores)], stderr=subprocess.DEVNULL) for i in range(cores)]
        if any(p.wait() for p in started):
            sys.exit(f"{part}: a synthesizer failed")


class Look:
    """Reads some sentences of the voices that choose, now and then."""

    def __init__(self, work, words):
        self.work, self.words, self.windows = work, words, None

    def __call__(self, net, step):
        import numpy as np
        import torch
        import whisper_net
        import whisper_score
        import whisper_train

        if not self.windows:
            self.windows = whisper_score.alone(whisper_score.part(self.work / "speech", "dev"), 5, 48)
        pairs, right = [], 0
        for i in range(0, len(self.windows), 16):
            some = self.windows[i:i + 16]
            mel = whisper_net.log_mel(torch.from_numpy(np.stack([pcm for _, pcm, _ in some])).to(net.phonemes.weight.device))
            for (entry, _, _), (code, _, tokens) in zip(some, whisper_train.written(net, self.words, mel, most=48)):
                pairs.append((entry["text"], self.words.decode(tokens)))
                right += code == entry["language"]
        print(f"step {step}: dev error rate {whisper_score.error_rate(pairs):.3f}, language {right / len(pairs):.3f}", flush=True)
        for said, wrote in pairs[:4]:
            print(f"    {said}  |  {wrote}", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path.home() / ".cache" / "starter-whisper")
    parser.add_argument("--recipe", nargs="+", help="of whisper_train.py, one after the other, instead of the machine's")
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--cores", type=int, default=2)
    parser.add_argument("--only", choices=STAGES)
    asked = parser.parse_args()
    stages = (asked.only,) if asked.only else STAGES
    asked.work.mkdir(parents=True, exist_ok=True)
    if "speak" in stages:
        speak(asked.work, asked.cores)
    import torch
    import whisper_train

    torch.set_num_threads(asked.cores)
    named = asked.recipe or (["large", "fine", "last"] if torch.cuda.is_available() else ["slow"])
    words, phonemes = whisper_train.vocabulary(asked.work)
    if "train" in stages:
        whisper_train.train(asked.work, words, phonemes, asked.seed, [whisper_train.RECIPES[n] for n in named],
                            Look(asked.work, words), asked.cores)
    if "export" in stages:
        import whisper_files

        whisper_files.export(asked.work, asked.out, words, phonemes)
    if "measure" in stages:
        import whisper_card

        whisper_card.measure(asked.work, asked.out, words)


if __name__ == "__main__":
    main()
