"""The training of starter-whisper: batches, steps, checkpoints."""

import json
import random
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import processes
import speech_noise
import torch
import whisper_net
from speech_shards import Shards
from speech_sound import Plan, Studio
from speech_tokens import CODES, Words
from speech_windows import Maker

KEPT, CHECKPOINT_SECONDS, LOOK_STEPS = 0.998, 180, 1000
# Share of the steps that are done -> seconds of a window.
STAGES = ((0.15, (3.0, 4.0, 5.0)), (0.35, (5.0, 7.0, 10.0)), (0.5, (7.0, 10.0, 10.0)), (1.1, (10.0,)))


@dataclass(frozen=True)
class Recipe:
    """@param sound seconds of a batch
    @param peak the rate of learning after `warming` steps; from there it falls in a straight line, to its share `last`
    @param drop dropout
    @param done share of the course that lies behind
    @param planners processes that plan batches ahead"""
    name: str
    device: str
    steps: int
    sound: int
    peak: float
    warming: int
    last: float = 0.01
    drop: float = 0.0
    done: float = 0.0
    planners: int = 0

    def share(self, step):
        return self.done + (1 - self.done) * step / self.steps

    def rate(self, step):
        return self.peak * min((step + 1) / self.warming, 1 - (1 - self.last) * step / self.steps)


# `large`, `fine` and `last` made the committed files: some minutes on a large GPU, and an hour and a half on two cores. `slow` does
# with two cores alone.
RECIPES = {r.name: r for r in (
    Recipe("large", "cuda", steps=2250, sound=2560, peak=1.5e-3, warming=300, last=0.25, drop=0.05, planners=12),
    Recipe("fine", "cpu", steps=11600, sound=96, peak=2e-4, warming=200, drop=0.05, done=0.5),
    Recipe("last", "cpu", steps=1200, sound=96, peak=1e-4, warming=50, drop=0.05, done=0.5),
    Recipe("slow", "cpu", steps=14000, sound=96, peak=7e-4, warming=300))}


class Batches(torch.utils.data.Dataset):
    """Batch number n is always the same for the same shards and seed; each process has its share of its windows."""

    def __init__(self, folder, seed, recipe, phonemes, words, rank, ranks):
        self.seed, self.recipe, self.rank, self.ranks = seed, recipe, rank, ranks
        self.phonemes, self.words = {p: i + 1 for i, p in enumerate(phonemes)}, words
        self.shards = Shards(folder, "train")
        self.bank = speech_noise.Bank(seed, self.shards.anything)
        self.maker = Maker(self.shards, self.bank, seed, self.phonemes)

    def __len__(self):
        return self.recipe.steps

    def __getitem__(self, step):
        r = random.Random(f"{self.seed} {step}")
        seconds = r.choice(next(s for share, s in STAGES if self.recipe.share(step) < share))
        count = round(self.recipe.sound / seconds / self.ranks)
        first = step * 1000 + self.rank * count
        r = random.Random(f"{self.seed} {step} {self.rank}")
        return self.batch([self.maker.window(first + i, seconds) for i in range(count)], seconds, r)

    def batch(self, windows, seconds, r):
        pairs = []
        for w in windows:
            earlier = None
            if r.random() < 0.12:
                texts = [self.shards.entry(r.randrange(len(self.shards)))["text"] for _ in range(r.randint(1, 3))]
                earlier = self.words.encode(" ".join(texts))[-60:]
            timed = r.random() < 0.88 and len(w.spoken) < 9
            pairs.append([part[:whisper_net.LENGTH] for part in self.words.target(w, timed, earlier)])
        longest = -(-max(len(t) for t, _, _ in pairs) // 16) * 16  # few lengths: what a GPU prepares for one it uses again
        nowhere = (-1.0, -1.0)
        said = [[self.phonemes[p] for u in w.phonemes for p in u] if w.heard != "nothing" and w.phonemes
                and all(u is not None for u in w.phonemes) else None for w in windows]
        known = [i for i, s in enumerate(said) if s]
        return Batch(
            Plan(windows, seconds),
            tokens=torch.tensor([t + [self.words.eot] * (longest - len(t)) for t, _, _ in pairs]),
            answers=torch.tensor([a + [-100] * (longest - len(a)) for _, a, _ in pairs]),
            spans=torch.tensor([[at or nowhere for at in s] + [nowhere] * (longest - len(s)) for _, _, s in pairs]),
            known=torch.tensor(known, dtype=torch.long),
            said=torch.tensor([p for i in known for p in said[i]]),
            lengths=torch.tensor([len(said[i]) for i in known]),
            labels=torch.from_numpy(np.stack([w.labels for w in windows])))


@dataclass
class Batch:
    plan: Plan
    tokens: torch.Tensor  # [windows, tokens]
    answers: torch.Tensor  # alike, -100 where it does not matter
    spans: torch.Tensor  # [windows, tokens, 2], seconds of the word that is answered, less than 0 where nobody knows
    known: torch.Tensor  # the windows whose phonemes are known
    said: torch.Tensor  # those phonemes, one window's after the other's
    lengths: torch.Tensor
    labels: torch.Tensor  # [windows, 20 ms]

    def to(self, device):
        return Batch(*(part.to(device) for part in vars(self).values()))


class Training:
    """In each of `count` processes, which share the windows of a step and average what they learn from them."""

    def __init__(self, folder, words, phonemes, seed, recipe, rank=0, count=1):
        self.rank, self.ranks, self.device = rank, count, torch.device(recipe.device)
        self.folder, self.words, self.phonemes, self.seed, self.recipe = Path(folder), words, phonemes, seed, recipe
        torch.manual_seed(seed)
        torch.backends.cuda.enable_cudnn_sdp(False)  # prepares anew for each length
        self.net = whisper_net.Runner(whisper_net.begun(words), len(phonemes), drop=recipe.drop).to(self.device)
        self.net.model.model.encoder.embed_positions.weight.requires_grad_(False)
        wide = [p for p in self.net.parameters() if p.requires_grad and p.ndim > 1]
        narrow = [p for p in self.net.parameters() if p.requires_grad and p.ndim <= 1]
        self.optimizer = torch.optim.AdamW([{"params": wide, "weight_decay": 0.02}, {"params": narrow, "weight_decay": 0}],
                                           lr=recipe.peak, betas=(0.9, 0.98), foreach=True)
        self.mean = {k: v.clone() for k, v in self.net.state_dict().items()}
        self.step, self.seconds, self.past = 0, 0.0, []
        self.path = self.folder / "checkpoint.pt"
        if self.path.exists():
            self.restore(torch.load(self.path, map_location=self.device))

    def restore(self, kept):
        """Goes on with a run of this recipe, or begins with what a run of another has learned."""
        self.net.load_state_dict(kept["net"])
        self.past = kept["past"]
        if kept["recipe"] == self.recipe.name:
            self.optimizer.load_state_dict(kept["optimizer"])
            self.mean, self.step, self.seconds = kept["mean"], kept["step"], kept["seconds"]
        else:
            self.past = [*self.past, (kept["recipe"], kept["step"], kept["seconds"])]
            self.mean = {k: v.clone() for k, v in self.net.state_dict().items()}

    def save(self):
        torch.save({"net": self.net.state_dict(), "optimizer": self.optimizer.state_dict(), "mean": self.mean, "step": self.step,
                    "seconds": self.seconds, "recipe": self.recipe.name, "past": self.past}, self.path.with_suffix(".new"))
        self.path.with_suffix(".new").rename(self.path)

    def train(self, look=None):
        began = saved = time.monotonic()
        batches = Batches(self.folder / "speech", self.seed, self.recipe, self.phonemes, self.words, self.rank, self.ranks)
        studio = Studio(torch.from_numpy(batches.shards.pcm).to(self.device),
                        torch.from_numpy(np.stack(batches.bank.kept)).to(self.device))
        generator = torch.Generator(self.device).manual_seed(self.seed + self.step * self.ranks + self.rank)
        ahead = torch.utils.data.DataLoader(batches, batch_size=None, sampler=range(self.step, self.recipe.steps),
                                            num_workers=self.recipe.planners, prefetch_factor=8 if self.recipe.planners else None)
        self.net.train()
        sums = []
        for batch in ahead:
            found = self.one(batch.to(self.device), studio, generator)
            self.step += 1
            if self.rank:
                continue
            sums.append(found)
            if self.step % 50 == 0:
                took = self.seconds + time.monotonic() - began
                loss, right, ctc, moments, looks = torch.stack(sums).mean(0).tolist()
                print(f"step {self.step}/{self.recipe.steps}  {took / 60:.1f} min  loss {loss:.3f}  right {right:.3f}  "
                      f"phonemes {ctc:.3f}  moments {moments:.3f}  looks {looks:.3f}", flush=True)
                sums = []
            if look and self.step % LOOK_STEPS == 0:
                look(self.averaged(), self.step)
                self.net.train()
            if time.monotonic() - saved > CHECKPOINT_SECONDS or self.step == self.recipe.steps:
                self.seconds, began = self.seconds + time.monotonic() - began, time.monotonic()
                self.save()
                saved = time.monotonic()

    def one(self, batch, studio, generator):
        for group in self.optimizer.param_groups:
            group["lr"] = self.recipe.rate(self.step)
        mel = whisper_net.log_mel(studio.sound(batch.plan, generator), batch.plan.warp)
        heard = self.net.hear(whisper_net.masked(mel, generator))
        looks = []
        loss, right = whisper_net.answer_loss(self.net.write(batch.tokens, heard, looks), batch.answers, self.words)
        looked = whisper_net.look_loss(looks, batch.spans)
        ctc = whisper_net.spelling_loss(self.net, heard, batch.known, batch.said, batch.lengths)
        moments = whisper_net.moment_loss(self.net, heard, batch.labels)
        share = 0.5 if self.recipe.share(self.step) < 0.5 else 0.25
        self.optimizer.zero_grad(set_to_none=True)
        (loss + share * (ctc + 2 * moments + 0.4 * looked)).backward()
        processes.share_gradients(self.net, self.ranks)
        torch.nn.utils.clip_grad_norm_(self.net.parameters(), 1.0)
        self.optimizer.step()
        processes.follow(self.mean, self.net, self.step, KEPT)
        return torch.stack([x.detach() for x in (loss, right, ctc, moments, looked)])

    def averaged(self):
        made = whisper_net.Runner(whisper_net.configured(self.words), len(self.phonemes))
        made.load_state_dict(self.mean)
        return made.to(self.device).eval()


def lesson(rank, count, folder, words, phonemes, seed, recipe, look):
    Training(folder, words, phonemes, seed, recipe, rank, count).train(look)


def train(folder, words, phonemes, seed, recipes, look, cores):
    """One recipe after the other, from the one that was stopped."""
    path, names = Path(folder) / "checkpoint.pt", [r.name for r in recipes]
    kept = torch.load(path, map_location="cpu")["recipe"] if path.exists() else None
    for recipe in recipes[names.index(kept) if kept in names else 0:]:
        processes.run(cores if recipe.device == "cpu" else 1, folder, lesson, str(folder), words, phonemes, seed, recipe, look)


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
    batch, device = len(mel), mel.device
    first = torch.softmax(net.write(torch.full((batch, 1), words.sot, device=device), heard)[:, 0], -1).cpu()
    codes = [CODES[int(i)] for i in first[:, [words.languages[c] for c in CODES]].argmax(1)]
    tokens = torch.tensor([[words.sot, words.languages[c], words.transcribe] + ([] if timed else [words.no_times]) for c in codes])
    head, done = tokens.shape[1], torch.zeros(batch, dtype=torch.bool)
    ruled = torch.tensor(words.suppressed() + [words.no_times, *words.languages.values()])
    for _ in range(most):
        logits = net.write(tokens.to(device), heard)[:, -1].float().cpu()
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
