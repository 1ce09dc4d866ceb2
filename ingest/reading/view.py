"""The text that is read: simplified, half-width where that matters, broken sentences joined, traced to the article."""

from __future__ import annotations

from array import array
from functools import lru_cache
from unicodedata import normalize

from graph.model import Article, Span
from graph.names import simplify


@lru_cache(maxsize=10_000)
def _narrow(char: str) -> str:
    """Return a full-width letter, digit or sign as its half-width one, and every other character as it is."""
    if "！" <= char <= "～" and char not in "，！？；：（）":
        return normalize("NFKC", char)
    return " " if char in "\u3000\u00a0" else char


class View:
    """An article as it is read. `text` is what the language components see; offsets lead back to the article.

    Every character of `text` stands for one character of the article, save the line breaks between its spans.
    """

    def __init__(self, article: Article) -> None:
        self.article = article
        chars: list[str] = []
        offsets = array("I")
        for start, end in article.spans:
            if chars:
                chars.append("\n")
                offsets.append(start)
            chars.append("".join(map(_narrow, simplify(article.text[start:end]))))
            offsets.extend(range(start, end))
        self.text = "".join(chars)
        self._offsets = offsets

    def raw(self, start: int, end: int) -> Span:
        """Return the span of the article's text that a non-empty span of `text` stands for."""
        return self._offsets[start], self._offsets[end - 1] + 1
