"""From text to entities: each component alone, then the pipeline."""

from __future__ import annotations

import random

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from graph.model import Article
from graph.ontology import EntityType
from ingest.extraction import Extractor, as_json
from ingest.gazetteers.regions import regions
from ingest.language import institutions, joining, projects
from ingest.language.document import FoundEntity
from ingest.language.pipeline import NAMES, build
from ingest.language.recogniser import bound_projects
from ingest.language.spans import Name, Place

HOSTILE = [
    "</script><b>肇庆市</b>与“星河'; DROP TABLE--集团”签约",
    "=cmd|'/C calc'!A0，西安高新区与启云科技有限公司签约。",
    "‮庆肇‬市与\x00西安市签约",
    "（" * 500 + "有限公司",
    "有限公司" * 300,
    "项目" * 400,
    "“" * 100 + "产业园项目” " * 50,
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return build(NAMES)


def entities(doc: Doc) -> list[FoundEntity]:
    found: list[FoundEntity] = doc._.entities
    return found


def by_name(doc: Doc) -> dict[str, FoundEntity]:
    return {entity.name: entity for entity in entities(doc)}


@pytest.mark.parametrize("name", [name for name, _ in NAMES])
def test_each_component_runs_alone(name: str) -> None:
    alone = spacy.blank("zh")
    build(NAMES)  # Registers the factories.
    alone.add_pipe(name)
    text = "8月8日，肇庆市与启云航空技术有限公司签署协议，投资15亿元建设启云动力电池生产基地项目。"
    assert alone(text).text == text


def test_institutions_by_suffix_and_left_boundary() -> None:
    text = "会上，临山市政府与启云航空技术有限公司、河东师范大学签约，随后参观临山软件园。"
    places = [Place(3, 6, None, True)]
    found = {text[n.start : n.end]: n.type for n in institutions.find(text, places)}
    assert found["启云航空技术有限公司"] is EntityType.ENTERPRISE
    assert found["河东师范大学"] is EntityType.UNIVERSITY
    assert found["临山软件园"] is EntityType.PLATFORM


def test_generic_words_are_no_institutions() -> None:
    assert institutions.find("多家公司和银行与高校、产业园、上市公司签约。", []) == []


def test_projects_are_designated_not_counted() -> None:
    text = "全市签约10个项目、3个重点项目，其中启云动力电池生产基地项目总投资15亿元。"
    assert [text[n.start : n.end] for n in projects.find(text)] == ["启云动力电池生产基地项目"]


def test_brackets_define_short_forms() -> None:
    text = "启云航空技术有限公司（以下简称“启航”）落户。启航表示满意。"
    name = Name(0, 10, EntityType.ENTERPRISE, "learnt", 0.99)
    (candidate,) = joining.candidates(text, [], [name])
    assert candidate.entity.name == "启云航空技术有限公司"
    assert "启航" in candidate.entity.aliases
    assert (23, 25) in candidate.entity.spans


def test_a_generic_word_is_a_short_form_where_one_only_can_be_meant() -> None:
    text = "临山高新区举行活动。目前，高新区有企业百家，是国家级高新区。"
    name = Name(0, 5, EntityType.PLATFORM, "learnt", 0.99)
    (candidate,) = joining.candidates(text, [], [name])
    assert candidate.entity.aliases == ["高新区"]
    assert candidate.entity.spans == [(0, 5), (13, 16)]


def test_a_branch_is_an_alias_of_its_bank() -> None:
    text = "中国银行云南省分行与企业签约，中国银行将提供支持。"
    names = [Name(0, 9, EntityType.ENTERPRISE, "learnt", 0.9), Name(15, 19, EntityType.ENTERPRISE, "learnt", 0.9)]
    (candidate,) = joining.candidates(text, [], names)
    assert candidate.entity.name == "中国银行"
    assert candidate.entity.aliases == ["中国银行云南省分行"]


def test_cities_have_official_names_and_codes(nlp: Language) -> None:
    doc = nlp("广东肇庆市领导率团到西安考察，并与西安高新区座谈，肇庆与西安将深化合作。")
    found = by_name(doc)
    assert found["肇庆市"].code == "441200"
    assert found["肇庆市"].aliases == ["肇庆"]
    assert found["肇庆市"].home == found["广东省"].key
    assert found["西安市"].code == "610100"
    assert found["西安高新区"].home == found["西安市"].key
    assert found["西安高新区"].type is EntityType.PLATFORM


def test_a_signing_is_read(nlp: Language) -> None:
    doc = nlp(
        "8月8日，无锡市锡山区人民政府与宁德时代新能源科技股份有限公司、江南大学签署战略合作协议。"
        "江南大学校长表示，将与锡山区共建研究院。"
    )
    found = by_name(doc)
    assert found["锡山区"].home == found["无锡市"].key
    assert found["宁德时代新能源科技股份有限公司"].type is EntityType.ENTERPRISE
    assert found["江南大学"].type is EntityType.UNIVERSITY


def test_news_of_other_kinds_names_no_parties(nlp: Language) -> None:
    doc = nlp("昨晚的比赛中，客队在下半场连进两球，最终以二比一逆转取胜，主教练赛后表示球员们表现出色。")
    assert entities(doc) == []


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text(nlp: Language, text: str) -> None:
    check(nlp, text)


def test_properties_on_random_text(nlp: Language) -> None:
    pieces = [
        *(
            "肇庆市",
            "西安",
            "高新区",
            "启云科技有限公司",
            "与",
            "签约",
            "，",
            "。",
            "（以下简称",
            "“启云”",
            "）",
            "\n",
            " ",
        ),
        *(
            "浙江大学",
            "项目",
            "产业园",
            "15亿元",
            "鼓楼区",
            "工商银行",
            "分行",
            "、",
            "Ａｐｐｌｅ",
            "𠮷",
            "研究院",
            "海南",
        ),
    ]
    rng = random.Random(1)
    for _ in range(60):
        check(nlp, "".join(rng.choices(pieces, k=rng.randint(1, 40))))


def check(nlp: Language, text: str) -> None:
    doc = nlp(text)
    keys = {entity.key for entity in entities(doc)}
    cities = {entity.key for entity in entities(doc) if entity.type is EntityType.CITY}
    assert len(keys) == len(entities(doc))
    for entity in entities(doc):
        assert entity.spans == sorted(entity.spans)
        assert all(0 <= start < end <= len(text) for start, end in entity.spans)
        assert entity.name and entity.name not in entity.aliases
        assert all(alias in text for alias in entity.aliases)
        assert entity.home is None or entity.home in cities
        assert entity.home != entity.key
        if entity.code:
            assert entity.name == regions().by_code[entity.code].name


def test_offsets_lead_to_the_article_as_it_stands() -> None:
    raw = "導覽：首頁\n肇慶市與西安市簽署協議，西安交通大學參加。\n版權所有"
    start, end = raw.index("肇"), raw.index("\n版")
    reading = Extractor(build(NAMES)).read(Article(raw, ((start, end),), given_id="x"))
    found = {mention.name: mention for mention in reading.mentions}
    assert [raw[a:b] for a, b in found["肇庆市"].spans] == ["肇慶市"]
    assert [raw[a:b] for a, b in found["西安交通大学"].spans] == ["西安交通大學"]
    row = as_json(reading)
    assert row["id"] == "x"
    assert {e["name"] for e in row["entities"]} == set(found)
    assert all(e["core"] is False for e in row["entities"])


def test_an_article_of_blanks_says_nothing() -> None:
    extractor = Extractor(build(NAMES))
    assert extractor.read(Article(" \n", ((0, 2),))).mentions == ()
    assert extractor.version == Extractor(build(NAMES)).version


def test_a_project_begins_where_its_stated_investment_ends() -> None:
    text = "总投资8亿元的风机叶片、储能柜制造基地项目在当地开工，另有总投资20亿元的12个项目推进。"
    start = text.index("储能柜")
    cut = Name(start, text.index("项目") + 2, EntityType.PROJECT, "learnt")
    (widened,) = bound_projects(text, [cut])
    assert text[widened.start : widened.end] == "风机叶片、储能柜制造基地项目"


def test_a_project_is_not_widened_over_another_name() -> None:
    text = "总投资8亿元的云海集团储能柜制造基地项目"
    firm = Name(text.index("云海"), text.index("储能"), EntityType.ENTERPRISE, "learnt")
    project = Name(firm.end, len(text), EntityType.PROJECT, "learnt")
    assert bound_projects(text, [firm, project]) == [firm, project]


def test_a_sum_is_no_part_of_a_projects_name() -> None:
    text = "双方签约3亿元扩建轴承生产线项目。"
    whole = Name(text.index("3"), text.index("。"), EntityType.PROJECT, "learnt", 0.9)
    (bounded,) = bound_projects(text, [whole])
    assert text[bounded.start : bounded.end] == "轴承生产线项目"
