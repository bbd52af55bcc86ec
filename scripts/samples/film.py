#!/usr/bin/env python3
"""Makes the film of the quick start, seven pictures a second over English speech, from what pictures.py and speech.py made.

    python film.py --out FOLDER

Needs ffmpeg of Debian and the packages of scripts/starter/requirements.txt.
"""

import argparse
import subprocess
import tempfile
from pathlib import Path

from PIL import Image

SHOWN = ("sun-and-tree.jpg", "boats.jpg", "stars-and-house.png")
WIDTH, HEIGHT, RATE, SECONDS = 320, 280, 7, 3


def frames(folder, scratch):
    """Each picture for three seconds, while the camera goes over it."""
    number = 0
    for name in SHOWN:
        with Image.open(folder / "pictures" / name) as picture:
            whole = picture.convert("RGB")
        for i in range(RATE * SECONDS):
            edge = 0.9 * whole.width
            left = (whole.width - edge) * i / (RATE * SECONDS - 1)
            top = (whole.height - edge * HEIGHT / WIDTH) / 2
            shown = whole.resize((WIDTH, HEIGHT), Image.BICUBIC, (left, top, left + edge, top + edge * HEIGHT / WIDTH))
            shown.save(scratch / f"{number:04d}.png")
            number += 1


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    folder = parser.parse_args().out
    with tempfile.TemporaryDirectory() as made:
        scratch = Path(made)
        frames(folder, scratch)
        subprocess.run(["ffmpeg", "-v", "error", "-y", "-framerate", str(RATE), "-i", scratch / "%04d.png",
                        "-i", folder / "speech" / "english.flac", "-c:v", "libx264", "-preset", "veryslow", "-crf", "30",
                        "-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "48k", "-shortest", "-map_metadata", "-1",
                        "-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact", "-movflags", "+faststart",
                        folder / "film.mp4"], check=True)


if __name__ == "__main__":
    main()
