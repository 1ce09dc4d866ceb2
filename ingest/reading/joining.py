"""Whether a line break stands inside a sentence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import add

from ingest.reading.lines import Line

# A line that ends so is not at its sentence's end, and a line that begins so is not at its beginning.
_OPEN_END = tuple("，,、（(“‘《〈「『【[—–·/&+＋")
_CLOSED_START = re.compile(r"^[，,、。；;：:！!？?）)”’》〉」』】\]%％]")
# No headline and no sentence ends with these, no sentence begins with those.
_DANGLING = re.compile(
    r"(?:[的与和及对为在以将由从向把被并等或有共是着个各其该此使让给而且仍已又则就还更最也都不未]|[\d.]+(?:个|家|项|万|亿|多)?)$"
)
_DEPENDENT = re.compile(r"^[的了着过们地得等及和与或]")
# What a paragraph opens with.
_OPENER = re.compile(
    r"^(?:[“‘「『《（(【\[▶►■□●◆·•—]|近日|日前|昨日|今日|今年|去年|此次|本次|据|当天|\d{1,2}月|\d{1,2}日|20\d\d年|第?[一二三四五六七八九十]+[、是])"
)
_ITEM = re.compile(r"^(?:[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[）)、.．]|[•·●■▶►◆※*-]\s|#{1,6}\s)")
_PAIRS = (("“", "”"), ("‘", "’"), ("《", "》"), ("「", "」"), ("（", "）"), ("(", ")"), ("【", "】"))
_LATIN = re.compile(r"[A-Za-z0-9]")
# Lines broken at a fixed width are that wide, or a little less, in columns (a Chinese character takes two).
WIDEST = 160
_WIDTHS = range(32, WIDEST)
_RAGGED = 4
_LEAST_WRAPPED = 2


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of the article, or the part of it that is the article's.

    `cut`: it begins where the reader cut a line in two; `apart`: text that is not the article's, such as a caption,
    stands before it; `columns`: how wide the line is in the text as given.
    """

    line: Line
    cut: bool
    apart: bool
    columns: int


class Joiner:
    """Tells the breaks inside sentences from those between paragraphs, for the lines of one article."""

    def __init__(self, pieces: Sequence[Piece], title: str | None) -> None:
        self._title = "".join((title or "").split())
        self._pieces = pieces
        self._width = _wrapped_width(pieces)

    @cached_property
    def _pairs(self) -> frozenset[str]:
        """Every two neighbouring characters of the lines."""
        return frozenset(pair for piece in self._pieces for pair in map(add, piece.line.text, piece.line.text[1:]))

    def joins(self, before: Piece, after: Piece) -> bool:
        """Tell whether the sentence of one line goes on in the next."""
        first, second = before.line.text, after.line.text
        if after.cut or (self._title and "".join(first.split()) == self._title):
            return False
        if before.line.ends_sentence or _ITEM.match(second) or first.startswith("#"):
            return False
        if first.endswith(_OPEN_END) or _CLOSED_START.match(second):
            return True
        if self._width and before.columns >= self._width - _RAGGED:
            return True
        return self._weight(first, second, after.apart) >= 3

    def _weight(self, first: str, second: str, apart: bool) -> int:
        """Add up what speaks for one sentence; a headline and the paragraph beneath it seldom reach 3."""
        marks = sum(first.count(mark) for mark in "，,、")
        return (
            3 * any(mark in first for mark in "。！？")
            + 3 * any(first.count(left) > first.count(right) for left, right in _PAIRS)
            + 2 * (_DANGLING.search(first) is not None)
            + 2 * (_DEPENDENT.match(second) is not None)
            # The two characters on either side of the break are neighbours elsewhere: a word was cut.
            + 2 * (first[-1] + second[0] in self._pairs)
            + 2 * needs_space(first, second)
            + (marks > 0)
            + (marks > 2)
            + (marks > 0 and len(first) > 40)
            + apart
            - (_OPENER.match(second) is not None)
        )


def needs_space(first: str, second: str) -> bool:
    """Tell whether two lines of one sentence are joined with a space: between Latin words."""
    return _LATIN.match(first[-1]) is not None and _LATIN.match(second[0]) is not None


def columns_of(text: str) -> int:
    """Return the width of a text in columns of a fixed-width font."""
    return len(text) + sum(unicodedata.east_asian_width(char) in "WF" for char in text)


def _wrapped_width(pieces: Sequence[Piece]) -> int | None:
    """Return the width at which the lines are broken, in columns, or None where each is a paragraph."""
    width = max((piece.columns for piece in pieces), default=0)
    if width not in _WIDTHS:
        return None
    cut = [piece.columns for piece in pieces if not piece.line.ends_sentence]
    full = sum(columns >= width - _RAGGED for columns in cut)
    return width if full >= max(_LEAST_WRAPPED, 0.5 * len(cut)) else None
