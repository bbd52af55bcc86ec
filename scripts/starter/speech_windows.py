"""Windows of up to ten seconds, made of kept utterances, and what a Whisper model is to write of them."""

from dataclasses import dataclass, field

import numpy as np
import speech_noise

RATE = 16000
STEP = 0.02  # seconds from one timestamp to the next


@dataclass
class Spoken:
    """What is heard of an utterance in a window: its times, its text, and whether the window ends in it."""
    start: float
    end: float
    text: str
    partial: bool = False
    words: tuple = ()  # (letter of the text, second in the window) at which each word begins, where that is known


@dataclass
class Window:
    pcm: np.ndarray
    language: str
    spoken: list = field(default_factory=list)
    phonemes: list = field(default_factory=list)
    heard: str = ""
    labels: np.ndarray = None  # for every 20 ms the phoneme, 0 where nobody speaks, -100 where it is not known


def quicker(pcm, factor):
    """Speed and pitch together."""
    count = int(len(pcm) / factor)
    return np.interp(np.arange(count) * factor, np.arange(len(pcm)), pcm).astype(np.float32)


class Maker:
    """Makes windows from shards; window number i of a seed is always the same."""

    def __init__(self, shards, seed, phonemes):
        self.shards, self.seed, self.numbers = shards, seed, {p: i + 1 for i, p in enumerate(phonemes)}
        self.voices = {code: [k for k in shards.by_voice if k[0] == code] for code in ("en", "de")}
        self.weights = {code: np.array([len(shards.by_voice[k]) for k in keys], float) for code, keys in self.voices.items()}
        self.bank = speech_noise.Bank(seed, self.any_speech)

    def any_speech(self, rng):
        pcm = self.shards.samples(int(rng.integers(0, len(self.shards))))
        return pcm / (np.sqrt(np.mean(pcm ** 2)) + 1e-6)

    def utterance(self, rng, code, voice):
        if voice is None:
            weights = self.weights[code]
            voice = self.voices[code][rng.choice(len(weights), p=weights / weights.sum())]
        return voice, int(rng.choice(self.shards.by_voice[voice]))

    def window(self, index, seconds):
        rng = np.random.default_rng((self.seed, index, int(seconds * 100)))
        count = int(seconds * RATE)
        code = ("en", "de")[int(rng.integers(0, 2))]
        if rng.random() < 0.07:
            return Window(self.nothing(rng, count), code, heard="nothing", labels=np.zeros(round(seconds / STEP), np.int64))
        made = Window(np.zeros(count, np.float32), code, labels=np.zeros(round(seconds / STEP), np.int64))
        self.fill(made, rng, seconds)
        made.pcm = self.worsened(made.pcm, rng)
        return made

    def nothing(self, rng, count):
        kind = rng.choice(["silence", "music", "music", "noise", "noise"])
        if kind == "silence":
            return (rng.standard_normal(count) * 10 ** rng.uniform(-6, -3.5)).astype(np.float32) * (rng.random() > 0.3)
        kind = "music" if kind == "music" else rng.choice(["white", "pink", "brown", "hum", "bumps"])
        made = self.bank.take(rng, kind, count) * 10 ** rng.uniform(-3.5, -0.8)
        if rng.random() < 0.3:
            made = made + self.bank.take(rng, rng.choice(["white", "pink", "hum", "bumps"]), count) * 10 ** rng.uniform(-3.5, -1.5)
        return np.clip(made, -1, 1).astype(np.float32)

    def fill(self, made, rng, seconds):
        """Utterances one after the other, until the window is full or, at times, earlier."""
        at = float(rng.choice([0, rng.exponential(0.25), rng.uniform(0, 0.4 * seconds)], p=[0.2, 0.6, 0.2]))
        voice, one_voice = None, rng.random() < 0.7
        cut = rng.random()
        most = int(rng.choice([1, 2, 3, 9], p=[0.2, 0.2, 0.2, 0.4]))
        for turn in range(most):
            for _ in range(4):
                voice, i = self.utterance(rng, made.language, voice if one_voice else None)
                entry = self.shards.entry(i)
                factor = rng.uniform(0.85, 1.2) if rng.random() < 0.6 else 1.0
                length = entry["length"] / RATE / factor
                if at + length <= seconds - 0.05:
                    break
            if at >= seconds - 0.3:
                break
            whole = at + length <= seconds
            if not whole and not (cut < 0.5 if made.spoken else entry["words"]):
                break
            pcm = quicker(self.shards.samples(i), factor) if factor != 1 else self.shards.samples(i)
            pcm = pcm * 10 ** rng.uniform(-0.3, 0.1)
            if turn == 0 and entry["words"] and len(entry["words"]) > 3 and rng.random() < 0.12:
                at, pcm, entry = self.begun(entry, pcm, factor, rng)
                whole = len(pcm) / RATE <= seconds
            if not self.put(made, entry, pcm, at, factor, seconds, whole):
                break
            at += len(pcm) / RATE + float(rng.choice([rng.uniform(0.08, 0.5), rng.uniform(0.3, 1.5)], p=[0.7, 0.3]))
        if not made.spoken:
            made.heard = "nothing"

    @staticmethod
    def begun(entry, pcm, factor, rng):
        """An utterance that is heard from its middle: the text from the first whole word on."""
        k = int(rng.integers(1, len(entry["words"]) - 1))
        position, second = entry["words"][k]
        first = int(second / factor * RATE)
        words = [(p - position, t - second) for p, t in entry["words"][k:]]
        moments = [(p, t - second) for p, t in entry["moments"]]
        return 0.0, pcm[first:], entry | {"text": entry["text"][position:], "words": words, "phonemes": None,
                                          "moments": moments}

    def put(self, made, entry, pcm, at, factor, seconds, whole):
        first = int(at * RATE)
        kept = pcm[:len(made.pcm) - first]
        made.pcm[first:first + len(kept)] += kept
        self.label(made.labels, at, len(pcm) / RATE, [(p, t / factor) for p, t in entry["moments"]])
        starts = [(p, t / factor) for p, t in entry["words"]]
        words = tuple((p, at + t) for p, t in starts)
        if whole:
            made.spoken.append(Spoken(at, at + len(pcm) / RATE, entry["text"], words=words))
            made.phonemes.append(entry["phonemes"])
            return True
        if made.spoken:  # only where it begins: the next window is to begin there
            made.spoken.append(Spoken(at, seconds, "", True))
            made.phonemes.append(None)
            return False
        left = seconds - at
        text = entry["text"]
        for k in range(len(starts) - 1, -1, -1):  # the words that are heard whole
            ends = starts[k + 1][1] if k + 1 < len(starts) else len(pcm) / RATE
            if ends <= left:
                stop = starts[k + 1][0] if k + 1 < len(starts) else len(text)
                made.spoken.append(Spoken(at, min(at + ends, seconds), text[:stop].strip(), words=words[:k + 1]))
                made.phonemes.append(None)
                return False
        made.pcm[:], made.labels[:] = 0, 0
        return False

    def label(self, labels, at, length, moments):
        first, last = int(at / STEP), int((at + length) / STEP) + 1
        if not moments:
            labels[first:last] = -100
            return
        ends = [t for _, t in moments[1:]] + [length]
        number = 0
        for (phoneme, start), end in zip(moments, ends):
            number = self.numbers.get(phoneme, number) if phoneme else 0
            labels[max(0, round((at + start) / STEP)):max(0, round((at + min(end, length)) / STEP))] = number

    def worsened(self, pcm, rng):
        count = len(pcm)
        if rng.random() < 0.45:
            spectrum = np.fft.rfft(pcm)
            if rng.random() < 0.6:
                spectrum *= speech_noise.room(rng, len(spectrum), count)
            if rng.random() < 0.6:
                spectrum *= speech_noise.line(rng, len(spectrum))
            pcm = np.fft.irfft(spectrum, count).astype(np.float32)
        loud = np.sqrt(np.mean(pcm ** 2)) + 1e-6
        if rng.random() < 0.6:
            kind = rng.choice(speech_noise.KINDS, p=[0.2, 0.2, 0.1, 0.1, 0.1, 0.15, 0.15])
            pcm = pcm + self.bank.take(rng, kind, count) * loud * 10 ** (-rng.uniform(5 if kind != "babble" else 8, 30) / 20)
        elif rng.random() < 0.7:
            pcm = pcm + rng.standard_normal(count).astype(np.float32) * 10 ** rng.uniform(-5, -3)
        if rng.random() < 0.04:
            pcm = np.clip(pcm, -loud * 2, loud * 2)
        return np.clip(pcm * 10 ** rng.uniform(-1.2, 0.2), -1, 1).astype(np.float32)
