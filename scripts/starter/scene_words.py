"""What the scenes of starter-caption and starter-clip say: things, colours, grounds, and one exact caption for each scene.

A scene is one group of things, or two with a relation, on a ground. `say` says it in one way only, so that a caption is
right or wrong: what is left, above or inside comes first.
"""

import zlib
from dataclasses import dataclass

SHAPES = ("circle", "square", "triangle", "star", "heart", "ring", "cross", "diamond", "moon")
THINGS = ("house", "tree", "sun", "car", "boat", "flower", "cup", "fish", "mushroom", "umbrella", "key", "apple")
NOUNS = SHAPES + THINGS
PLURALS = {"cross": "crosses", "fish": "fish"}
WORDS = ("OPEN", "STOP", "EXIT", "SALE", "HELLO", "CAFE", "TAXI", "NEWS", "LOVE", "PARK", "HOTEL", "BANK", "MENU", "FREE",
         "HELP", "PLAY", "YES", "NO", "ZOO", "BUS", "TEA", "MUSIC", "SHOP", "DANGER")
COLOURS = {"red": (215, 35, 40), "orange": (245, 135, 25), "yellow": (250, 220, 40), "green": (40, 160, 60),
           "blue": (40, 85, 215), "purple": (130, 50, 170), "pink": (250, 150, 190), "brown": (125, 75, 40),
           "black": (25, 25, 28), "white": (248, 248, 246), "grey": (135, 137, 140)}
GROUNDS = {"on a white background": (250, 250, 250), "on a black background": (15, 15, 17),
           "on a grey background": (150, 150, 152), "on a yellow background": (252, 232, 110),
           "on a pink background": (250, 190, 210), "on a green field": (95, 175, 70), "in a blue sky": (150, 200, 245),
           "on the blue sea": (25, 95, 150), "at night": (18, 22, 60), "on a sandy beach": (228, 205, 150),
           "on a brick wall": (165, 85, 65)}
COUNTS = ("", "a", "two", "three", "four", "five")
SIZES = ("small", "", "large")
APART = 95  # smallest distance of a colour from its ground


@dataclass(frozen=True)
class Group:
    """So many equal things, or one written word."""
    noun: str
    colour: str
    count: int = 1
    size: str = ""

    def say(self):
        if self.noun in WORDS:
            return f'the word "{self.noun}" in {self.colour}'
        noun = self.noun if self.count == 1 else PLURALS.get(self.noun, self.noun + "s")
        words = [w for w in (self.size, self.colour, noun) if w]
        first = "an" if self.count == 1 and words[0][0] in "aeiou" else COUNTS[self.count]
        return " ".join([first, *words])


@dataclass(frozen=True)
class Scene:
    """`first` is "left of", "above" or "inside" `second`. Without second: "" and None."""
    first: Group
    relation: str
    second: Group | None
    ground: str

    def say(self):
        if self.second is None:
            return f"{self.first.say()} {self.ground}"
        return f"{self.first.say()} {self.relation} {self.second.say()} {self.ground}"

    def groups(self):
        return [self.first] + ([self.second] if self.second else [])


TURNED = {"left of": "right of", "right of": "left of", "above": "below", "below": "above"}


def fits(colour, ground):
    a, b = COLOURS[colour], GROUNDS[ground]
    return sum((x - y) ** 2 for x, y in zip(a, b)) ** 0.5 >= APART


def chosen_out(share, *words):
    return zlib.crc32(" ".join(words).encode()) % 1000 < share


def new_mixture(scene):
    """Whether the scene has nouns together, or a word in a colour, or a counted thing in a colour, that training never shows."""
    groups = scene.groups()
    if len(groups) == 2 and chosen_out(120, *sorted(g.noun for g in groups)):
        return True
    return any(chosen_out(80, "count", g.noun, g.colour, str(g.count)) for g in groups)


def new_colour(scene):
    """Whether a thing has a colour that training never shows on it."""
    return any(chosen_out(70, "colour", g.noun, g.colour) for g in scene.groups())


def group(r, ground, counts, sizes, nouns=NOUNS):
    colours = [c for c in COLOURS if fits(c, ground)]
    count = counts[r.integers(len(counts))]
    size = sizes[r.integers(len(sizes))]
    if count > 1 and size == "large":
        size = ""
    return Group(nouns[r.integers(len(nouns))], colours[r.integers(len(colours))], int(count), size)


def any_scene(r):
    ground = list(GROUNDS)[r.integers(len(GROUNDS))]
    kind = r.random()
    if kind < 0.28:
        return Scene(group(r, ground, (1, 1, 1, 2, 3, 4, 5), SIZES), "", None, ground)
    if kind < 0.36:
        return Scene(group(r, ground, (1,), ("",), WORDS), "", None, ground)
    if kind < 0.48:
        word = group(r, ground, (1,), ("",), WORDS)
        other = group(r, ground, (1, 1, 2, 3), ("", "", "small"))
        return Scene(*((word, "above", other) if r.random() < 0.5 else (other, "above", word)), ground)
    if kind < 0.58:
        outer = group(r, ground, (1,), ("large",), ("circle", "square", "heart", "diamond"))
        colours = [c for c in COLOURS if sum((a - b) ** 2 for a, b in zip(COLOURS[c], COLOURS[outer.colour])) > APART ** 2]
        return Scene(Group(NOUNS[r.integers(len(NOUNS))], colours[r.integers(len(colours))], 1, "small"), "inside", outer, ground)
    while True:
        one, other = (group(r, ground, (1, 1, 2, 3), SIZES) for _ in range(2))
        if (one.noun, one.colour) != (other.noun, other.colour):
            return Scene(one, ("left of", "above")[r.integers(2)], other, ground)


def scene(r, part):
    """A scene for `train`, `mixture` (new mixtures of known things) or `colour` (a thing in a colour new for it)."""
    while True:
        made = any_scene(r)
        if part == "train" and not new_mixture(made) and not new_colour(made):
            return made
        if part == "mixture" and new_mixture(made) and not new_colour(made):
            return made
        if part == "colour" and new_colour(made):
            return made
