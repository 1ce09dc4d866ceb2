"""Dates, names, figures, ranking, identities and fingerprints: what every engine shares."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.answers import Sum
from graph.cities import city_code, city_id
from graph.dates import common, days, interval, meet, partial
from graph.entities import Identity, derive, tally
from graph.figures import Fact, Grouped, count
from graph.model import Address, Article, Claim, Mention, Reading
from graph.names import fold
from graph.ontology import ClaimType, EntityType, Status
from graph.search import ALIAS_PART, EXACT_ALIAS, EXACT_NAME, NAME_PART, NAME_PREFIX, pairs, rank


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2024-02-29", "2024-02-29", "2024-02-29"),
    ],
)
def test_a_partial_date_is_an_interval(date: str, first: str, last: str) -> None:
    assert interval(date) == (first, last)
    assert partial((first, last)) == date


@pytest.mark.parametrize("text", ["", "2023-02-29", "2024-13", "24", "2024-1", "0000", "2024-05-06T00", "２０２４"])
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(ValueError):
        interval(text)
    assert days(text) is None


def test_dates_that_can_be_the_same() -> None:
    year, month, day = interval("2024"), interval("2024-05"), interval("2024-06-01")
    assert meet(year, month) and meet(year, day) and not meet(month, day) and meet(None, day)
    assert common(year, month) == month and common(None, day) == day


def test_names_that_are_the_same() -> None:
    for one, other in (
        ("華為技術（深圳）", "华为技术(深圳)"),
        ("ＡＢＣ", "abc"),
        ("“秦创原”", "秦创原"),
        ("西安·高新", "西安高新"),
        ("a\0b\u200bc", "abc"),
    ):
        assert fold(one) == fold(other)
    assert fold("——") == "" and fold("西安") != fold("西宁")


def fact(event: int, kind: str = "SIGNED", status: str = "done", date: str | None = None, **money: object) -> Fact:
    since, until = interval(date) if date else (None, None)
    amount, currency = money.get("amount"), money.get("currency", "CNY")
    return 0, event, 1, kind, status, since, until, amount, currency


def test_an_amount_counts_once_for_an_event() -> None:
    figures = count(
        [
            fact(1, amount=10, status="planned"),
            fact(1, "FUNDED", amount=10),
            fact(1, amount=4),
            fact(1, amount=3, currency="USD"),
            fact(2, amount=5, status="planned"),
            fact(3),
        ]
    ).figures
    assert figures.sums == (
        Sum("CNY", Status.DONE, 10),
        Sum("CNY", Status.PLANNED, 5),
        Sum("USD", Status.DONE, 3),
    )
    assert (figures.events, figures.claims, figures.undated) == (3, 6, 6)
    assert figures.by_status == {Status.DONE: 2, Status.PLANNED: 1}
    assert (figures.by_type[ClaimType.SIGNED], figures.by_type[ClaimType.FUNDED]) == (3, 1)


DONE, PLANNED = "done", "planned"


@pytest.mark.parametrize(
    ("stated", "done", "planned"),
    [
        # An agreement is signed, the money is announced.
        ([(DONE, None), (PLANNED, 15)], 0, 15),
        # A part is paid, the whole is announced.
        ([(DONE, 1), (PLANNED, 10)], 1, 10),
        ([(DONE, 10), (PLANNED, 1)], 10, 1),
        # The same sum, planned and done.
        ([(DONE, 10), (PLANNED, 10)], 10, 0),
        ([(DONE, 10), (DONE, 4), (PLANNED, 4)], 10, 0),
        # Parts of what the event is about.
        ([(PLANNED, 10), (PLANNED, 4), (DONE, 2), (DONE, 3)], 3, 10),
        ([(PLANNED, 0), (DONE, None)], 0, 0),
    ],
)
def test_money_has_the_status_of_the_claims_that_state_it(
    stated: list[tuple[str, int | None]], done: int, planned: int
) -> None:
    sums = count([fact(1, status=status, amount=amount) for status, amount in stated]).figures.sums
    assert {sum_.status: sum_.amount for sum_ in sums if sum_.amount} == {
        status: amount for status, amount in ((Status.DONE, done), (Status.PLANNED, planned)) if amount
    }


def test_first_and_last_are_dates_as_stated() -> None:
    _, first, last = count([fact(1, date="2024"), fact(2, date="2023-05"), fact(3), fact(4, date="2024-05-06")])
    assert (first, last) == ("2023-05", "2024")
    assert count([])[1:] == (None, None)


@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from(Status), st.integers(0, 9)), max_size=9), st.randoms())
def test_the_order_of_claims_does_not_matter(rows: list[tuple[int, Status, int]], rng: object) -> None:
    facts = [fact(event, status=status, amount=amount) for event, status, amount in rows]
    assert count(facts) == count(facts[::-1])


def test_groups_are_ranked_by_events_claims_and_key() -> None:
    groups: Grouped[str] = Grouped()
    for key, event in (("c", 1), ("b", 2), ("b", 2), ("a", 3), ("d", 4), ("d", 5)):
        groups.add(key, fact(event))
    assert groups.ranked() == ["d", "b", "a", "c"]
    assert len(list(groups.all())) == 6


def test_ranks() -> None:
    assert [rank(name, "海天", alias) for name, alias in (("海天", False), ("海天味", False), ("海天", True))] == [
        EXACT_NAME,
        NAME_PREFIX,
        EXACT_ALIAS,
    ]
    assert rank("上海天", "海天", False) == NAME_PART and rank("海", "海天", False) is None
    assert pairs([("海天海天", False), ("上海天", True)]) == {
        "海天": NAME_PREFIX,
        "天海": NAME_PART,
        "上海": 3,
    }
    assert pairs([("一", False), ("甲上海", True)])["上海"] == ALIAS_PART


def test_a_known_entity_has_its_id_as_its_key() -> None:
    with pytest.raises(ValueError, match="key"):
        Identity("a", "b")
    assert city_code(city_id("610100")) == "610100" and city_code("zone-1") is None


def test_an_entity_is_called_by_its_fullest_name() -> None:
    same = Identity("F")
    said: Counter[tuple[str, str]] = Counter()
    for name, alias in (("华为", "华为公司"), ("华为", "HW"), ("华为技术", "华为"), ("华为集团", "华为")):
        said += tally([(Mention("e1", EntityType.ENTERPRISE, name, (alias,)), same)])["F"]
    entity = derive(said, "id")
    assert (entity.id, entity.name, entity.support) == ("id", min("华为技术", "华为集团"), 4)
    assert entity.aliases == tuple(sorted({"华为", "华为公司", "HW", "华为技术", "华为集团"} - {entity.name}))


def article(text: str) -> Article:
    return Article(text, ((0, len(text)),), address=Address("file:///a", "a"))


def test_fingerprints_tell_repeated_things_apart() -> None:
    text = "甲与乙签约，金额1亿元和2亿元。"
    mentions = tuple(Mention(f"e{n}", EntityType.CITY, name) for n, name in enumerate(("朝阳区", "朝阳區", "甲")))
    claims = tuple(Claim(ClaimType.SIGNED, "e0", "e2", text, 0, len(text), None, n) for n in (1, 2))
    reading = Reading(article(text), mentions, claims, "1")
    assert len(set(reading.mention_ids().values())) == 3
    assert len(set(reading.claim_ids())) == 2


def test_an_article_is_the_same_in_either_script_and_with_other_breaks() -> None:
    one, other = article("肇慶與西安\n簽約。"), article("肇庆与西安 签约。")
    assert one.id == other.id and article("肇庆与西宁签约。").id != one.id

    def ids(made: Article, city: str, quote: str) -> tuple[str, ...]:
        mentions = (Mention("a", EntityType.CITY, city), Mention("b", EntityType.CITY, "西安"))
        claim = Claim(ClaimType.SIGNED, "a", "b", quote, 0, len(quote))
        return Reading(made, mentions, (claim,), "1").claim_ids()

    assert ids(one, "肇慶", one.text) == ids(other, "肇庆", other.text)
