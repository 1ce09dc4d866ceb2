"""JSON lines, one article a line, read as a stream."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from io import BufferedIOBase, TextIOWrapper
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from graph.model import Address, Article
from ingest.reading.articles import Known, articles_of
from ingest.reading.dates import given_date
from ingest.reading.decoding import decode, marked, storable
from ingest.reading.errors import TOO_LONG, UnreadableError
from ingest.sources.unreadable import Unreadable

# A character may take six bytes of JSON (\\u4e2d), and the other fields some.
_ESCAPED = 6
_OTHER_FIELDS = 100_000
_CHUNK = 1 << 20
# A line so long, or so many lines that are no JSON before the first that is, mean that the file is something else.
_LONGEST_LINE = 1 << 28
_MOST_BROKEN = 1000
_FIELDS = ("id", "title", "published", "url", "source")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line's number from 1, and its bytes, or None where it is too long."""

    number: int
    data: bytes | None


def read_jsonl(path: Path, name: str, max_bytes: int) -> Iterator[Article | Unreadable]:
    """Yield the article of each line, and a report for each line or field that could not be read.

    `id`, `title`, `published`, `url` and `source` may be absent or null. A `published` that is no date, a `url` that is
    no web address and a field of a wrong type are reported, and the article is kept without them. An article's
    address is the file's with its id or, where it has none or a line before gives another article under that id, with
    the line's number. Its URL tells nothing apart: two texts may claim the same. Lone surrogates and NULs become
    U+FFFD. Lines are in UTF-8, GB18030 or Big5, or all in UTF-16 or UTF-32 where the file begins with that mark.
    """
    seen: dict[int, int] = {}
    read = broken = 0
    try:
        with _opened(path) as stream:
            for line in _lines(_line_reader(stream), _ESCAPED * max_bytes + _OTHER_FIELDS):
                place = f"{name}:{line.number}"
                try:
                    values = _values(line.data, max_bytes)
                    faults = list(_clean(values))
                    article = _article(values, path, name, line.number, seen)
                except UnreadableError as error:
                    yield Unreadable(place, str(error))
                    broken += 1
                    if read == 0 and broken == _MOST_BROKEN:
                        raise UnreadableError(f"none of its first {broken} lines is an article in JSON") from error
                    continue
                read += 1
                for fault in faults:
                    yield Unreadable(place, fault)
                yield article
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise UnreadableError("its gzip data is broken; what stood before the fault was read") from error
    if read == broken == 0:
        raise UnreadableError("it holds no lines")


def _opened(path: Path) -> BufferedIOBase:
    return gzip.open(path, "rb") if path.name.lower().endswith(".gz") else path.open("rb")


def _line_reader(stream: BufferedIOBase) -> Callable[[int], bytes]:
    """Return what reads a line, or at most so much of it: as it stands or, from UTF-16 and UTF-32, as UTF-8."""
    found = marked(stream.read(4))
    mark, encoding = found or (b"", "utf-8")
    stream.seek(len(mark))
    if encoding == "utf-8":
        return stream.readline
    text = TextIOWrapper(stream, encoding, "replace", newline="\n")  # type: ignore[type-var]
    return lambda most: text.readline(most).encode("utf-8", "replace")


def _lines(readline: Callable[[int], bytes], longest: int) -> Iterator[_Line]:
    """Yield the lines that hold more than space; never more than `longest` bytes are kept."""
    number = 0
    while data := readline(longest + 1):
        number += 1
        if len(data) <= longest or data.endswith(b"\n"):
            if data.strip():
                yield _Line(number, data)
            continue
        length = len(data)
        while (rest := readline(_CHUNK)) and not rest.endswith(b"\n"):
            length += len(rest)
            if length > _LONGEST_LINE:
                raise UnreadableError(f"line {number} has more than {_LONGEST_LINE:,} bytes; the rest was not read")
        yield _Line(number, None)


def _values(data: bytes | None, max_bytes: int) -> dict[str, Any]:
    """Return the fields of a line that has a text."""
    too_long = f"its text has more than the limit of {max_bytes:,} bytes; {TOO_LONG}"
    if data is None:
        raise UnreadableError(too_long)
    try:
        values = json.loads(decode(data))
    except (ValueError, RecursionError) as error:
        where = f" at character {error.pos + 1}" if isinstance(error, json.JSONDecodeError) else ""
        raise UnreadableError(f"it is no valid JSON{where}") from error
    if not isinstance(values, dict):
        raise UnreadableError('it is no JSON object; write {"text": …}')
    text = values.get("text")
    if not isinstance(text, str) or not text.strip():
        raise UnreadableError("it has no “text”, a string with the article")
    if len(text) > max_bytes or len(text.encode("utf-8", "surrogatepass")) > max_bytes:
        raise UnreadableError(too_long)
    return values


def _clean(values: dict[str, Any]) -> Iterator[str]:
    """Bring the optional fields into their form, or set them to None and yield what was wrong with them."""
    for field in _FIELDS:
        value = values.get(field)
        if field == "id" and isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if value is not None and not isinstance(value, str):
            yield f"its “{field}” is no string; the article is kept without it"
            value = None
        values[field] = " ".join(storable(value).split()) or None if value else None
    if values["published"] and (day := given_date(values["published"])) is None:
        yield "its “published” is no date; write YYYY-MM-DD, YYYY-MM or YYYY; the article is kept without it"
        values["published"] = None
    elif values["published"]:
        values["published"] = day
    if values["url"] and not _is_web_address(values["url"]):
        yield "its “url” is no http or https address; the article is kept without it"
        values["url"] = None


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and " " not in url


def _article(values: dict[str, Any], path: Path, name: str, number: int, seen: dict[int, int]) -> Article:
    file_uri = path.absolute().as_uri()
    given_id = values["id"]
    by_line = f"{file_uri}#line={number}"
    uri = f"{file_uri}#{quote(given_id, safe='')}" if given_id else by_line
    found = articles_of(
        values["text"],
        Address(uri, name, values["url"]),
        known=Known(values["title"], values["source"], values["published"]),
        given_id=given_id or f"{name}:{number}",
        split=False,
    )
    if not found:
        raise UnreadableError("its text holds no article: nothing but navigation or notices")
    article = found[0]
    # Two articles under one address would replace each other in turn: only the first has it.
    if given_id and seen.setdefault(hash(given_id), hash(article)) != hash(article):
        return replace(article, address=Address(by_line, name, values["url"]))
    return article
