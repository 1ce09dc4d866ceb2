"""The text that is read: simplified, half-width where that matters, broken sentences joined, traced to the article."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from unicodedata import normalize

from graph.model import Article, Span
from graph.names import simplify
from ingest.reading.joining import WIDEST, Joiner, Piece, columns_of, needs_space
from ingest.reading.lines import lines_of

# Full-width letters, digits and signs become half-width ones; the marks that part Chinese clauses stay.
_NARROW = {
    code: normalize("NFKC", chr(code)) for code in range(ord("！"), ord("～") + 1) if chr(code) not in "，！？；：（）"
} | {ord("\u3000"): " ", ord("\xa0"): " "}


class View:
    """An article as it is read. `text` is what the language components see; offsets lead back to the article.

    A paragraph is a line of `text`. Every character of `text` stands for one character of the article, save the line
    breaks between paragraphs and the spaces between Latin words that a line break parted. `title_end` is where the
    headline ends in `text`, 0 where it does not begin with one.
    """

    def __init__(self, article: Article) -> None:
        self.article = article
        pieces = list(_pieces(article))
        joiner = Joiner(pieces, article.title)
        offsets = array("I")
        paragraphs: list[str] = []
        parts: list[str] = []
        before: Piece | None = None
        for piece in pieces:
            line = piece.line
            if before is not None:
                # A break stands for the character after the line before it, which the article's text always has.
                if not joiner.joins(before, piece):
                    paragraphs.append(_readable("".join(parts)))
                    parts.clear()
                    offsets.append(before.line.end)
                elif needs_space(before.line.text, line.text):
                    parts.append(" ")
                    offsets.append(before.line.end)
            parts.append(line.text)
            offsets.extend(range(line.start, line.end))
            before = piece
        paragraphs.append(_readable("".join(parts)))
        self.text = "\n".join(paragraphs)
        self.title_end = _title_end(paragraphs[0], article.title)
        self._offsets = offsets

    def raw(self, start: int, end: int) -> Span:
        """Return the span of the article's text that a non-empty span of `text` stands for."""
        return self._offsets[start], self._offsets[end - 1] + 1


def _pieces(article: Article) -> Iterator[Piece]:
    text = article.text
    last: int | None = None
    for start, end in article.spans:
        gap = text[last:start] if last is not None else ""
        cut = last is not None and gap.isprintable()
        apart = not cut and bool(gap.strip())
        lead = text[text.rfind("\n", max(0, start - WIDEST), start) + 1 : start] if not cut else ""
        for line in lines_of(text, start, end):
            yield Piece(line, cut, apart, columns_of((lead + line.text)[:WIDEST]))
            cut = apart = False
            lead = ""
        last = end


def _readable(text: str) -> str:
    """Return the text simplified and narrowed, of the same length."""
    return simplify(text).translate(_NARROW)


def _title_end(first: str, title: str | None) -> int:
    if not title or "".join(first.split()) != "".join(_readable(title).split()):
        return 0
    return len(first)
