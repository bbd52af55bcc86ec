"""Speech from Debian's synthesizers: espeak-ng with its variants and the diphone voices of mbrola, flite, festival,
RHVoice, pico.

    apt-get install espeak-ng flite festival festvox-kallpc16k festvox-kdlpc16k festvox-rablpc16k festvox-don
        festvox-us-slt-hts festlex-cmu festlex-poslex mbrola mbrola-en1 mbrola-us1 mbrola-us2 mbrola-us3
        mbrola-de1 ... mbrola-de8 festvox-us1 festvox-us2 rhvoice rhvoice-english libttspico-utils
                                    (mbrola's and RHVoice's voices and pico are in contrib and non-free)

A voice is `(engine, name, accent)`. Whole voices are kept out of the training: DEV chooses, TEST measures.
"""

import ctypes
import subprocess
import tempfile
import wave
from pathlib import Path

import numpy as np
from scipy.signal import resample_poly

RATE = 16000
VARIANTS = """adam Alex Alicia Andrea Andy Annie antonio aunty belinda benjamin boris caleb david Denis Diogo ed edward
edward2 Gene Gene2 Henrique Hugo iven iven2 iven3 iven4 Jacky john kaukovalta Lee linda marcelo Marco Mario max Michael
michel miguel mike Mr pablo paul pedro quincy rob robert steph steph2 steph3 Storm travis victor zac anika shelby sandro
norbert grandpa grandma klatt klatt2 klatt3 klatt4 klatt5 klatt6 f1 f2 f3 f4 f5 m1 m2 m3 m4 m5 m6 m7 m8 croak""".split()
DEV_VARIANTS, TEST_VARIANTS = ["f3", "Hugo"], ["f4", "m5", "Andrea", "klatt3", "belinda"]
KEPT = [v for v in VARIANTS if v not in DEV_VARIANTS + TEST_VARIANTS]


def espeak(names, variants, accent):
    return [("espeak", f"{name}+{v}", accent) for name in names for v in variants]


def mbrola(names, accent):
    return [("mbrola", name, accent) for name in names]


US, GB, DE = "en-us", "en", "de"
# Voice families of a language with the share of utterances each speaks.
TRAIN = {
    "en": [(22, espeak(["en-us", "en-us-nyc"], KEPT, US) + espeak(["en", "en-gb-x-rp", "en-gb-scotland"], KEPT, GB)),
           (20, mbrola(["us-mbrola-1", "us-mbrola-2"], US) * 2 + mbrola(["english-mb-en1"], GB)
            + mbrola(["en-german-1", "en-german-2", "en-german-4"], US)),
           (16, [("flite", n, US) for n in ("slt", "slt", "awb", "awb", "kal16")]),
           (14, [("festival", n, US) for n in ("ked_diphone", "cmu_us_slt_arctic_hts", "us1_mbrola", "us2_mbrola")]
            + [("festival", n, GB) for n in ("rab_diphone", "don_diphone")]),
           (18, [("rhvoice", n, US) for n in ("bdl", "clb", "slt", "evgeniy-eng", "lyubov")] + [("rhvoice", "alan", GB)] * 2),
           (10, [("pico", "en-US", US)])],
    "de": [(34, espeak(["de"], KEPT, DE)),
           (46, mbrola([f"german-mbrola-{i}" for i in (1, 2, 4, 5, 8)], DE)),
           (20, [("pico", "de-DE", DE)])],
}
DEV = {
    "en": [(1, espeak(["en-us"], DEV_VARIANTS, US)), (1, [("festival", "kal_diphone", US)])],
    "de": [(1, espeak(["de"], DEV_VARIANTS, DE)), (1, mbrola(["german-mbrola-3"], DE))],
}
TEST = {
    "en": [(1, espeak(["en-us"], TEST_VARIANTS, US)), (1, mbrola(["us-mbrola-3"], US)), (1, [("flite", "rms", US)]),
           (1, [("pico", "en-GB", GB)])],
    "de": [(1, espeak(["de"], TEST_VARIANTS, DE)), (1, mbrola(["german-mbrola-6"], DE)),
           (1, mbrola(["german-mbrola-7"], DE))],
}


class Event(ctypes.Structure):
    """espeak_EVENT of speak_lib.h."""
    _fields_ = [("type", ctypes.c_int), ("unique", ctypes.c_uint), ("position", ctypes.c_int), ("length", ctypes.c_int),
                ("audio", ctypes.c_int), ("sample", ctypes.c_int), ("user", ctypes.c_void_p), ("id", ctypes.c_char * 8)]


WORD, PHONEME, SAMPLE_RATE = 1, 7, 8
CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(Event))


class Espeak:
    """libespeak-ng in this process: sound, when each word begins, and the phonemes of a text."""

    def __init__(self):
        self.lib = ctypes.CDLL("libespeak-ng.so.1")
        self.rate = self.usual = self.lib.espeak_Initialize(2, 0, None, 1)  # AUDIO_OUTPUT_SYNCHRONOUS, PHONEME_EVENTS
        self.lib.espeak_TextToPhonemes.restype = ctypes.c_char_p
        self.callback = CALLBACK(self.heard)
        self.lib.espeak_SetSynthCallback(self.callback)
        self.chunks, self.words, self.moments, self.voice = [], [], [], None

    def heard(self, samples, count, events):
        if samples and count > 0:
            self.chunks.append(np.ctypeslib.as_array(samples, (count,)).copy())
        i = 0
        while events[i].type:
            if events[i].type == WORD:
                self.words.append((events[i].position - 1, events[i].length, events[i].audio / 1000))
            elif events[i].type == PHONEME:
                self.moments.append((plain(events[i].id.decode(errors="ignore")), events[i].audio / 1000))
            elif events[i].type == SAMPLE_RATE:
                self.rate = int.from_bytes(events[i].id[:4].ljust(4, b"\0"), "little") or self.rate
            i += 1
        return 0

    def choose(self, name):
        if name != self.voice:
            if self.lib.espeak_SetVoiceByName(name.encode()):
                raise ValueError(f"espeak-ng has no voice {name}")
            self.voice = name

    def speak(self, name, text, speed, pitch, spread):
        self.choose(name)
        self.chunks, self.words, self.moments = [], [], []
        for parameter, value in ((1, speed), (3, pitch), (4, spread)):
            self.lib.espeak_SetParameter(parameter, int(value), 0)
        made = text.encode() + b"\0"
        self.lib.espeak_Synth(made, len(made), 0, 1, 0, 1, None, None)
        self.lib.espeak_Synchronize()
        return np.concatenate(self.chunks), self.words

    def phonemes(self, accent, text):
        self.choose(accent)
        at = ctypes.c_char_p(text.encode() + b"\0")
        made = []
        while at.value is not None:
            made.append(self.lib.espeak_TextToPhonemes(ctypes.byref(at), 1, ord("~") << 8).decode())
        return [p for p in map(plain, " ".join(made).replace(" ", "~").split("~")) if p and not p.startswith("(")]


def plain(phoneme):
    """Without stress and pauses."""
    return "".join(c for c in phoneme if c not in "',%=|_")


def read_wave(path):
    with wave.open(str(path)) as file:
        samples = np.frombuffer(file.readframes(file.getnframes()), np.int16)
        return samples[::file.getnchannels()], file.getframerate()


def at_rate(samples, rate):
    if rate == RATE:
        return samples.astype(np.float32)
    divisor = np.gcd(rate, RATE)
    return resample_poly(samples.astype(np.float32), RATE // divisor, rate // divisor)


class Synthesizers:
    """Speaks with any voice. One for a process."""

    def __init__(self):
        self.espeak = Espeak()
        self.mbrola = {}
        self.folder = tempfile.TemporaryDirectory()

    def speak(self, voice, texts, random):
        """For each text: 16 kHz samples (float, as loud as 16 bits), [(first letter, second)] of its words and
        [(phoneme, second)] of all that is heard, or none of both."""
        engine, name, _ = voice
        if engine in ("espeak", "mbrola"):
            return [self.by_espeak(engine, name, text, random) for text in texts]
        if engine == "festival":
            return self.by_festival(name, texts, random)
        return [(self.by_program(engine, name, text, random), None, None) for text in texts]

    def by_espeak(self, engine, name, text, random):
        if engine == "espeak":
            self.espeak.rate = self.espeak.usual
        pcm, words = self.espeak.speak(name, text, random.randint(120, 215) if engine == "espeak" else random.randint(115, 190),
                                       random.randint(25, 75), random.randint(25, 75))
        return at_rate(pcm, self.espeak.rate), [(p, t) for p, _, t in words], self.espeak.moments

    def by_festival(self, name, texts, random):
        folder = Path(self.folder.name)
        lines = [f"(voice_{name})"]
        for i, text in enumerate(texts):
            lines.append(f"(Parameter.set 'Duration_Stretch {random.uniform(0.8, 1.2):.2f})")
            lines.append(f'(utt.save.wave (utt.synth (Utterance Text "{text}")) "{folder}/{i}.wav" \'riff)')
        script = folder / "speak.scm"
        script.write_text("\n".join(lines) + "\n")
        subprocess.run(["festival", "--batch", str(script)], check=True, capture_output=True)
        return [(at_rate(*read_wave(folder / f"{i}.wav")), None, None) for i in range(len(texts))]

    def by_program(self, engine, name, text, random):
        out = Path(self.folder.name) / "spoken.wav"
        if engine == "flite":
            command = ["flite", "-voice", name, "--setf", f"duration_stretch={random.uniform(0.8, 1.25):.2f}",
                       "--setf", f"int_f0_target_mean={random.randint(85, 130) if name != 'slt' else random.randint(140, 220)}",
                       "-t", text, "-o", str(out)]
        elif engine == "rhvoice":
            (Path(self.folder.name) / "said.txt").write_text(text + "\n")
            command = ["RHVoice-test", "-p", name, "-r", str(random.randint(75, 130)), "-t", str(random.randint(80, 125)),
                       "-i", str(Path(self.folder.name) / "said.txt"), "-o", str(out)]
        else:
            said = f'<speed level="{random.randint(80, 130)}"><pitch level="{random.randint(80, 125)}">{text}</pitch></speed>'
            command = ["pico2wave", "-l", name, "-w", str(out), said]
        subprocess.run(command, check=True, capture_output=True)
        return at_rate(*read_wave(out))


def trimmed(pcm, floor=0.01):
    """Without the silence around it, by the energy of 10 ms: (samples, seconds cut from the start)."""
    step = RATE // 100
    loud = np.sqrt(np.mean(np.square(pcm[:len(pcm) // step * step].reshape(-1, step)), axis=1))
    heard = np.nonzero(loud > max(floor * loud.max(initial=0), 8))[0]
    if len(heard) == 0:
        return pcm[:0], 0.0
    first, last = max(0, heard[0] - 1) * step, min(len(loud), heard[-1] + 2) * step
    return pcm[first:last], first / RATE
