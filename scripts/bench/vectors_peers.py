#!/usr/bin/env python3
"""How fast, how exact and how large the usual Python vector indexes are on one set of vectors.

    python vectors_peers.py --make 100000 --dims 384 --out build/vectors-100k.npy
    python vectors_peers.py --vectors build/vectors-100k.npy --json build/peers-100k.json

--make writes three files: FILE.npy, unit vectors (float32, C order); FILE.queries.npy, queries of the same kind; and
FILE.truth.npy, for each query the rows (int32) of its 100 nearest by inner product, nearest first, found by exhaustive
search, so that any other index can be scored against the same truth.  The data is synthetic and clustered: 1,000 random
unit centres, a vector is a random centre plus 0.05 of normal noise in each dimension, normalised; queries have the same
centres and another seed.  The same arguments make the same files.

Prints JSON lines, one for each index {"peer", "vectors", "build_seconds", "recall_at_10", "query_ms_min",
"query_ms_median", "bytes_per_vector", ...}.  Queries run one at a time on one thread, all of them --passes times, after
a pass that is not counted; min and median are over all those times.  Bytes are those of the saved index.  Of HNSW, the
line has the least search width that reaches --recall, found by doubling and then halving the step, with every width
tried under "sweep"; a build that does not reach it says "reached": false.  A peer that is not installed is
{"peer", "available": false}.

    faiss-flat   IndexFlatIP, exhaustive
    faiss-hnsw   IndexHNSWFlat, inner product
    hnswlib      its Index, space "ip"
    usearch      its Index, metric "ip", float32
"""

import argparse
import importlib
import json
import os
import sys
import tempfile
import time
from pathlib import Path

CENTRES = 1_000
NOISE = 0.05
ROWS = 10_000  # drawn at a time; part of what a seed means
TRUTH = 100
WIDEST = 4_096


# ---------------------------------------------------------------------------------------------------------
# vectors, queries, truth


def beside(vectors, what):
    return vectors.with_name(f"{vectors.stem}.{what}.npy")


def unit(rows):
    import numpy as np

    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def draw(centres, count, seed, out):
    import numpy as np

    array = np.lib.format.open_memmap(out, mode="w+", dtype="<f4", shape=(count, centres.shape[1]))
    for start in range(0, count, ROWS):
        rows = min(ROWS, count - start)
        chance = np.random.default_rng([seed, start])
        noise = chance.standard_normal((rows, centres.shape[1]), dtype=np.float32)
        array[start:start + rows] = unit(centres[chance.integers(0, len(centres), rows)] + NOISE * noise)
    array.flush()
    return array


def nearest(vectors, queries, count):
    """Rows of the `count` largest inner products: float32 chooses somewhat more, float64 puts them in order."""
    import numpy as np

    keep = min(len(vectors), count + 28)
    best = np.full((len(queries), 0), -np.inf, dtype=np.float32)
    rows = np.zeros((len(queries), 0), dtype=np.int64)
    for start in range(0, len(vectors), 50_000):
        part = queries @ vectors[start:start + 50_000].T
        rows = np.hstack([rows, np.broadcast_to(np.arange(start, start + part.shape[1]), part.shape)])
        best = np.hstack([best, part])
        if best.shape[1] > keep:
            chosen = np.argpartition(-best, keep - 1, axis=1)[:, :keep]
            best, rows = np.take_along_axis(best, chosen, 1), np.take_along_axis(rows, chosen, 1)
    answer = np.empty((len(queries), min(count, rows.shape[1])), dtype="<i4")
    for i, query in enumerate(queries.astype(np.float64)):
        exact = vectors[rows[i]].astype(np.float64) @ query
        answer[i] = rows[i][np.lexsort((rows[i], -exact))][:answer.shape[1]]
    return answer


def make(options):
    import numpy as np

    options.out.parent.mkdir(parents=True, exist_ok=True)
    centres = unit(np.random.default_rng(options.seed).standard_normal((CENTRES, options.dims), dtype=np.float32))
    vectors = draw(centres, options.make, options.seed + 1, options.out)
    queries = draw(centres, options.queries, options.seed + 2, beside(options.out, "queries"))
    np.save(beside(options.out, "truth"), nearest(vectors, np.asarray(queries), TRUTH))


# ---------------------------------------------------------------------------------------------------------
# the peers: each is built, searched and saved


class FaissFlat:
    module = "faiss"

    def __init__(self, vectors, options, **_):
        import faiss

        faiss.omp_set_num_threads(options.build_threads)
        self.index = faiss.IndexFlatIP(vectors.shape[1])
        self.index.add(vectors)
        self.threads = faiss.omp_set_num_threads

    def search(self, queries, k):
        return self.index.search(queries, k)[1]

    def save(self, path):
        import faiss

        faiss.write_index(self.index, path)


class FaissHnsw(FaissFlat):
    def __init__(self, vectors, options, m, ef):
        import faiss

        faiss.omp_set_num_threads(options.build_threads)
        self.index = faiss.IndexHNSWFlat(vectors.shape[1], m, faiss.METRIC_INNER_PRODUCT)
        self.index.hnsw.efConstruction = ef
        self.index.add(vectors)
        self.threads = faiss.omp_set_num_threads

    def width(self, ef):
        self.index.hnsw.efSearch = ef


class Hnswlib:
    module = "hnswlib"

    def __init__(self, vectors, options, m, ef):
        import hnswlib

        self.index = hnswlib.Index(space="ip", dim=vectors.shape[1])
        self.index.init_index(max_elements=len(vectors), M=m, ef_construction=ef, random_seed=options.seed)
        self.index.add_items(vectors, num_threads=options.build_threads)
        self.threads = self.index.set_num_threads

    def width(self, ef):
        self.index.set_ef(ef)

    def search(self, queries, k):
        return self.index.knn_query(queries, k)[0]

    def save(self, path):
        self.index.save_index(path)


class Usearch:
    module = "usearch.index"

    def __init__(self, vectors, options, m, ef):
        import numpy as np
        from usearch.index import Index

        self.index = Index(ndim=vectors.shape[1], metric="ip", dtype="f32", connectivity=m, expansion_add=ef)
        self.index.add(np.arange(len(vectors), dtype=np.uint64), vectors, threads=options.build_threads)
        self.count = 1

    def threads(self, count):
        self.count = count

    def width(self, ef):
        self.index.expansion_search = ef

    def search(self, queries, k):
        return self.index.search(queries, k, threads=self.count).keys

    def save(self, path):
        self.index.save(path)


# ---------------------------------------------------------------------------------------------------------
# measuring


class Bench:
    def __init__(self, options):
        import numpy as np

        self.options = options
        self.vectors = np.load(options.vectors)
        self.queries = np.load(beside(options.vectors, "queries"))
        self.truth = np.load(beside(options.vectors, "truth"))
        self.out = open(options.json, "w", encoding="utf-8") if options.json else None

    def say(self, **line):
        text = json.dumps(line)
        print(text, flush=True)
        if self.out:
            print(text, file=self.out, flush=True)

    def recall(self, index):
        import numpy as np

        index.threads(self.options.build_threads)
        found = np.asarray(index.search(self.queries, 10)).reshape(-1, 10).astype(np.int64)
        hits = sum(len(set(row) & set(wanted)) for row, wanted in zip(found.tolist(), self.truth[:, :10].tolist()))
        return hits / found.size

    def query_times(self, index):
        """Milliseconds of each query alone on one thread."""
        index.threads(1)
        rows = [self.queries[i:i + 1] for i in range(min(len(self.queries), self.options.timed))]
        taken = []
        for a_pass in range(self.options.passes + 1):
            for row in rows:
                start = time.perf_counter()
                index.search(row, 10)
                if a_pass > 0:
                    taken.append((time.perf_counter() - start) * 1000)
        return taken

    def sweep(self, index):
        """The least width that reaches the wanted recall, or None, and every width tried with its recall."""
        tried = {}

        def reaches(ef):
            index.width(ef)
            tried[ef] = self.recall(index)
            return tried[ef] >= self.options.recall

        ef = 10
        while not reaches(ef):
            if ef >= WIDEST:
                return None, tried
            ef *= 2
        step = ef // 4
        while ef > 10 and step > 0 and step * 20 >= ef:  # to within five per cent
            if ef - step not in tried and reaches(ef - step):
                ef -= step
            step //= 2
        return ef, tried

    def size(self, index):
        with tempfile.TemporaryDirectory(dir=self.options.vectors.parent) as folder:
            path = os.path.join(folder, "index")
            index.save(path)
            return os.path.getsize(path) / len(self.vectors)

    def measure(self, peer, kind, **settings):
        import numpy as np

        try:
            importlib.import_module(kind.module)
        except ImportError as missing:
            self.say(peer=peer, available=False, missing=missing.name)
            return False
        start = time.perf_counter()
        index = kind(self.vectors, self.options, **settings)
        built = time.perf_counter() - start
        line = dict(peer=peer, vectors=len(self.vectors), dims=self.vectors.shape[1], queries=len(self.queries))
        if settings:
            line.update(m=settings["m"], ef_construction=settings["ef"])
        line.update(build_seconds=round(built, 2), build_threads=self.options.build_threads)
        if settings:
            ef, tried = self.sweep(index)
            line.update(reached=ef is not None, ef_search=ef or max(tried),
                        sweep=[dict(ef_search=e, recall_at_10=round(r, 5)) for e, r in sorted(tried.items())])
            index.width(line["ef_search"])
        taken = self.query_times(index)
        self.say(**line, recall_at_10=round(self.recall(index), 5), query_threads=1, query_ms_min=round(min(taken), 4),
                 query_ms_median=round(float(np.median(taken)), 4),
                 query_ms_p95=round(float(np.percentile(taken, 95)), 4), bytes_per_vector=round(self.size(index), 1),
                 load_average=round(os.getloadavg()[0], 2))
        return True

    def run(self):
        kinds = {"faiss-hnsw": FaissHnsw, "hnswlib": Hnswlib, "usearch": Usearch}
        if "faiss-flat" in self.options.peers:
            self.measure("faiss-flat", FaissFlat)
        for peer in [p for p in kinds if p in self.options.peers]:
            settings = [(m, ef) for ef in self.options.ef_construction for m in self.options.m]
            for m, ef in settings:
                if not self.measure(peer, kinds[peer], m=m, ef=ef):
                    break


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--make", type=int, metavar="N", help="make N vectors, their queries and the truth")
    arguments.add_argument("--dims", type=int, default=384)
    arguments.add_argument("--queries", type=int, default=1_000, help="how many queries to make")
    arguments.add_argument("--out", type=Path, help="where --make writes, FILE.npy")
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--vectors", type=Path, help="measure the peers on this FILE.npy")
    arguments.add_argument("--peers", nargs="+", default=["faiss-flat", "faiss-hnsw", "hnswlib", "usearch"],
                           choices=["faiss-flat", "faiss-hnsw", "hnswlib", "usearch"])
    arguments.add_argument("--m", type=int, nargs="+", default=[16, 32])
    arguments.add_argument("--ef-construction", type=int, nargs="+", default=[100, 200])
    arguments.add_argument("--recall", type=float, default=0.98, help="recall@10 that HNSW must reach")
    arguments.add_argument("--passes", type=int, default=3)
    arguments.add_argument("--timed", type=int, default=1_000, help="time only the first N queries")
    arguments.add_argument("--build-threads", type=int, default=os.cpu_count())
    arguments.add_argument("--json", type=Path, help="the lines also go to this file")
    options = arguments.parse_args()
    if not (options.make and options.out) and not options.vectors:
        sys.exit("vectors_peers: give --make N --out FILE.npy, or --vectors FILE.npy")
    if options.make:
        make(options)
    if options.vectors:
        Bench(options).run()


if __name__ == "__main__":
    main()
