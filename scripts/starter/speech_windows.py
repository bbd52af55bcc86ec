"""Windows of up to ten seconds: which kept utterances are heard in them, what happens to their sound, and what a Whisper model
is to write of it. speech_sound.py makes the sound."""

from dataclasses import dataclass, field

import numpy as np
import speech_noise

RATE = 16000
STEP = 0.02  # seconds from one timestamp to the next
ENGLISH = 0.6  # share of the windows: its voices are less alike than the German ones


@dataclass
class Spoken:
    """What is heard of an utterance in a window: its times, its text, and whether the window ends in it."""
    start: float
    end: float
    text: str
    partial: bool = False
    words: tuple = ()  # (letter of the text, second in the window) at which each word begins, where that is known


@dataclass
class Piece:
    """An utterance or its end in a window: `length` kept samples from `source` on are heard as `count` samples from `at` on."""
    source: int
    length: int
    factor: float  # of speed and pitch together
    at: int
    count: int
    gain: float


@dataclass
class Worsening:
    """What happens to the sound of a window."""
    warp: float = 1.0  # of its frequencies: another speaker
    room: tuple = (0.0, 0.0)  # seconds and strength of the echo
    line: tuple = (0.0, 8000.0, 0.0)  # lowest and highest Hz, tilt
    noise: tuple = ()  # (row of the bank, first sample, level, whether that is beside the loudness of the speech)
    hiss: float = 0.0  # level of white noise
    clipped: bool = False
    gain: float = 1.0
    end: float = 1e6  # second in which the recording ends; nothing is heard from there on


@dataclass
class Window:
    language: str
    labels: np.ndarray  # for every 20 ms the phoneme, 0 where nobody speaks, -100 where it is not known
    pieces: list = field(default_factory=list)
    spoken: list = field(default_factory=list)
    phonemes: list = field(default_factory=list)
    heard: str = ""
    worsening: Worsening = field(default_factory=Worsening)


class Maker:
    """Makes windows from shards; window number i of a seed is always the same."""

    def __init__(self, shards, bank, seed, phonemes):
        """@param phonemes name -> number"""
        self.shards, self.bank, self.seed, self.numbers = shards, bank, seed, phonemes
        self.voices = {code: [k for k in shards.by_voice if k[0] == code] for code in ("en", "de")}
        self.weights = {code: np.array([len(shards.by_voice[k]) for k in keys], float) for code, keys in self.voices.items()}

    def utterance(self, rng, code, voice):
        if voice is None:
            weights = self.weights[code]
            voice = self.voices[code][rng.choice(len(weights), p=weights / weights.sum())]
        return voice, int(rng.choice(self.shards.by_voice[voice]))

    def window(self, index, seconds):
        rng = np.random.default_rng((self.seed, index, int(seconds * 100)))
        made = Window("en" if rng.random() < ENGLISH else "de", np.zeros(round(seconds / STEP), np.int64))
        if rng.random() < 0.07:
            made.heard, made.worsening = "nothing", self.nothing(rng, int(seconds * RATE))
        else:
            self.fill(made, rng, seconds)
            made.worsening = self.worsening(rng, int(seconds * RATE))
            if made.spoken and rng.random() < 0.4:
                made.worsening.end = made.spoken[-1].end + rng.exponential(0.4)
        return made

    def nothing(self, rng, count):
        kind = rng.choice(["silence", "music", "music", "noise", "noise"])
        if kind == "silence":
            return Worsening(hiss=10 ** rng.uniform(-6, -3.5) * (rng.random() > 0.3))
        kind = "music" if kind == "music" else rng.choice(["white", "pink", "brown", "hum", "bumps"])
        noise = [(*self.bank.pick(rng, kind, count), 10 ** rng.uniform(-3.5, -0.8), False)]
        if rng.random() < 0.3:
            kind = rng.choice(["white", "pink", "hum", "bumps"])
            noise.append((*self.bank.pick(rng, kind, count), 10 ** rng.uniform(-3.5, -1.5), False))
        return Worsening(noise=tuple(noise))

    def worsening(self, rng, count):
        made = Worsening(gain=10 ** rng.uniform(-1.2, 0.2), clipped=rng.random() < 0.04)
        if rng.random() < 0.6:
            made.warp = rng.uniform(0.86, 1.17)
        if rng.random() < 0.45:
            if rng.random() < 0.6:
                made.room = (rng.uniform(0.08, 0.45), rng.uniform(0.1, 0.7))
            if rng.random() < 0.6:
                made.line = speech_noise.line(rng)
        if rng.random() < 0.7:
            kind = rng.choice(speech_noise.KINDS, p=[0.22, 0.22, 0.2, 0.08, 0.08, 0.12, 0.08])
            beside = 10 ** (-rng.uniform(8 if kind == "babble" else 4, 25) / 20)
            made.noise = ((*self.bank.pick(rng, kind, count), beside, True),)
        elif rng.random() < 0.7:
            made.hiss = 10 ** rng.uniform(-5, -3)
        return made

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
                factor = rng.uniform(0.83, 1.23) if rng.random() < 0.7 else 1.0
                length = entry["length"] / RATE / factor
                if at + length <= seconds - 0.05:
                    break
            if at >= seconds - 0.3:
                break
            whole = at + length <= seconds
            if not whole and not (cut < 0.5 if made.spoken else entry["words"]):
                break
            if turn == 0 and entry["words"] and len(entry["words"]) > 3 and rng.random() < 0.12:
                at, entry = 0.0, self.begun(entry, rng)
                length = entry["length"] / RATE / factor
                whole = length <= seconds
            if not self.put(made, entry, at, factor, seconds, whole, 10 ** rng.uniform(-0.3, 0.1)):
                break
            at += length + float(rng.choice([rng.uniform(0.08, 0.5), rng.uniform(0.3, 1.5)], p=[0.7, 0.3]))
        if not made.spoken:
            made.heard = "nothing"

    @staticmethod
    def begun(entry, rng):
        """An utterance that is heard from its middle: the text from the first whole word on."""
        k = int(rng.integers(1, len(entry["words"]) - 1))
        position, second = entry["words"][k]
        first = int(second * RATE)
        return entry | {"at": entry["at"] + first, "length": entry["length"] - first, "text": entry["text"][position:],
                        "words": [(p - position, t - second) for p, t in entry["words"][k:]], "phonemes": None,
                        "moments": [(p, t - second) for p, t in entry["moments"]]}

    def put(self, made, entry, at, factor, seconds, whole, gain):
        first, length = int(at * RATE), entry["length"] / RATE / factor
        count = min(int(entry["length"] / factor), int(seconds * RATE) - first)
        made.pieces.append(Piece(entry["at"], entry["length"], factor, first, count, gain))
        self.label(made.labels, at, length, [(p, t / factor) for p, t in entry["moments"]])
        starts = [(p, t / factor) for p, t in entry["words"]]
        words = tuple((p, at + t) for p, t in starts)
        if whole:
            made.spoken.append(Spoken(at, at + length, entry["text"], words=words))
            made.phonemes.append(entry["phonemes"])
            return True
        if made.spoken:  # only where it begins: the next window is to begin there
            made.spoken.append(Spoken(at, seconds, "", True))
            made.phonemes.append(None)
            return False
        left = seconds - at
        text = entry["text"]
        for k in range(len(starts) - 1, -1, -1):  # the words that are heard whole
            ends = starts[k + 1][1] if k + 1 < len(starts) else length
            if ends <= left:
                stop = starts[k + 1][0] if k + 1 < len(starts) else len(text)
                made.spoken.append(Spoken(at, min(at + ends, seconds), text[:stop].strip(), words=words[:k + 1]))
                made.phonemes.append(None)
                return False
        made.pieces.clear()
        made.labels[:] = 0
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
