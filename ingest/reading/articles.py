"""From a text to its articles: what is furniture, what is the article, and where the next one begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from graph.model import Address, Article, Span
from graph.names import simplify
from ingest.reading.dates import url_date
from ingest.reading.decoding import storable
from ingest.reading.furniture import DATELINE, is_furniture, is_list_head, trimmed_end
from ingest.reading.header import HEADER_LINES, find_header, headline
from ingest.reading.lines import Line, lines_of
from ingest.reading.pages import split_page

# A list of other articles ends the page if that much of an article stands before it, in characters.
_ENOUGH = 150
_LINK = re.compile(r"https?://[^\s)）]+")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a text before it is read: from its JSON line or its markup. None is unknown."""

    title: str | None = None
    source: str | None = None
    published: str | None = None


def articles_of(
    text: str, address: Address, *, known: Known | None = None, given_id: str | None = None, split: bool = True
) -> list[Article]:
    """Return the articles that the text holds, in order; an empty list where it holds nothing but furniture.

    Each keeps the whole text, and has its own spans in it. What is `known` goes before what the text says. With
    `split`, a newspaper page gives an article for each of its own; their ids and the fragments of their addresses then
    end in -1, -2, … Lone surrogates and NULs become U+FFFD.
    """
    known = _storable(known or Known())
    text = storable(text)
    lines = list(_before_lists(list(lines_of(text))))
    pages = split_page(lines) if split and lines else [lines]
    articles = [article for page in pages if page and (article := _article(text, page, address, known))]
    if len(articles) == 1:
        return [replace(articles[0], given_id=given_id)]
    return [
        replace(
            article,
            given_id=f"{given_id}-{number}" if given_id else None,
            address=replace(address, uri=_part(address.uri, number)),
        )
        for number, article in enumerate(articles, 1)
    ]


def _storable(known: Known) -> Known:
    return Known(*(value and storable(value) for value in (known.title, known.source, known.published)))


def _part(uri: str, number: int) -> str:
    return f"{uri}-{number}" if "#" in uri else f"{uri}#{number}"


def _before_lists(lines: list[Line]) -> list[Line]:
    """Return the lines without the lists of other articles.

    A list after the article ends the page; one before or within it is left out as far as its lines are titles.
    """
    kept: list[Line] = []
    length = 0
    within = False
    for line in lines:
        if is_list_head(line.text):
            if length >= _ENOUGH:
                return kept
            within = True
            continue
        if within and not line.ends_sentence and len(line.text) <= 60:
            continue
        within = False
        kept.append(line)
        if not is_furniture(line.text):
            length += len(line.text)
    return kept


def _article(text: str, lines: Sequence[Line], address: Address, known: Known) -> Article | None:
    """Return the article on these lines, or None if they hold furniture alone."""
    header = find_header(text, lines)
    title = known.title or header.title
    spans = _spans(text, lines, title)
    if not spans:
        return None
    links = [address.url, *_LINK.findall(text[lines[-1].start : lines[-1].end])] if known.published is None else []
    in_links = next((day for link in links if link and (day := url_date(link))), None)
    return Article(
        text=text,
        spans=spans,
        title=title,
        source=known.source or header.source,
        published=known.published or header.published or in_links,
        address=address,
    )


def _spans(text: str, lines: Sequence[Line], title: str | None) -> tuple[Span, ...]:
    """Return the runs of the text that are the article: its headline once, and its paragraphs."""
    flat_title = _flat(title or "")
    seen_title = False
    runs: list[Span] = []
    for place, line in enumerate(lines):
        start, end = line.start, line.end
        in_header = place < HEADER_LINES
        if in_header and flat_title:
            after = start + len(line.text) - len(headline(line.text))
            title_end = _title_end(text, after, end, flat_title)
            if title_end:
                if not seen_title:
                    runs.append((after, title_end))
                seen_title = True
                start = title_end
                while start < end and text[start].isspace():
                    start += 1
                if start == end:
                    continue
        content = text[start:end]
        if is_furniture(content):
            continue
        start += _opening(content) if in_header else 0
        end = start + trimmed_end(text[start:end])
        if text[start:end].strip():
            runs.append((start, end))
    return _merged(text, runs)


def _title_end(text: str, start: int, end: int, flat_title: str) -> int:
    """Return where the title ends that begins at `start`, or 0 if another text stands there."""
    place, matched = start, 0
    simple = simplify(text[start : min(end, start + 3 * len(flat_title) + 20)])
    for char in simple:
        if matched == len(flat_title):
            break
        if not char.isspace():
            if char != flat_title[matched]:
                return 0
            matched += 1
        place += 1
    return place if matched == len(flat_title) else 0


def _opening(content: str) -> int:
    """Return the length of the source notice and the dateline with which a paragraph begins."""
    plain = simplify(content[:160])
    length = 0
    if found := re.match(r"\s*[（(【]\s*(?:原标题|来源|信息来源|稿件来源)[：:][^（）()【】]{1,40}[）)】]\s*", plain):
        length = found.end()
    if found := re.match(r"\s*原标题[：:]\s*", plain):
        length = found.end()
    if found := DATELINE.match(plain, length):
        length = found.end()
    return length if length < len(content) else 0


def _flat(text: str) -> str:
    return "".join(simplify(text).split())


def _merged(text: str, runs: Sequence[Span]) -> tuple[Span, ...]:
    """Return the runs with those joined that only line breaks lie between."""
    merged: list[Span] = []
    for start, end in runs:
        if merged:
            gap = text[merged[-1][1] : start]
            if gap and gap.isspace() and not gap.isprintable():
                merged[-1] = (merged[-1][0], end)
                continue
        merged.append((start, end))
    return tuple(merged)
