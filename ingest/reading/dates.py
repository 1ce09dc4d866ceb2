"""When an article was published."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

_DAY = r"(?P<year>(?:19|20)\d\d)\s*[年\-/.]\s*(?P<month>\d{1,2})\s*[月\-/.]\s*(?P<day>\d{1,2})"
_FULL = re.compile(rf"(?<!\d){_DAY}(?!\d)")
# A year that is part of a name or of a period, not one that a count or a background remark stands with.
_NAMING_YEAR = re.compile(
    r"(?<![\d.至到—\-])20\d\d(?:(?=年(?!度|底|末|来|前|以|\d|[，,、。）”]))"
    r"|(?=[\u4e00-\u9fff（(]|\s[\u4e00-\u9fff])(?!年|[万亿元余多家个人名亩吨公平米台辆套项]))"
)
_AHEAD = re.compile(r"(?:后年|预计|力争|将于|到)[^，。；]{0,4}$")
_OPENING = 150
_IN_URL = re.compile(r"/(20\d\d)[/-]?(\d\d)[/-]?(\d\d)(?!\d)")
_PRINTED = re.compile(rf"》\s*[（(]\s*{_DAY}\s*日?\s*第?\s*\d{{1,3}}\s*版")
_GIVEN = re.compile(r"((?:19|20)\d\d)(?:[年\-/.](\d{1,2})(?:[月\-/.](\d{1,2})日?(?:[T\s].{0,40})?|月)?|年)?", re.S)


def day_of(year: int, month: int, day: int) -> str | None:
    """Return the day as `YYYY-MM-DD`, or None where the calendar has no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def given_date(value: str) -> str | None:
    """Return a stated date as `YYYY-MM-DD`, `YYYY-MM` or `YYYY`, or None where it is none.

    A time after the day is dropped; `2023/8/1` and `2023年8月1日` are read too.
    """
    found = _GIVEN.fullmatch(value.strip())
    if found is None:
        return None
    year, month, day = found.groups()
    if month is None:
        return year
    full = day_of(int(year), int(month), int(day or 1))
    return full if day or full is None else full[:7]


def full_date(text: str) -> str | None:
    """Return the first full date in a header line, as `YYYY-MM-DD`."""
    found = _FULL.search(text)
    return day_of(int(found["year"]), int(found["month"]), int(found["day"])) if found else None


def printed_date(text: str) -> str | None:
    """Return the day of the newspaper page that a text names (《…》（2024年5月6日 02版）)."""
    found = _PRINTED.search(text)
    return day_of(int(found["year"]), int(found["month"]), int(found["day"])) if found else None


def url_date(url: str) -> str | None:
    """Return the day that stands in an address (`/2024/05/06/`, `/20240506/`)."""
    found = _IN_URL.search(url)
    return day_of(*map(int, found.groups())) if found else None


def dateline_date(month: int, day: int, text: str) -> str | None:
    """Return the day of a dateline without a year, if the text that follows it fixes the year.

    The year is that of the same day where the text has it in full; else the one that the opening names
    something with (2024年上半年, 2024智能产业博览会). A year of the past or of plans (2019年以来,
    到2030年) fixes nothing.
    """
    same = [int(f["year"]) for f in _FULL.finditer(text) if (int(f["month"]), int(f["day"])) == (month, day)]
    if same:
        return day_of(same[0], month, day)
    opening = text[:_OPENING]
    if "明年" in opening:
        return None
    years = Counter(
        found[0] for found in _NAMING_YEAR.finditer(opening) if not _AHEAD.search(opening, 0, found.start())
    )
    return day_of(int(max(years, key=lambda year: (years[year], year))), month, day) if years else None
