"""The samples that ship: each an article with its title and date, together a graph worth a first look."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.answers import ClaimAnswer, ClaimFilter
from graph.cities import city_code
from graph.model import Article
from graph.ontology import ClaimType, EntityType, Level, Status
from graph.questions import MAX_LIMIT
from graph.store import Store, open_store
from ingest.extraction import Extractor
from ingest.gazetteers.regions import regions
from ingest.jobs import ingest
from ingest.sources import read_paths

SAMPLES = Path(__file__).parents[2] / "ingest" / "samples"


def test_every_sample_is_read_with_title_date_and_source() -> None:
    found = list(read_paths([SAMPLES]))
    articles = [article for article in found if isinstance(article, Article)]
    assert articles == found
    assert len(articles) >= 20
    assert len({article.id for article in articles}) == len(articles)
    for article in articles:
        assert article.title
        assert article.published and len(article.published) == len("2025-09-16")
        assert article.source == "签约示例"


def test_every_text_file_holds_one_article_and_says_what_it_is() -> None:
    for path in [*SAMPLES.glob("*.txt"), *SAMPLES.glob("*.html")]:
        (article,) = read_paths([path])
        assert isinstance(article, Article)
        assert "示例说明：本文由签约项目自行撰写" in path.read_text("utf-8")


@pytest.fixture(scope="module")
def shown() -> Iterator[Store]:
    """Return a store with the samples in it."""
    with open_store("sqlite:///:memory:") as store:
        store.load_cities(regions().all())
        report = ingest(store, [SAMPLES], Extractor())
        assert report.unreadable == []
        assert report.added >= 20
        yield store


def code(name: str) -> str:
    (city,) = regions().named(name)
    return city.code


def between(store: Store, one: str, other: str) -> tuple[ClaimAnswer, ...]:
    return store.links_between(code(one), code(other), Level.COUNTY).claims.results


def test_all_kinds_are_shown(shown: Store) -> None:
    stats = shown.stats()
    assert all(stats.entities.get(kind, 0) for kind in EntityType)
    assert all(stats.claims.get(kind, 0) for kind in ClaimType)
    assert all(stats.statuses.get(status, 0) for status in Status)


def test_several_provinces_and_sums_are_shown(shown: Store) -> None:
    claims = shown.claims(limit=MAX_LIMIT).results
    homes = {end.home or city_code(end.id) for claim in claims for end in (claim.source, claim.target)}
    provinces = {regions().by_code[home].province for home in homes if home}
    assert len(provinces) >= 8
    sums = {(claim.amount, claim.currency) for claim in claims if claim.amount}
    assert len(sums) >= 8
    assert {"CNY", "USD"} <= {currency for _, currency in sums}


def test_zhaoqing_and_xian_are_linked(shown: Store) -> None:
    claims = between(shown, "肇庆市", "西安市")
    assert ClaimType.VISITED in {claim.type for claim in claims}
    for claim in claims:
        text = shown.article(claim.article.id).text
        assert claim.evidence and text[claim.start : claim.end] == claim.evidence


def test_xishan_is_linked_with_zhuhai_and_macau(shown: Store) -> None:
    assert ClaimType.VISITED in {claim.type for claim in between(shown, "锡山区", "珠海市")}
    assert between(shown, "锡山区", "澳门特别行政区")


def test_the_battery_park_in_leshan_carries_its_sum(shown: Store) -> None:
    sum_only = ClaimFilter(city=code("乐山市"), min_amount=1_500_000_000, max_amount=1_500_000_000, currency="CNY")
    ends = [end for claim in shown.claims(sum_only).results for end in (claim.source, claim.target)]
    assert "航达电子" in {end.name for end in ends}
    assert any(end.type is EntityType.PROJECT and "电池产业园" in end.name for end in ends)
