"""When one name is a short form of another: 九洲集团 of 四川九洲电器集团有限责任公司, 乐山高新区 of its long name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import lru_cache

from graph.names import fold
from graph.ontology import EntityType
from ingest.gazetteers.enterprises import enterprises
from ingest.gazetteers.universities import universities
from ingest.gazetteers.zones import zones
from ingest.language.words import words

_LEGAL = re.compile(r"(?:股份|集团|控股|有限责任|有限|公司|总公司|株式会社|企业|工程|投资){1,6}$")
_LONG_TO_SHORT = (
    ("高新技术产业开发区", "高新区"),
    ("高新技术开发区", "高新区"),
    ("高技术产业开发区", "高新区"),
    ("经济技术开发区", "经开区"),
    ("经济开发区", "经开区"),
    ("自由贸易试验区", "自贸区"),
    ("自贸试验区", "自贸区"),
    ("自由贸易港", "自贸港"),
    ("综合保税区", "综保区"),
    ("技术产业", "产业"),
    ("妇女联合会", "妇联"),
    ("工商业联合会", "工商联"),
    ("科学技术协会", "科协"),
    ("残疾人联合会", "残联"),
    ("归国华侨联合会", "侨联"),
    ("交通大学", "交大"),
    ("师范大学", "师大"),
    ("产业园区", "产业园"),
    ("管理委员会", "管委会"),
)
_TRADE = words("trades")
_TRADES = re.compile("(?:" + "|".join(sorted(_TRADE, key=len, reverse=True)) + ")+$")
_BRACKETS = re.compile(r"[（(][^（()）]*[）)]")
BRANCH = re.compile(
    r"(?P<bank>[一-鿿]{1,12}?(?:银行|农商行|农信社)|工行|建行|农行|中行|交行|招行)(?:股份有限公司)?"
    r"[（(]?(?:[一-鿿]{1,12}?(?:分行|支行|营业部|营业厅)|总行)[）)]?$"
)
_BANKS = re.compile(r"银行|[工建农中交招]行$|农商行|农信社")
_SUBSIDIARY = re.compile(r"分公司|子公司|分院|分校|分会|分中心|支行|分行|研究院|工作站|分局|事业部|实验室|基地")
_PLAIN = re.compile(r"(?:国家级?|省级?|市级?|区级?|县级?|中国|全国)+$")


def brand(name: str, places: Iterable[str] = ()) -> str:
    """Return what sets a firm's name apart: without its place, its legal form and its trade."""
    core = _BRACKETS.sub("", name)
    for place in places:
        if core.startswith(place) and len(core) - len(place) >= 2:
            core = core[len(place) :]
            break
    core = re.sub("^[省市区县](?=..)", "", core) if core != name else core
    core = _LEGAL.sub("", core) or core
    trimmed = _TRADES.sub("", core)
    return trimmed if len(trimmed) >= 2 else core


@lru_cache(maxsize=20_000)
def plain(name: str) -> str:
    """Return a name folded, its usual long words made short, without its legal form."""
    folded = fold(_BRACKETS.sub("", name) or name)
    for long, short in _LONG_TO_SHORT:
        folded = folded.replace(long, short)
    return _LEGAL.sub("", folded) or folded


@lru_cache(maxsize=20_000)
def _listed(name: str, kind: EntityType) -> frozenset[str]:
    """Return the official names that a gazetteer has for a name."""
    if kind is EntityType.ENTERPRISE:
        return frozenset(row.name for row in enterprises().named(name))
    if kind is EntityType.UNIVERSITY:
        return frozenset(row.name for row in universities().named(name))
    if kind is EntityType.PLATFORM:
        return frozenset(row.name for row in zones().named(name))
    return frozenset()


def _blocks(short: str, full: str) -> list[str] | None:
    """Return the runs of the short name in the order in which the full one holds them, None where it does not."""
    blocks: list[str] = []
    at = 0
    position = 0
    while at < len(short):
        size = len(short) - at
        while size and full.find(short[at : at + size], position) < 0:
            size -= 1
        if not size:
            return None
        position = full.find(short[at : at + size], position) + size
        blocks.append(short[at : at + size])
        at += size
    return blocks


def affinity(short: str, full: str, kind: EntityType, places: Collection[str] = ()) -> float:
    """Return how surely one name is a short form of another of that type, 0 (it is none) to 3."""
    listed_short, listed_full = _listed(short, kind), _listed(full, kind)
    if listed_short and listed_full:
        return 3.0 if listed_short & listed_full else 0.0
    a, b = plain(short), plain(full)
    if len(a) < 2:
        return 0.0
    if _SUBSIDIARY.search(b) and not _SUBSIDIARY.search(a):
        # 上海交通大学 is not 上海交通大学深圳研究院.
        return 0.0
    if a == b:
        return 3.0
    if fold(full).endswith(fold(short)) and re.search("分公司$|研究院$", short) and len(short) > 4:
        return 2.5
    if kind is EntityType.PROJECT:
        return 2.0 if a.removesuffix("项目") == b.removesuffix("项目") or (len(a) > 6 and b.endswith(a)) else 0.0
    if len(a) >= len(b):
        return 0.0
    if b.startswith(a):
        if _TRADES.sub("", b) in {a, ""} or _TRADES.sub("", b[len(a) :]) == "":
            return 3.0
        return 0.0
    rest = b.removesuffix(a)
    if rest != b:
        without = rest
        for place in sorted(places, key=len, reverse=True):
            without = without.replace(fold(place), "")
        if not _PLAIN.sub("", re.sub("[省市区县]", "", without)):
            return 2.5
        if kind is not EntityType.ENTERPRISE and len(a) >= 4:
            return 1.5
        return 0.0
    if kind is EntityType.UNIVERSITY:
        return 0.0
    blocks = _blocks(a, b)
    if blocks is None:
        return 0.0
    lead = fold(brand(full, places))
    starts = b.startswith(blocks[0]) or (len(lead) >= 2 and (lead.startswith(blocks[0]) or blocks[0].startswith(lead)))
    if not starts:
        # 九洲集团 within 四川九洲电器集团: the place, and no more, may be left out before.
        starts = any(
            b.startswith(fold(place) + blocks[0]) or b.startswith(fold(place) + "市" + blocks[0]) for place in places
        )
    if not starts:
        return 0.0
    if all(len(block) >= 2 for block in blocks):
        return 2.0 if a[-1] == b[-1] or kind is EntityType.ENTERPRISE else 1.0
    if kind is EntityType.PLATFORM and len(a) >= 4 and len(blocks[0]) >= 2 and a[-1] == b[-1]:
        return 1.5
    if kind is EntityType.PLATFORM and len(a) >= 4 and len(blocks[0]) >= 2:
        return 1.0
    return 1.0 if kind is EntityType.ENTERPRISE and len(blocks[0]) >= 2 and len(a) >= 4 else 0.0


def bank(name: str) -> str | None:
    """Return the bank of which a name is a branch, None where it is none."""
    match = BRANCH.match(name)
    return match["bank"] if match else None


def is_bank(name: str) -> bool:
    """Tell whether a name is a bank's or a branch's."""
    return bool(_BANKS.search(bank(name) or name))


def listed_names(name: str) -> frozenset[str]:
    """Return the official names that any gazetteer has for a name."""
    kinds = (EntityType.ENTERPRISE, EntityType.UNIVERSITY, EntityType.PLATFORM)
    return frozenset().union(*(_listed(name, kind) for kind in kinds))


def same_bank(first: str, second: str) -> bool:
    """Tell whether two names are one bank, branches aside."""
    head, other = bank(first) or first, bank(second) or second
    if not _BANKS.search(head) or not _BANKS.search(other):
        return False
    return plain(head) == plain(other) or bool(
        _listed(head, EntityType.ENTERPRISE) & _listed(other, EntityType.ENTERPRISE)
    )
