"""The steps of a training: equal parts of each batch in some processes, bfloat16, a running mean of the weights, checkpoints."""

import math
import time
from pathlib import Path

import numpy as np
import processes
import scene_store
import torch

KEPT, WARMING, CHECKPOINT_SECONDS, SAY = 0.998, 150, 150, 50


class Shards:
    """Step n takes the same pictures whenever it runs: shard after shard in order, each in an order of its own."""

    def __init__(self, folder, shards, batch, rank, ranks, seed):
        self.folder, self.shards, self.batch, self.rank, self.ranks, self.seed = folder, shards, batch, rank, ranks, seed
        self.steps = scene_store.SHARD // (batch * ranks)
        self.number, self.held = -1, None

    def at(self, step):
        """(pictures uint8, maps, scenes, a source of chance)"""
        turn, place = divmod(step, self.steps)
        if turn != self.number:
            self.number, self.held = turn, scene_store.load(self.folder, "train", turn % self.shards)
        order = np.random.default_rng((self.seed, turn)).permutation(scene_store.SHARD)
        first = (place * self.ranks + self.rank) * self.batch
        some = order[first:first + self.batch]
        pictures, maps, scenes = self.held
        return pictures[some], maps[some], [scenes[i] for i in some], np.random.default_rng((self.seed, step, self.rank))


def floats(pictures, r=None):
    """[batch, 96, 96, 3] uint8 -> [batch, 3, 96, 96] from -1 to 1; with chance: other light, and moved by up to 3 pixels."""
    values = torch.from_numpy(pictures).permute(0, 3, 1, 2).float().div_(127.5).sub_(1)
    if r is None:
        return values
    count = len(values)
    light = torch.from_numpy(r.normal(0, 0.05, (count, 1, 1, 1)).astype(np.float32))
    contrast = torch.from_numpy(r.uniform(0.88, 1.1, (count, 1, 1, 1)).astype(np.float32))
    tint = torch.from_numpy(r.normal(0, 0.02, (count, 3, 1, 1)).astype(np.float32))
    values.mul_(contrast).add_(light + tint).clamp_(-1, 1)
    y, x = r.integers(0, 7, 2)
    return torch.nn.functional.pad(values, (3, 3, 3, 3), mode="replicate")[:, :, y:y + 96, x:x + 96]


class Training:
    """`one(net, batch) -> (loss, numbers to say)` is the lesson; `path` keeps the checkpoint."""

    def __init__(self, path, net, one, shards, steps, rank, ranks, seed, peak=1e-3):
        torch.manual_seed(seed)
        self.path, self.net, self.one, self.shards, self.steps, self.peak = Path(path), net, one, shards, steps, peak
        self.rank, self.ranks = rank, ranks
        plain = [p for p in net.parameters() if p.ndim < 2]
        wide = [p for p in net.parameters() if p.ndim >= 2]
        self.optimizer = torch.optim.AdamW([{"params": wide, "weight_decay": 0.05}, {"params": plain, "weight_decay": 0.0}],
                                           lr=peak, betas=(0.9, 0.98), fused=True)
        self.step, self.seconds = 0, 0.0
        self.mean = {k: v.clone() for k, v in net.state_dict().items()}
        if self.path.exists():
            kept = torch.load(self.path)
            net.load_state_dict(kept["net"])
            self.optimizer.load_state_dict(kept["optimizer"])
            self.mean, self.step, self.seconds = kept["mean"], kept["step"], kept["seconds"]

    def save(self):
        new = self.path.with_suffix(".new")
        torch.save({"net": self.net.state_dict(), "optimizer": self.optimizer.state_dict(), "mean": self.mean,
                    "step": self.step, "seconds": self.seconds}, new)
        new.rename(self.path)

    def rate(self):
        share = self.step / self.steps
        return self.peak * min(1, (self.step + 1) / WARMING) * max(0.01, 0.5 + 0.5 * math.cos(math.pi * min(1, share)))

    def train(self):
        self.net.train()
        began = saved = time.monotonic()
        sums, count = 0, 0
        while self.step < self.steps:
            sums, count = sums + np.array(self.advance()), count + 1
            self.step += 1
            if self.rank:
                continue
            if self.step % SAY == 0:
                took = self.seconds + time.monotonic() - began
                print(f"step {self.step}/{self.steps}  {took / 60:.1f} min  " + "  ".join(f"{v:.3f}" for v in sums / count), flush=True)
                sums, count = 0, 0
            if time.monotonic() - saved > CHECKPOINT_SECONDS or self.step == self.steps:
                self.seconds, began = self.seconds + time.monotonic() - began, time.monotonic()
                self.save()
                saved = time.monotonic()

    def advance(self):
        for part in self.optimizer.param_groups:
            part["lr"] = self.rate()
        with torch.autocast("cpu", torch.bfloat16):
            loss, said = self.one(self.net, self.shards.at(self.step))
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        processes.share_gradients(self.net, self.ranks)
        torch.nn.utils.clip_grad_norm_(self.net.parameters(), 1.0)
        self.optimizer.step()
        processes.follow(self.mean, self.net, self.step, KEPT)
        return [float(loss.detach()), *said]


def spent(path):
    """Steps and seconds of a training."""
    kept = torch.load(path)
    return kept["step"], kept["seconds"]


def averaged(path, net):
    """The running mean of the weights, steps and seconds."""
    kept = torch.load(path)
    net.load_state_dict(kept["mean"])
    return net.eval(), kept["step"], kept["seconds"]
