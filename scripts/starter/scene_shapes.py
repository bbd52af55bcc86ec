"""Outlines of the things, in the square from -1 to 1 with y downwards: lists of (polygon, fill).

A fill is "main" (the colour of the thing), "dark" and "light" (shades of it), "hole" (the ground shows through) or an
own RGB colour.
"""

import math

import numpy as np

TRUNK, WINDOW, WHEEL, CREAM, STEEL, LEAF = (110, 70, 40), (190, 225, 245), (40, 40, 45), (250, 240, 220), (120, 120, 125), (60, 140, 60)


def oval(x, y, a, b=None, start=0, end=360, points=26):
    b = a if b is None else b
    return [(x + a * math.cos(math.radians(t)), y + b * math.sin(math.radians(t))) for t in np.linspace(start, end, points)]


def box(x0, y0, x1, y1):
    return [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]


def spikes(count, outer, inner, turn=-90):
    return [((outer, inner)[i % 2] * math.cos(math.radians(turn + 180 * i / count)),
             (outer, inner)[i % 2] * math.sin(math.radians(turn + 180 * i / count))) for i in range(2 * count)]


def heart():
    t = np.linspace(0, 2 * math.pi, 40)
    x = 16 * np.sin(t) ** 3
    y = -(13 * np.cos(t) - 5 * np.cos(2 * t) - 2 * np.cos(3 * t) - np.cos(4 * t))
    return list(zip(x / 16.5, y / 16.5 + 0.05))


def house(r):
    return [(box(-0.75, -0.15, 0.75, 0.95), "main"), ([(-1, -0.1), (0, -0.98), (1, -0.1)], "dark"),
            (box(-0.18, 0.35, 0.18, 0.95), TRUNK), (box(-0.58, 0.1, -0.25, 0.42), WINDOW), (box(0.25, 0.1, 0.58, 0.42), WINDOW)]


def tree(r):
    trunk = (box(-0.16, 0.3, 0.16, 1), TRUNK)
    if r.random() < 0.5:
        return [trunk, (oval(0, -0.3, 0.75, 0.7), "main"), (oval(-0.25, -0.45, 0.2), "light"), (oval(0.3, -0.15, 0.16), "dark")]
    return [trunk, ([(-0.75, 0.5), (0, -0.35), (0.75, 0.5)], "main"), ([(-0.6, 0), (0, -0.75), (0.6, 0)], "main"),
            ([(-0.42, -0.42), (0, -1), (0.42, -0.42)], "light")]


def sun(r):
    made = []
    for turn in np.linspace(0, 360, 11)[:-1]:
        a, b, c = (math.radians(turn + d) for d in (-7, 0, 7))
        made.append(([(0.66 * math.cos(a), 0.66 * math.sin(a)), (math.cos(b), math.sin(b)),
                      (0.66 * math.cos(c), 0.66 * math.sin(c))], "main"))
    return made + [(oval(0, 0, 0.56), "main")]


def car(r):
    return [([(-0.98, 0.35), (-0.98, 0.0), (-0.6, -0.08), (-0.38, -0.5), (0.35, -0.5), (0.6, -0.08), (0.98, 0.02), (0.98, 0.35)], "main"),
            ([(-0.48, -0.08), (-0.3, -0.4), (-0.04, -0.4), (-0.04, -0.08)], WINDOW),
            ([(0.06, -0.08), (0.06, -0.4), (0.28, -0.4), (0.46, -0.08)], WINDOW)] + [
            part for x in (-0.52, 0.52) for part in ((oval(x, 0.35, 0.24), WHEEL), (oval(x, 0.35, 0.1), (190, 190, 190)))]


def boat(r):
    return [([(-0.95, 0.4), (0.95, 0.4), (0.6, 0.9), (-0.6, 0.9)], "main"), (box(-0.05, -0.95, 0.05, 0.4), TRUNK),
            ([(0.1, -0.9), (0.1, 0.28), (0.85, 0.28)], CREAM), ([(-0.1, -0.7), (-0.1, 0.28), (-0.65, 0.28)], "light")]


def flower(r):
    petals = [(oval(0.42 * math.cos(t), -0.35 + 0.42 * math.sin(t), 0.27, points=16), "main")
              for t in np.linspace(0, 2 * math.pi, 7)[:-1]]
    centre = (250, 210, 60) if r.random() < 0.6 else (90, 60, 30)
    return [(box(-0.06, 0, 0.06, 1), LEAF), ([(0, 0.75), (0.45, 0.35), (0.5, 0.55)], LEAF)] + petals + [(oval(0, -0.35, 0.2), centre)]


def cup(r):
    return [(oval(0.62, 0.05, 0.38, 0.42), "dark"), (oval(0.6, 0.05, 0.2, 0.24), "hole"),
            ([(-0.8, -0.65), (0.55, -0.65), (0.42, 0.8), (-0.65, 0.8)], "main"), (oval(-0.125, -0.65, 0.67, 0.16), "dark")]


def fish(r):
    s = 1 if r.random() < 0.5 else -1
    return [([(s * x, y) for x, y in p], f) for p, f in (
        ([(0.35, 0), (0.98, -0.5), (0.85, 0), (0.98, 0.5)], "dark"), (oval(-0.2, 0, 0.75, 0.45), "main"),
        ([(-0.3, -0.42), (0.05, -0.75), (0.25, -0.35)], "dark"), (oval(-0.6, -0.1, 0.12), (250, 250, 250)),
        (oval(-0.63, -0.1, 0.06), (20, 20, 20)))]


def mushroom(r):
    return [([(-0.28, 0), (0.28, 0), (0.35, 0.9), (-0.35, 0.9)], CREAM), (oval(0, 0.1, 0.95, 0.95, 180, 360), "main"),
            (oval(-0.4, -0.28, 0.15), CREAM), (oval(0.15, -0.5, 0.17), CREAM), (oval(0.52, -0.15, 0.13), CREAM)]


def umbrella(r):
    return [(box(-0.05, -0.9, 0.05, 0.8), STEEL), (oval(0.16, 0.78, 0.22, 0.22, 0, 180), STEEL),
            (oval(0, 0.05, 0.98, 0.92, 180, 360) + [(0.66, -0.1), (0.33, 0.05), (0, -0.1), (-0.33, 0.05), (-0.66, -0.1)], "main"),
            ([(-0.33, 0.03), (0, -0.87), (0.33, 0.03), (0, -0.1)], "light")]


def key(r):
    return [(oval(-0.55, 0, 0.43), "main"), (oval(-0.6, 0, 0.17), "hole"), (box(-0.2, -0.12, 0.98, 0.12), "main"),
            (box(0.45, 0.1, 0.6, 0.42), "main"), (box(0.75, 0.1, 0.92, 0.36), "main")]


def apple(r):
    return [(box(-0.06, -0.95, 0.06, -0.4), TRUNK), ([(0.05, -0.6), (0.3, -0.95), (0.65, -0.9), (0.4, -0.6)], LEAF),
            (oval(-0.34, 0.15, 0.52, 0.7), "main"), (oval(0.34, 0.15, 0.52, 0.7), "main"), (oval(-0.45, -0.1, 0.13, 0.22), "light")]


def moon(r):
    outer = oval(0, 0, 0.95, 0.95, 50, 310, 30)
    return [(outer + [(0.42 + 0.74 * math.cos(math.radians(t)), 0.74 * math.sin(math.radians(t)))
                      for t in np.linspace(256, 104, 24)], "main")]


PLAIN = {"circle": [oval(0, 0, 0.95)], "square": [box(-0.85, -0.85, 0.85, 0.85)],
         "triangle": [[(-0.95, 0.8), (0, -0.9), (0.95, 0.8)]], "star": [spikes(5, 1, 0.42)], "heart": [heart()],
         "cross": [box(-0.3, -0.95, 0.3, 0.95), box(-0.95, -0.3, 0.95, 0.3)],
         "diamond": [[(0, -1), (0.68, 0), (0, 1), (-0.68, 0)]]}
DRAWN = {f.__name__: f for f in (house, tree, sun, car, boat, flower, cup, fish, mushroom, umbrella, key, apple, moon)}


def parts(noun, r):
    if noun == "ring":
        return [(oval(0, 0, 0.95), "main"), (oval(0, 0, 0.52), "hole")]
    if noun in PLAIN:
        return [(p, "main") for p in PLAIN[noun]]
    return DRAWN[noun](r)


TURNS = {"circle": 0, "square": 12, "triangle": 10, "star": 36, "heart": 18, "ring": 0, "cross": 14, "diamond": 8, "moon": 25}


def turn(noun, r):
    """Degrees: shapes that another shape becomes by turning are turned a little only."""
    most = TURNS.get(noun, 14)
    return float(r.uniform(-most, most))
