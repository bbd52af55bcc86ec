"""The sound of windows, made for a whole batch at once on the device that trains."""

import math

import torch
import whisper_net

RATE, LONGEST_ECHO = 16000, 7200  # samples


class Plan:
    """What `Studio` needs to know of some windows of the same length, as tensors."""

    def __init__(self, windows, seconds):
        self.count, self.samples = len(windows), int(seconds * RATE)
        pieces = [(p.source, p.length, i * self.samples + p.at, p.count, p.factor, p.gain)
                  for i, w in enumerate(windows) for p in w.pieces]
        whole = torch.tensor([p[:4] for p in pieces], dtype=torch.long).view(-1, 4)
        self.source, self.length, self.at, self.counts = whole.unbind(1)
        self.factor, self.gain = torch.tensor([p[4:] for p in pieces]).view(-1, 2).unbind(1)
        worse = [w.worsening for w in windows]
        self.echo, self.line = torch.tensor([w.room for w in worse]), torch.tensor([w.line for w in worse])
        self.noise = torch.tensor([(i, row, at, int(beside)) for i, w in enumerate(worse) for row, at, _, beside in w.noise],
                                  dtype=torch.long).view(-1, 4)
        self.level = torch.tensor([n[2] for w in worse for n in w.noise])
        self.warp = torch.tensor([w.warp for w in worse])
        self.last = torch.tensor([(w.hiss, w.gain, float(w.clipped), w.end * RATE) for w in worse])

    def to(self, device):
        for name, value in vars(self).items():
            if isinstance(value, torch.Tensor):
                setattr(self, name, value.to(device, non_blocking=True))
        return self


class Studio:
    """@param pcm all kept samples, 16 bits
    @param bank rows of noise, as loud as 1"""

    def __init__(self, pcm, bank):
        self.pcm, self.bank = pcm, bank

    def sound(self, plan, generator):
        """[windows, samples], float"""
        made = self.spoken(plan)
        loud = (made.square().sum(1) / (made != 0).sum(1).clamp(min=1)).sqrt() + 1e-6
        changed = (plan.echo[:, 1] + plan.line[:, 0] + (8000 - plan.line[:, 1]) + plan.line[:, 2].abs() > 0).nonzero()[:, 0]
        if len(changed):
            heard = torch.fft.rfft(made[changed])
            heard = heard * self.room(plan.echo[changed], plan.samples, generator) * self.through(plan.line[changed], heard.shape[1])
            made[changed] = torch.fft.irfft(heard, plan.samples)
        if len(plan.noise):
            window, row, at, beside = plan.noise.unbind(1)
            where = row[:, None] * self.bank.shape[1] + at[:, None] + torch.arange(plan.samples, device=made.device)
            level = plan.level * torch.where(beside > 0, loud[window], 1.0)
            made.index_add_(0, window, self.bank.view(-1)[where] * level[:, None])
        hiss, gain, clipped, end = (x[:, None] for x in plan.last.unbind(1))
        made += hiss * torch.randn(made.shape, generator=generator, device=made.device)
        made = made * (torch.arange(plan.samples, device=made.device) < end)
        most = torch.where(clipped > 0, 2 * loud[:, None], math.inf)
        return (made.clamp(-most, most) * gain).clamp(-1, 1)

    def spoken(self, plan):
        """Each piece at its speed, between the kept samples by straight lines."""
        device = self.pcm.device
        flat = torch.zeros(plan.count * plan.samples, device=device)
        which = torch.repeat_interleave(torch.arange(len(plan.counts), device=device), plan.counts)
        step = torch.arange(len(which), device=device) - (plan.counts.cumsum(0) - plan.counts)[which]
        place = step * plan.factor.double()[which]
        left = place.long()
        place = (place - left).float()
        first = plan.source[which]
        right = first + torch.minimum(left + 1, plan.length[which] - 1)
        low, high = self.pcm[first + left].float(), self.pcm[right].float()
        flat.index_add_(0, plan.at[which] + step, (low + (high - low) * place) * plan.gain[which] / 32768)
        return flat.view(plan.count, plan.samples)

    @staticmethod
    def room(echo, samples, generator):
        """The spectra of rooms: noise that decays, after the direct sound."""
        at = torch.arange(LONGEST_ECHO, device=echo.device)
        length = echo[:, :1] * RATE
        tail = torch.randn((len(echo), LONGEST_ECHO), generator=generator, device=echo.device)
        tail = tail * torch.exp(-at * 6.9 / length.clamp(min=1)) * ((at >= RATE * 0.003) & (at < length))
        tail = tail * echo[:, 1:] / (tail.square().sum(1, keepdim=True).sqrt() + 1e-9)
        tail[:, 0] = 1
        return torch.fft.rfft(tail, samples)

    @staticmethod
    def through(line, bins):
        f = torch.linspace(0, RATE / 2, bins, device=line.device)
        low, high, tilt = line[:, :1], line[:, 1:2], line[:, 2:]
        made = torch.where(low > 0, torch.sigmoid((f - low) / 40), 1.0) * torch.where(high < 8000, torch.sigmoid((high - f) / 100), 1.0)
        return made * torch.exp(tilt * (f / 4000 - 1) * 1.5)
