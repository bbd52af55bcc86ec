"""What is said of a scene to starter-clip: the exact caption, shorter and other ways to say it, and captions that are nearly right.

A text has keys; it is true of a scene that has all of them. So a text that fits another picture of the batch too is not
taken for wrong there.
"""

from dataclasses import replace

from scene_words import COLOURS, GROUNDS, NOUNS, PLURALS, TURNED, WORDS, Group, Scene, fits

TEMPLATES = ("{}", "{}", "a photo of {}", "a picture of {}", "this is a photo of {}.", "a drawing of {}", "an image of {}",
             "a picture with {}", "there is {}", "a photo of {}.")


def plural(noun):
    return PLURALS.get(noun, noun + "s")


def article(words):
    return ("an " if words[0] in "aeiou" else "a ") + words


def group_keys(group):
    if group.noun in WORDS:
        return {f"word {group.noun}", f"word {group.noun} {group.colour}"}
    keys = {f"{group.noun}", f"{group.colour} {group.noun}", f"{group.count} {group.noun}",
            f"{group.count} {group.colour} {group.noun}", f"{group.count} {group.size} {group.colour} {group.noun}"}
    return keys | ({f"many {group.noun}", f"many {group.colour} {group.noun}"} if group.count > 1 else set())


def keys(scene):
    """All that is true of it."""
    made = {scene.say(), scene.ground}.union(*map(group_keys, scene.groups()))
    if scene.second:
        made.add(f"{scene.first.noun} {scene.relation} {scene.second.noun}")
        if scene.relation in TURNED:
            made.add(f"{scene.second.noun} {TURNED[scene.relation]} {scene.first.noun}")
    return frozenset(made)


def of_group(group, r):
    """(text, key): from the noun alone to everything."""
    if group.noun in WORDS:
        return ((f'the word "{group.noun}"', f"word {group.noun}") if r.random() < 0.5 else
                (group.say(), f"word {group.noun} {group.colour}"))
    kind = r.integers(6)
    if kind == 0:
        return (group.noun if r.random() < 0.4 else article(group.noun)), group.noun
    if kind == 1:
        return (article(f"{group.colour} {group.noun}") if r.random() < 0.7 else f"{group.colour} {group.noun}"), f"{group.colour} {group.noun}"
    if kind == 2 and group.count > 1:
        return plural(group.noun), f"many {group.noun}"
    if kind == 3 and group.count > 1:
        return f"{group.colour} {plural(group.noun)}", f"many {group.colour} {group.noun}"
    if kind == 4 and group.count > 1:
        return Group(group.noun, "", group.count).say(), f"{group.count} {group.noun}"
    return group.say(), f"{group.count} {group.size} {group.colour} {group.noun}"


def said(scene, r):
    """(text, the keys it needs)"""
    kind = r.random()
    if kind < 0.5:
        text, needs = scene.say(), {scene.say()}
    elif kind < 0.58 and scene.relation in TURNED:
        text = f"{scene.second.say()} {TURNED[scene.relation]} {scene.first.say()} {scene.ground}"
        needs = {scene.say()}
    elif kind < 0.64 and scene.second and not any(g.noun in WORDS for g in scene.groups()):
        text = f"{article(scene.first.noun)} {scene.relation} {article(scene.second.noun)}"
        needs = {f"{scene.first.noun} {scene.relation} {scene.second.noun}"}
    else:
        some = [of_group(g, r) for g in (scene.groups() if r.random() < 0.4 else [scene.groups()[r.integers(len(scene.groups()))]])]
        text, needs = " and ".join(t for t, _ in some), {k for _, k in some}
        if r.random() < 0.25:
            text, needs = f"{text} {scene.ground}", needs | {scene.ground}
    return TEMPLATES[r.integers(len(TEMPLATES))].format(text), frozenset(needs)


def other(values, now, r):
    kept = [v for v in values if v != now]
    return kept[r.integers(len(kept))]


def nearly(scene, r):
    """The caption of a scene that differs in one thing."""
    ways = ["colour", "noun", "count", "ground"]
    if scene.second:
        ways += ["relation", "exchange", "exchange"]
    for _ in range(20):
        way = ways[r.integers(len(ways))]
        index = r.integers(len(scene.groups()))
        group = scene.groups()[index]
        changed = scene
        if way == "ground":
            changed = replace(scene, ground=other(list(GROUNDS), scene.ground, r))
        elif way == "relation" and scene.relation in TURNED:
            same = [x for x in TURNED if scene.relation in ("left of", "right of") or x in ("above", "below")]
            changed = replace(scene, relation=other(same, scene.relation, r))
        elif way == "exchange":
            a, b = scene.first, scene.second
            changed = (replace(scene, first=replace(a, colour=b.colour), second=replace(b, colour=a.colour)) if r.random() < 0.6
                       or a.noun in WORDS or b.noun in WORDS else replace(scene, first=replace(a, count=b.count, size=b.size),
                                                                          second=replace(b, count=a.count, size=a.size)))
        elif way in ("colour", "noun", "count"):
            if way == "colour":
                group = replace(group, colour=other([c for c in COLOURS if fits(c, scene.ground)], group.colour, r))
            elif way == "noun":
                group = replace(group, noun=other(WORDS if group.noun in WORDS else NOUNS, group.noun, r))
            elif group.noun not in WORDS and scene.relation != "inside":
                group = replace(group, count=int(other((1, 2, 3), group.count, r)))
            changed = replace(scene, first=group) if index == 0 else replace(scene, second=group)
        if changed != scene and changed.say() != scene.say():
            return changed.say()
    return replace(scene, ground=other(list(GROUNDS), scene.ground, r)).say()


def corpus(scenes, r):
    """Texts of all kinds, for the tokenizer."""
    return [t for s in scenes for t in (said(s, r)[0], said(s, r)[0], s.say())]
