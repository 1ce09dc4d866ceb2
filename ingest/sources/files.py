"""Files and folders of articles."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from graph.model import Address, Article
from ingest.reading.articles import Known, articles_of
from ingest.reading.decoding import decode
from ingest.reading.errors import TOO_LONG, UnreadableError
from ingest.reading.html import read_html
from ingest.reading.pdf import read_pdf
from ingest.sources.jsonl import read_jsonl
from ingest.sources.unreadable import Unreadable, shown_name

MAX_ARTICLE_BYTES = 1_000_000
"""The most that one article's text may take, in bytes (of UTF-8, or of its file)."""

# Markup and fonts take more room than the text that they carry.
_HTML_FACTOR = 10
_PDF_FACTOR = 100

_NOTHING = "it holds no article: nothing but navigation, notices or space"


def read_paths(paths: Sequence[Path], max_bytes: int = MAX_ARTICLE_BYTES) -> Iterator[Article | Unreadable]:
    """Yield the articles of the files, and of the folders' files at any depth, and what could not be read.

    Paths are read in the order given, a folder's files in the order of their names, each file once. Hidden files of a
    folder are passed over; its other files that are of no kind read here are reported, one report for each suffix, and
    so is every folder within it that cannot be read.
    Nothing raises for bad input: it is reported, and the rest is read.
    """
    seen: set[tuple[int, int]] = set()
    for path in paths:
        try:
            files, faults = _files_of(path)
        except OSError as error:
            yield Unreadable(shown_name(path), _os_reason(error))
            continue
        for fault in faults:
            yield Unreadable(shown_name(Path(os.fsdecode(fault.filename))), _os_reason(fault, "the folder"))
        others: dict[str, list[Path]] = {}
        for file in files:
            if file != path and _suffix(file) not in SUFFIXES:
                others.setdefault(_suffix(file), []).append(file)
                continue
            yield from _read_once(file, max_bytes, seen)
        for suffix, left in others.items():
            more = f" and {len(left) - 1} more" if len(left) > 1 else ""
            yield Unreadable(shown_name(left[0]) + more, _unknown(suffix))


def _files_of(path: Path) -> tuple[list[Path], list[OSError]]:
    """Return the file itself, or a folder's files in the order of their bytes, and why folders cannot be read.

    Links to folders are not followed.
    """
    if not stat.S_ISDIR(path.stat().st_mode):
        return [path], []
    found: list[Path] = []
    faults: list[OSError] = []
    for folder, names, files in os.walk(path, onerror=faults.append):
        names[:] = sorted((name for name in names if not name.startswith(".")), key=os.fsencode)
        found.extend(Path(folder, name) for name in files if not name.startswith("."))
    return sorted(found, key=os.fsencode), faults


def _suffix(path: Path) -> str:
    name = path.name.lower()
    return ".jsonl.gz" if name.endswith(".jsonl.gz") else os.path.splitext(name)[1]  # noqa: PTH122 - a str, not a Path


def _unknown(suffix: str) -> str:
    kinds = " ".join(sorted(SUFFIXES))
    return f"files of the kind “{suffix or 'without suffix'}” are not read; known kinds are {kinds}"


def _os_reason(error: OSError, subject: str = "it") -> str:
    if isinstance(error, FileNotFoundError):
        return f"{subject} does not exist; check the path"
    if isinstance(error, PermissionError):
        return f"{subject} may not be read; change its permissions"
    return f"the system cannot read {subject}: {error.strerror or type(error).__name__}"


def _read_once(path: Path, max_bytes: int, seen: set[tuple[int, int]]) -> Iterator[Article | Unreadable]:
    """Yield what a file holds; nothing where a file of the same inode has been read."""
    name = shown_name(path)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            yield Unreadable(name, "it is no regular file")
            return
        if (status.st_dev, status.st_ino) in seen:
            return
        seen.add((status.st_dev, status.st_ino))
        reader = SUFFIXES.get(_suffix(path))
        if reader is None:
            yield Unreadable(name, _unknown(_suffix(path)))
            return
        yield from reader(path, status.st_size, max_bytes)
    except UnreadableError as error:
        yield Unreadable(name, str(error))
    except OSError as error:
        yield Unreadable(name, _os_reason(error))


def _address(path: Path, url: str | None = None) -> Address:
    return Address(path.absolute().as_uri(), shown_name(path), url)


def _bytes_of(path: Path, size: int, most: int) -> bytes:
    if size == 0:
        raise UnreadableError("it is empty")
    if size > most:
        raise UnreadableError(f"it has {size:,} bytes, more than the limit of {most:,} for an article; {TOO_LONG}")
    return path.read_bytes()


def _found(articles: list[Article]) -> list[Article]:
    if not articles:
        raise UnreadableError(_NOTHING)
    return articles


def _within(text: str, max_bytes: int) -> str:
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > max_bytes:
        raise UnreadableError(f"its text has {size:,} bytes, more than the limit of {max_bytes:,}; {TOO_LONG}")
    return text


def _given_id(path: Path) -> str:
    return shown_name(Path(path.stem))


def _read_text(path: Path, size: int, max_bytes: int) -> Iterator[Article]:
    text = decode(_bytes_of(path, size, max_bytes))
    yield from _found(articles_of(text, _address(path), given_id=_given_id(path)))


def _read_html(path: Path, size: int, max_bytes: int) -> Iterator[Article]:
    page = read_html(decode(_bytes_of(path, size, _HTML_FACTOR * max_bytes), markup=True))
    known = Known(page.title, page.source, page.published)
    address = _address(path, page.url)
    # A page of a site holds one article; what else it shows has gone with the furniture.
    yield from _found(
        articles_of(_within(page.text, max_bytes), address, known=known, given_id=_given_id(path), split=False)
    )


def _read_pdf(path: Path, size: int, max_bytes: int) -> Iterator[Article]:
    if size == 0:
        raise UnreadableError("it is empty")
    if size > _PDF_FACTOR * max_bytes:
        raise UnreadableError(f"it has {size:,} bytes, more than the limit of {_PDF_FACTOR * max_bytes:,}; {TOO_LONG}")
    text = _within(read_pdf(path, max_bytes), max_bytes)
    yield from _found(articles_of(text, _address(path), given_id=_given_id(path)))


def _read_jsonl(path: Path, size: int, max_bytes: int) -> Iterator[Article | Unreadable]:
    if size == 0:
        raise UnreadableError("it is empty")
    yield from read_jsonl(path, shown_name(path), max_bytes)


SUFFIXES: dict[str, Callable[[Path, int, int], Iterator[Article | Unreadable]]] = {
    ".txt": _read_text,
    ".md": _read_text,
    ".html": _read_html,
    ".htm": _read_html,
    ".pdf": _read_pdf,
    ".jsonl": _read_jsonl,
    ".jsonl.gz": _read_jsonl,
}
"""The kinds of files that are read, and how."""
