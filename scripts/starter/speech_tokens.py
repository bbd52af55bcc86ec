"""The vocabulary of the model: byte-level BPE, the special tokens in Whisper's order, the timestamps from 0.00 to 10.00."""

import json

import numpy as np
from starter_files import write_json

PIECES = 1000
SECONDS = 10
CODES = ("en", "de")
SYMBOLS = list('"#()*+/:;<=>@[\\]^_`{|}~')  # what a transcript does not speak of


class Words:
    def __init__(self, learned):
        """@param learned {"vocab", "merges"}, as `learn` makes it"""
        self.vocab, self.merges = learned["vocab"], learned["merges"]
        self.eot = len(self.vocab)
        names = ["<|endoftext|>", "<|startoftranscript|>", *(f"<|{c}|>" for c in CODES), "<|translate|>", "<|transcribe|>",
                 "<|startoflm|>", "<|startofprev|>", "<|nospeech|>", "<|notimestamps|>"]
        self.specials = {name: self.eot + i for i, name in enumerate(names)}
        self.sot, self.transcribe = self.specials["<|startoftranscript|>"], self.specials["<|transcribe|>"]
        self.translate, self.previous = self.specials["<|translate|>"], self.specials["<|startofprev|>"]
        self.no_speech, self.no_times = self.specials["<|nospeech|>"], self.specials["<|notimestamps|>"]
        self.languages = {c: self.specials[f"<|{c}|>"] for c in CODES}
        self.first_time = self.no_times + 1
        self.stamps = SECONDS * 50 + 1
        self.size = self.first_time + self.stamps
        self.encoder = self.built()

    @staticmethod
    def learn(texts):
        from tokenizers import Tokenizer, models, pre_tokenizers, trainers

        trained = Tokenizer(models.BPE())
        trained.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
        alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
        trained.train_from_iterator(texts, trainers.BpeTrainer(vocab_size=PIECES, initial_alphabet=alphabet,
                                                               show_progress=False))
        merges = [m if isinstance(m, str) else " ".join(m) for m in json.loads(trained.to_str())["model"]["merges"]]
        order = alphabet + ["".join(m.split(" ")) for m in merges]
        return {"vocab": {token: i for i, token in enumerate(dict.fromkeys(order))}, "merges": merges}

    def built(self):
        from tokenizers import Tokenizer, decoders, models, pre_tokenizers

        made = Tokenizer(models.BPE(vocab=self.vocab, merges=[tuple(m.split(" ")) for m in self.merges]))
        made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
        made.decoder = decoders.ByteLevel()
        return made

    def encode(self, text):
        return self.encoder.encode(" " + text).ids

    def located(self, spoken):
        """[(token, (first, last) second of its word, or None)]"""
        made = self.encoder.encode(" " + spoken.text)
        ends = [t for _, t in spoken.words[1:]] + [spoken.end]
        told = []
        for token, (_, end) in zip(made.ids, made.offsets):
            at = [k for k, (letter, _) in enumerate(spoken.words) if letter <= end - 2]
            told.append((token, (spoken.words[at[-1]][1], ends[at[-1]]) if at else None))
        return told

    def decode(self, ids):
        return self.encoder.decode([i for i in ids if i < self.eot]).strip()

    def stamp(self, second):
        return self.first_time + int(np.clip(round(second * 50), 0, self.stamps - 1))

    def suppressed(self):
        symbols = {self.vocab[s] for s in SYMBOLS} | {self.vocab[t] for s in SYMBOLS if (t := "Ġ" + s) in self.vocab}
        names = ("startoftranscript", "translate", "transcribe", "startoflm", "startofprev", "nospeech")
        return sorted(symbols) + [self.specials[f"<|{n}|>"] for n in names]

    def target(self, window, timed, earlier=None):
        """(tokens the decoder reads, tokens it is to answer with -100 where it does not matter, seconds of the words answered)"""
        head = [(t, None) for t in [self.previous, *earlier]] if earlier else []
        language = self.languages[window.language]
        body = [] if timed else [(self.no_times, None)]
        if window.heard == "nothing" and timed:
            body.append((self.first_time, None))
        for s in window.spoken if window.heard != "nothing" else []:
            words = [] if s.partial else self.located(s)
            first, last = [(self.stamp(s.start), None)], [(self.stamp(s.end), None)]
            body += first + (words + last if not s.partial else []) if timed else words
        told = head + [(t, None) for t in (self.sot, language, self.transcribe)] + body + [(self.eot, None)]
        made, spans = [t for t, _ in told], [s for _, s in told]
        answers = made[1:]
        answers[:len(head)] = [-100] * len(head)
        if window.heard == "nothing":
            answers[len(head)] = self.no_speech
        if not timed:
            answers[len(head) + 2] = -100
        return made[:-1], answers, spans[1:]

    def save(self, folder):
        def added(token, i, special):
            return {"id": i, "content": token, "single_word": False, "lstrip": False, "rstrip": False,
                    "normalized": not special, "special": special}

        told = [added(t, i, True) for t, i in self.specials.items()]
        told += [added(f"<|{i / 50:.2f}|>", self.first_time + i, False) for i in range(self.stamps)]
        head, end = ["<|startoftranscript|>", "<|notimestamps|>"], "<|endoftext|>"
        single = [{"SpecialToken": {"id": t, "type_id": 0}} for t in head] + [{"Sequence": {"id": "A", "type_id": 0}}]
        pair = single + [{"Sequence": {"id": "B", "type_id": 1}}, {"SpecialToken": {"id": end, "type_id": 1}}]
        byte_level = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True}
        value = {"version": "1.0", "truncation": None, "padding": None, "added_tokens": "@tokens@", "normalizer": None,
                 "pre_tokenizer": byte_level,
                 "post_processor": {
                     "type": "TemplateProcessing", "single": single + [{"SpecialToken": {"id": end, "type_id": 0}}],
                     "pair": pair,
                     "special_tokens": {t: {"id": t, "ids": [self.specials[t]], "tokens": [t]} for t in sorted({end, *head})}},
                 "decoder": byte_level | {"add_prefix_space": True},
                 "model": {"type": "BPE", "dropout": None, "unk_token": None, "continuing_subword_prefix": "",
                           "end_of_word_suffix": "", "fuse_unk": False, "byte_fallback": False,
                           "vocab": self.vocab | {end: self.eot}, "merges": self.merges}}
        tokens = "[\n" + ",\n".join(json.dumps(t) for t in told) + "\n ]"
        text = json.dumps(value, ensure_ascii=False, indent=1).replace('"@tokens@"', tokens)
        (folder / "tokenizer.json").write_text(text + "\n", encoding="utf-8")
        token = {"__type": "AddedToken", "content": end, "lstrip": False, "normalized": True, "rstrip": False,
                 "single_word": False}
        write_json(folder / "tokenizer_config.json", {
            "add_bos_token": False, "add_prefix_space": False, "bos_token": token, "clean_up_tokenization_spaces": True,
            "eos_token": token, "errors": "replace", "model_max_length": 1024, "pad_token": None,
            "processor_class": "WhisperProcessor", "return_attention_mask": False, "tokenizer_class": "WhisperTokenizer",
            "unk_token": token})
        write_json(folder / "special_tokens_map.json", {
            "additional_special_tokens": list(self.specials)[1:], "bos_token": end, "eos_token": end, "pad_token": end,
            "unk_token": end})
