#!/usr/bin/env python3
"""Prints what models.yaml is to say of the files of a starter model: python catalogue.py FOLDER"""

import hashlib
import sys
from pathlib import Path


def told(path, folder, indent):
    data = path.read_bytes()
    return (f"{indent}- path: {path.relative_to(folder)}\n{indent}  sha256: {hashlib.sha256(data).hexdigest()}\n"
            f"{indent}  bytes: {len(data)}\n")


folder = Path(sys.argv[1])
files = sorted(p for p in folder.rglob("*") if p.is_file() and p.name != "README.md")
plain, graphs = [p for p in files if p.suffix != ".onnx"], [p for p in files if p.suffix == ".onnx"]
print("    files:\n" + "".join(told(p, folder, " " * 6) for p in plain) +
      "    variants:\n      q8:\n" + "".join(told(p, folder, " " * 8) for p in graphs), end="")
