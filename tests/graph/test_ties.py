"""Links, pairs of cities and surroundings, on every engine."""

from __future__ import annotations

import pytest

from graph.answers import ClaimFilter, Sum
from graph.errors import InvalidQueryError, NotFoundError
from graph.ontology import ClaimType, Level, Status
from graph.store import Store
from tests.graph.drafts import FIRM, LINTONG, XIAN, YANTA, ZHAOQING, Draft, deal


def test_links_of_a_city_at_every_level(empty: Store) -> None:
    deal(empty)
    found = empty.links(XIAN, Level.PREFECTURE)
    assert [(link.other.home, link.figures.claims, link.figures.events) for link in found.links.results] == [
        (ZHAOQING, 3, 2)
    ]
    link = found.links.results[0]
    assert link.figures == found.figures
    assert (link.first, link.last) == ("2024", "2024-03") or (link.first, link.last) == ("2024", "2024")
    assert link.figures.sums == (Sum("CNY", Status.DONE, 10**9),), "the amount of an event counts once"
    assert link.figures.by_type == {
        ClaimType.SIGNED: 1, ClaimType.VISITED: 1, ClaimType.FUNDED: 1, ClaimType.PARTNERED: 0,
    }  # fmt: skip
    assert link.figures.by_status == {Status.DONE: 2, Status.PLANNED: 0}
    assert (found.unplaced, link.figures.undated, link.figures.articles) == (1, 0, 1)
    province = empty.links("440000", Level.PROVINCE)
    assert [(x.other.name, x.figures.claims) for x in province.links.results] == [("陕西省", 3)]
    county = empty.links(ZHAOQING, Level.COUNTY)
    assert [(x.other.name, x.figures.claims) for x in county.links.results] == [("临潼区", 2)]
    assert county.unplaced == 1, "西安市 itself lies in no county"
    district = empty.links(LINTONG, Level.PREFECTURE)
    assert [(x.other.name, x.figures.claims) for x in district.links.results] == [("肇庆市", 2)]
    planned = empty.links(XIAN, Level.PREFECTURE, ClaimFilter(statuses=frozenset({Status.PLANNED})))
    assert planned.figures.sums == (Sum("CNY", Status.PLANNED, 10**9),)
    with pytest.raises(NotFoundError):
        empty.links("999999", Level.PROVINCE)


def test_links_come_with_the_claims_that_they_were_counted_from(empty: Store) -> None:
    draft = Draft("依据")
    xian, zhaoqing = draft.city(XIAN, "西安市"), draft.city(ZHAOQING, "肇庆市")
    firm = draft.entity("临潼企业", FIRM, LINTONG)
    for date in ("2024", None, "2024-01", "2023-05-06", None):
        draft.claim(ClaimType.VISITED, firm, zhaoqing, date)
    draft.claim(ClaimType.SIGNED, firm, xian, "2024-05")
    draft.claim(ClaimType.SIGNED, xian, draft.entity("无家集团"), "2024-06")
    draft.into(empty)
    found = empty.links(XIAN, Level.PREFECTURE)
    assert found.claims.total == found.figures.claims == 5, "neither the claim within nor the unplaced one"
    assert [claim.date for claim in found.claims.results] == ["2024", "2024-01", "2023-05-06", None, None]
    counted = {claim.id for claim in found.claims.results}
    everything = empty.claims(ClaimFilter(city=XIAN)).results
    assert found.claims.results == tuple(claim for claim in everything if claim.id in counted), "in the same order"
    for offset in range(7):
        page = empty.links(XIAN, Level.PREFECTURE, limit=1, claims_limit=2, claims_offset=offset).claims
        assert (page.total, page.results) == (5, found.claims.results[offset : offset + 2])
    dated = empty.links(XIAN, Level.PREFECTURE, ClaimFilter(since="2024"))
    assert dated.claims.total == dated.figures.claims == 2
    assert empty.links(LINTONG, Level.COUNTY).claims.total == 0
    with pytest.raises(InvalidQueryError):
        empty.links(XIAN, Level.PREFECTURE, claims_limit=0)


def test_links_leave_out_what_lies_within(empty: Store) -> None:
    draft = Draft("城内")
    district, city, firm = draft.city(YANTA, "雁塔区"), draft.city(XIAN, "西安市"), draft.entity("内企", FIRM, LINTONG)
    draft.claim(ClaimType.SIGNED, district, city)
    draft.claim(ClaimType.VISITED, district, firm)
    draft.into(empty)
    assert empty.links(XIAN, Level.PREFECTURE).links.total == 0
    assert empty.links(XIAN, Level.COUNTY).links.total == 0
    assert empty.links(YANTA, Level.PREFECTURE).links.total == 0
    counties = empty.links(YANTA, Level.COUNTY)
    assert [link.other.name for link in counties.links.results] == ["临潼区"] and counties.unplaced == 1


def test_links_are_ranked_by_events_then_claims_then_code(empty: Store) -> None:
    draft = Draft("排名")
    xian = draft.city(XIAN, "西安市")
    for code, name, claims in (("110000", "北京市", 1), ("310000", "上海市", 2), ("120000", "天津市", 1)):
        other = draft.city(code, name)
        draft.claim(ClaimType.SIGNED, xian, other)
        for _ in range(claims - 1):
            draft.claim(ClaimType.PARTNERED, xian, other)
    shenzhen = draft.city("440300", "深圳市")
    draft.claim(ClaimType.VISITED, xian, shenzhen)
    draft.claim(ClaimType.SIGNED, xian, shenzhen)
    draft.into(empty)
    names = [link.other.name for link in empty.links(XIAN, Level.PREFECTURE).links.results]
    assert names == ["深圳市", "上海市", "北京市", "天津市"]
    page = empty.links(XIAN, Level.PREFECTURE, limit=2, offset=1).links
    assert [link.other.name for link in page.results] == names[1:3] and page.total == 4


def test_links_between_two_cities(empty: Store) -> None:
    deal(empty)
    found = empty.links_between(XIAN, ZHAOQING, Level.PREFECTURE)
    assert (found.figures.claims, found.figures.events, found.claims.total, found.unplaced) == (3, 2, 3, 1)
    assert [claim.date for claim in found.claims.results] == ["2024-03", "2024-02-01", "2024"]
    back = empty.links_between(ZHAOQING, XIAN, Level.PREFECTURE, limit=1, offset=1)
    assert back.figures == found.figures and back.claims.results == found.claims.results[1:2]
    assert empty.links_between(LINTONG, "440000", Level.PROVINCE).figures.claims == 2
    assert empty.links_between(YANTA, ZHAOQING, Level.COUNTY).figures.claims == 0
    for other in (XIAN, LINTONG, "610000"):
        with pytest.raises(InvalidQueryError, match="lies in the other"):
            empty.links_between(XIAN, other, Level.PREFECTURE)


def test_what_may_be_between_two_cities_is_unplaced(empty: Store) -> None:
    draft = Draft("两地")
    xian, zhaoqing = draft.city(XIAN, "西安市"), draft.city(ZHAOQING, "肇庆市")
    draft.claim(ClaimType.VISITED, xian, zhaoqing)
    draft.claim(ClaimType.SIGNED, draft.entity("甲企", FIRM, XIAN), zhaoqing)
    draft.claim(ClaimType.SIGNED, zhaoqing, draft.city("320000", "江苏省"))
    draft.claim(ClaimType.SIGNED, zhaoqing, draft.city("610000", "陕西省"))
    draft.claim(ClaimType.SIGNED, zhaoqing, draft.entity("无家集团"))
    draft.claim(ClaimType.SIGNED, draft.entity("无家公司"), xian)
    draft.into(empty)
    for one, other in ((ZHAOQING, XIAN), (XIAN, ZHAOQING)):
        for level in (Level.COUNTY, Level.PREFECTURE):
            found = empty.links_between(one, other, level)
            assert (found.figures.claims, found.unplaced) == (2, 3), "江苏 cannot lie in 西安, 陕西 may"
        assert empty.links_between(one, other, Level.PROVINCE).unplaced == 2
    district = empty.links_between(ZHAOQING, YANTA, Level.COUNTY)
    assert (district.figures.claims, district.unplaced) == (0, 4), "西安市 and 陕西省 may mean 雁塔区"


def test_an_ambiguous_name_names_its_candidates_in_full(empty: Store) -> None:
    with pytest.raises(InvalidQueryError, match=r": 北京市朝阳区 110105，吉林省长春市朝阳区 220104$"):
        empty.city("朝阳区")


def test_a_neighbourhood_and_what_it_leaves_out(empty: Store) -> None:
    draft = Draft("中心")
    hub = draft.entity("中心集团")
    for number in range(9):
        spoke = draft.entity(f"分公司{number}")
        draft.claim(ClaimType.SIGNED, hub, spoke)
        draft.claim(ClaimType.VISITED, spoke, hub)
    far = draft.entity("远方公司")
    draft.claim(ClaimType.FUNDED, spoke, far)
    draft.into(empty)
    start = empty.search("中心集团").results[0].id
    near = empty.neighbourhood(start)
    assert near.nodes[0].id == start
    assert (len(near.nodes), len(near.claims), near.left_out_nodes, near.left_out_claims) == (10, 18, 0, 0)
    whole = empty.neighbourhood(start, depth=2)
    assert (len(whole.nodes), len(whole.claims), whole.nodes[-1].name) == (11, 19, "远方公司")
    few = empty.neighbourhood(start, limit=4)
    assert (len(few.nodes), len(few.claims), few.left_out_nodes, few.left_out_claims) == (4, 6, 6, 12)
    assert {claim.source.id for claim in few.claims} <= {node.id for node in few.nodes}
    visits = empty.neighbourhood(start, ClaimFilter(types=frozenset({ClaimType.VISITED})))
    assert len(visits.claims) == 9
