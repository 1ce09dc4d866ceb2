"""Reading articles without keeping them: each becomes JSON, in a file of its own or in a line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from itertools import chain, count
from pathlib import Path

from api.tables import json_text
from graph.errors import QianyueError
from graph.model import Reading
from ingest.extraction import Extractor, as_json
from ingest.sources import MAX_ARTICLE_BYTES, Unreadable, read_paths

_MAX_NAME_BYTES = 180
_NO_FILE_NAME = re.compile(
    r'[\x00-\x1f\x7f-\x9f"*/:<>?\\|\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]'
)
# Names that Windows gives to devices, whatever their suffix.
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


class OutputError(QianyueError):
    """What was read cannot be written."""


def file_stem(name: str) -> str:
    """Return the name as a file may be called on every system, never one that leads out of its folder."""
    stem = _NO_FILE_NAME.sub("_", unicodedata.normalize("NFC", name)).strip(". ")
    stem = stem.encode("utf-8")[:_MAX_NAME_BYTES].decode("utf-8", "ignore").rstrip(". ")
    return f"_{stem}" if not stem or _DEVICE.fullmatch(stem) else stem


class Extracts:
    """A folder that gains a `NAME.json` for each reading, NAME being the id that the article was given.

    Where two ids make one file name (on a system that tells no capitals), the later one gains its article's
    fingerprint, and the same text under the same id a number.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._taken: set[str] = set()
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(f"cannot make the folder {folder}: {error.strerror}") from None

    def write(self, reading: Reading) -> Path:
        """Write a reading and return its file. Raises `OutputError`."""
        file = self._folder / f"{self._name(reading)}.json"
        try:
            file.write_text(json_text(as_json(reading)), encoding="utf-8")
        except OSError as error:
            raise OutputError(f"cannot write {file}: {error.strerror}") from None
        return file

    def _name(self, reading: Reading) -> str:
        stem = file_stem(reading.article.given_id or reading.article.id)
        numbered = (f"{stem}-{reading.article.id}-{number}" for number in count(2))
        names = chain((stem, f"{stem}-{reading.article.id}"), numbered)
        name = next(name for name in names if name.casefold() not in self._taken)
        self._taken.add(name.casefold())
        return name


def extract(
    paths: Sequence[Path], keep: Callable[[Reading], object], max_bytes: int = MAX_ARTICLE_BYTES
) -> list[Unreadable]:
    """Read the articles of files and folders, give each reading to `keep`, and return what could not be read.

    An article whose text takes more than `max_bytes` is among the unreadable.
    """
    extractor = Extractor()
    unreadable = []
    for found in read_paths(paths, max_bytes):
        if isinstance(found, Unreadable):
            unreadable.append(found)
        else:
            keep(extractor.read(found))
    return unreadable
