"""What could not be read."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

# Control characters, line breaks and marks of direction have no place in a message.
_HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file, or an article or a line of one (`name:line`), that gave no article or not all of one, and the reason."""

    name: str
    reason: str


def shown_name(path: Path) -> str:
    """Return a path's bare name as it may be shown: no folder, no control characters, always valid Unicode.

    A file name is bytes; those that are no UTF-8 are tried as GB18030, which old archives hold.
    """
    data = os.fsencode(path.name or str(path))
    try:
        name = data.decode("utf-8")
    except UnicodeDecodeError:
        name = data.decode("gb18030", "replace")
    return shown(name)


def shown(text: str) -> str:
    """Return the text for a message, with U+FFFD for control characters, line breaks and marks of direction."""
    return _HIDDEN.sub("\ufffd", text)
