"""Sums of money are read as written, in whole units."""

from __future__ import annotations

import pytest
import spacy

from ingest.language.money import find_sums

SUMS = [
    ("总投资15亿元", 1_500_000_000, "CNY"),
    ("注资2.4亿元", 240_000_000, "CNY"),
    ("近30亿元的项目", 3_000_000_000, "CNY"),
    ("投资额1200.63亿，增长两成", 120_063_000_000, "CNY"),
    ("10余亿元", 1_000_000_000, "CNY"),
    ("五千万元", 50_000_000, "CNY"),
    ("一百二十亿元", 12_000_000_000, "CNY"),
    ("3亿5000万元", 350_000_000, "CNY"),
    ("2,500万美元", 25_000_000, "USD"),
    ("50亿美元", 5_000_000_000, "USD"),
    ("100亿日元", 10_000_000_000, "JPY"),
    ("3亿欧元", 300_000_000, "EUR"),
    ("8000万港元", 80_000_000, "HKD"),
    ("10亿至20亿元", 1_000_000_000, "CNY"),
    ("5-8亿元", 500_000_000, "CNY"),
    ("人民币5000万", 50_000_000, "CNY"),
    ("2000 亿元人民币", 200_000_000_000, "CNY"),
    ("3.5万亿元", 3_500_000_000_000, "CNY"),
]


@pytest.mark.parametrize(("text", "amount", "currency"), SUMS)
def test_sum_is_read_in_whole_units(text: str, amount: int, currency: str) -> None:
    assert [(s.amount, s.currency) for s in find_sums(text)] == [(amount, currency)]


@pytest.mark.parametrize(
    "text",
    [
        "每吨5000元/吨",
        "800亿元级产业",
        "数亿元",
        "14亿人",
        "投资30万吨产能",
        "签约10个项目",
        "占地30万平方米",
        "2023年",
    ],
)
def test_other_numbers_are_no_sums(text: str) -> None:
    assert find_sums(text) == []


def test_offsets_quote_the_sum() -> None:
    text = "一期投资约7,000万美元，二期再投5亿元。"
    assert [text[s.start : s.end] for s in find_sums(text)] == ["7,000万美元", "5亿元"]


def test_beyond_any_sum_is_no_sum() -> None:
    assert find_sums("1" * 30 + "万亿元") == []


def test_component_works_alone() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("qianyue_money")
    assert [s.amount for s in nlp("江北厂总投资2亿元。")._.sums] == [200_000_000]
