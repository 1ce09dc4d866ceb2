"""What a store answers, on every engine."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

import pytest

from graph.answers import ClaimFilter
from graph.entities import Identity
from graph.errors import InvalidQueryError, NotFoundError, StoreError
from graph.model import Address
from graph.ontology import ClaimType, Level, Status
from graph.store import Store
from ingest.gazetteers.regions import regions
from tests.engines import Engine
from tests.graph.drafts import CITY, FIRM, LINTONG, PLATFORM, PROJECT, SCHOOL, XIAN, YANTA, ZHAOQING, Draft, deal


def test_an_entity_with_its_home_and_place(empty: Store) -> None:
    deal(empty)
    city = empty.entity(f"city-{XIAN}")
    assert (city.name, city.home, city.home_name, city.level) == ("西安市", XIAN, "西安市", Level.PREFECTURE)
    assert "西安" in city.aliases and city.lon is not None and (city.support, city.claims) == (1, 1)
    firm = empty.search("蓝桥电池").results[0]
    assert (firm.home, firm.home_name, firm.home_stated, firm.claims) == (LINTONG, "临潼区", True, 3)
    assert firm.level is None and firm.lon is None
    assert empty.entity(firm.id) == firm
    with pytest.raises(NotFoundError):
        empty.entity("city-000000")


def test_every_mention_leads_to_its_entity(empty: Store) -> None:
    readings = []
    for number in range(4):
        draft = Draft(f"文{number}")
        draft.entity("同一公司")
        readings.append(draft.reading())
        empty.write(readings[-1], draft.identities)
    ids = {mention for reading in readings for mention in reading.mention_ids().values()}
    assert len(ids) == 4
    assert {empty.entity(mention).id for mention in ids} == {min(ids)}
    empty.delete_article(next(r.article.id for r in readings if min(ids) in r.mention_ids().values()))
    assert empty.search("同一公司").results[0].id == sorted(ids)[1]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("蓝桥电池有限公司", ["蓝桥电池有限公司"]),
        ("藍橋電池", ["蓝桥电池有限公司"]),
        ("蓝桥", ["蓝桥电池有限公司"]),
        ("桥", ["蓝桥电池有限公司", "重庆桥"]),
        ("电池", ["蓝桥电池有限公司", "星湖电池项目"]),
        ("电池项", ["星湖电池项目"]),
        ("不存在的", []),
        ("不在", []),
        ("", []),
        ("——", []),
        ('"电池"', ["蓝桥电池有限公司", "星湖电池项目"]),
        ("%' OR 1=1 --", []),
        ("电池*", []),
        ("\ud800电", []),
    ],
)
def test_search_finds_any_part(empty: Store, text: str, names: list[str]) -> None:
    deal(empty)
    wanted = frozenset({FIRM, PROJECT})
    found = [entity.name for entity in empty.search(text, wanted).results]
    assert found == [name for name in names if name != "重庆桥"]
    if text == "蓝桥":
        assert [entity.name for entity in empty.search(text, frozenset({PROJECT})).results] == []


def rank_names() -> list[tuple[str, str]]:
    """Return names and aliases in the order in which a search for 海天 must give them."""
    return [
        ("海天", ""),
        ("海天味业", ""),
        ("一号", "海天"),
        ("二号", "海天集团"),
        ("上海天文", ""),
        ("三号", "上海天文馆"),
    ]


def test_search_ranks_by_our_rule(empty: Store) -> None:
    draft = Draft("排序")
    for name, alias in reversed(rank_names()):
        draft.entity(name, FIRM, None, *([alias] if alias else []))
    draft.into(empty)
    for text in ("海天", "海天"):
        assert [e.name for e in empty.search(text, frozenset({FIRM})).results] == [name for name, _ in rank_names()]
    longer = Draft("更长")
    for name, alias in reversed(rank_names()):
        longer.entity(
            name.replace("海天", "海天蓝") + "厂", FIRM, None, *([alias.replace("海天", "海天蓝")] * bool(alias))
        )
    longer.entity("海天蓝", FIRM)
    longer.into(empty)
    found = [e.name for e in empty.search("海天蓝", frozenset({FIRM})).results]
    assert found == ["海天蓝", *sorted(found[1:3], key=lambda n: empty.search(n).results[0].id), *found[3:]]
    assert found[3:] == ["一号厂", "二号厂", "上海天蓝文厂", "三号厂"]


@pytest.mark.parametrize("text", ["通达", "通达公", "达"])
def test_search_puts_the_better_supported_first_and_pages(empty: Store, text: str) -> None:
    names = [f"老{letter}通达公司" for letter in "子丑寅卯辰巳午未"]
    for count, name in enumerate(names, 1):
        for number in range(count):
            draft = Draft(f"{name}{number}")
            draft.entity(name)
            draft.into(empty)
    wanted = frozenset({FIRM})
    whole = empty.search(text, wanted, 100)
    assert [e.name for e in whole.results] == names[::-1] and whole.total == 8
    for offset in range(9):
        page = empty.search(text, wanted, 3, offset)
        assert page.results == whole.results[offset : offset + 3]
        assert page.total == 8


def test_unmentioned_cities_are_found_but_not_counted(empty: Store) -> None:
    assert "西安市" in [entity.name for entity in empty.search("西安").results]
    assert empty.stats().entities[CITY] == 0
    deal(empty)
    assert empty.search("西安").results[0].name == "西安市", "the one that is mentioned comes first"
    assert empty.stats().entities == {CITY: 2, FIRM: 2, SCHOOL: 0, PLATFORM: 0, PROJECT: 1}


def test_a_city_by_name_or_code(empty: Store) -> None:
    assert empty.city("西安").id == empty.city(XIAN).id == empty.city("西安市").id == f"city-{XIAN}"
    assert empty.city("吉林").name == "吉林省"
    assert empty.city("北京").level is Level.PROVINCE
    with pytest.raises(InvalidQueryError, match=r"110105.*220104"):
        empty.city("朝阳区")
    with pytest.raises(NotFoundError, match="亚特兰蒂斯"):
        empty.city("亚特兰蒂斯")


def test_claims_by_filter(empty: Store) -> None:
    article = deal(empty)
    firm = empty.search("蓝桥电池").results[0].id
    stray = empty.search("无家集团").results[0].id
    project = empty.search("星湖电池项目").results[0].id

    def dates(**where: object) -> list[str | None]:
        return [claim.date for claim in empty.claims(ClaimFilter(**where)).results]  # type: ignore[arg-type]

    assert dates() == ["2024-03", "2024-02-01", "2024", None]
    assert dates(entity=firm) == ["2024-02-01", "2024", None]
    assert dates(city=XIAN) == ["2024-03", "2024-02-01", "2024", None]
    assert dates(city=ZHAOQING) == ["2024-03", "2024-02-01", "2024"]
    assert dates(city=LINTONG) == ["2024-02-01", "2024", None]
    assert dates(city=YANTA) == []
    assert dates(source=firm) == ["2024-02-01", "2024", None], "PARTNERED has no direction"
    assert dates(source=project) == ["2024-02-01"], "SIGNED has no direction, FUNDED has"
    assert dates(source=firm, target=stray) == [None]
    assert dates(source=stray, target=project) == []
    assert dates(since="2024") == ["2024-03", "2024-02-01", "2024"]
    assert dates(since="2024-02") == ["2024-03", "2024-02-01"], "a year may lie before"
    assert dates(until="2024-02") == ["2024-02-01"]
    assert dates(min_amount=1) == ["2024-02-01", "2024"]
    assert dates(min_amount=10**9 + 1) == []
    assert dates(max_amount=10**9, currency="USD") == []
    assert dates(statuses=frozenset({Status.PLANNED})) == ["2024"]
    assert dates(types=frozenset({ClaimType.SIGNED, ClaimType.VISITED})) == ["2024-03", "2024-02-01"]
    assert dates(min_confidence=0.6) == ["2024-03", "2024-02-01", None]
    assert dates(article=article, entity=stray) == [None]
    page = empty.claims(ClaimFilter(entity=firm), 1, 1)
    assert (page.total, [c.date for c in page.results]) == (3, ["2024"])
    assert empty.claims(ClaimFilter(entity=firm), 1, 9).total == 3
    claim = page.results[0]
    assert claim.article.urls == ("https://example.com/甲文",)
    assert empty.article(article).text[claim.start : claim.end] == claim.evidence


@pytest.mark.parametrize(
    "where",
    [
        {"since": "24-1"},
        {"until": "2024-13"},
        {"since": "2024-02-30"},
        {"since": "2025", "until": "2024"},
        {"min_confidence": 1.5},
        {"min_amount": -1},
        {"max_amount": 2**70},
    ],
)
def test_questions_without_meaning_are_refused(empty: Store, where: dict[str, object]) -> None:
    with pytest.raises(InvalidQueryError, match=next(iter(where))):
        empty.claims(ClaimFilter(**where))  # type: ignore[arg-type]


@pytest.mark.parametrize("where", [{"entity": "x"}, {"source": "x"}, {"city": "000000"}, {"article": "x"}])
def test_questions_about_nothing_are_told(empty: Store, where: dict[str, str]) -> None:
    with pytest.raises(NotFoundError):
        empty.claims(ClaimFilter(**where))  # type: ignore[arg-type]


def test_pages_have_bounds(empty: Store) -> None:
    for ask in (
        lambda: empty.claims(limit=0),
        lambda: empty.search("西安", limit=1001),
        lambda: empty.articles(f"city-{XIAN}", offset=-1),
        lambda: empty.neighbourhood(f"city-{XIAN}", depth=4),
    ):
        with pytest.raises(InvalidQueryError):
            ask()


def test_an_article_with_all_that_was_read(empty: Store) -> None:
    article = empty.article(deal(empty))
    assert [m.name for m in article.mentions] == ["西安市", "肇庆市", "蓝桥电池有限公司", "星湖电池项目", "无家集团"]
    assert article.mentions[0].entity.id == f"city-{XIAN}"
    assert [claim.start for claim in article.claims] == sorted(claim.start for claim in article.claims)
    assert article.extractor == "1" and article.spans == ((0, len(article.text)),)
    with pytest.raises(NotFoundError):
        empty.article("x")


def test_articles_newest_first(empty: Store) -> None:
    for name, published in (("一", "2022"), ("二", None), ("三", "2024-01-02"), ("四", "2024-01")):
        draft = Draft(name, published)
        draft.city(XIAN, "西安市")
        draft.into(empty)
    found = empty.articles(f"city-{XIAN}", 3)
    assert ([ref.published for ref in found.results], found.total) == (["2024-01-02", "2024-01", "2022"], 4)
    assert empty.articles(f"city-{XIAN}", 3, 3).results[0].published is None


def test_the_later_text_at_an_address_replaces_the_earlier(empty: Store) -> None:
    first = Draft("旧文")
    first.entity("只在旧文的公司")
    first.into(empty, place="x")
    other = Draft("新文")
    other.entity("新公司")
    written = empty.write(other.reading(place="x"), other.identities)
    assert (written.what, written.replaced) == ("replaced", (first.reading().article.id,))
    assert empty.search("只在旧文").total == 0 and empty.stats().articles == 1
    with pytest.raises(NotFoundError):
        empty.article(first.reading().article.id)


def test_an_article_that_keeps_another_address_stays(empty: Store) -> None:
    first = Draft("旧文")
    first.entity("旧公司")
    first.into(empty, place="x")
    assert empty.write(first.reading(place="y"), first.identities).what == "address"
    written = empty.write(Draft("新文").reading(place="x"), {})
    assert (written.what, written.replaced) == ("added", ())
    assert empty.article(first.reading().article.id).ref.names == ("y.txt",)


def test_recognising_an_article(empty: Store) -> None:
    draft = Draft("识别")
    draft.entity("甲")
    article = draft.reading().article
    assert empty.recognise(article, "1") is None
    draft.into(empty)
    version = empty.version()
    unchanged = empty.recognise(article, "1")
    assert unchanged is not None and unchanged.what == "unchanged" and empty.version() == version
    assert empty.recognise(article, "2") is None
    moved = empty.recognise(replace(article, address=Address("file:///zz", "zz.txt")), "1")
    assert moved is not None and moved.what == "address" and empty.version() > version
    assert (
        empty.article(article.id).ref.names == ("zz.txt", "识别.txt") or len(empty.article(article.id).ref.names) == 2
    )


def test_a_claim_whose_ends_become_one_entity_is_kept_but_no_edge(empty: Store) -> None:
    draft = Draft("自指")
    one, other = draft.entity("高新区", PLATFORM), draft.entity("高新技术开发区", PLATFORM)
    draft.identities[other] = draft.identities[one]
    draft.claim(ClaimType.SIGNED, one, other)
    article = draft.into(empty)
    assert empty.claims().total == 0 and empty.article(article).claims == ()
    assert empty.stats().claims[ClaimType.SIGNED] == 0 and empty.stats().events == 0
    apart = Draft("自指")
    one, other = apart.entity("高新区", PLATFORM), apart.entity("高新技术开发区", PLATFORM)
    apart.claim(ClaimType.SIGNED, one, other)
    before = empty.checksum()
    apart.into(empty, "2")
    assert empty.claims().total == 1
    draft.into(empty, "1")
    assert empty.claims().total == 0 and empty.checksum() == before


def test_homes_by_majority_then_code_and_inferred_last(empty: Store) -> None:
    homes = [None, ZHAOQING, XIAN, None]
    for number, home in enumerate(homes):
        draft = Draft(f"家{number}")
        key = draft.entity("有家公司")
        draft.identities[key] = Identity("F", None, None, home, "110000")
        draft.into(empty)
    firm = empty.search("有家公司").results[0]
    assert (firm.home, firm.home_stated, firm.support) == (ZHAOQING, True, 4)
    more = Draft("家4")
    key = more.entity("有家公司")
    more.identities[key] = Identity("F", None, None, XIAN)
    other = more.city("310000", "上海市")
    more.claim(ClaimType.SIGNED, key, other)
    more.into(empty)
    assert empty.search("有家公司").results[0].home == XIAN
    assert empty.links("310000", Level.PREFECTURE).links.results[0].other.home == XIAN
    for number in (2, 4, 1):
        name = f"题：家{number}"
        found = next(ref for ref in empty.articles(empty.search("有家公司").results[0].id).results if ref.title == name)
        empty.delete_article(found.id)
    left = empty.search("有家公司").results[0]
    assert (left.home, left.home_stated) == ("110000", False)


def test_claims_follow_an_entity_that_moves(empty: Store) -> None:
    draft = Draft("一")
    firm, beijing = draft.entity("迁移公司"), draft.city("110000", "北京市")
    draft.claim(ClaimType.SIGNED, beijing, firm)
    draft.into(empty)
    assert empty.links("110000", Level.PREFECTURE).unplaced == 1 and empty.stats().unplaced == 1
    other = Draft("二")
    other.entity("迁移公司", FIRM, YANTA)
    article = other.into(empty)
    assert empty.links("110000", Level.COUNTY).links.results[0].other.name == "雁塔区"
    assert empty.claims(ClaimFilter(city="610000")).total == 1
    empty.delete_article(article)
    assert empty.claims(ClaimFilter(city="610000")).total == 0 and empty.stats().unplaced == 1


def test_a_reading_that_contradicts_itself_is_refused(empty: Store) -> None:
    draft = Draft("错")
    one, other = draft.entity("甲"), draft.entity("乙")
    draft.claim(ClaimType.SIGNED, one, other)
    good = draft.reading()
    claim = good.claims[0]
    for bad in (
        replace(good, claims=(replace(claim, evidence="不在文中"),)),
        replace(good, claims=(replace(claim, target="e9"),)),
        replace(good, claims=(replace(claim, target=one),)),
        replace(good, mentions=(*good.mentions, good.mentions[0])),
        replace(good, mentions=(replace(good.mentions[0], home=other), good.mentions[1])),
    ):
        with pytest.raises(ValueError):
            empty.write(bad, draft.identities)
    with pytest.raises(ValueError, match="identity"):
        empty.write(good, {})
    assert empty.stats().articles == 0


def test_hostile_names_are_kept_as_they_are(empty: Store) -> None:
    names = [
        "'; DROP TABLE entity; --",
        '"quoted" NEAR(',
        "</script>",
        "=cmd()",
        "\u202e倒写",
        "a\0b公司",
        "％_％",
        "🏭工厂",
    ]
    draft = Draft("敌意")
    for name in names:
        draft.entity(name)
    article = draft.into(empty)
    assert [mention.name for mention in empty.article(article).mentions] == names
    for name in names:
        assert name in [entity.name for entity in empty.search(name).results], name


@pytest.mark.parametrize("kind", ["empty", "bare"])
def test_readers_and_writers_in_threads(kind: str, engine: Engine) -> None:
    make: Callable[[], Store] = getattr(engine, kind)
    store = make()
    faults: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for step in range(5):
                draft = Draft(f"线程{number}之{step}")
                firm, city = draft.entity("共有公司"), draft.city(XIAN, "西安市")
                draft.claim(ClaimType.SIGNED, firm, city)
                draft.into(store)
                assert store.search("共有公司").total == 1
                assert store.claims(ClaimFilter(entity=f"city-{XIAN}")).total >= step
        except BaseException as error:
            faults.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    assert store.stats().articles == 30 and store.search("共有公司").results[0].support == 30
    assert store.claims(ClaimFilter(entity=f"city-{XIAN}")).total == 30
    assert engine.orphans(store) == []


def test_loading_other_cities_places_entities_anew(empty: Store) -> None:
    before = empty.checksum()
    empty.load_cities(city for city in regions().all() if city.code != "610100" and city.parent != "610100")
    assert empty.search("西安市").total == 0
    empty.load_cities(regions().all())
    assert empty.checksum() == before


def test_half_characters_are_refused(empty: Store) -> None:
    good = Draft("坏").reading()
    with pytest.raises(StoreError, match="half characters"):
        empty.write(replace(good, article=replace(good.article, source="\ud800")), {})
    assert empty.stats().articles == 0


def test_a_closed_store_says_so(new_store: Callable[[], Store]) -> None:
    store = new_store()
    store.close()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.stats()
