"""Whether a line break stands inside a sentence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
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
_WIDTHS = range(16, 161)
_RAGGED = 4
_LEAST_WRAPPED = 4


class Joiner:
    """Tells the breaks inside sentences from those between paragraphs, for the lines of one article."""

    def __init__(self, lines: Sequence[Line], title: str | None) -> None:
        self._title = "".join((title or "").split())
        self._lines = lines
        self._width = _wrapped_width(lines)

    @cached_property
    def _pairs(self) -> frozenset[str]:
        """Every two neighbouring characters of the lines."""
        return frozenset(pair for line in self._lines for pair in map(add, line.text, line.text[1:]))

    def joins(self, before: Line, after: Line, *, apart: bool) -> bool:
        """Tell whether the sentence of one line goes on in the next.

        `apart` says that something else, such as a caption, stands between them.
        """
        first, second = before.text, after.text
        if self._title and "".join(first.split()) == self._title:
            return False
        if before.ends_sentence or _ITEM.match(second) or first.startswith("#"):
            return False
        if first.endswith(_OPEN_END) or _CLOSED_START.match(second):
            return True
        if self._width and _columns(first) >= self._width - _RAGGED:
            return True
        return self._weight(first, second, apart) >= 3

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
            + (marks > 0)
            + (marks > 2)
            + (marks > 0 and len(first) > 40)
            + apart
            - (_OPENER.match(second) is not None)
        )


def needs_space(first: str, second: str) -> bool:
    """Tell whether two lines of one sentence are joined with a space: between Latin words."""
    return _LATIN.match(first[-1]) is not None and _LATIN.match(second[0]) is not None


def _columns(text: str) -> int:
    """Return the width of a text in columns of a fixed-width font."""
    return len(text) + sum(unicodedata.east_asian_width(char) in "WF" for char in text)


def _wrapped_width(lines: Sequence[Line]) -> int | None:
    """Return the width at which the lines are broken, in columns, or None where each is a paragraph."""
    cut = [_columns(line.text) for line in lines if not line.ends_sentence and len(line.text) <= _WIDTHS[-1]]
    if len(cut) < _LEAST_WRAPPED:
        return None
    width = max(cut)
    full = sum(width - _RAGGED <= columns <= width for columns in cut)
    wide = max(_columns(line.text[: _WIDTHS[-1] + 1]) for line in lines)
    return (
        width if width in _WIDTHS and full >= max(_LEAST_WRAPPED, 0.5 * len(cut)) and wide <= width + _RAGGED else None
    )
