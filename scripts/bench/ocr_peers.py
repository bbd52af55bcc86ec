#!/usr/bin/env python3
"""How well and how fast pages are read: `ai ocr` beside RapidOCR, with the same model files on the same pages.

    python scripts/fixtures/ocr_pages.py --fonts FOLDER ... --out pages/
    python scripts/bench/ocr_peers.py --pages pages/ --ai cli/target/dist/bin/ai --models target/models/pp-ocrv4

Needs rapidocr-onnxruntime 1.4.4 (and, for --newest, rapidocr 3). Peers:

    ours            ai ocr FOLDER --json, one process for all pages; seconds are elapsed_ms of each record, and `whole` the
                    process from start to end
    rapidocr        as it comes
    rapidocr-plain  without its classifier of lines that are upside down, which takes upright lines for such: better on
                    upright pages, and blind to others
    rapidocr-3      with --newest: version 3 of it

Both get the page as a file and run on all processors; models are loaded and warm. The character error rate is
Levenshtein's distance between the right text and what was read, by the length of the right text, where every stretch of
white space is one space: the same for all, lines of RapidOCR joined in the order in which it gives them. `words apart`
leaves out all white space. Printed are a table for each kind of page and, at the end, one JSON line.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path

import numpy as np


def plain(text):
    return re.sub(r"\s+", " ", text).strip()


def distance(a, b):
    """Levenshtein's."""
    codes, row = np.array([ord(c) for c in b]), np.arange(len(b) + 1)
    for c in a:
        new = row + 1
        new[1:] = np.minimum(new[1:], row[:-1] + (codes != ord(c)))
        steps = np.arange(len(new))
        row = np.minimum.accumulate(new - steps) + steps
    return int(row[-1])


def ours(options, pages):
    start = time.perf_counter()
    run = subprocess.run(
        [options.ai, "ocr", *map(str, pages), "--json", "--quiet"], capture_output=True, text=True, check=True)
    whole = time.perf_counter() - start
    read = {}
    for line in run.stdout.splitlines():
        record = json.loads(line)
        read[Path(record["input"]).stem] = record["text"], record["elapsed_ms"] / 1000
    return read, whole


def rapid(options, pages, **how):
    from rapidocr_onnxruntime import RapidOCR

    models = Path(options.models)
    ocr = RapidOCR(
        det_model_path=str(models / "ch_PP-OCRv4_det_infer.onnx"),
        cls_model_path=str(models / "ch_ppocr_mobile_v2.0_cls_infer.onnx"),
        rec_model_path=str(models / "ch_PP-OCRv4_rec_infer.onnx"))
    ocr(str(pages[0]), **how)
    read, begin = {}, time.perf_counter()
    for page in pages:
        start = time.perf_counter()
        lines, _ = ocr(str(page), **how)
        read[page.stem] = "\n".join(line[1] for line in lines or []), time.perf_counter() - start
    return read, time.perf_counter() - begin


def newest(options, pages):
    from rapidocr import RapidOCR
    from rapidocr.utils.typings import ModelType, OCRVersion

    models = Path(options.models)
    ocr = RapidOCR(params={
        "Det.model_path": str(models / "ch_PP-OCRv4_det_infer.onnx"), "Det.ocr_version": OCRVersion.PPOCRV4,
        "Det.model_type": ModelType.MOBILE,
        "Cls.model_path": str(models / "ch_ppocr_mobile_v2.0_cls_infer.onnx"), "Cls.ocr_version": OCRVersion.PPOCRV4,
        "Rec.model_path": str(models / "ch_PP-OCRv4_rec_infer.onnx"), "Rec.ocr_version": OCRVersion.PPOCRV4,
        "Rec.model_type": ModelType.MOBILE, "Global.log_level": "error"})
    ocr(str(pages[0]))
    read, begin = {}, time.perf_counter()
    for page in pages:
        start = time.perf_counter()
        result = ocr(str(page))
        read[page.stem] = "\n".join(result.txts or ()), time.perf_counter() - start
    return read, time.perf_counter() - begin


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", required=True)
    parser.add_argument("--ai", required=True)
    parser.add_argument("--models", required=True)
    parser.add_argument("--newest", action="store_true")
    parser.add_argument("--only", help="kinds of pages, such as clean,noisy")
    options = parser.parse_args()
    kinds = options.only.split(",") if options.only else None
    pages = sorted(
        page for page in Path(options.pages).glob("*.png") if not kinds or page.stem.split("-")[0] in kinds)
    # Once before, so that the optimised graphs are there for ours as the loaded ones are for the others.
    ours(options, pages[:1])
    peers = {
        "ours": lambda: ours(options, pages),
        "rapidocr-plain": lambda: rapid(options, pages, use_cls=False),
        "rapidocr": lambda: rapid(options, pages),
    }
    if options.newest:
        peers["rapidocr-3"] = lambda: newest(options, pages)
    table = defaultdict(dict)
    wholes = {}
    for name, peer in peers.items():
        print(f"{name} ...", file=sys.stderr, flush=True)
        read, wholes[name] = peer()
        sums = defaultdict(lambda: [0, 0, 0, 0, 0.0])
        for page in pages:
            right = plain(page.with_suffix(".txt").read_text(encoding="utf-8"))
            text, seconds = plain(read[page.stem][0]), read[page.stem][1]
            bare, bare_text = right.replace(" ", ""), text.replace(" ", "")
            for kind in (page.stem.split("-")[0], "all"):
                sums[kind] = [a + b for a, b in zip(sums[kind], (
                    distance(right, text), len(right), distance(bare, bare_text), len(bare), seconds))]
        for kind, (wrong, length, bare_wrong, bare_length, seconds) in sums.items():
            table[kind][name] = {
                "cer": round(100 * wrong / length, 2), "words_apart": round(100 * bare_wrong / bare_length, 2),
                "seconds": round(seconds, 1)}
    counts = defaultdict(int)
    for page in pages:
        counts[page.stem.split("-")[0]] += 1
        counts["all"] += 1
    print(f"{'kind':9}{'pages':>6}  " + "".join(f"{name:>32}" for name in peers))
    print(f"{'':17}" + "".join(f"{'CER %  words apart %  seconds':>32}" for _ in peers))
    for kind, row in table.items():
        print(f"{kind:9}{counts[kind]:6}  " + "".join(
            f"{each['cer']:>11.2f}{each['words_apart']:>12.2f}{each['seconds']:>9.1f}" for each in row.values()))
    print(json.dumps({"cpus": os.cpu_count(), "load": os.getloadavg()[0], "whole": wholes, "kinds": table}))


if __name__ == "__main__":
    main()
