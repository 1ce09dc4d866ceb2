"""The text that is read: simplified, half-width where that matters, broken sentences joined, traced to the article."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import normalize

from graph.model import Article, Span
from graph.names import simplify
from ingest.reading.joining import Joiner, needs_space
from ingest.reading.lines import Line, lines_of

# Full-width letters, digits and signs become half-width ones; the marks that part Chinese clauses stay.
_NARROW = {
    code: normalize("NFKC", chr(code)) for code in range(ord("！"), ord("～") + 1) if chr(code) not in "，！？；：（）"
} | {ord("\u3000"): " ", ord("\xa0"): " "}


@dataclass(frozen=True, slots=True)
class _Piece:
    """A line of the article. `cut`: it begins where the reader cut a line; `apart`: other text stands before it."""

    line: Line
    cut: bool
    apart: bool


class View:
    """An article as it is read. `text` is what the language components see; offsets lead back to the article.

    A paragraph is a line of `text`. Every character of `text` stands for one character of the article, save the line
    breaks between paragraphs and the spaces between Latin words that a line break parted. `title_end` is where the
    headline ends in `text`, 0 where it does not begin with one.
    """

    def __init__(self, article: Article) -> None:
        self.article = article
        pieces = list(_pieces(article))
        joiner = Joiner([piece.line for piece in pieces], article.title)
        offsets = array("I")
        paragraphs: list[str] = []
        parts: list[str] = []
        before: Line | None = None
        for piece in pieces:
            line = piece.line
            if before is not None:
                # A break stands for the character after the line before it, which the article's text always has.
                if not piece.cut and joiner.joins(before, line, apart=piece.apart):
                    if needs_space(before.text, line.text):
                        parts.append(" ")
                        offsets.append(before.end)
                else:
                    paragraphs.append(_readable("".join(parts)))
                    parts.clear()
                    offsets.append(before.end)
            parts.append(line.text)
            offsets.extend(range(line.start, line.end))
            before = line
        paragraphs.append(_readable("".join(parts)))
        self.text = "\n".join(paragraphs)
        self.title_end = _title_end(paragraphs[0], article.title)
        self._offsets = offsets

    def raw(self, start: int, end: int) -> Span:
        """Return the span of the article's text that a non-empty span of `text` stands for."""
        return self._offsets[start], self._offsets[end - 1] + 1


def _pieces(article: Article) -> Iterator[_Piece]:
    last: int | None = None
    for start, end in article.spans:
        gap = article.text[last:start] if last is not None else ""
        cut = last is not None and gap.isprintable()
        apart = not cut and bool(gap.strip())
        for line in lines_of(article.text, start, end):
            yield _Piece(line, cut, apart)
            cut = apart = False
        last = end


def _readable(text: str) -> str:
    """Return the text simplified and narrowed, of the same length."""
    return simplify(text).translate(_NARROW)


def _title_end(first: str, title: str | None) -> int:
    if not title or "".join(first.split()) != "".join(_readable(title).split()):
        return 0
    return len(first)
