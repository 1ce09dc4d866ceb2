"""What the recogniser sees of each character: its neighbours, what the lexicons and the rules say, what repeats.

`describe` is the hot path: one pass over the text, lists by position, no function call per character.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from ingest.language import institutions
from ingest.language.spans import Name, Place

_SENTENCE = re.compile(r"[^。！？\n]*[。！？\n]?")
_CLASS = {
    **dict.fromkeys("0123456789", "9"),
    **dict.fromkeys("，。；：！？、", "p"),
    **dict.fromkeys("“”‘’《》（）()", "q"),
}


@dataclass(frozen=True, slots=True)
class Statistics:
    """What was learnt from unlabelled articles: the cluster and the rarity of each pair of characters."""

    clusters: Mapping[str, str]
    fine: Mapping[str, str]
    rarity: Mapping[str, int]


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the spans of the sentences of a text, their final signs included."""
    return [match.span() for match in _SENTENCE.finditer(text) if match.end() > match.start()]


@cache
def _class(char: str) -> str:
    known = _CLASS.get(char)
    if known:
        return known
    if "一" <= char <= "鿿":
        return "c"
    return "a" if char.isascii() and char.isalpha() else "s" if char.isspace() else "o"


def _spread(length: int, spans: Sequence[tuple[int, int, str]], empty: str) -> list[str]:
    """Return for each position the label of the span there, with its place in it (B, I, E, S)."""
    marks = [empty] * length
    for start, end, label in spans:
        if end - start == 1:
            marks[start] = "S" + label
            continue
        marks[start] = "B" + label
        marks[end - 1] = "E" + label
        for at in range(start + 1, end - 1):
            marks[at] = "I" + label
    return marks


def describe(
    text: str,
    places: Sequence[Place],
    ruled: Sequence[Name],
    known: Sequence[tuple[int, int, str]],
    mined: Sequence[tuple[int, int, str]],
    statistics: Statistics,
) -> list[list[str]]:
    """Return the attributes of each character.

    `ruled` are the names that the rules found, `known` and `mined` the spans of entries of the two
    lexicons with their labels.
    """
    n = len(text)
    pad = f"  {text}  "
    pairs = [pad[i : i + 2] for i in range(n + 3)]
    classes = [_class(char) for char in pad]
    place = _spread(n, [(p.start, p.end, "F" if p.full else "S") for p in places], "")
    rule = _spread(n, [(r.start, r.end, f"{r.type[:2]}{r.origin[0]}") for r in ruled], "")
    known_marks = _spread(n, known, "")
    mined_marks = _spread(n, mined, "")
    suffixes = [(m.start(), m.end(), institutions.kind(m[0])[:2]) for m in institutions.suffixes().finditer(text)]
    suffix = _spread(n, suffixes, "")
    ahead = [""] * n
    reach = -1
    for start, _, label in reversed(suffixes):
        for at in range(start - 1, max(-1, start - 13), -1):
            if classes[at + 2] == "p" or text[at] == "\n":
                break
            if not ahead[at] or at >= reach:
                ahead[at] = f"{label}{min(start - at, 6) if start - at < 6 else 6 if start - at < 9 else 9}"
        reach = start
    counts = Counter(pairs)
    rarity, clusters, fine = statistics.rarity, statistics.clusters, statistics.fine
    odd = []
    for pair in pairs:
        times = counts[pair]
        odd.append(f"{min(times, 3)}{rarity.get(pair, 9)}")
    cluster = [clusters.get(pair, "-") for pair in pairs]
    finer = [fine.get(pair, "-") for pair in pairs]
    quoted = [""] * n
    inside = ""
    for at, char in enumerate(text):
        if char == "“":
            inside = "q"
        elif char in "”\n":
            inside = ""
        quoted[at] = inside
    rows = []
    for i in range(n):
        # In `pad`, the character at i stands at i + 2; pairs[i + 2] begins with it.
        a, b, c, d, e = pad[i], pad[i + 1], pad[i + 2], pad[i + 3], pad[i + 4]
        row = [
            "0" + c, "1" + b, "2" + d, "3" + a, "4" + e,
            "5" + pairs[i + 1], "6" + pairs[i + 2], "7" + pairs[i], "8" + pairs[i + 3],
            "9" + b + c + d, "A" + a + b + c, "B" + c + d + e,
            "C" + classes[i + 1] + classes[i + 2] + classes[i + 3],
            "D" + cluster[i + 1], "E" + cluster[i + 2], "F" + cluster[i], "G" + cluster[i + 3],
            "a" + finer[i + 1], "b" + finer[i + 2], "c" + finer[i], "d" + finer[i + 3],
            "H" + odd[i + 1] + "|" + odd[i + 2],
        ]  # fmt: skip
        if place[i]:
            row.append("I" + place[i])
        if rule[i]:
            row.append("J" + rule[i])
        if known_marks[i]:
            row.append("K" + known_marks[i])
        if mined_marks[i]:
            row.append("Q" + mined_marks[i])
        if suffix[i]:
            row.append("L" + suffix[i])
        if ahead[i]:
            row.append("M" + ahead[i])
        if quoted[i]:
            row.append("N" + c)
        if i + 1 < n:
            row.append(f"O{place[i + 1]}|{rule[i + 1]}|{suffix[i + 1]}")
        if i:
            row.append(f"P{place[i - 1]}|{rule[i - 1]}|{suffix[i - 1]}")
        rows.append(row)
    return rows
