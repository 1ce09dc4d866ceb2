"""The lines of a text, and what may stand on a line that is no part of an article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")

SENTENCE_END = re.compile(r"[。！？!?；;…][”’」』）)]*$|[：:]$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the space around it: `text[start:end]`, and how many blank lines stand before it."""

    start: int
    end: int
    text: str
    gap: int

    @property
    def ends_sentence(self) -> bool:
        return SENTENCE_END.search(self.text) is not None


def lines_of(text: str, start: int = 0, end: int | None = None) -> Iterator[Line]:
    """Yield the lines of a run of the text that hold more than space."""
    last = start
    for found in _LINE.finditer(text, start, len(text) if end is None else end):
        content = found[0].strip(" \t\u3000\xa0\ufeff\u200b")
        if not content or content.isspace():
            continue
        at = found.start() + found[0].index(content)
        gap = max(0, len(_BREAK.findall(text, last, at)) - 1)
        yield Line(at, at + len(content), content, gap)
        last = at + len(content)
