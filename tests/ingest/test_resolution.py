"""Which entity each mention is."""

from __future__ import annotations

import pytest

from graph.entities import Identity
from graph.model import Address, Article, Mention, Reading
from graph.ontology import EntityType
from ingest.resolution import identities

CITY, FIRM, SCHOOL, PLATFORM, PROJECT = EntityType


def resolve(*mentions: tuple[EntityType, str, str | None], text: str = "文") -> list[Identity]:
    """Resolve mentions (type, name, name or index of the home) of one article."""
    names = [name for _, name, _ in mentions]
    article = Article(text, ((0, len(text)),), address=Address("file:///a", "a"))
    made = []
    for number, (kind, name, home) in enumerate(mentions):
        key = None if home is None else f"e{int(home) if home.isdigit() else names.index(home)}"
        made.append(Mention(f"e{number}", kind, name, (), key))
    found = identities(Reading(article, tuple(made), (), "1"))
    return [found[f"e{number}"] for number in range(len(mentions))]


def test_a_city_is_the_gazetteers() -> None:
    (city,) = resolve((CITY, "西安市", None))
    assert city == Identity("city-610100", "city-610100", "西安市", "610100")


@pytest.mark.parametrize(
    ("others", "code"),
    [
        ([("长春市", None)], "220104"),
        ([("北京市", None)], "110105"),
        ([("吉林省", None)], "220104"),
        ([("海淀区", None)], "110105"),
        ([], None),
        ([("长春市", None), ("北京市", None)], None),
        ([("西安市", None)], None),
    ],
)
def test_an_ambiguous_city_is_settled_by_the_others(others: list[tuple[str, None]], code: str | None) -> None:
    found = resolve(*((CITY, name, None) for name, _ in others), (CITY, "朝阳区", None))[-1]
    assert found.known == (f"city-{code}" if code else None)
    assert found.stated_home == code


def test_a_stated_home_goes_before_the_others() -> None:
    mentions = ((CITY, "北京市", None), (CITY, "海淀区", None), (CITY, "长春市", None), (CITY, "朝阳区", "长春市"))
    assert resolve(*mentions)[-1].known == "city-220104"


def test_a_place_that_nothing_settles_stays_within_its_article() -> None:
    one = resolve((CITY, "朝阳区", None), text="一")[0]
    other = resolve((CITY, "朝阳区", None), text="二")[0]
    assert one.known is None and one.key != other.key


def test_two_cities_of_one_name_are_two() -> None:
    found = resolve((CITY, "北京市", None), (CITY, "长春市", None), (CITY, "朝阳区", "0"), (CITY, "朝阳区", "1"))
    assert [identity.known for identity in found[2:]] == ["city-110105", "city-220104"]
    found = resolve((CITY, "朝阳区", None), (CITY, "朝阳区", None), (CITY, "朝阳区", None))
    assert len({identity.key for identity in found}) == 3


def test_a_former_name_is_what_took_its_place() -> None:
    assert resolve((CITY, "襄樊市", None))[0].known_name == "襄阳市"


def test_a_university_by_its_name_or_short_name() -> None:
    whole, short = resolve((SCHOOL, "西安交通大学", None), (SCHOOL, "西安交大", None))
    assert whole == short and whole.known == "university-4161010698"
    assert (whole.known_name, whole.inferred_home, whole.stated_home) == ("西安交通大学", "610100", None)
    unknown = resolve((SCHOOL, "某某理想大学", None))[0]
    assert unknown.known is None and unknown.key == "University:某某理想大学"


def test_a_zone_by_any_name_and_under_its_city() -> None:
    names = ("西安高新技术产业开发区", "西安高新区", "西安市高新区", "高新区")
    found = resolve((CITY, "西安市", None), *((PLATFORM, name, "西安市") for name in names))[1:]
    assert len({identity.known for identity in found}) == 1 and found[0].known_name == names[0]
    assert (found[0].stated_home, found[0].inferred_home) == ("610100", "610100")


def test_a_generic_name_stands_for_the_one_in_its_city() -> None:
    def key(name: str, kind: EntityType, city: str | None, text: str = "文") -> str:
        mentions = [(kind, name, city)] if city is None else [(CITY, city, None), (kind, name, city)]
        return resolve(*mentions, text=text)[-1].key

    for name, kind in (("工商联", PLATFORM), ("人民医院", PLATFORM), ("科技产业园", PLATFORM)):
        assert key(name, kind, "成都市", "一") == key(name, kind, "成都市", "二")
        assert key(name, kind, "成都市") != key(name, kind, "绵阳市")
        assert key(name, kind, None, "一") != key(name, kind, None, "二")
    assert key("武侯祠创新联盟", PLATFORM, None, "一") == key("武侯祠创新联盟", PLATFORM, "成都市", "二")


def test_projects_of_one_name_differ() -> None:
    def key(name: str, city: str | None, text: str) -> str:
        mentions = [(PROJECT, name, city)] if city is None else [(CITY, city, None), (PROJECT, name, city)]
        return resolve(*mentions, text=text)[-1].key

    assert key("星河储能基地项目", "成都市", "一") == key("星河储能基地项目", "成都市", "二")
    assert key("星河储能基地项目", "武侯区", "一") == key("星河储能基地项目", "成都市", "二"), "one prefecture"
    assert key("星河储能基地项目", "成都市", "一") != key("星河储能基地项目", "绵阳市", "二")
    assert key("星河储能基地项目", None, "一") != key("星河储能基地项目", None, "二")
    assert key("成都星河储能基地项目", None, "一") == key("成都星河储能基地项目", None, "二")
    assert key("产业园项目", "成都市", "一") != key("产业园项目", "成都市", "二")


def test_firms_are_one_by_name_only_where_that_is_safe() -> None:
    found = resolve((FIRM, "海之星有限责任公司", None), (FIRM, "海之星股份有限公司", None), (FIRM, "海之星", None))
    assert len({identity.key for identity in found}) == 3
    assert found[0].key == resolve((FIRM, "海之星有限公司", None), text="二")[0].key
    assert found[0].key == resolve((FIRM, "海之星 有限責任公司", None), text="二")[0].key


def test_two_firms_of_one_name_in_an_article_are_two() -> None:
    found = resolve((FIRM, "同名公司", None), (FIRM, "同名公司", None))
    assert found[0].key != found[1].key


@pytest.mark.parametrize(
    ("kind", "name", "home"),
    [
        (FIRM, "宁德时代新能源公司", "350900"),
        (FIRM, "正威（肇庆）新材料公司", "441200"),
        (FIRM, "西安高新区某某公司", "610100"),
        (PLATFORM, "西安交通大学某某实验室", "610100"),
        (PLATFORM, "北京大学深圳某某研究院", "440300"),
        (FIRM, "吉林某某集团", "220000"),
        (FIRM, "长安汽车集团", None),
        (FIRM, "阿里巴巴集团", None),
        (PLATFORM, "杭州湾创新园", None),
        (PLATFORM, "南京西路某某基地", None),
        (FIRM, "海之星公司", None),
        (FIRM, "（）公司", None),
    ],
)
def test_homes_that_a_name_holds_are_inferred(kind: EntityType, name: str, home: str | None) -> None:
    (found,) = resolve((kind, name, None))
    assert (found.inferred_home, found.stated_home) == (home, None)


def test_the_same_reading_always_gives_the_same() -> None:
    mentions = [(CITY, "朝阳区", None), (CITY, "长春市", None), (FIRM, "甲公司", "长春市"), (PROJECT, "项目", None)]
    assert resolve(*mentions) == resolve(*mentions)
    assert resolve() == []


def test_names_of_signs_alone_do_no_harm() -> None:
    found = resolve(*((kind, name, None) for kind in EntityType for name in ("——", "\0", "'", "\u202e")))
    assert len({identity.key for identity in found}) == len(found)
