"""Which claims of an article are one deal or visit."""

from __future__ import annotations

import random
from itertools import count

from graph.events import EventClaim, events
from graph.ontology import ClaimType, EntityType

SIGNED, VISITED, FUNDED, PARTNERED = ClaimType
TYPES = {"P": EntityType.PROJECT, "C": EntityType.CITY, "Z": EntityType.PLATFORM}


class Said:
    """Claims over a text; an entity's first letter gives its type (P project, C city, Z zone, else a firm)."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.claims: list[EventClaim] = []
        self._ids = count(1)

    def add(
        self,
        kind: ClaimType,
        source: str,
        target: str,
        quote: str,
        date: str | None = None,
        amount: int | None = None,
    ) -> str:
        start = self.text.index(quote)
        one, other = (TYPES.get(end[0], EntityType.ENTERPRISE) for end in (source, target))
        claim = EventClaim(
            f"c{next(self._ids):02}", kind, source, target, one, other, date, amount, "CNY", start, start + len(quote)
        )
        self.claims.append(claim)
        return claim.id

    def groups(self) -> set[frozenset[str]]:
        found = events(self.claims, self.text)
        assert found == events(random.Random(3).sample(self.claims, len(self.claims)), self.text)
        assert all(found[event] == event == min(c for c in found if found[c] == event) for event in found.values())
        return {frozenset(c for c in found if found[c] == event) for event in found.values()}


def test_a_firm_and_a_zone_signing_a_project_are_one_event() -> None:
    said = Said("5月6日，甲公司与乙高新区签约，丙项目落户。该公司将投资10亿元建设丙项目。")
    quote = "甲公司与乙高新区签约，丙项目落户"
    said.add(SIGNED, "甲", "Z乙", quote, "2024-05-06")
    said.add(SIGNED, "甲", "P丙", quote, "2024-05-06", 10**9)
    said.add(SIGNED, "Z乙", "P丙", quote, "2024-05-06", 10**9)
    said.add(FUNDED, "甲", "P丙", "该公司将投资10亿元建设丙项目", None, 10**9)
    assert len(said.groups()) == 1


def test_three_firms_signing_with_one_city_are_three_events() -> None:
    text = "某市分别与甲、乙、丙签约。"
    said = Said(text)
    for firm in "甲乙丙":
        said.add(SIGNED, "C某市", firm, text)
    assert len(said.groups()) == 3


def test_each_pair_goes_with_its_own_project() -> None:
    text = "某市与甲签下P一、与乙签下P二。"
    said = Said(text)
    for firm, project in (("甲", "P一"), ("乙", "P二")):
        said.add(SIGNED, "C某市", firm, text)
        said.add(SIGNED, firm, project, text)
        said.add(SIGNED, "C某市", project, text)
    assert said.groups() == {frozenset({"c01", "c02", "c03"}), frozenset({"c04", "c05", "c06"})}


def test_several_who_sign_one_document_are_one_event() -> None:
    text = "甲、乙、丙共同签署协议。"
    said = Said(text)
    for one, other in (("甲", "乙"), ("乙", "丙"), ("甲", "丙")):
        said.add(SIGNED, one, other, text)
    assert len(said.groups()) == 1


def test_a_joint_venture_is_one_event() -> None:
    text = "甲与乙合资设立丁公司，甲出资6亿元，乙出资4亿元。"
    said = Said(text)
    said.add(PARTNERED, "甲", "乙", "甲与乙合资设立丁公司")
    said.add(FUNDED, "甲", "丁", text[:-1], None, 6 * 10**8)
    said.add(FUNDED, "乙", "丁", text[:-1], None, 4 * 10**8)
    assert len(said.groups()) == 1


def test_a_visit_is_one_per_delegation_and_destination() -> None:
    text = "甲市代表团赴乙市。次日到丙公司，回访甲市。再赴乙市。"
    said = Said(text)
    said.add(VISITED, "C甲", "C乙", "甲市代表团赴乙市", "2024-05")
    said.add(VISITED, "C甲", "丙", "次日到丙公司")
    said.add(VISITED, "C乙", "C甲", "回访甲市")
    said.add(VISITED, "C甲", "C乙", "再赴乙市", "2024-05-06")
    said.add(PARTNERED, "C甲", "C乙", "甲市代表团赴乙市", "2024-05")
    assert said.groups() == {frozenset({"c01", "c04"}), frozenset({"c02"}), frozenset({"c03"}), frozenset({"c05"})}


def test_an_undated_claim_joins_the_nearest_and_bridges_nothing() -> None:
    said = Said("2022年甲与乙签约。甲乙合作。很久很久以后的另外一段。2023年甲与乙再签约。")
    said.add(SIGNED, "甲", "乙", "2022年甲与乙签约", "2022")
    said.add(PARTNERED, "甲", "乙", "甲乙合作")
    said.add(SIGNED, "甲", "乙", "2023年甲与乙再签约", "2023")
    assert said.groups() == {frozenset({"c01", "c02"}), frozenset({"c03"})}


def test_other_sums_for_one_pair_are_other_deals() -> None:
    said = Said("甲向乙投资1亿元。甲又向乙投资2亿元。")
    said.add(FUNDED, "甲", "乙", "甲向乙投资1亿元", None, 10**8)
    said.add(FUNDED, "甲", "乙", "甲又向乙投资2亿元", None, 2 * 10**8)
    assert len(said.groups()) == 2


def test_the_same_project_signed_in_other_years_stays_apart() -> None:
    said = Said("2021年甲签下P园。2024年乙签下P园。")
    said.add(SIGNED, "甲", "P园", "2021年甲签下P园", "2021")
    said.add(SIGNED, "乙", "P园", "2024年乙签下P园", "2024")
    assert len(said.groups()) == 2


def test_no_claims_no_events() -> None:
    assert events([], "") == {}


def test_many_claims_of_one_city_take_little_time() -> None:
    text = "".join(f"某市与公司{number}签约。" for number in range(1500))
    said = Said(text)
    for number in range(1500):
        said.add(SIGNED, "C某市", f"公司{number}", f"某市与公司{number}签约")
    assert len(said.groups()) == 1500
