"""When two articles are one."""

from __future__ import annotations

from graph.model import Article, is_partial_date


def article(text: str, title: str | None = None) -> Article:
    return Article(text, ((0, len(text)),), title=title)


def test_a_headline_within_or_beside_the_text_makes_the_same_article() -> None:
    within = article("甲市与乙公司签约\n6月3日，甲市与乙公司签署协议。", "甲市与乙公司签约")
    beside = article("6月3日，甲市与乙公司签署协议。", "甲市与乙公司签约")
    assert within.id == beside.id


def test_space_and_script_do_not_make_another_article() -> None:
    assert article("蘇州與廣州簽約。").id == article("苏州与 广州签约。\n").id


def test_a_text_that_is_only_its_headline_keeps_an_id_of_its_own() -> None:
    first, second = article("甲市签约", "甲市签约"), article("乙市签约", "乙市签约")
    assert first.id != second.id


def test_partial_dates() -> None:
    assert all(map(is_partial_date, ("2023", "2023-07", "2023-07-31")))
    assert not any(map(is_partial_date, ("2023-13", "2023-7", "23", "2023-07-32", "")))
