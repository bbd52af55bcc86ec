"""The tokens of the captions, in the forms of GPT-2 and of CLIP; every word of the grammar is one token."""

import collections
import json

import numpy as np
import scene_words
from starter_files import write_json

END, START, STOP = "<|endoftext|>", "<|startoftext|>", "<|endoftext|>"
SPLIT = r"<\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+"
LENGTH = 77


def all_words():
    """Every word of the grammar, as often as it is said in some scenes."""
    r = np.random.default_rng(3)
    return [scene_words.any_scene(r).say() for _ in range(4000)]


def gpt2(folder):
    """Writes the tokenizer's files; gives the number of tokens and that of the end."""
    from picture_captions import byte_level_vocabulary

    merges, pieces = byte_level_vocabulary(all_words(), 2000)
    vocab = {p: i for i, p in enumerate([*pieces, END])}
    byte_level = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True}
    write_json(folder / "tokenizer.json", {
        "version": "1.0", "truncation": None, "padding": None,
        "added_tokens": [{"id": vocab[END], "content": END, "single_word": False, "lstrip": False, "rstrip": False,
                          "normalized": True, "special": True}],
        "normalizer": None, "pre_tokenizer": byte_level,
        "post_processor": {**byte_level, "add_prefix_space": True, "trim_offsets": False},
        "decoder": {**byte_level, "add_prefix_space": True},
        "model": {"type": "BPE", "dropout": None, "unk_token": None, "continuing_subword_prefix": "",
                  "end_of_word_suffix": "", "fuse_unk": False, "byte_fallback": False, "vocab": vocab,
                  "merges": [" ".join(m) for m in merges]}})
    names = {"bos_token": END, "eos_token": END, "pad_token": END, "unk_token": END}
    write_json(folder / "special_tokens_map.json", names)
    write_json(folder / "tokenizer_config.json", {**names, "add_prefix_space": False, "model_max_length": 1024,
                                                  "tokenizer_class": "GPT2Tokenizer"})
    return len(vocab), vocab[END]


def clip(folder, texts):
    """The same for CLIP: lower case, words that end in `</w>`."""
    from tiny_text_models import byte_pairs
    from tokenizers import Regex, normalizers, pre_tokenizers

    splitter = pre_tokenizers.Sequence([pre_tokenizers.Split(Regex(SPLIT), "removed", invert=True),
                                        pre_tokenizers.ByteLevel(add_prefix_space=False)])
    normalizer = normalizers.Sequence([normalizers.NFC(), normalizers.Replace(Regex(r"\s+"), " "), normalizers.Lowercase()])
    counts = collections.Counter()
    for text in texts:
        for word, _ in splitter.pre_tokenize_str(normalizer.normalize_str(text)):
            counts[tuple(word[:-1]) + (word[-1] + "</w>",)] += 1
    merges = byte_pairs(counts, 2000)
    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    pieces = dict.fromkeys(letters + [c + "</w>" for c in letters] + ["".join(m) for m in merges] + [START, STOP])
    vocab = {p: i for i, p in enumerate(pieces)}
    byte_level = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True}
    write_json(folder / "tokenizer.json", {
        "version": "1.0", "truncation": None, "padding": None,
        "added_tokens": [{"id": vocab[t], "content": t, "single_word": False, "lstrip": False, "rstrip": False,
                          "normalized": t == START, "special": True} for t in (START, STOP)],
        "normalizer": {"type": "Sequence", "normalizers": [
            {"type": "NFC"}, {"type": "Replace", "pattern": {"Regex": r"\s+"}, "content": " "}, {"type": "Lowercase"}]},
        "pre_tokenizer": {"type": "Sequence", "pretokenizers": [
            {"type": "Split", "pattern": {"Regex": SPLIT}, "behavior": "Removed", "invert": True}, byte_level]},
        "post_processor": {"type": "RobertaProcessing", "sep": [STOP, vocab[STOP]], "cls": [START, vocab[START]],
                           "trim_offsets": False, "add_prefix_space": False},
        "decoder": byte_level,
        "model": {"type": "BPE", "dropout": None, "unk_token": STOP, "continuing_subword_prefix": "",
                  "end_of_word_suffix": "</w>", "fuse_unk": False, "vocab": vocab, "merges": [" ".join(m) for m in merges]}})
    token = {"lstrip": False, "normalized": True, "rstrip": False, "single_word": False}
    write_json(folder / "special_tokens_map.json", {
        "bos_token": {"content": START, **token}, "eos_token": {"content": STOP, **token}, "pad_token": STOP,
        "unk_token": {"content": STOP, **token}})
    write_json(folder / "tokenizer_config.json", {
        "add_prefix_space": False, "bos_token": {"__type": "AddedToken", "content": START, **token},
        "do_lower_case": True, "eos_token": {"__type": "AddedToken", "content": STOP, **token}, "errors": "replace",
        "model_max_length": LENGTH, "pad_token": STOP, "tokenizer_class": "CLIPTokenizer",
        "unk_token": {"__type": "AddedToken", "content": STOP, **token}})
    return len(vocab), vocab[STOP]
