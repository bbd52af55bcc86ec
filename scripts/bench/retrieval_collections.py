#!/usr/bin/env python3
"""Lays out collections for retrieval tests from material that others publish; none of it is in this repository.

    retrieval_collections.py semanlink --source cherche-2.2.1.tar.gz --out build/collections
    retrieval_collections.py lee --source gensim-4.4.0-*.whl --out build/collections
    retrieval_collections.py manpages --out build/collections

Each makes OUT/NAME/docs/DOCID.txt (UTF-8), OUT/NAME/queries.tsv (qid TAB text) and OUT/NAME/qrels.txt (TREC: qid 0 docid
grade), the same again from the same source.

    semanlink  7,239 bookmarks that one person filed under tags in twenty years; the source distribution of the Python
               package cherche 2.2.1 has them.  A document is title, arXiv abstract and the person's comment; many have a
               title only, some are French.  A query is the label of a tag with 5 to 100 documents; these are relevant.
               Real judgements, binary, and incomplete: a document may be about a tag that it was not given.
    lee        50 news stories, each a query too; a grade, 0 to 4, is the mean of people's marks from 1 to 5 for how
               alike two stories are (Lee, Pincombe & Welsh 2005), rounded, less 1; a story is alike itself, grade 4, so
               that every run has its first hit for nothing.  The wheel of gensim 4.4.0 has them.
    manpages   Known-item search: a query is the one-line description in the NAME section of a manual page, its document
               the page without that section and without running heads; the page is the only relevant one.  Not judged by
               people.  Pages are those of the Debian packages under --packages that are not links, shorter than
               --longest characters and alone in having their description; 500 queries are drawn from all of them.
"""

import argparse
import concurrent.futures
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

PACKAGES = ["coreutils", "git-man", "manpages", "manpages-dev", "util-linux"]
SEED = 1


def safe(name):
    return re.sub(r"[^A-Za-z0-9._+-]", "_", name)


def line(text):
    return " ".join(text.split())


def write(folder, documents, queries, qrels):
    """documents and queries: id to text; qrels: (qid, docid, grade)."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "docs").mkdir(parents=True)
    for name, text in documents.items():
        assert safe(name) == name and name, name
        (folder / "docs" / f"{name}.txt").write_bytes(text.encode("utf-8"))
    assert all(doc in documents and qid in queries for qid, doc, _ in qrels)
    (folder / "queries.tsv").write_text("".join(f"{qid}\t{line(text)}\n" for qid, text in queries.items()), "utf-8")
    (folder / "qrels.txt").write_text("".join(f"{qid} 0 {doc} {grade}\n" for qid, doc, grade in qrels), "utf-8")
    print(f"{folder}: {len(documents)} documents, {len(queries)} queries, {len(qrels)} judgements")


def semanlink(options):
    with tarfile.open(options.source) as archive:
        def member(name):
            found = next(m for m in archive if m.name.endswith(f"/cherche/data/semanlink/{name}"))
            return json.load(archive.extractfile(found))

        bookmarks, tags = member("docs.json"), member("tags.json")
    documents, filed = {}, {}
    for number, bookmark in enumerate(bookmarks):
        parts = [line(bookmark["title"] or bookmark["arxiv_title"]), bookmark["arxiv_summary"], bookmark["comment"]]
        if not parts[0]:
            continue
        name = f"d{number:04d}"
        documents[name] = "\n\n".join(part.replace("\r\n", "\n").strip() for part in parts if part.strip()) + "\n"
        for tag in set(bookmark["tag"]):
            filed.setdefault(tag, []).append(name)
    asked = [tag for tag in sorted(filed) if 5 <= len(filed[tag]) <= 100]
    queries = {f"q{i + 1}": tags[tag]["prefLabel"][0] for i, tag in enumerate(asked)}
    write(options.out / "semanlink", documents, queries,
          [(qid, doc, 1) for qid, tag in zip(queries, asked) for doc in filed[tag]])


def lee(options):
    with zipfile.ZipFile(options.source) as archive:
        stories = archive.read("gensim/test/test_data/lee.cor").decode("latin-1").splitlines()
        rows = archive.read("gensim/test/test_data/similarities0-1.txt").decode("ascii").splitlines()
    seen = [[float(s) for s in row.split()] for row in rows if row.strip()]
    assert len(stories) == len(seen) == len(seen[0]) == 50
    documents = {f"s{i + 1:02d}": story + "\n" for i, story in enumerate(stories)}
    queries = {f"q{i + 1:02d}": story for i, story in enumerate(stories)}
    qrels = [(f"q{i + 1:02d}", f"s{j + 1:02d}", max(0, round(5 * max(seen[i][j], seen[j][i])) - 1))
             for i in range(50) for j in range(50)]
    write(options.out / "lee", documents, queries, qrels)


def page(path):
    """Description and body of a manual page, or None for a link or a page without a description."""
    env = dict(os.environ, MANWIDTH="100", LC_ALL="C.UTF-8")
    shown = subprocess.run(["man", "--no-hyphenation", "--no-justification", "-P", "cat", "-E", "UTF-8", path], env=env,
                           capture_output=True, check=True).stdout.decode("utf-8")
    shown = re.sub(r".\x08|\x1b\[[0-9;]*m", "", shown)
    lines = [row.rstrip() for row in shown.strip("\n").split("\n")][1:-1]  # without running head and foot
    headings = [i for i, row in enumerate(lines) if row and not row[0].isspace()] + [len(lines)]
    named = next((n for n, i in enumerate(headings[:-1]) if lines[i] == "NAME"), None)
    if named is None:
        return None
    start, end = headings[named], headings[named + 1]
    description = re.split(r"\s[-–—]{1,2}\s", line(" ".join(lines[start + 1:end])), maxsplit=1)
    body = re.sub(r"\n{3,}", "\n\n", "\n".join(lines[:start] + lines[end:])).strip("\n")
    return (description[1], body + "\n") if len(description) == 2 and body else None


def manpages(options):
    listed = subprocess.run(["dpkg", "-L", *options.packages], capture_output=True, text=True, check=True).stdout
    paths = []
    for path in sorted(set(map(Path, listed.splitlines()))):
        if re.match(r"/usr/share/man/man\d/.+\.gz$", str(path)) and path.is_file() and not path.is_symlink():
            head = subprocess.run(["zcat", path], capture_output=True, check=True).stdout[:1000]
            if not re.search(rb"^\.so ", head, re.MULTILINE):
                paths.append(path)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        pages = dict(zip((safe(path.stem) for path in paths), pool.map(page, paths)))
    pages = {name: found for name, found in pages.items() if found and len(found[1]) < options.longest}
    described = [description.casefold() for description, _ in pages.values()]
    pages = {name: found for name, found in pages.items() if described.count(found[0].casefold()) == 1}
    asked = sorted(random.Random(SEED).sample(sorted(pages), 500))
    queries = {f"q{i + 1:03d}": pages[name][0] for i, name in enumerate(asked)}
    write(options.out / "manpages", {name: body for name, (_, body) in pages.items()}, queries,
          [(qid, name, 1) for qid, name in zip(queries, asked)])


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("collection", choices=["semanlink", "lee", "manpages"])
    arguments.add_argument("--source", type=Path, help="the package file that has it")
    arguments.add_argument("--out", type=Path, required=True)
    arguments.add_argument("--packages", nargs="+", default=PACKAGES)
    arguments.add_argument("--longest", type=int, default=20_000)
    options = arguments.parse_args()
    if options.collection != "manpages" and not options.source:
        sys.exit(f"retrieval_collections: {options.collection} needs --source")
    {"semanlink": semanlink, "lee": lee, "manpages": manpages}[options.collection](options)


if __name__ == "__main__":
    main()
