#!/usr/bin/env python3
"""What a sentence encoder finds in a retrieval test collection when Python runs it, and how good any run is.

    ai embed COLLECTION/docs --with-text -o passages.ndjson
    python retrieval_reference.py --model MODELS/all-minilm-l6-v2 --docs COLLECTION/docs --passages passages.ndjson \\
        --queries COLLECTION/queries.tsv --qrels COLLECTION/qrels.txt --out build/reference
    python retrieval_reference.py --qrels COLLECTION/qrels.txt --compare ours.run

Two runs are made, of onnxruntime, tokenizers, mean pooling over the attention mask, unit length, and exact cosine:

    passages   a document's score is that of its best passage; the passages are those that `ai embed` cut, as text
    first      a document is its first 256 tokens, as sentence-transformers reads it

They are written as OUT/passages.run and OUT/first.run (TREC: qid Q0 docid rank score tag), and read again to be
evaluated.  A document's id is the name of its file without the ending.  --compare evaluates any other run in the same
way, with no model needed.  Measures are trec_eval's, by pytrec_eval: gain is the grade, order is falling score and then
falling id, whatever the rank column says, and the mean is over all judged queries, 0 for one that a run lacks.  `MRR@10`
counts only first hits among ten.  `same@10` is the share of a run's first ten that the run `passages` has there too.

Needs the packages of scripts/fixtures/requirements.txt, and pytrec_eval-terrier 0.5.11.
"""

import argparse
import json
import os
import sys
from pathlib import Path

MAX_TOKENS = 256
BATCH_TOKENS = 1_024
COLUMNS = ["nDCG@10", "MRR@10", "MRR", "recall@10", "recall@100", "MAP"]


# ---------------------------------------------------------------------------------------------------------
# the encoder


class Encoder:
    def __init__(self, model, threads):
        import onnxruntime
        from tokenizers import Tokenizer

        settings = onnxruntime.SessionOptions()
        settings.intra_op_num_threads = threads
        self.session = onnxruntime.InferenceSession(str(model / "onnx/model.onnx"), settings,
                                                    providers=["CPUExecutionProvider"])
        self.tokenizer = Tokenizer.from_file(str(model / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self.known = {}

    def encode(self, texts):
        """Unit vectors [texts, dims], and how many of the texts the model did not read to the end."""
        import numpy as np

        rows = [encoding.ids for encoding in self.tokenizer.encode_batch(texts)]
        cut = sum(len(row) > MAX_TOKENS for row in rows)
        rows = [tuple(row if len(row) <= MAX_TOKENS else row[:MAX_TOKENS - 1] + row[-1:]) for row in rows]
        self.run(list({row for row in rows if row not in self.known}))
        return np.array([self.known[row] for row in rows]), cut

    def run(self, rows):
        import numpy as np

        batch = []
        order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
        for i, after in zip(order, order[1:] + [None]):
            batch.append(i)
            if after is None or (len(batch) + 1) * len(rows[after]) > BATCH_TOKENS:
                width = len(rows[i])
                ids = np.array([rows[b] + (0,) * (width - len(rows[b])) for b in batch], dtype=np.int64)
                mask = np.array([[1] * len(rows[b]) + [0] * (width - len(rows[b])) for b in batch], dtype=np.int64)
                hidden = self.session.run(None, {"input_ids": ids, "attention_mask": mask,
                                                 "token_type_ids": np.zeros_like(ids)})[0]  # [batch, tokens, dims]
                mean = (hidden * mask[:, :, None]).sum(1) / mask.sum(1, keepdims=True)
                for b, vector in zip(batch, mean / np.linalg.norm(mean, axis=1, keepdims=True)):
                    self.known[rows[b]] = vector.astype(np.float32)
                batch = []


# ---------------------------------------------------------------------------------------------------------
# passages, queries, runs


def read_passages(path, docs):
    """Document ids and texts of the passages in the file, and the vectors that `ai` gave them."""
    import numpy as np

    names, texts, vectors = [], [], []
    seen = set()
    with open(path, encoding="utf-8") as records:
        for record in map(json.loads, records):
            name = Path(record["input"]).stem
            if record["status"] != "ok":
                sys.exit(f"retrieval_reference: {path}: {record['input']} is {record['status']}")
            seen.add(name)
            for passage in record["embeddings"]:
                names.append(name)
                texts.append(passage["text"])
                vectors.append(passage["embedding"])
    if seen != set(docs):
        sys.exit(f"retrieval_reference: {path} is not of these documents: {len(seen ^ set(docs))} differ")
    return names, texts, np.array(vectors, dtype=np.float32)


def read_queries(path):
    return dict(row.split("\t", 1) for row in path.read_text(encoding="utf-8").splitlines() if row.strip())


def write_run(path, queries, scores, names, depth):
    """scores [queries, passages]; a document has the score of its best passage."""
    documents = sorted(set(names))
    where = {name: i for i, name in enumerate(documents)}
    import numpy as np

    column = np.array([where[name] for name in names])
    with open(path, "w", encoding="utf-8") as out:
        for query, row in zip(queries, scores):
            best = np.full(len(documents), -2, dtype=np.float32)
            np.maximum.at(best, column, row)
            for rank, i in enumerate(np.argsort(-best, kind="stable")[:depth]):
                out.write(f"{query} Q0 {documents[i]} {rank + 1} {best[i]:.7f} {path.stem}\n")


def read_run(path):
    run = {}
    with open(path, encoding="utf-8") as rows:
        for number, row in enumerate(rows, 1):
            parts = row.split()
            if len(parts) != 6:
                sys.exit(f"retrieval_reference: {path}:{number}: not six columns")
            run.setdefault(parts[0], {})[parts[2]] = float(parts[4])
    return run


def read_qrels(path):
    qrels = {}
    for row in path.read_text(encoding="utf-8").splitlines():
        query, _, document, grade = row.split()
        qrels.setdefault(query, {})[document] = int(grade)
    return {query: judged for query, judged in qrels.items() if any(grade > 0 for grade in judged.values())}


# ---------------------------------------------------------------------------------------------------------
# evaluation


def evaluate(qrels, run):
    import pytrec_eval

    answers = pytrec_eval.RelevanceEvaluator(qrels, {"ndcg_cut.10", "recip_rank", "recall.10,100", "map"}).evaluate(run)
    for answer in answers.values():
        answer["mrr_10"] = answer["recip_rank"] if answer["recip_rank"] >= 0.1 else 0.0
    sums = [sum(a[m] for a in answers.values()) / len(qrels) for m in
            ["ndcg_cut_10", "mrr_10", "recip_rank", "recall_10", "recall_100", "map"]]
    return dict(zip(COLUMNS, sums), queries=len(answers))


def first_ten(run):
    return {query: {d for _, d in sorted(((s, d) for d, s in found.items()), reverse=True)[:10]}
            for query, found in run.items()}


def table(rows, judged):
    print(f"{'run':32} {'queries':>9} " + " ".join(f"{c:>10}" for c in COLUMNS) + f" {'same@10':>8}")
    for name, figures in rows:
        same = f"{figures['same@10']:8.4f}" if "same@10" in figures else f"{'':8}"
        print(f"{name[-32:]:32} {figures['queries']:>4}/{judged:<4} "
              + " ".join(f"{figures[c]:10.4f}" for c in COLUMNS) + f" {same}")


def make_runs(options):
    import numpy as np

    docs = {path.stem: path.read_text(encoding="utf-8") for path in sorted(options.docs.glob("*.txt"))}
    queries = read_queries(options.queries)
    encoder = Encoder(options.model, options.threads)
    asked, _ = encoder.encode(list(queries.values()))
    options.out.mkdir(parents=True, exist_ok=True)
    runs = [options.out / "first.run"]
    print(f"{len(docs)} documents, {len(queries)} queries")
    if options.passages:
        runs.insert(0, options.out / "passages.run")
        names, texts, theirs = read_passages(options.passages, docs)
        vectors, cut = encoder.encode(texts)
        write_run(runs[0], queries, asked @ vectors.T, names, options.depth)
        cosine = (vectors * theirs).sum(1) / np.linalg.norm(theirs, axis=1)
        print(f"{len(texts)} passages, {cut} longer than {MAX_TOKENS} tokens when read alone; "
              f"cosine to `ai`'s vectors: min {cosine.min():.6f}, mean {cosine.mean():.6f}")
    vectors, cut = encoder.encode(list(docs.values()))
    write_run(runs[-1], queries, asked @ vectors.T, list(docs), options.depth)
    print(f"{cut} documents longer than {MAX_TOKENS} tokens")
    return runs


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--qrels", type=Path, required=True)
    arguments.add_argument("--queries", type=Path, help="lines of qid TAB text")
    arguments.add_argument("--docs", type=Path, help="folder of DOCID.txt")
    arguments.add_argument("--passages", type=Path, help="what `ai embed DOCS --with-text -o FILE.ndjson` wrote")
    arguments.add_argument("--model", type=Path, help="folder with onnx/model.onnx and tokenizer.json")
    arguments.add_argument("--out", type=Path, help="folder for the runs")
    arguments.add_argument("--depth", type=int, default=1_000, help="documents a query in the runs")
    arguments.add_argument("--threads", type=int, default=os.cpu_count())
    arguments.add_argument("--compare", type=Path, nargs="+", default=[], metavar="RUN", help="runs to evaluate as well")
    arguments.add_argument("--json", type=Path, help="the figures, a line for each run")
    options = arguments.parse_args()
    needed = [options.model, options.docs, options.queries, options.out]
    if any(needed) and not all(needed):
        sys.exit("retrieval_reference: --model, --docs, --queries and --out belong together")
    if not any(needed) and not options.compare:
        sys.exit("retrieval_reference: nothing to do: give --model with --docs, --queries, --out, or --compare")
    qrels = read_qrels(options.qrels)
    files = (make_runs(options) if options.model else []) + options.compare
    rows, reference = [], None
    for path in files:
        run = read_run(path)
        figures = evaluate(qrels, run)
        if path.name == "passages.run":
            reference = first_ten(run)
        elif reference:
            ten = first_ten(run)
            figures["same@10"] = sum(len(reference.get(q, set()) & ten.get(q, set())) for q in qrels) / max(
                1, sum(len(reference.get(q, set())) for q in qrels))
        rows.append((str(path), figures))
    table(rows, len(qrels))
    if options.json:
        options.json.write_text("".join(json.dumps(dict(run=name, judged_queries=len(qrels), **figures)) + "\n"
                                        for name, figures in rows), encoding="utf-8")


if __name__ == "__main__":
    main()
