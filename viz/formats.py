"""Values as a reader sees them: money, confidence, names from hostile text, addresses."""

from __future__ import annotations

import re
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, Decimal
from itertools import accumulate
from math import ceil
from urllib.parse import quote, urlencode, urlsplit

from graph.answers import EntityRef
from graph.ontology import EntityType
from viz.texts import Lang, Texts, keys

# Characters that would break, turn or hide the text around them: controls, marks that turn the direction of what
# follows, and others that cannot be seen.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_INVISIBLE = re.compile(r"[\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")

_UNBROKEN = re.compile(r"[!-\u2e7f]{1,16} ?|.")

_UNITS: dict[Lang, tuple[tuple[int, str], ...]] = {
    "zh": ((10**12, "万亿"), (10**8, "亿"), (10**4, "万")),
    "en": ((10**12, " trillion"), (10**9, " billion"), (10**6, " million")),
}


def visible(text: str) -> str:
    """Return the text with every control and turning character shown as U+FFFD; line breaks and tabs stay."""
    return _CONTROLS.sub("\ufffd", text)


def label(text: str, line: float = 9, lines: int = 2) -> str:
    """Return the text as a label of a drawing: no control or invisible character, in lines of like width.

    `line` is the width of a line in Chinese characters; a Latin letter or digit is about half of one. What does not
    fit into so many lines is cut with `…`.
    """
    plain = re.sub(r"\s+", " ", _INVISIBLE.sub("", _CONTROLS.sub("", text))).strip()
    if width_of(plain) > line * lines:
        used = accumulate(map(width_of, plain))
        plain = "".join(char for char, width in zip(plain, used, strict=False) if width <= line * lines - 1) + "…"
    rows = max(1, ceil(width_of(plain) / line))
    even = width_of(plain) / rows
    broken = [""]
    # A line breaks between Chinese characters anywhere, between Latin words only.
    for part in _UNBROKEN.findall(plain):
        if broken[-1] and len(broken) < rows and width_of(broken[-1] + part) > even + 0.5:
            broken.append("")
        broken[-1] += part
    return "\n".join(row.strip() for row in broken)


def width_of(text: str) -> float:
    """Return about how wide a text is, in Chinese characters."""
    return sum(1.0 if ord(char) > 0x2E7F else 0.56 for char in text)


def money(amount: int, currency: str, lang: Lang) -> str:
    """Return an amount of whole units as `15亿元` or `CNY 1.5 billion`, rounded to two decimals of its unit."""
    key = f"currency_{currency}"
    name = Texts(lang)(key) if key in keys() else currency
    size, unit = next(((s, u) for s, u in _UNITS[lang] if abs(amount) >= s), (1, ""))
    value = (Decimal(amount) / size).quantize(Decimal("0.01"), ROUND_HALF_EVEN)
    number = f"{value:,f}".rstrip("0").rstrip(".")
    if lang == "en":
        return f"{name} {number}{unit}"
    return f"{number}{unit}{name}" if name != currency else f"{number}{unit} {currency}"


def exact_money(amount: int, currency: str) -> str:
    """Return an amount to the last unit, as `1,500,000,000 CNY`."""
    return f"{amount:,} {currency}"


def confidence(value: float) -> str:
    """Return a confidence with two decimals, never rounded up: 0.996 is no certainty."""
    return str(Decimal(repr(value)).quantize(Decimal("0.01"), ROUND_DOWN))


def outside_url(url: str | None) -> str | None:
    """Return a URL if it leads to the web (http or https), else None: no `javascript:` becomes a link."""
    if url is None:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme in {"http", "https"} and parts.netloc else None


class Paths:
    """The addresses of the pages in one language."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang

    def to(self, *segments: str, **query: str | int | None) -> str:
        """Return the address of a page, its segments and query escaped; a query of None or "" is left out."""
        kept = {key: value for key, value in query.items() if value not in (None, "")}
        if self.lang != "zh":
            kept["lang"] = self.lang
        path = "/" + "/".join(quote(segment, safe="") for segment in segments)
        return f"{path}?{urlencode(kept)}" if kept else path

    def entity(self, entity: EntityRef) -> str:
        """Return the page of an entity: for a City with a code, the city's."""
        if entity.type is EntityType.CITY and entity.home and entity.id == f"city-{entity.home}":
            return self.to("city", entity.home)
        return self.to("entity", entity.id)

    def article(self, article: str, claim: str | None = None) -> str:
        """Return the page of an article, at the sentence of a claim if one is given."""
        return self.to("article", article) + (f"#claim-{quote(claim, safe='')}" if claim else "")
