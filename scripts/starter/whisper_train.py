"""The training of starter-whisper: batches, steps, checkpoints."""

import json
import random
import time
from pathlib import Path

import numpy as np
import processes
import torch
import whisper_net
from speech_shards import Shards
from speech_tokens import CODES, Words
from speech_windows import Maker

RATE, PEAK, WARMING, KEPT = 16000, 1.2e-3, 300, 0.998
STEADY = 0.3  # share of the steps after which the rate is halved and then falls: batches are small, so what is learned is noisy
CHECKPOINT_SECONDS, LOOK_STEPS = 180, 400
# Share of the steps that are done -> seconds of a window; a batch has about SOUND seconds.
STAGES, SOUND = ((0.2, (3.0, 4.0, 5.0)), (0.4, (5.0, 7.0, 10.0)), (0.6, (7.0, 10.0, 10.0)), (1.1, (10.0,))), 96


class Batches:
    """Batch number n is always the same for the same shards and seed; each process has its share of its windows."""

    def __init__(self, folder, seed, steps, phonemes, words, rank, ranks):
        self.seed, self.steps, self.rank, self.ranks = seed, steps, rank, ranks
        self.phonemes, self.words = {p: i + 1 for i, p in enumerate(phonemes)}, words
        self.shards = Shards(folder, "train")
        self.maker = Maker(self.shards, seed, phonemes)

    def at(self, step):
        r = random.Random(f"{self.seed} {step}")
        seconds = r.choice(next(s for share, s in STAGES if step / self.steps < share))
        count = round(SOUND / seconds / self.ranks)
        first = step * 1000 + self.rank * count
        r = random.Random(f"{self.seed} {step} {self.rank}")
        return self.batch([self.maker.window(first + i, seconds) for i in range(count)], r, self.shards)

    def batch(self, windows, r, shards):
        pairs = []
        for w in windows:
            earlier = None
            if r.random() < 0.12:
                text = " ".join(shards.entry(r.randrange(len(shards)))["text"] for _ in range(r.randint(1, 3)))
                earlier = self.words.encode(text)[-60:]
            timed = r.random() < 0.88 and len(w.spoken) < 9
            pairs.append([part[:whisper_net.LENGTH] for part in self.words.target(w, timed, earlier)])
        longest = max(len(t) for t, _, _ in pairs)
        tokens = torch.tensor([t + [self.words.eot] * (longest - len(t)) for t, _, _ in pairs])
        answers = torch.tensor([a + [-100] * (longest - len(a)) for _, a, _ in pairs])
        spans = torch.tensor([[at or (-1.0, -1.0) for at in s] + [(-1.0, -1.0)] * (longest - len(s)) for _, _, s in pairs])
        said = [[self.phonemes[p] for u in w.phonemes for p in u] if w.heard != "nothing" and w.phonemes
                and all(u is not None for u in w.phonemes) else None for w in windows]
        known = [i for i, s in enumerate(said) if s]
        mel = whisper_net.log_mel(torch.from_numpy(np.stack([w.pcm for w in windows])))
        return (mel, tokens, answers, torch.tensor(known, dtype=torch.long), torch.tensor([p for i in known for p in said[i]]),
                torch.tensor([len(said[i]) for i in known]), torch.from_numpy(np.stack([w.labels for w in windows])), spans)


class Training:
    """In each of `count` processes, which share the windows of a step and average what they learn from them."""

    def __init__(self, folder, words, phonemes, seed, steps, rank=0, count=1):
        self.rank, self.ranks = rank, count
        self.folder, self.words, self.phonemes, self.seed, self.steps = Path(folder), words, phonemes, seed, steps
        torch.manual_seed(seed)
        self.net = whisper_net.Runner(whisper_net.begun(words), len(phonemes), drop=0.0)
        self.net.model.model.encoder.embed_positions.weight.requires_grad_(False)
        wide = [p for p in self.net.parameters() if p.requires_grad and p.ndim > 1]
        narrow = [p for p in self.net.parameters() if p.requires_grad and p.ndim <= 1]
        self.optimizer = torch.optim.AdamW([{"params": wide, "weight_decay": 0.02}, {"params": narrow, "weight_decay": 0}],
                                           lr=PEAK, betas=(0.9, 0.98), foreach=True)
        self.mean = {k: v.clone() for k, v in self.net.state_dict().items()}
        self.step, self.seconds = 0, 0.0
        self.path = self.folder / "checkpoint.pt"
        if self.path.exists():
            kept = torch.load(self.path)
            self.net.load_state_dict(kept["net"])
            self.optimizer.load_state_dict(kept["optimizer"])
            self.mean, self.step, self.seconds = kept["mean"], kept["step"], kept["seconds"]

    def save(self):
        torch.save({"net": self.net.state_dict(), "optimizer": self.optimizer.state_dict(), "mean": self.mean,
                    "step": self.step, "seconds": self.seconds}, self.path.with_suffix(".new"))
        self.path.with_suffix(".new").rename(self.path)

    def rate(self):
        share = self.step / self.steps
        if share < STEADY:
            return PEAK * min(1, (self.step + 1) / WARMING)
        return PEAK / 2 * max(0.01, (1 - share) / (1 - STEADY))

    def train(self, look=None):
        batches = Batches(self.folder / "speech", self.seed, self.steps, self.phonemes, self.words, self.rank, self.ranks)
        generator = torch.Generator().manual_seed(self.seed + self.step * self.ranks + self.rank)
        self.net.train()
        began = saved = time.monotonic()
        sums = np.zeros(6)
        while self.step < self.steps:
            sums += [*self.one(batches.at(self.step), generator), 1]
            self.step += 1
            if self.rank:
                continue
            if self.step % 50 == 0:
                took = self.seconds + time.monotonic() - began
                loss, right, ctc, moments, looks = sums[:5] / sums[5]
                print(f"step {self.step}/{self.steps}  {took / 60:.1f} min  loss {loss:.3f}  right {right:.3f}  "
                      f"phonemes {ctc:.3f}  moments {moments:.3f}  looks {looks:.3f}", flush=True)
                sums[:] = 0
            if look and self.step % LOOK_STEPS == 0:
                look(self.averaged(), self.step)
                self.net.train()
            if time.monotonic() - saved > CHECKPOINT_SECONDS or self.step == self.steps:
                self.seconds, began = self.seconds + time.monotonic() - began, time.monotonic()
                self.save()
                saved = time.monotonic()

    def one(self, batch, generator):
        mel, tokens, answers, known, said, lengths, labels, spans = batch
        for group in self.optimizer.param_groups:
            group["lr"] = self.rate()
        heard = self.net.hear(whisper_net.masked(mel, generator))
        looks = []
        loss, right = whisper_net.answer_loss(self.net.write(tokens, heard, looks), answers, self.words)
        looked = whisper_net.look_loss(looks, spans)
        ctc = whisper_net.spelling_loss(self.net, heard[known], said, lengths)
        share = 0.5 if self.step < 0.5 * self.steps else 0.25
        self.optimizer.zero_grad(set_to_none=True)
        moments = whisper_net.moment_loss(self.net, heard, labels)
        (loss + share * (ctc + 2 * moments + 0.4 * looked)).backward()
        processes.share_gradients(self.net, self.ranks)
        torch.nn.utils.clip_grad_norm_(self.net.parameters(), 1.0)
        self.optimizer.step()
        processes.follow(self.mean, self.net, self.step, KEPT)
        return loss.item(), right.item(), ctc.item(), moments.item(), looked.item()

    def averaged(self):
        made = whisper_net.Runner(whisper_net.configured(self.words), len(self.phonemes))
        made.load_state_dict(self.mean)
        return made.eval()


def lesson(rank, count, folder, words, phonemes, seed, steps, look):
    Training(folder, words, phonemes, seed, steps, rank, count).train(look)


def train(folder, words, phonemes, seed, steps, look, count):
    processes.run(count, folder, lesson, str(folder), words, phonemes, seed, steps, look)


def vocabulary(folder):
    """The tokens and the phonemes, found once in what the shards say."""
    path = Path(folder) / "vocabulary.json"
    if not path.exists():
        shards = Shards(Path(folder) / "speech", "train")
        entries = [shards.entry(i) for i in range(len(shards))]
        learned = Words.learn([" " + e["text"] for e in entries])
        phonemes = sorted({p for e in entries for p in e["phonemes"]})
        path.write_text(json.dumps(learned | {"phonemes": phonemes}, ensure_ascii=False))
    kept = json.loads(path.read_text())
    return Words(kept), kept["phonemes"]


@torch.no_grad()
def written(net, words, mel, timed=True, most=96):
    """Greedy answers to [batch, 80, frames] under the rules of timestamps, as (language, no-speech, tokens) of each."""
    heard = net.hear(mel)
    batch = len(mel)
    first = torch.softmax(net.write(torch.full((batch, 1), words.sot), heard)[:, 0], -1)
    codes = [CODES[int(i)] for i in first[:, [words.languages[c] for c in CODES]].argmax(1)]
    tokens = torch.tensor([[words.sot, words.languages[c], words.transcribe] + ([] if timed else [words.no_times]) for c in codes])
    head, done = tokens.shape[1], torch.zeros(batch, dtype=torch.bool)
    ruled = torch.tensor(words.suppressed() + [words.no_times, *words.languages.values()])
    for _ in range(most):
        logits = net.write(tokens, heard)[:, -1]
        logits[:, ruled] = -torch.inf
        for i in range(batch if timed else 0):
            made = tokens[i, head:].tolist()
            times = [t for t in made if t >= words.first_time]
            if not made:
                logits[i, :words.first_time] = -torch.inf
            elif made[-1] >= words.first_time:
                if len(made) < 2 or made[-2] >= words.first_time:
                    logits[i, words.first_time:] = -torch.inf
                else:
                    logits[i, :words.eot] = -torch.inf
            if times:
                logits[i, words.first_time:times[-1]] = -torch.inf
            scores = torch.log_softmax(logits[i], -1)
            if scores[words.first_time:].logsumexp(0) > scores[:words.first_time].max():
                logits[i, :words.first_time] = -torch.inf
        if not timed:
            logits[:, words.first_time:] = -torch.inf
        chosen = logits.argmax(-1)
        chosen[done] = words.eot
        done |= chosen == words.eot
        tokens = torch.cat([tokens, chosen[:, None]], 1)
        if done.all():
            break
    made = []
    for i in range(batch):
        row = tokens[i, head:].tolist()
        made.append((codes[i], first[i, words.no_speech].item(), row[:row.index(words.eot)] if words.eot in row else row))
    return made
