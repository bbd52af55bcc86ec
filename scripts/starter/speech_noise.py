"""What is heard besides speech: noises, hum, music, babble and narrow lines, all made from formulas and a seed."""

import numpy as np

RATE = 16000


def coloured(rng, count, power):
    """Noise whose power falls with frequency: 0 white, 1 pink, 2 brown."""
    spectrum = np.fft.rfft(rng.standard_normal(count))
    f = np.fft.rfftfreq(count, 1 / RATE)
    f[0] = f[1]
    return np.fft.irfft(spectrum / np.maximum(f, 20) ** (power / 2), count)


def hum(rng, count):
    t = np.arange(count) / RATE
    base = rng.choice([50, 60, rng.uniform(80, 200)])
    made = sum(rng.uniform(0.1, 1) / k * np.sin(2 * np.pi * base * k * t + rng.uniform(0, 6)) for k in range(1, 9))
    return made + 0.05 * rng.standard_normal(count)


def bumps(rng, count):
    """Clicks, knocks and rumbles with quiet between them."""
    made = 0.002 * rng.standard_normal(count)
    for _ in range(rng.integers(3, 20)):
        length = int(RATE * rng.uniform(0.005, 0.3))
        at = rng.integers(0, count - length)
        knock = rng.standard_normal(length) * np.exp(-np.arange(length) / (length / rng.uniform(2, 8)))
        if rng.random() < 0.5:
            knock = np.cumsum(knock) * 0.1
        made[at:at + length] += knock * rng.uniform(0.1, 1)
    return made


def music(rng, count):
    """Chords, a melody and a beat."""
    made, t = np.zeros(count), np.arange(count) / RATE
    beat = RATE * 60 / rng.uniform(60, 160)
    root = rng.uniform(80, 260)
    scale = rng.choice([[0, 2, 4, 5, 7, 9, 11], [0, 2, 3, 5, 7, 8, 10], [0, 2, 4, 7, 9, 12, 14]])
    shape = rng.uniform(0.5, 2.0)
    at, loud = 0, rng.random(3) > 0.3

    def tone(hertz, first, length, decay, level):
        length = min(length, count - first)
        if length <= 0:
            return
        s = np.arange(length) / RATE
        vibrato = rng.uniform(0, 0.01) * np.sin(2 * np.pi * rng.uniform(4, 7) * s)
        wave = sum(np.sin(2 * np.pi * hertz * k * (s + vibrato / 6)) / k ** shape for k in range(1, 7) if hertz * k < 7500)
        attack = np.minimum(1, s / rng.choice([0.004, 0.05]))
        made[first:first + length] += level * wave * attack * np.exp(-s * decay)

    while at < count:
        length = int(beat * rng.choice([1, 2, 2, 4]))
        if loud[0]:
            step = rng.integers(0, 7)
            for k in (0, 2, 4):
                tone(root * 2 ** (scale[(step + k) % 7] / 12), at, length, rng.uniform(0, 3), 0.4)
        if loud[1]:
            for i in range(max(1, int(length / beat))):
                tone(root * 2 * 2 ** (scale[rng.integers(0, 7)] / 12), int(at + i * beat), int(beat), rng.uniform(0, 6), 0.6)
        if loud[2] or not loud.any():
            for i in range(max(1, int(length / beat))):
                first, size = int(at + i * beat), int(0.12 * RATE)
                size = min(size, count - first)
                if size > 0:
                    made[first:first + size] += rng.standard_normal(size) * np.exp(-np.arange(size) / (0.02 * RATE)) * 0.7
        at += length
    return made + 0.001 * np.sin(t)


def babble(rng, count, speech):
    """Several voices at once; `speech(rng)` gives one."""
    made = np.zeros(count)
    for _ in range(rng.integers(6, 10)):
        at = 0
        while at < count:
            voice = speech(rng)[:count - at]
            made[at:at + len(voice)] += voice * rng.uniform(0.5, 1)
            at += len(voice) + rng.integers(0, RATE // 4)
    return made


KINDS = ("white", "pink", "brown", "hum", "bumps", "music", "babble")


class Bank:
    """Some of each kind, as loud as 1, made once; what is taken begins anywhere in it."""

    def __init__(self, seed, speech, each=12, seconds=15):
        rng = np.random.default_rng(seed)
        count = seconds * RATE
        self.kept, self.rows = [], {}
        for kind in KINDS:
            self.rows[kind] = (len(self.kept), 3 * each if kind == "music" else each)
            for _ in range(self.rows[kind][1]):
                made = (coloured(rng, count, KINDS.index(kind)) if kind in KINDS[:3] else hum(rng, count) if kind == "hum"
                        else bumps(rng, count) if kind == "bumps" else music(rng, count) if kind == "music"
                        else babble(rng, count, speech))
                self.kept.append((made / (np.sqrt(np.mean(made ** 2)) + 1e-9)).astype(np.float32))

    def pick(self, rng, kind, count):
        """(row, first sample) of what is taken."""
        first, some = self.rows[kind]
        row = first + int(rng.integers(0, some))
        return row, int(rng.integers(0, len(self.kept[row]) - count + 1))

    def take(self, rng, kind, count):
        row, at = self.pick(rng, kind, count)
        return self.kept[row][at:at + count]


def line(rng):
    """(lowest Hz, highest Hz, tilt) of a telephone, a small loudspeaker or a dull microphone."""
    low, high = ((300.0, 3400.0), (0.0, rng.uniform(3000, 6000)), (rng.uniform(100, 400), 8000.0), (0.0, 8000.0))[rng.integers(0, 4)]
    return low, high, rng.uniform(-0.7, 0.7)
