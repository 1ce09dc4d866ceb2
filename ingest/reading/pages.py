"""Where one article of a newspaper page ends and the next begins."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.names import simplify
from ingest.reading.errors import UnreadableError
from ingest.reading.furniture import DATELINE, is_byline, is_furniture
from ingest.reading.header import is_headline
from ingest.reading.lines import Line

# A headline takes at most so many lines: a line above, itself, a line below.
_HEADLINES = 4
_LONGEST_HEADLINE = 45
# Every article of a page keeps the page's whole text.
_MOST_ARTICLES = 100
# What opens a piece of news of its own, such as a picture with its text.
_NEWS_OPENING = re.compile(r"^(?:近日|日前|昨日|昨天|今日|\d{1,2}月\d{1,2}日)[，,]")


def split_page(lines: Sequence[Line]) -> list[Sequence[Line]]:
    """Return the lines of each article of a page, in order; one run where the page holds one article.

    An article begins with its headline, and a headline is known by the byline or dateline beneath it. Where a page is
    known to hold several, a paragraph that stands far apart and opens as news do is one of its own: a picture's text.

    Raises `UnreadableError` where there are more than a page can hold.
    """
    after_sentence = _after_sentence(lines)
    starts = sorted({0, *_headed_starts(lines, after_sentence)})
    if len(starts) > 1:
        starts = sorted({*starts, *_apart_starts(lines, after_sentence)})
    if len(starts) > _MOST_ARTICLES:
        raise UnreadableError(f"it holds more than {_MOST_ARTICLES} articles; split it, or write them as JSON lines")
    return [lines[start:end] for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]


def _after_sentence(lines: Sequence[Line]) -> list[bool]:
    """Tell for each line whether the last line before it that is no furniture ends a sentence."""
    flags, ended = [], False
    for line in lines:
        flags.append(ended)
        if not is_furniture(line.text):
            ended = line.ends_sentence
    return flags


def _headed_starts(lines: Sequence[Line], after_sentence: Sequence[bool]) -> list[int]:
    starts = []
    for place, line in enumerate(lines):
        if not (is_byline(line.text) or DATELINE.match(simplify(line.text[:80]))):
            continue
        first = place
        while first > 0 and place - first < _HEADLINES and _may_head(lines[first - 1]):
            first -= 1
        # Above the headline the article before has ended; a headline in mid-sentence is none.
        if 0 < first < place and after_sentence[first]:
            starts.append(first)
    return starts


def _may_head(line: Line) -> bool:
    return is_headline(line) and not line.ends_sentence and len(line.text) <= _LONGEST_HEADLINE


def _apart_starts(lines: Sequence[Line], after_sentence: Sequence[bool]) -> list[int]:
    gaps = sorted(line.gap for line in lines[1:])
    usual = gaps[len(gaps) // 2] if gaps else 0
    return [
        place
        for place, line in enumerate(lines)
        if line.gap >= usual + 2 and _NEWS_OPENING.match(line.text) and after_sentence[place]
    ]
