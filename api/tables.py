"""Answers as text: aligned tables for terminals, CSV for spreadsheets, JSON for programs.

Names and quotes come from articles that anybody may have written: what could steer a terminal, hide or reverse text
is written out as its code, and no cell of a CSV is a formula.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, is_dataclass
from typing import Any, TypeVar

from wcwidth import wcswidth

T = TypeVar("T")

Columns = Mapping[str, Callable[[T], object]]
"""What a table shows of each thing: a column's name, and its value."""

BYTE_ORDER_MARK = "\ufeff"
"""What makes Excel read a CSV as UTF-8."""

# Controls, marks of direction and joining, line separators, tags, and halves of surrogate pairs.
_UNSAFE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    r"\ud800-\udfff\U000e0000-\U000e007f]"
)
_SPACE = re.compile(r"\s+")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_GAP = "  "


def _escape(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def _json_escape(match: re.Match[str]) -> str:
    pair = match.group().encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{pair[i]:02x}{pair[i + 1]:02x}" for i in range(0, len(pair), 2))


def visible(text: str) -> str:
    """Return the text on one line, every character that cannot be seen but acts written as its code."""
    return _UNSAFE.sub(_escape, _SPACE.sub(" ", text).strip())


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    if isinstance(value, float):
        return f"{value:.2f}"
    return visible(str(value))


def table(columns: Columns[T], things: Iterable[T]) -> str:
    """Return a line for each thing below the columns' names, aligned by the width a terminal gives each character.

    Numbers stand to the right; the last column is as long as it is. No things make no table.
    """
    rows = [[value(thing) for value in columns.values()] for thing in things]
    if not rows:
        return ""
    lines = [list(columns), *([_cell(value) for value in row] for row in rows)]
    widths = [max(_width(line[at]) for line in lines) for at in range(len(columns))]
    numeric = [all(isinstance(row[at], int | float | None) for row in rows) for at in range(len(columns))]
    return "\n".join(_align(line, widths, numeric) for line in lines) + "\n"


def _width(text: str) -> int:
    return max(wcswidth(text), 0)


def _align(cells: Sequence[str], widths: Sequence[int], numeric: Sequence[bool]) -> str:
    padded = []
    for cell, width, right in zip(cells, widths, numeric, strict=True):
        space = " " * (width - _width(cell))
        padded.append(space + cell if right else cell + space)
    return _GAP.join(padded).rstrip()


def _csv_cell(value: object) -> object:
    if not isinstance(value, str):
        return value
    text = _UNSAFE.sub(_escape, value)
    return f"'{text}" if text.lstrip(" \n\u3000\xa0").startswith(_FORMULA) else text


def csv_text(columns: Columns[T], things: Iterable[T]) -> str:
    """Return a row for each thing as CSV (RFC 4180). A cell that a spreadsheet would run gains a `'`."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_csv_cell(value(thing)) for value in columns.values()] for thing in things)
    return out.getvalue()


def plain(value: object) -> Any:
    """Return an answer as JSON has it."""
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else value


def json_text(value: object, indent: int | None = 2) -> str:
    """Return an answer as JSON, Chinese as it is; characters that act on a terminal are escaped."""
    text = json.dumps(plain(value), ensure_ascii=False, indent=indent)
    return _UNSAFE.sub(_json_escape, text) + "\n"
