"""Divisions in running text: which words are places, and which place is meant."""

from __future__ import annotations

import pytest

from ingest.gazetteers.regions import regions
from ingest.language.places import find


def named(text: str) -> list[tuple[str, str | None]]:
    codes = regions().by_code
    return [(text[p.start : p.end], codes[p.code].name if p.code else None) for p in find(text)]


def test_full_and_short_names() -> None:
    assert named("肇庆市代表团到西安考察，西安市市长会见。") == [
        ("肇庆市", "肇庆市"),
        ("西安", "西安市"),
        ("西安市", "西安市"),
    ]


def test_the_official_name_of_long_named_divisions() -> None:
    assert named("广西与凉山州签约") == [("广西", "广西壮族自治区"), ("凉山州", "凉山彝族自治州")]


@pytest.mark.parametrize(
    "text",
    [
        "双方将加强合作，推进资源共享、共同振兴。",
        "公司打通了销售通道，与会同志发言。",
        "他沿南京路步行到外滩。",
        "全市主城区新增车位。",
        "发布会后现场来宾参观展馆。",
    ],
)
def test_words_that_only_look_like_places(text: str) -> None:
    assert named(text) == []


def test_a_word_that_swallows_the_suffix() -> None:
    assert named("西安市场份额扩大") == [("西安", "西安市")]
    assert named("华东区域") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("北京市朝阳区与企业签约。", "110105"),
        ("长春市朝阳区与企业签约。", "220104"),
        ("南京市领导调研，鼓楼区随后签约。", "320106"),
        ("福州市领导调研，鼓楼区随后签约。", "350102"),
    ],
)
def test_namesakes_are_told_apart_by_the_article(text: str, expected: str) -> None:
    assert expected in [p.code for p in find(text)]


def test_a_namesake_without_context_stays_unsettled() -> None:
    (place,) = find("鼓楼区与企业签约。")
    assert place.code is None
    assert place.full


def test_short_county_names_need_support() -> None:
    assert ("相城", "相城区") in named("苏州相城与企业签约。")
    assert named("东方与西方的对话") == []
    assert named("他说海南冬天暖和") == [("海南", "海南省")]


def test_letters_stand_for_regions_only_where_the_region_is_meant() -> None:
    assert ("沪", "上海市") in named("上海市领导介绍，多家企业在沪投资。")
    assert ("粤", "广东省") in named("广东省发布政策支持粤企发展。")
    assert [form for form, _ in named("京沪高铁和沪苏浙皖一体化，上海受益。") if len(form) == 1] == []


def test_places_never_overlap_and_lie_within_the_text() -> None:
    text = "陕西省西安市高陵区、咸阳市\x00‮<script>alert('渭南')</script>，=cmd()长三角\n湖南省长沙县"
    last = 0
    for place in find(text):
        assert last <= place.start < place.end <= len(text)
        last = place.end


def test_nothing_in_nothing() -> None:
    assert find("") == []
    assert find("\n \u3000") == []
