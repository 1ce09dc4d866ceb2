"""When two names are the same name."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from opencc import OpenCC

# What must not matter in a name: spaces, quotes, brackets, dots, dashes, and marks of
# direction or joining and control characters that cannot be seen (Unicode categories Cf and Cc).
_NOISE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\s\"'“”‘’《》〈〉「」『』【】\[\]()（）·・•.．,，、\-—–_"
    r"\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)


@cache
def _traditional_to_simplified() -> OpenCC:
    return OpenCC("t2s")


def simplify(text: str) -> str:
    """Return the text in simplified characters, of the same length as the text.

    OpenCC's phrase table may lengthen a text; where it does, each character is converted by itself.
    """
    converted: str = _traditional_to_simplified().convert(text)
    if len(converted) == len(text):
        return converted
    singles = (_traditional_to_simplified().convert(char) for char in text)
    return "".join(single if len(single) == 1 else char for single, char in zip(singles, text, strict=True))


@lru_cache(maxsize=100_000)
def fold(name: str) -> str:
    """Return the key under which two spellings of a name are one.

    Width, case, script (simplified or traditional), spaces, quotes, brackets, dots and dashes
    do not count. The key of a name made of such signs alone is empty.
    """
    return _NOISE.sub("", simplify(unicodedata.normalize("NFKC", name)).casefold())
