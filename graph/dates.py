"""Partial dates as intervals of days: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`."""

from __future__ import annotations

from calendar import monthrange

from graph.model import is_partial_date

Interval = tuple[str, str]


def interval(date: str) -> Interval:
    """Return the first and the last day (`YYYY-MM-DD`) that a partial date can mean.

    Raises `ValueError` for a text that is no partial date or names no day of the calendar.
    """
    if not is_partial_date(date):
        raise ValueError(f"{date!r} is no date: write YYYY, YYYY-MM or YYYY-MM-DD")
    year = int(date[:4])
    if year == 0:
        raise ValueError(f"{date!r} is no date: there is no year 0")
    if len(date) == 4:
        return f"{date}-01-01", f"{date}-12-31"
    last = monthrange(year, int(date[5:7]))[1]
    if len(date) == 7:
        return f"{date}-01", f"{date}-{last:02}"
    if int(date[8:]) > last:
        raise ValueError(f"{date!r} is no date: that month has {last} days")
    return date, date


def partial(days: Interval) -> str:
    """Return the partial date that an interval made by `interval` came from."""
    since, until = days
    if since == until:
        return since
    return since[:7] if since[:7] == until[:7] else since[:4]


def days(date: str | None) -> Interval | None:
    """Return what `interval` does; None for no date and for a date that names no day (kept as read, never guessed)."""
    try:
        return interval(date) if date else None
    except ValueError:
        return None


def meet(one: Interval | None, other: Interval | None) -> bool:
    """Tell whether two dates can mean the same day; an unknown date can be any."""
    return one is None or other is None or (one[0] <= other[1] and other[0] <= one[1])


def common(one: Interval | None, other: Interval | None) -> Interval | None:
    """Return the days that both can mean; the two must `meet`."""
    if one is None or other is None:
        return one or other
    return max(one[0], other[0]), min(one[1], other[1])
