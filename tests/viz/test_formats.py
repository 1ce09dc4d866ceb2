"""Values as a reader sees them."""

from __future__ import annotations

import pytest

from graph.answers import EntityRef
from graph.ontology import EntityType
from viz.formats import Paths, confidence, exact_money, label, money, outside_url, visible
from viz.texts import Lang


@pytest.mark.parametrize(
    ("amount", "currency", "lang", "said"),
    [
        (1_500_000_000, "CNY", "zh", "15亿元"),
        (1_500_000_000, "CNY", "en", "CNY 1.5 billion"),
        (123_456_789, "CNY", "zh", "1.23亿元"),
        (56_000, "CNY", "zh", "5.6万元"),
        (999, "CNY", "zh", "999元"),
        (2_000_000_000_000, "CNY", "zh", "2万亿元"),
        (30_000_000, "USD", "zh", "3,000万美元"),
        (30_000_000, "USD", "en", "USD 30 million"),
        (12_345, "USD", "en", "USD 12,345"),
        (100, "JPY", "zh", "100日元"),
        (5_000_000, "CHF", "zh", "500万 CHF"),
        (0, "CNY", "zh", "0元"),
    ],
)
def test_money(amount: int, currency: str, lang: Lang, said: str) -> None:
    assert money(amount, currency, lang) == said


def test_exact_money_keeps_every_unit() -> None:
    assert exact_money(1_234_567_891, "CNY") == "1,234,567,891 CNY"


@pytest.mark.parametrize(("value", "said"), [(0.996, "0.99"), (1.0, "1.00"), (0.5, "0.50"), (0.07, "0.07")])
def test_confidence_is_never_rounded_up(value: float, said: str) -> None:
    assert confidence(value) == said


def test_label_is_short_and_visible() -> None:
    assert label("西安市") == "西安市"
    assert label("中国西部科技创新港管理委员会") == "中国西部科技创\n新港管理委员会"
    assert label("Northwestern Polytechnical University") == "Northwestern\nPolytechnical Uni…"
    assert label("市" * 500) == "市" * 9 + "\n" + "市" * 8 + "…"
    assert label("\u202e\u200b\x07西安\u2066") == "西安"


def test_visible_shows_controls_and_keeps_lines() -> None:
    assert visible("a\x00b\nc\x1b\u202e") == "a\ufffdb\nc\ufffd\ufffd"


@pytest.mark.parametrize(
    "url", [None, "", "javascript:alert(1)", "data:text/html,x", "//example.org", "http://", "a b", "http://[x"]
)
def test_only_addresses_on_the_web_become_links(url: str | None) -> None:
    assert outside_url(url) is None


def test_an_address_on_the_web_is_kept() -> None:
    assert outside_url(" https://example.org/新闻?a=1 ") == "https://example.org/新闻?a=1"


def test_paths_are_escaped_and_keep_the_language() -> None:
    assert Paths("zh").to("") == "/"
    assert Paths("en").to("search", q="西安 &b") == "/search?q=%E8%A5%BF%E5%AE%89+%26b&lang=en"
    assert Paths("zh").to("entity", '../"<x>') == "/entity/..%2F%22%3Cx%3E"
    assert Paths("zh").article("a", "b#c") == "/article/a#claim-b%23c"


def test_a_city_leads_to_its_profile_and_everything_else_to_its_page() -> None:
    paths = Paths("zh")
    assert paths.entity(EntityRef("city-610100", EntityType.CITY, "西安市", "610100")) == "/city/610100"
    assert paths.entity(EntityRef("ab12", EntityType.CITY, "某市", None)) == "/entity/ab12"
    assert paths.entity(EntityRef("ab12", EntityType.ENTERPRISE, "某公司", "610100")) == "/entity/ab12"
