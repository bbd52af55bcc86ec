#!/usr/bin/env python3
"""How fast the usual Python ways embed a file of sentences with all-MiniLM-L6-v2.

    python make_sentences.py --count 10000 --out sentences.txt
    python embed_peers.py --model all-minilm-l6-v2.onnx --tokenizer all-minilm-l6-v2-tokenizer.json \
        --sentences sentences.txt --cache build/peers

Prints JSON lines {"peer", "sentences", "seconds", "sentences_per_second", ...}.  `seconds` is the fastest of the
repeats, from text in memory to unit vectors in memory, with the model loaded and warmed up; "best": true marks the
settings in which the peer is fastest here.  A peer that is not installed is {"peer", "available": false}.

    sentence-transformers   torch, weights taken from the same ONNX file, its own sorting, several batch sizes
    tokenizers+onnxruntime  a Python loop: sorted by token length, batches of at most --batch-tokens padded tokens,
                            one session on all threads; and the same at its best: other batch sizes, and one
                            single-threaded session per thread
"""

import argparse
import concurrent.futures
import json
import os
import shutil
import sys
import time
import warnings
from pathlib import Path

os.environ.setdefault("HF_HUB_OFFLINE", "1")
warnings.filterwarnings("ignore")

MAX_TOKENS = 256


def say(**line):
    print(json.dumps(line), flush=True)


def timed(work, repeats):
    """Seconds of each repeat, and the last answer."""
    seconds = []
    for _ in range(repeats):
        start = time.perf_counter()
        answer = work()
        seconds.append(time.perf_counter() - start)
    return seconds, answer


def report(peer, settings, seconds, sentences, tokens):
    best = min(seconds)
    return dict(peer=peer, **settings, sentences=sentences, tokens=tokens, seconds=round(best, 3),
                sentences_per_second=round(sentences / best, 1), repeats=[round(s, 3) for s in seconds])


# ---------------------------------------------------------------------------------------------------------
# tokenizers + onnxruntime


def open_tokenizer(path):
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.enable_truncation(max_length=MAX_TOKENS)
    return tokenizer


def batches(lengths, most_tokens):
    """Indices by rising length, cut so that rows times the longest row stays within most_tokens."""
    batch = []
    for i in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and (len(batch) + 1) * lengths[i] > most_tokens:
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch


class OnnxLoop:
    def __init__(self, model, tokenizer, sessions, threads):
        import onnxruntime

        settings = onnxruntime.SessionOptions()
        settings.intra_op_num_threads = threads
        self.tokenizer = open_tokenizer(tokenizer)
        self.sessions = [onnxruntime.InferenceSession(str(model), settings, providers=["CPUExecutionProvider"])
                         for _ in range(sessions)]

    def embed(self, sentences, most_tokens):
        import numpy as np

        rows = [e.ids for e in self.tokenizer.encode_batch(sentences)]
        vectors = np.empty((len(rows), 384), dtype=np.float32)
        work = iter(list(batches([len(row) for row in rows], most_tokens))[::-1])  # long ones first: an even finish

        def run(session):
            for batch in work:  # a list iterator is safe to share between threads
                width = max(len(rows[i]) for i in batch)
                ids = np.zeros((len(batch), width), dtype=np.int64)
                mask = np.zeros((len(batch), width), dtype=np.int64)
                for row, i in enumerate(batch):
                    ids[row, :len(rows[i])] = rows[i]
                    mask[row, :len(rows[i])] = 1
                hidden = session.run(None, {"input_ids": ids, "attention_mask": mask,
                                            "token_type_ids": np.zeros_like(ids)})[0]
                weights = mask.astype(np.float32)
                mean = np.einsum("bth,bt->bh", hidden, weights) / weights.sum(1, keepdims=True)
                vectors[batch] = mean / np.linalg.norm(mean, axis=1, keepdims=True)

        if len(self.sessions) == 1:
            run(self.sessions[0])
        else:
            with concurrent.futures.ThreadPoolExecutor(len(self.sessions)) as pool:
                list(pool.map(run, self.sessions))
        return vectors, sum(map(len, rows))


def onnx_peer(options, sentences):
    lines, vectors = [], None
    for sessions, threads in dict.fromkeys([(1, options.threads), (options.threads, 1)]):
        loop = OnnxLoop(options.model, options.tokenizer, sessions, threads)
        loop.embed(sentences[:64], options.batch_tokens)
        for most in dict.fromkeys([options.batch_tokens, 256, 512, 2048]):
            seconds, (vectors, tokens) = timed(lambda: loop.embed(sentences, most), options.repeats)
            lines.append(report("tokenizers+onnxruntime", dict(
                sessions=sessions, intra_op_threads=threads, batch_tokens=most,
                same_rule=most == options.batch_tokens), seconds, len(sentences), tokens))
    return lines, vectors


# ---------------------------------------------------------------------------------------------------------
# sentence-transformers


def torch_weights(model):
    """BertModel's state dict out of the ONNX file, whose MatMul weights have no names: the bias that follows has."""
    import onnx
    import torch

    graph = onnx.load(str(model)).graph
    arrays = {i.name: onnx.numpy_helper.to_array(i) for i in graph.initializer}
    consumers = {}
    for node in graph.node:
        for name in node.input:
            consumers.setdefault(name, []).append(node)
    state = {n: torch.from_numpy(a.copy()) for n, a in arrays.items()
             if n.startswith(("embeddings.", "encoder.")) and n != "embeddings.position_ids"}
    for node in graph.node:
        if node.op_type == "MatMul" and node.input[1] in arrays:
            bias = next(n for add in consumers[node.output[0]] for n in add.input if n.endswith(".bias"))
            state[bias[:-4] + "weight"] = torch.from_numpy(arrays[node.input[1]].T.copy())
    return state


def torch_folder(options):
    """A sentence-transformers folder with the same weights, made once."""
    import transformers

    folder = options.cache / "all-MiniLM-L6-v2"
    if (folder / "done").exists():
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    config = transformers.BertConfig(hidden_size=384, num_hidden_layers=6, num_attention_heads=12,
                                     intermediate_size=1536, vocab_size=30522)
    bert = transformers.BertModel(config, add_pooling_layer=False)
    missing, unexpected = bert.load_state_dict(torch_weights(options.model), strict=False)
    assert not unexpected and set(missing) <= {"embeddings.position_ids", "embeddings.token_type_ids"}, (
        missing, unexpected)
    bert.save_pretrained(folder)
    tokenizer = json.loads(options.tokenizer.read_text(encoding="utf-8"))
    tokenizer["truncation"] = tokenizer["padding"] = None

    def write(name, value):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(json.dumps(value, indent=2), encoding="utf-8")

    write("tokenizer.json", tokenizer)
    write("tokenizer_config.json", {"tokenizer_class": "BertTokenizer", "do_lower_case": True, "model_max_length": 512,
                                    "cls_token": "[CLS]", "mask_token": "[MASK]", "pad_token": "[PAD]",
                                    "sep_token": "[SEP]", "unk_token": "[UNK]"})
    write("sentence_bert_config.json", {"max_seq_length": MAX_TOKENS, "do_lower_case": False})
    write("1_Pooling/config.json", {"word_embedding_dimension": 384, "pooling_mode_mean_tokens": True})
    kinds = [("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize")]
    write("modules.json", [{"idx": i, "name": str(i), "path": path, "type": f"sentence_transformers.models.{kind}"}
                           for i, (path, kind) in enumerate(kinds)])
    (folder / "2_Normalize").mkdir()
    (folder / "done").touch()
    return folder


def torch_peer(options, sentences, expected):
    import sentence_transformers
    import torch
    import transformers

    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    torch.set_num_threads(options.threads)
    encoder = sentence_transformers.SentenceTransformer(str(torch_folder(options)), device="cpu")
    tokens = sum(len(e.ids) for e in open_tokenizer(options.tokenizer).encode_batch(sentences))
    encoder.encode(sentences[:64], show_progress_bar=False)
    lines = []
    for size in options.batch_sizes:
        seconds, vectors = timed(lambda: encoder.encode(sentences, batch_size=size, show_progress_bar=False),
                                 options.repeats)
        lines.append(report("sentence-transformers", dict(threads=options.threads, batch_size=size), seconds,
                            len(sentences), tokens))
        if expected is not None:
            worst = float((vectors * expected).sum(1).min())
            assert worst > 0.99999, worst
            lines[-1]["min_cosine_to_onnx"] = round(worst, 7)
    return lines


# ---------------------------------------------------------------------------------------------------------


def measure(name, peer, *inputs):
    """One peer; its absence is an answer, anything else that goes wrong is not."""
    try:
        answer = peer(*inputs)
    except ImportError as missing:
        say(peer=name, available=False, missing=missing.name)
        return None
    lines, vectors = answer if isinstance(answer, tuple) else (answer, None)
    fastest = max(lines, key=lambda line: line["sentences_per_second"])
    for line in lines:
        say(**line, **({"best": True} if line is fastest else {}))
    return vectors


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--model", required=True, type=Path)
    arguments.add_argument("--tokenizer", required=True, type=Path)
    arguments.add_argument("--sentences", required=True, type=Path, help="one a line")
    arguments.add_argument("--cache", required=True, type=Path, help="folder for the torch copy of the weights")
    arguments.add_argument("--limit", type=int, help="only the first N sentences")
    arguments.add_argument("--threads", type=int, default=os.cpu_count())
    arguments.add_argument("--batch-tokens", type=int, default=1024)
    arguments.add_argument("--batch-sizes", type=int, nargs="+", default=[8, 32])
    arguments.add_argument("--repeats", type=int, default=3)
    arguments.add_argument("--peers", nargs="+", default=["onnx", "torch"], choices=["onnx", "torch"])
    options = arguments.parse_args()
    sentences = options.sentences.read_text(encoding="utf-8").split("\n")[:-1][:options.limit]
    if not sentences:
        sys.exit("embed_peers: no sentences")
    expected = None
    if "onnx" in options.peers:
        expected = measure("tokenizers+onnxruntime", onnx_peer, options, sentences)
    if "torch" in options.peers:
        measure("sentence-transformers", torch_peer, options, sentences, expected)


if __name__ == "__main__":
    main()
