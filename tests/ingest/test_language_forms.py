"""Short forms of names, and names that only look like short forms."""

from __future__ import annotations

import pytest

from graph.ontology import EntityType
from ingest.language.forms import affinity, bank, brand, same_bank

E, P, U = EntityType.ENTERPRISE, EntityType.PLATFORM, EntityType.UNIVERSITY


@pytest.mark.parametrize(
    ("short", "full", "kind", "places"),
    [
        ("星河科技", "星河科技股份有限公司", E, []),
        ("星河集团", "四川星河电器集团有限责任公司", E, ["四川"]),
        ("临山高新区", "临山高新技术产业开发区", P, ["临山"]),
        ("临山市妇联", "临山市妇女联合会", P, ["临山"]),
        ("省减灾中心", "四川省减灾中心", P, ["四川"]),
        ("西安交大", "西安交通大学", U, ["西安"]),
        ("建行", "中国建设银行", E, []),
    ],
)
def test_short_forms(short: str, full: str, kind: EntityType, places: list[str]) -> None:
    assert affinity(short, full, kind, places) > 0


@pytest.mark.parametrize(
    ("short", "full", "kind"),
    [
        ("中国银行", "中国工商银行", E),
        ("大山建设集团", "大山建设集团西南分公司", E),
        ("河东大学", "河东大学深圳研究院", U),
        ("北山科技", "南山科技股份有限公司", E),
        ("中国电信", "中国移动", E),
        ("", "星河科技", E),
    ],
)
def test_names_of_others(short: str, full: str, kind: EntityType) -> None:
    assert affinity(short, full, kind) == 0


def test_what_sets_a_firm_apart() -> None:
    assert brand("上海启云航空技术有限责任公司", ["上海"]) == "启云"
    assert brand("启云（苏州）氢能科技有限公司") == "启云"


def test_a_branch_is_its_bank() -> None:
    assert bank("中国银行云南省分行") == "中国银行"
    assert bank("中国银行(云南省分行)") == "中国银行"
    assert bank("中国银行") is None
    assert same_bank("工商银行上海市分行", "中国工商银行")
    assert not same_bank("中国银行上海市分行", "中国工商银行")
