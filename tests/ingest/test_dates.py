"""Expressions of time are resolved against the date of publication or a year that the text fixes, never beyond."""

from __future__ import annotations

import pytest
import spacy

from ingest.language import dates
from ingest.language.dates import find_dates

PUBLISHED = "2023-08-10"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2022年11月8日签约", "2022-11-08"),
        ("2022年11月签约", "2022-11"),
        ("2022年签约", "2022"),
        ("2023-07-02签约", "2023-07-02"),
        ("8月9日下午签约", "2023-08-09"),
        ("7月26日至28日考察", "2023-07-26"),
        ("24-26日考察", "2023-07-24"),
        ("29日签约", "2023-07-29"),
        ("今天签约", "2023-08-10"),
        ("昨日签约", "2023-08-09"),
        ("上月底签约", "2023-07"),
        ("本月初签约", "2023-08"),
        ("去年10月签约", "2022-10"),
        ("今年签约", "2023"),
        ("12月20日签约", "2022-12-20"),
        ("近日签约", None),
        ("2月30日签约", None),
    ],
)
def test_date_is_resolved_against_publication(text: str, date: str | None) -> None:
    assert [d.date for d in find_dates(text, PUBLISHED)] == [date]


@pytest.mark.parametrize("text", ["8月18日签约", "7月签约", "29日签约", "今年签约", "昨日签约", "去年10月签约"])
def test_without_any_year_a_date_stays_open(text: str) -> None:
    assert [d.date for d in find_dates(text)] == [None]


def test_year_is_carried_forward() -> None:
    text = "2022年4月两市签约。同年6月开工，同月12日奠基。次日举行座谈。"
    assert [d.date for d in find_dates(text)] == ["2022-04", "2022-06", "2022-06-12", "2022-06-13"]


def test_same_day_leans_on_the_day_before() -> None:
    assert [d.date for d in find_dates("8月9日上午开会。当天签约。", PUBLISHED)] == ["2023-08-09", "2023-08-09"]


def test_year_in_the_name_of_an_event_fixes_the_year() -> None:
    assert find_dates("7月20日，2023江北经贸交流会在海东举行。")[0].date == "2023-07-20"


def test_dateline_with_a_year_stands_for_publication() -> None:
    found = find_dates("新华社江北2022年3月5日电 两市4日签约，去年曾互访。")
    assert [d.date for d in found] == ["2022-03-05", "2022-03-04", "2021"]


def test_offsets_quote_the_expression() -> None:
    text = "双方于8月9日签约"
    (found,) = find_dates(text)
    assert text[found.start : found.end] == "8月9日"


def test_nonsense_publication_is_ignored() -> None:
    assert [d.date for d in find_dates("8月9日签约", "yesterday")] == [None]


def test_component_works_alone() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("qianyue_dates")
    doc = nlp.make_doc("昨天签约。")
    doc._.published = PUBLISHED
    assert [d.date for d in dates.dates(doc)._.dates] == ["2023-08-09"]
