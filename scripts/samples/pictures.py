#!/usr/bin/env python3
"""Makes the pictures of the quick start: drawn scenes that the starter models were not trained on.

    python pictures.py --out FOLDER

Needs the packages of scripts/starter/requirements.txt and Debian's fonts-dejavu-core. The same pictures come out every time.
"""

import argparse
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "starter"))
import scene_drawing  # noqa: E402
from scene_words import Group, Scene  # noqa: E402

SCENES = {
    "stars-and-house.png": Scene(Group("star", "red", 2, "small"), "left of", Group("house", "blue"), "on a green field"),
    "boats.jpg": Scene(Group("boat", "red", 3), "", None, "on the blue sea"),
    "open.png": Scene(Group("cup", "brown"), "above", Group("OPEN", "red"), "on a white background"),
    "sun-and-tree.jpg": Scene(Group("sun", "orange", 1, "large"), "above", Group("tree", "green"), "on a sandy beach"),
    "umbrella.png": Scene(Group("umbrella", "purple", 1, "large"), "", None, "on a yellow background"),
    "fish-in-circle.png": Scene(Group("fish", "orange", 1, "small"), "inside", Group("circle", "white", 1, "large"), "on a brick wall"),
}
WIDTH, HEIGHT, FINE = 640, 560, 3


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    out = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    for seed, (name, scene) in enumerate(SCENES.items()):
        r = np.random.default_rng(seed + 10)
        image, _ = scene_drawing.draw(scene, r, WIDTH * FINE, HEIGHT * FINE)
        image = image.resize((WIDTH, HEIGHT))
        if name.endswith("png"):
            image.quantize(128).save(out / name, optimize=True)
        else:
            image.save(out / name, quality=88)
        print(f"{name}  {(out / name).stat().st_size}  {scene.say()}")


if __name__ == "__main__":
    main()
