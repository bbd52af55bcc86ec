#!/usr/bin/env python3
"""Many JPEG files like those of a camera: 4000 x 3000 pixels, 4:2:0, quality 90.

    python make_pictures.py --out FOLDER [--count N] [--bases N] [--width W] [--height H]

A base picture is noise with the spectrum of photographs (amplitude falling with the frequency), shapes with sharp edges,
and the noise of a sensor. The files are the base pictures in turn, each with a comment of its own, so that no two are the
same while making them takes no longer than writing them. Needs numpy and Pillow.
"""

import argparse
import io
import struct
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw


def clouds(random, width, height, fall):
    """Between 0 and 1."""
    y = np.fft.fftfreq(height)[:, None]
    x = np.fft.rfftfreq(width)[None, :]
    amplitude = np.maximum(np.hypot(x, y), 1 / max(width, height)) ** -fall
    phase = np.exp(2j * np.pi * random.random(amplitude.shape, dtype=np.float32))
    field = np.fft.irfft2(amplitude * phase, (height, width))
    field -= field.mean()
    return np.clip(0.5 + field / (5 * field.std()), 0, 1).astype(np.float32)


def base(seed, width, height):
    random = np.random.default_rng(seed)
    light = clouds(random, width, height, 1.2)
    tint = [clouds(random, width // 8 + 1, height // 8 + 1, 1.8) for _ in range(2)]
    planes = [np.asarray(Image.fromarray(t).resize((width, height), Image.Resampling.BILINEAR)) - 0.5 for t in tint]
    rgb = np.stack([light + 0.5 * planes[0], light, light + 0.5 * planes[1]], axis=2) * 255
    image = Image.fromarray(np.clip(rgb, 0, 255).astype(np.uint8))
    draw = ImageDraw.Draw(image)
    for _ in range(25):
        x, y = random.integers(0, width), random.integers(0, height)
        w, h = random.integers(width // 50, width // 6), random.integers(height // 50, height // 6)
        shape = draw.ellipse if random.random() < 0.5 else draw.rectangle
        shape((x, y, x + w, y + h), fill=tuple(int(v) for v in random.integers(20, 236, 3)))
    grain = random.normal(0, 2.5, (height, width, 3)).astype(np.float32)
    return Image.fromarray(np.clip(np.asarray(image) + grain, 0, 255).astype(np.uint8))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--bases", type=int, default=8)
    parser.add_argument("--width", type=int, default=4000)
    parser.add_argument("--height", type=int, default=3000)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    bases = []
    for seed in range(min(args.bases, args.count)):
        out = io.BytesIO()
        base(seed, args.width, args.height).save(out, "JPEG", quality=90, subsampling="4:2:0")
        bases.append(out.getvalue())
    for number in range(args.count):
        jpeg = bases[number % len(bases)]
        said = b"picture %d" % number
        comment = b"\xff\xfe" + struct.pack(">H", 2 + len(said)) + said
        (args.out / f"picture-{number:05d}.jpg").write_bytes(jpeg[:2] + comment + jpeg[2:])
    print(args.count, "files of", round(sum(map(len, bases)) / len(bases) / 1e6, 1), "MB")


if __name__ == "__main__":
    main()
