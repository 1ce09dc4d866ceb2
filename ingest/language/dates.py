"""Days, months and years in Chinese text, resolved against the date of publication or a year that the text fixes.

A date is `YYYY-MM-DD`, `YYYY-MM` or `YYYY`; an expression whose year nothing fixes (8月18日 in an undated text, 近日)
is found with the date None, so that a reader of the clause knows that a time is stated but not which.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from graph.model import is_partial_date
from ingest.language.document import FoundDate, text_of

_S = r"\s{0,2}"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_MONTH = r"(?P<month>1[0-2]|0?[1-9])"
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])"
_NOT_DIGIT = r"(?<![\d.,])"
# The last days of a range (7月26日至27日, 8月3日—8月6日) belong to the expression; its first day counts.
_RANGE = rf"(?:{_S}(?:至|到|[-—~～－、]{{1,2}}){_S}(?:\d{{1,2}}月)?\d{{1,2}}[日号])?"
_DATE = re.compile(
    rf"{_NOT_DIGIT}{_YEAR}{_S}年{_S}{_MONTH}{_S}月{_S}{_DAY}{_S}(?:[日号]{_RANGE}|(?:至|到|[-—~～])\d{{1,2}}[日号])"
    rf"|{_NOT_DIGIT}(?P<iso_year>(?:19|20)\d\d)(?P<sign>[-/.])(?P<iso_month>1[0-2]|0?[1-9])(?P=sign)"
    rf"(?P<iso_day>3[01]|[12]\d|0?[1-9])(?![\d.])"
    rf"|{_NOT_DIGIT}(?P<ym_year>(?:19|20)\d\d){_S}年{_S}(?P<ym_month>1[0-2]|0?[1-9]){_S}月(?:份|初|底|末|中旬"
    rf"|上旬|下旬)?"
    rf"|(?P<rel_year>今年|去年|前年|明年|当年|同年|本年|翌年|次年){_S}"
    rf"(?:(?P<rel_month>1[0-2]|0?[1-9]){_S}月(?:份|初|底|末|中旬|上旬|下旬)?(?:(?P<rel_day>3[01]|[12]\d"
    rf"|0?[1-9])[日号]{_RANGE})?)?"
    rf"|{_NOT_DIGIT}(?P<md_month>1[0-2]|0?[1-9]){_S}月{_S}(?P<md_day>3[01]|[12]\d|0?[1-9]){_S}"
    rf"(?:[日号]{_RANGE}|(?:至|到|[-—~～])\d{{1,2}}[日号])"
    rf"|{_NOT_DIGIT}(?P<y>(?:19|20)\d\d){_S}年(?:初|底|末)?(?![级代货])"
    rf"|{_NOT_DIGIT}(?P<m>1[0-2]|[1-9]){_S}月(?:份|初|底|末|中旬|上旬|下旬)?(?![度个])"
    rf"|(?P<months>本月|上个?月|同月|当月|下个?月)(?:初|底|末|中旬|上旬|下旬)?(?:(?P<months_day>3[01]|[12]\d"
    rf"|[1-9])[日号])?"
    rf"|(?P<days>今天|今日|昨天|昨日|前天|明天|明日|当天|当日|同日|次日|翌日|第二天)(?!的?(?:中国|世界|时代))"
    rf"|(?P<vague>近日|日前|近期|前不久|不久前|此前)"
    r"|(?<![\d.,])(?P<event_year>20[0-4]\d)(?=[^\s，。；！？\d余多万亿千百个家人名件只套吨平亩米公元岁级台辆项场位年月]"
    r"[^，。；！？\d]{0,24}(?:会|展|节|赛|论坛|行动|活动|峰会))"
    rf"|(?<![\d.,月日第])(?P<d>3[01]|[12]\d|[1-9])(?:[-—~～至到]\d{{1,2}})?日(?!元|本|均|[报前常用]){_RANGE}"
)
# A year that an event carries in its name (2023青苔经贸交流会, 2023年京津养老行业…) is the year of the article.
_EVENT_YEAR = re.compile(
    r"(?<![\d.,])(20[0-4]\d)(?![余多万亿千百个家人名件只套吨平亩米公元岁级台辆项场位])(?:年?度?(?:[^\s，。；！？]{1,24}(?:会|展|节|赛|论坛|行动|活动|峰会"
    r"|大赛|之旅|日活动))"
    r"|年(?:以来|上半年|前[一二三]季度|[一二三四]季度|1[-—至]\d+月|第[一二三四]季度))"
)
_DATELINE = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d)年)?(?P<month>1[0-2]|[1-9])月(?P<day>3[01]|[12]\d|[1-9])日(?:电|讯|消息|报道)"
)
_DATELINE_REACH = 200
_SENTENCE_ENDS = re.compile(r"[。！？\n]")
_CARRY_SENTENCES = 2
_AHEAD_DAYS = 31
_YEAR_SHIFT = {"今年": 0, "本年": 0, "去年": -1, "前年": -2, "明年": 1}
_DAY_SHIFT = {"今天": 0, "今日": 0, "昨天": -1, "昨日": -1, "前天": -2, "明天": 1, "明日": 1}


@dataclass(slots=True)
class _Anchor:
    """What is known of the day on which the article speaks."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @property
    def date(self) -> datetime.date | None:
        return _day(self.year, self.month, self.day)


def _day(year: int | None, month: int | None, day: int | None) -> datetime.date | None:
    if not (year and month and day):
        return None
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _write(year: int | None, month: int | None = None, day: int | None = None) -> str | None:
    """Return the partial date, or None where it has no year or no such day exists."""
    if year is None:
        return None
    if month is None:
        return f"{year:04d}"
    if day is None:
        return f"{year:04d}-{month:02d}"
    return f"{year:04d}-{month:02d}-{day:02d}" if _day(year, month, day) else None


class _Resolver:
    """Resolves a text's expressions in order; each may lean on those before it."""

    def __init__(self, text: str, published: str | None) -> None:
        self.text = text
        self.anchor = _Anchor()
        self.published = False
        if published and is_partial_date(published):
            self.anchor = _Anchor(*(int(part) for part in published.split("-")))
            self.published = True
        dateline = _DATELINE.search(text, 0, _DATELINE_REACH)
        if dateline:
            year = int(dateline["year"]) if dateline["year"] else None
            if not self.published:
                self.anchor = _Anchor(year, int(dateline["month"]), int(dateline["day"]))
                self.published = year is not None
            elif self.anchor.day is None and (year or self.anchor.year) == self.anchor.year:
                self.anchor = _Anchor(self.anchor.year, int(dateline["month"]), int(dateline["day"]))
        if self.anchor.year is None:
            self.anchor.year = self._event_year()
        self.sentence_ends = [match.start() for match in _SENTENCE_ENDS.finditer(text)]
        # The last date with a year, and the last day or month, with the sentence it stood in.
        self.carried: tuple[int, int | None, int | None, int] | None = None
        self.last_full: datetime.date | None = None
        self.last_month: int | None = None
        self.last_day: int | None = None

    def _event_year(self) -> int | None:
        """Return the latest year that a current event or figure of the text is named by."""
        years = [int(match[1]) for match in _EVENT_YEAR.finditer(self.text)]
        return max(years) if years else None

    def _year_for(self, sentence: int, month: int, day: int | None, ahead: bool) -> int | None:
        """Return the year of a month or day without one: the one carried from just before, or the article's."""
        if self.carried and sentence - self.carried[3] <= _CARRY_SENTENCES:
            year, before, _, at = self.carried
            # A dated article speaks of its own year, save where the sentence has just set another one.
            if before is not None and (not self.published or at == sentence):
                return year
        year_now = self.anchor.year
        if year_now is None:
            return None
        today, then = self.anchor.date, _day(year_now, month, day or 1)
        if self.published and today and then and not ahead and then > today + datetime.timedelta(days=_AHEAD_DAYS):
            return year_now - 1
        return year_now

    def resolve(self, match: re.Match[str]) -> str | None:
        sentence = bisect_left(self.sentence_ends, match.start())
        ahead = re.search(r"将|拟|计划|预计|定于", self.text[max(0, match.start() - 6) : match.end() + 8]) is not None
        year, month, day = self._parts(match, sentence, ahead)
        if month is not None:
            self.last_month, self.last_day = month, day
        if day is not None:
            self.last_full = _day(year, month, day)
        if year is not None and match.lastgroup not in ("y", "event_year"):
            self.carried = (year, month, day, sentence)
        return _write(year, month, day)

    def _parts(self, match: re.Match[str], sentence: int, ahead: bool) -> tuple[int | None, int | None, int | None]:
        number = {name: int(value) for name, value in match.groupdict().items() if value and value.isdigit()}
        for y, m, d in (("year", "month", "day"), ("iso_year", "iso_month", "iso_day"), ("ym_year", "ym_month", "")):
            if y in number:
                return number[y], number[m], number.get(d)
        if "y" in number:
            return number["y"], None, None
        if match["rel_year"]:
            return self._relative_year(match["rel_year"]), number.get("rel_month"), number.get("rel_day")
        if "md_month" in number:
            month, day = number["md_month"], number["md_day"]
            return self._year_for(sentence, month, day, ahead), month, day
        if "m" in number:
            return self._year_for(sentence, number["m"], None, ahead), number["m"], None
        if match["months"]:
            return self._relative_month(match["months"], number.get("months_day"))
        if match["days"]:
            return self._relative_day(match["days"])
        if "d" in number:
            return self._bare_day(number["d"], sentence)
        if match["event_year"]:
            return int(match["event_year"]), None, None
        return None, None, None

    def _relative_year(self, word: str) -> int | None:
        if word in _YEAR_SHIFT:
            return self.anchor.year + _YEAR_SHIFT[word] if self.anchor.year else None
        if self.carried is None:
            return None
        return self.carried[0] + (word in ("翌年", "次年"))

    def _relative_month(self, word: str, day: int | None) -> tuple[int | None, int | None, int | None]:
        if word in ("同月", "当月"):
            return self.carried[0] if self.carried else None, self.last_month, day
        year, month = self.anchor.year, self.anchor.month
        if month is None:
            return None, None, None
        month += {"本": 0, "上": -1, "下": 1}[word[0]]
        if month in (0, 13):
            year = year + (1 if month == 13 else -1) if year else None
            month = 1 if month == 13 else 12
        return year, month, day

    def _relative_day(self, word: str) -> tuple[int | None, int | None, int | None]:
        if word in _DAY_SHIFT:
            today = self.anchor.date
            if today is None:
                return None, None, None
            then = today + datetime.timedelta(days=_DAY_SHIFT[word])
            return then.year, then.month, then.day
        if self.last_day is None and word in ("当天", "当日", "同日") and self.anchor.date and self.last_month is None:
            return self.anchor.year, self.anchor.month, self.anchor.day
        base = self.last_full
        if base is None:
            return None, self.last_month, self.last_day
        if word in ("次日", "翌日", "第二天"):
            base += datetime.timedelta(days=1)
        return base.year, base.month, base.day

    def _bare_day(self, day: int, sentence: int) -> tuple[int | None, int | None, int | None]:
        """Return the day of a bare 29日: of the month just named, else of the month of publication."""
        if self.carried and self.carried[1] and sentence - self.carried[3] <= _CARRY_SENTENCES:
            return self.carried[0], self.carried[1], day
        year, month = self.anchor.year, self.anchor.month
        if year is None or month is None:
            return None, self.last_month or month, day
        if self.anchor.day is not None and day > self.anchor.day + 7:
            year, month = (year, month - 1) if month > 1 else (year - 1, 12)
        return year, month, day


def find_dates(text: str, published: str | None = None) -> list[FoundDate]:
    """Return the expressions of time in the text, in order.

    `published` is the article's date (`YYYY`, `YYYY-MM` or `YYYY-MM-DD`) or None; a dateline with a year (新华社北京
    2023年7月24日电) stands in for it. A range counts by its first day.
    """
    resolver = _Resolver(text, published)
    return [FoundDate(match.start(), match.end(), resolver.resolve(match)) for match in _DATE.finditer(text)]


@Language.component("qianyue_dates", assigns=["doc._.dates"])
def dates(doc: Doc) -> Doc:
    """Set `doc._.dates`: the expressions of time, in order, resolved against `doc._.published`."""
    doc._.dates = find_dates(text_of(doc), doc._.published)
    return doc
