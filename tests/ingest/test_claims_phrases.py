"""How names are strung together, what stands for a name, and what a claim carries beside its ends."""

from __future__ import annotations

import pytest

from graph.ontology import ClaimType, EntityType, Status
from ingest.extraction import attributes
from ingest.extraction.candidates import FEATURES, Page
from ingest.extraction.clauses import Place, sentence_spans
from ingest.extraction.patterns import find_phrases
from ingest.extraction.structures import Kind, Mask
from ingest.language.dates import find_dates
from ingest.language.document import FoundEntity
from ingest.language.money import find_sums

CITY, FIRM, PROJECT = EntityType.CITY, EntityType.ENTERPRISE, EntityType.PROJECT


def page(text: str, names: dict[str, EntityType], published: str | None = None) -> Page:
    entities = []
    for name, kind in names.items():
        spans = [(at, at + len(name)) for at in range(len(text)) if text.startswith(name, at)]
        entities.append(FoundEntity(name, kind, name, spans=spans))
    return Page(text, None, entities, find_sums(text), find_dates(text, published))


def mask(text: str, *names: str) -> Mask:
    places = [Place(text.index(name), text.index(name) + len(name), n, FIRM) for n, name in enumerate(names)]
    return Mask(text, 0, len(text), places)


def tied(text: str, *names: str) -> set[tuple[str, str]]:
    found = find_phrases(mask(text, *names).text, [ClaimType.SIGNED])
    both = range(len(names))
    return {(names[a], names[b]) for p in found for a in both for b in both if a < b and p.ties(a, b)[0]}


def test_two_sides_are_tied_across_and_not_within() -> None:
    assert tied("甲社与乙社、丙社签署协议", "甲社", "乙社", "丙社") == {("甲社", "乙社"), ("甲社", "丙社")}


def test_pairs_in_a_row_are_tied_in_order() -> None:
    found = tied("甲社与乙社、丙社与丁社分别签署协议", "甲社", "乙社", "丙社", "丁社")
    assert {("甲社", "乙社"), ("丙社", "丁社")} <= found
    assert ("甲社", "丙社") not in found


def test_several_sign_together_pair_by_pair() -> None:
    assert tied("甲社、乙社、丙社共同签署协议", "甲社", "乙社", "丙社") == {
        ("甲社", "乙社"), ("甲社", "丙社"), ("乙社", "丙社"),
    }  # fmt: skip


def test_a_short_form_in_brackets_is_no_name_of_its_own() -> None:
    (structure,) = (s for s in mask("甲社（以下称甲）与乙社签约", "甲社", "乙社").structures() if s.kind is Kind.WITH)
    assert [set(structure.left), set(structure.right)] == [{0}, {1}]


def test_every_row_has_every_feature() -> None:
    rows = page("江北市与海东公司签约，投资建设南山项目。", {"江北市": CITY, "海东公司": FIRM, "南山项目": PROJECT})
    candidates = rows.candidates()
    assert candidates
    assert {len(c.row) for c in candidates} == {len(FEATURES)}


def test_the_firm_of_the_sentence_before_stands_behind_the_company() -> None:
    judged = page(
        "海东公司昨天发布公告。该公司与江北大学签署协议。",
        {"海东公司": FIRM, "江北大学": EntityType.UNIVERSITY},
    )
    ends = {
        frozenset(judged.entities[p.entity].name for p in (c.source, c.target))
        for c in judged.candidates()
        if c.type is ClaimType.SIGNED and "firm" in (c.source.via, c.target.via)
    }
    assert ends == {frozenset(("海东公司", "江北大学"))}


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("海东公司签约南山项目，总投资15亿元。", 1_500_000_000),
        ("海东公司签约总投资15亿元的南山项目。", 1_500_000_000),
        ("海东公司签约南山项目等8个项目，总投资15亿元。", None),
        ("海东公司签约南山项目。该项目计划总投资15亿元。", 1_500_000_000),
    ],
)
def test_sum_belongs_to_its_project(text: str, amount: int | None) -> None:
    judged = page(text, {"海东公司": FIRM, "南山项目": PROJECT})
    signed = next(c for c in judged.candidates() if c.type is ClaimType.SIGNED)
    stated = attributes.amount(judged, signed)
    assert (stated.amount if stated else None) == amount


@pytest.mark.parametrize(
    ("text", "status"),
    [("江北市与海东公司签署协议。", Status.DONE), ("江北市将与海东公司签署协议。", Status.PLANNED)],
)
def test_intention_is_planned(text: str, status: Status) -> None:
    judged = page(text, {"江北市": CITY, "海东公司": FIRM})
    assert attributes.status(judged, next(c for c in judged.candidates() if c.type is ClaimType.SIGNED)) is status


def test_day_of_the_scene_is_carried_to_the_signing() -> None:
    judged = page(
        "8月9日，招商大会开幕。会上，江北市与海东公司签署协议。", {"江北市": CITY, "海东公司": FIRM}, "2023-08-10"
    )
    signed = next(c for c in judged.candidates() if c.type is ClaimType.SIGNED)
    assert attributes.date(judged, signed, Status.DONE) == "2023-08-09"
    assert attributes.date(judged, signed, Status.PLANNED) is None


def test_sentences_cover_the_text_and_are_bounded() -> None:
    text = "甲社，" * 2000 + "。\n乙社。"
    spans = sentence_spans(text)
    assert all(end - start <= 601 for start, end in spans)
    assert "".join(text[a:b] for a, b in spans).replace("\n", "") == text.replace("\n", "")
