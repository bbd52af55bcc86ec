"""Draws scenes with Pillow: a place for everything, the ground, the things, then what cameras and files do to a picture."""

import colorsys
import functools
import io
import math
from pathlib import Path

import numpy as np
import scene_shapes
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from scene_words import COLOURS, GROUNDS, WORDS

SIDE = 96
FONTS = ("DejaVuSans-Bold", "DejaVuSans", "DejaVuSerif-Bold", "DejaVuSansMono-Bold", "DejaVuSansCondensed-Bold")
EXTENT = {"small": (0.155, 0.19), "": (0.25, 0.30), "large": (0.41, 0.47)}  # of the picture's side
CROWD = {"small": (0.145, 0.17), "": (0.215, 0.25)}  # where there is more than one
OUTER = (0.58, 0.72)


@functools.lru_cache(200)
def font(name, size):
    path = Path(f"/usr/share/fonts/truetype/dejavu/{name}.ttf")
    return ImageFont.truetype(str(path), size)


def shaken(r, rgb, hue=0.012, value=0.07):
    h, s, v = colorsys.rgb_to_hsv(*(c / 255 for c in rgb))
    h = (h + r.uniform(-hue, hue)) % 1
    s = min(1, max(0, s * (1 + r.uniform(-0.12, 0.08))))
    v = min(1, max(0, v * (1 + r.uniform(-value, value)) + r.uniform(-0.015, 0.015)))
    return tuple(int(round(255 * c)) for c in colorsys.hsv_to_rgb(h, s, v))


def shade(rgb, factor):
    if factor < 1 or max(rgb) < 60:
        return tuple(int(c * factor + (70 * (factor - 1) if factor > 1 else 0)) for c in rgb)
    return tuple(int(255 - (255 - c) / factor) for c in rgb)


def region(scene, index, r):
    """Where a group's centres may be: x0, y0, x1, y1 of the whole picture as 1."""
    if scene.second is None:
        return 0.02, 0.02, 0.98, 0.98
    first = index == 0
    if scene.relation == "left of":
        return (0.02, 0.13, 0.485, 0.87) if first else (0.515, 0.13, 0.98, 0.87)
    if any(g.noun in WORDS for g in scene.groups()):
        word = scene.groups()[index].noun in WORDS
        return (0.03, 0.03 if first else (0.66 if word else 0.38), 0.97, (0.34 if word else 0.62) if first else 0.97)
    return (0.13, 0.02, 0.87, 0.485) if first else (0.13, 0.515, 0.87, 0.98)


def places(scene, r):
    """For each group the list of (x, y, half extent). Two groups lie so that nobody could call it another relation."""
    while True:
        made = somewhere(scene, r)
        if scene.relation not in ("left of", "above"):
            return made
        (x, y), (a, b) = (np.mean([(x, y) for x, y, _ in group], 0) for group in made)
        along, across = (abs(x - a), abs(y - b)) if scene.relation == "left of" else (abs(y - b), abs(x - a))
        if along > 1.5 * across:
            return made


def somewhere(scene, r):
    made = []
    if scene.relation == "inside":
        half = r.uniform(*OUTER) / 2
        x, y = r.uniform(half + 0.02, 0.98 - half, 2)
        inner = r.uniform(*EXTENT["small"]) / 2 * 1.1
        near = half * (0.28 if scene.second.noun in ("circle", "square") else 0.12)
        down = -0.12 * half if scene.second.noun == "heart" else 0
        return [[(x + r.uniform(-near, near), y + down + r.uniform(-near, near), inner)], [(x, y, half)]]
    for index, group in enumerate(scene.groups()):
        x0, y0, x1, y1 = region(scene, index, r)
        sizes = EXTENT if group.count == 1 else CROWD
        half = r.uniform(*sizes[group.size]) / 2
        if group.noun in WORDS:
            made.append([((x0 + x1) / 2, r.uniform(y0 + 0.12, y1 - 0.12), half)])
            continue
        half = min(half, (x1 - x0) / 2.02, (y1 - y0) / 2.02)
        made.append(scattered(group, half, (x0, y0, x1, y1), r))
    return made


def scattered(group, half, area, r):
    """Places that do not touch; things of one group are close in size."""
    x0, y0, x1, y1 = area
    for attempt in range(200):
        kept = []
        for _ in range(40):
            x, y = r.uniform(x0 + half, max(x0 + half, x1 - half) + 1e-6), r.uniform(y0 + half, max(y0 + half, y1 - half) + 1e-6)
            if all(max(abs(x - a), abs(y - b)) > 2.06 * half or math.hypot(x - a, y - b) > 2.25 * half for a, b, _ in kept):
                kept.append((x, y, half))
            if len(kept) == group.count:
                return kept
        half *= 0.99
    raise ValueError(f"no place for {group}")


class Canvas:
    def __init__(self, width, height, ground, r):
        self.width, self.height, self.r = width, height, r
        self.image = Image.new("RGB", (width, height), shaken(r, GROUNDS[ground], value=0.05))
        self.colour = self.image.getpixel((0, 0))
        self.draw = ImageDraw.Draw(self.image)
        self.texture(ground)

    def texture(self, ground):
        r, w, h, draw = self.r, self.width, self.height, self.draw
        tone = lambda least, most: shade(self.colour, r.uniform(least, most))  # noqa: E731
        if ground == "on a green field":
            for x, y in zip(r.uniform(0, w, 60), r.uniform(0, h, 60)):
                draw.line([x, y, x + r.uniform(-0.015, 0.015) * w, y - r.uniform(0.02, 0.05) * h], tone(0.78, 0.92), max(1, w // 110))
        elif ground == "in a blue sky":
            for _ in range(r.integers(1, 5)):
                x, y, a = r.uniform(0, w), r.uniform(0, h), r.uniform(0.05, 0.12) * w
                for d in (-1, 0, 1):
                    draw.ellipse([x + d * a * 0.7 - a, y - a * 0.5 - (d == 0) * a * 0.3, x + d * a * 0.7 + a, y + a * 0.5], shade(self.colour, 1.9))
        elif ground == "on the blue sea":
            for y in np.arange(r.uniform(0.02, 0.08), 1, 0.09):
                xs = np.linspace(0, w, 24)
                draw.line([(x, y * h + 0.012 * h * math.sin(x / w * 40 + y * 50)) for x in xs], tone(1.15, 1.35), max(1, w // 120))
        elif ground == "at night":
            for x, y in zip(r.uniform(0, w, 40), r.uniform(0, h, 40)):
                a = r.uniform(0.002, 0.006) * w
                draw.ellipse([x - a, y - a, x + a, y + a], (200, 200, 170))
        elif ground == "on a sandy beach":
            for x, y in zip(r.uniform(0, w, 120), r.uniform(0, h, 120)):
                a = r.uniform(0.003, 0.008) * w
                draw.ellipse([x - a, y - a, x + a, y + a], tone(0.82, 0.95))
        elif ground == "on a brick wall":
            high, wide, line = r.uniform(0.07, 0.1), r.uniform(0.16, 0.24), max(1, w // 90)
            for row, y in enumerate(np.arange(r.uniform(-high, 0), 1, high)):
                draw.line([0, y * h, w, y * h], shade(self.colour, 1.35), line)
                for x in np.arange(-wide + (row % 2) * wide / 2, 1, wide):
                    draw.line([x * w, y * h, x * w, (y + high) * h], shade(self.colour, 1.35), line)
        elif r.random() < 0.3:
            for y in range(h):
                draw.line([0, y, w, y], shade(self.colour, 0.97 + 0.03 * y / h))

    def thing(self, group, colour, x, y, half):
        r = self.r
        angle = math.radians(scene_shapes.turn(group.noun, r))
        outline = r.random() < 0.55
        line = max(1, int(half * self.width * 0.045)) if outline else 0
        edge = shade(colour, 0.55) if max(colour) > 90 else shade(colour, 1.8)
        side = math.sqrt(self.width * self.height) * half
        stretch = r.uniform(0.94, 1.06)
        turned = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
        parts = [((np.array(p) * (stretch, 1 / stretch)) @ turned.T * side + (x * self.width, y * self.height), fill)
                 for p, fill in scene_shapes.parts(group.noun, r)]
        under = self.image.copy() if any(f == "hole" for _, f in parts) else None
        fills = {"main": colour, "dark": shade(colour, 0.8), "light": shade(colour, 1.3)}
        if outline:  # behind everything, so that parts of one thing have one outline
            for points, fill in parts:
                if fill != "hole":
                    self.draw.line([*map(tuple, points), tuple(points[0]), tuple(points[1])], edge, 2 * line, joint="curve")
        for points, fill in parts:
            if fill == "hole":
                mask = Image.new("1", self.image.size)
                ImageDraw.Draw(mask).polygon([*map(tuple, points)], 1)
                self.image.paste(under, mask=mask)
            else:
                self.draw.polygon([*map(tuple, points)], fills[fill] if isinstance(fill, str) else fill)

    def word(self, group, colour, y):
        r = self.r
        wide = min(0.92, r.uniform(0.15, 0.19) * len(group.noun) + 0.08)
        name = FONTS[r.integers(len(FONTS))]
        box = font(name, 64).getbbox(group.noun)
        size = int(min(64 * wide * self.width / (box[2] - box[0]), 64 * 0.22 * self.height / (box[3] - box[1])))
        box = font(name, size).getbbox(group.noun)
        w, h = box[2] - box[0], box[3] - box[1]
        pad = 4
        mask = Image.new("L", (w + 2 * pad, h + 2 * pad))
        ImageDraw.Draw(mask).text((pad - box[0], pad - box[1]), group.noun, 255, font(name, size))
        mask = mask.rotate(r.uniform(-5, 5), Image.Resampling.BILINEAR, expand=True)
        left = int(r.uniform(0.02 * self.width, max(0.02 * self.width + 1, 0.98 * self.width - mask.width)))
        top = int(min(max(y * self.height - mask.height / 2, 0), self.height - mask.height))
        self.image.paste(colour, (left, top), mask)
        return (left + mask.width / 2) / self.width


def draw(scene, r, width, height):
    """The picture, and (index of the group, x, y) of everything in it, x and y as parts of the picture."""
    canvas = Canvas(width, height, scene.ground, r)
    where = places(scene, r)
    made = []
    for index in range(len(where) - 1, -1, -1):
        group = scene.groups()[index]
        colour = shaken(r, COLOURS[group.colour])
        for x, y, half in where[index]:
            if group.noun in WORDS:
                x = canvas.word(group, colour, y)
            else:
                canvas.thing(group, colour, x, y, half)
            made.append((index, x, y))
    return canvas.image, made


def worn(image, r):
    """Blur, noise, light and JPEG, each now and then."""
    if r.random() < 0.2:
        image = image.filter(ImageFilter.GaussianBlur(r.uniform(0.3, 0.005 * image.width)))
    if r.random() < 0.25:
        pixels = np.asarray(image).astype(np.float32)
        pixels += r.normal(0, r.uniform(3, 14), pixels.shape).astype(np.float32)
        image = Image.fromarray(pixels.clip(0, 255).astype(np.uint8))
    if r.random() < 0.3:
        kept = io.BytesIO()
        image.save(kept, "JPEG", quality=int(r.integers(35, 92)))
        image = Image.open(kept)
        image.load()
    return image


def sample(scene, r):
    """The scene as the model sees it, [96, 96, 3] uint8, and where things are."""
    side = r.uniform(150, 300)
    stretch = r.uniform(0.93, 1.075)
    image, where = draw(scene, r, int(side * stretch), int(side / stretch))
    image = worn(image, r)
    kind = Image.Resampling.BILINEAR if r.random() < 0.5 else Image.Resampling.BICUBIC
    return np.asarray(image.resize((SIDE, SIDE), kind)), where
