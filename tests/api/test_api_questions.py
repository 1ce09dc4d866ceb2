from __future__ import annotations

from pathlib import Path

import pytest

from api.opening import open_graph
from api.questions import city_code, city_links, claim_filter, find_entity, pair_links, partial_date, searchable
from graph.errors import InvalidQueryError, NotFoundError, StoreError
from graph.ontology import Level
from graph.store import Store


@pytest.mark.parametrize("text", ["2022", "2022-11", "2022-11-09", "2024-02-29"])
def test_partial_dates(text: str) -> None:
    assert partial_date(text) == text


@pytest.mark.parametrize("text", ["", "22", "2022-13", "2023-02-29", "2022-1-1", "２０２２", "0000", "2022-11-09T0"])
def test_no_dates(text: str) -> None:
    with pytest.raises(ValueError, match="is no date"):
        partial_date(text)


@pytest.mark.parametrize("text", ["", "《》", " \u200b", "a\x00b", "\ud800"])
def test_what_nobody_can_be_called_is_not_searched(text: str) -> None:
    with pytest.raises(ValueError, match="holds"):
        searchable(text)


def test_bounds_that_leave_nothing_are_refused(store: Store) -> None:
    with pytest.raises(InvalidQueryError, match="since 2024 lies after until 2023-12"):
        claim_filter(store, since="2024", until="2023-12")
    with pytest.raises(InvalidQueryError, match="min_amount 2"):
        claim_filter(store, min_amount=2, max_amount=1)
    assert claim_filter(store, since="2024-05", until="2024").until == "2024"


def test_a_city_is_known_by_name_and_code(store: Store) -> None:
    assert {city_code(store, city) for city in ("西安", "西安市", "610100")} == {"610100"}
    with pytest.raises(NotFoundError):
        city_code(store, "没有这个市")


def test_an_entity_is_found_by_id_name_or_alias(store: Store) -> None:
    assert find_entity(store, "city-610100").name == "西安市"
    assert find_entity(store, "西安").id == "city-610100"
    assert find_entity(store, "藍橋電池公司").name == "蓝桥电池公司"
    for unknown in ("电池", "\u200b", "没有这家公司"):
        with pytest.raises(NotFoundError):
            find_entity(store, unknown)


def test_the_level_is_the_city_s_own_or_prefecture_unless_given(store: Store) -> None:
    everything = claim_filter(store)
    assert city_links(store, "肇庆", None, everything, 20).level is Level.PREFECTURE
    assert city_links(store, "锡山", None, everything, 20).level is Level.PREFECTURE
    assert city_links(store, "肇庆", Level.PROVINCE, everything, 20).level is Level.PROVINCE
    assert pair_links(store, "广东", "西安", None, everything, 20).level is Level.PROVINCE


def test_a_graph_that_is_not_there_is_not_made_by_asking(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/new/graph.db"
    with pytest.raises(StoreError, match="qianyue ingest"):
        open_graph(url, create=False)
    assert not (tmp_path / "new").exists()
    with open_graph(url) as made:
        assert made.stats().articles == 0
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StoreError, match="cannot make the folder"):
        open_graph(f"sqlite:///{tmp_path}/file/graph.db")
