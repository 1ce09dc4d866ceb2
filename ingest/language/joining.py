"""From names and places as they stand to the entities of the document, each with its other forms.

Forms of one entity are: equal names; what a bracket defines (以下简称X); a short form made of the full name's own
characters (九洲集团 for 四川九洲电器集团有限责任公司); a brand that leads several forms; a bank's branch; and a generic
word where one entity only can be meant (高新区 for 乐山高新区).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from spacy.language import Language
from spacy.tokens import Doc

from graph.model import Span
from graph.names import fold
from graph.ontology import EntityType
from ingest.gazetteers.regions import regions
from ingest.language.document import FoundEntity
from ingest.language.spans import Name, Place

_DEFINITION = re.compile(
    r"[（(【\[]\s*(?:以下|下文|下|以下统|简)?(?:均|统|简)?(?:简称|称为|称|简称为|统称)\s*[:：为]?\s*[“\"‘「『]?([^”\"’」』（）()，。；]{2,24})[”\"’」』]?[^）)\]】]{0,12}[）)】\]]"
)
_BRACKETED = re.compile(r"[（(]([A-Za-z][A-Za-z0-9 .&\-]{1,30}|[一-鿿A-Za-z0-9]{2,8})[）)]")
_LEGAL = re.compile(
    r"(?:股份|集团|控股|（集团）|\(集团\)|（控股）)*(?:有限责任|有限|股份)*(?:集团)?(?:总)?公司$|(?:集团|控股|股份|株式会社)+$"
)
_TRADE = (
    "科技 技术 信息 网络 软件 智能 数字 数据 电子 电气 电器 电力 电机 能源 新能源 环保 环境 材料 新材料 生物 医药 制药 药业 医疗 健康 器械 汽车 机械 机电 装备 设备 重工 工业 实业 "
    "制造 化工 化学 化妆品 食品 饮料 乳业 酒业 农业 农牧 林业 建设 建筑 工程 置业 地产 房地产 物业 投资 资本 资产 管理 控股 创业 金融 证券 保险 担保 租赁 贸易 商贸 国际贸易 国际 商业 "
    "物流 供应链 速运 运输 航空 航天 旅游 文旅 文化 传媒 影视 传播 教育 体育 人力资源 服务 咨询 发展 开发 产业 运营 集团 涂料 半导体 光电 通信 通讯 精密 塑胶 塑料 纺织 服饰 "
    "服装 家居 家具 珠宝 餐饮 酒店 购物 百货 超市 零售 电商 电子商务 云计算 机器人 自动化 测控 仪器 仪表 检测 认证 水务 水利 燃气 石化 石油 煤业 矿业 钢铁 金属 有色 "
    "水泥 建材 陶瓷 玻璃 船舶 轨道 交通 交通发展 机车 车辆 动力 电池 氢能 光伏 风电 核电 航空技术 生命科学 基因 疫苗 诊断 医学 数码 计算机 系统 互联网 文化传播 农业科技 餐饮管理 一"
).split()
_TRADES = re.compile("(?:" + "|".join(sorted(_TRADE, key=len, reverse=True)) + ")+$")
_BRANCH = re.compile(
    r"(.{1,12}银行|.{1,8}农商行|.{1,6}农信社|工行|建行|农行|中行|交行|招行|邮储银行)(?:股份有限公司)?[（(]?.{1,12}?(?:分行|支行|营业部)[）)]?$"
)
_ABBREVIATED_BANK = {
    "工行": "中国工商银行", "建行": "中国建设银行", "农行": "中国农业银行", "中行": "中国银行", "交行": "交通银行",
    "招行": "招商银行", "工商银行": "中国工商银行", "建设银行": "中国建设银行", "农业银行": "中国农业银行",
    "邮储银行": "中国邮政储蓄银行", "民生银行": "中国民生银行", "光大银行": "中国光大银行",
}  # fmt: skip
_GENERIC_ZONES = (
    "高新区 经开区 开发区 新区 示范区 合作区 自贸区 自贸港 保税区 综保区 试验区 新城 科学城 科技城 产业园 科技园 园区 联盟 协会 商会 基金会 研究院 实验室 "
    "基金 工商联 妇联 红十字会 航空港 港区 新片区 开发者联盟 创新中心 工作站 智库"
).split()
_GENERIC_PROJECTS = ("示范线项目", "产业园项目", "储能电站项目")


@dataclass(slots=True)
class _Group:
    """Names that are one entity."""

    type: EntityType
    forms: dict[str, list[Span]] = field(default_factory=lambda: defaultdict(list))
    code: str | None = None
    confidence: float = 0.0

    @property
    def name(self) -> str:
        """The fullest form; among equals the first in the text."""
        return min(self.forms, key=lambda form: (-len(fold(form)), min(self.forms[form], default=(0, 0))))

    def absorb(self, other: _Group) -> None:
        for form, spans in other.forms.items():
            self.forms[form].extend(spans)
        self.confidence = max(self.confidence, other.confidence)


def _strip_place(name: str, places: Iterable[str]) -> str:
    """Return a name without the division's name that it begins with."""
    for place in places:
        if name.startswith(place) and len(name) - len(place) >= 2:
            return name[len(place) :].removeprefix("市").removeprefix("省")
    return name


def brand(name: str, places: Sequence[str] = ()) -> str:
    """Return what sets a firm's name apart: without its place, its legal form and its trade."""
    core = re.sub(r"[（(][^）)]*[）)]", "", name)
    core = _strip_place(core, places)
    core = _LEGAL.sub("", core)
    trimmed = _TRADES.sub("", core)
    return trimmed if len(trimmed) >= 2 else core


def is_short_form(short: str, full: str, places: Sequence[str] = ()) -> bool:
    """Tell whether a name is made of the other's own characters in such a way that it stands for it."""
    a, b = fold(short), fold(full)
    if len(a) >= len(b) or len(a) < 2:
        return False
    if b.startswith(a) and (_LEGAL.sub("", b) == a or _TRADES.sub("", _LEGAL.sub("", b)) == a):
        return True
    if b.endswith(a) and b[: -len(a)] in {fold(place) for place in places}:
        return True
    stem = _LEGAL.sub("", a)
    stem = stem if len(stem) >= 2 else a
    lead = fold(brand(full, places))
    if not (lead.startswith(stem[:2]) or stem.startswith(lead)):
        return False
    position = b.find(stem[:2])
    for char in a:
        position_next = b.find(char, position)
        if position_next < 0:
            return False
        position = position_next + 1
    # What the short form leaves out must not name another place or a branch.
    return not re.search(r"分公司|支行|分行|子公司", full) or bool(re.search(r"分公司|支行|分行", short))


def _occurrences(text: str, form: str, taken: Sequence[bool] | bytearray) -> list[Span]:
    """Return the places of a form where no longer name stands."""
    spans, position = [], text.find(form)
    while position >= 0:
        end = position + len(form)
        if not any(taken[position:end]):
            spans.append((position, end))
        position = text.find(form, position + 1)
    return spans


def _mark(taken: bytearray, spans: Iterable[Span]) -> None:
    for start, end in spans:
        taken[start:end] = b"\x01" * (end - start)


def join(text: str, places: Sequence[Place], names: Sequence[Name]) -> list[FoundEntity]:
    """Return the entities of a text: its cities in the order of their codes' first places, then the others."""
    taken = bytearray(len(text))
    groups: dict[str, _Group] = {}
    for name in names:
        form = text[name.start : name.end]
        key = fold(form)
        if not key:
            continue
        group = groups.get(key)
        if group is None:
            group = groups[key] = _Group(name.type)
        elif name.confidence > group.confidence:
            group.type = name.type
        group.forms[form].append((name.start, name.end))
        group.confidence = max(group.confidence, name.confidence)
    _mark(taken, ((name.start, name.end) for name in names))
    place_forms = sorted({text[p.start : p.end] for p in places if p.end - p.start > 1}, key=len, reverse=True)

    _define(text, names, groups, taken)
    joined = _merge(list(groups.values()), place_forms)
    _extend(text, joined, place_forms, taken)
    return [*_cities(text, places, names), *_entities(joined)]


def _define(text: str, names: Sequence[Name], groups: dict[str, _Group], taken: bytearray) -> None:
    """Give each name the short form that a bracket behind it defines."""
    for name in names:
        match = _DEFINITION.match(text, name.end)
        short = match[1].strip() if match else None
        if short is None:
            match = _BRACKETED.match(text, name.end)
            form = text[name.start : name.end]
            if match and (match[1].isascii() or (set(match[1]) <= set(form) and len(match[1]) < len(form))):
                short = match[1].strip()
        if not short or match is None or re.fullmatch(r"\d{6}(?:\.\w+)?|[A-Z]{2}|.*(?:记者|摄)", short):
            continue
        group = groups[fold(text[name.start : name.end])]
        for form in re.split(r"[”\"]?(?:或|、)[“\"]?", short):
            other = groups.get(fold(form))
            if other is group or len(form) < 2:
                continue
            if other is not None:
                group.absorb(other)
                groups[fold(form)] = group
                continue
            group.forms[form].extend([])
            groups[fold(form)] = group


def _merge(groups: Sequence[_Group], place_forms: Sequence[str]) -> list[_Group]:
    """Join the groups whose names are forms of one another, longer ones first."""
    unique = list({id(group): group for group in groups}.values())
    unique.sort(key=lambda group: -len(fold(group.name)))
    joined: list[_Group] = []
    for group in unique:
        short = group.name
        bank = _BRANCH.match(short)
        owners = [
            other
            for other in joined
            if other.type is group.type
            and group.type is not EntityType.PROJECT
            and any(is_short_form(short, form, place_forms) for form in other.forms)
        ]
        if bank:
            head = bank[1]
            owners = [o for o in joined if any(_same_bank(head, form) for form in o.forms)]
        elif group.type is EntityType.ENTERPRISE:
            owners = owners or [o for o in joined if any(_same_bank(short, form) for form in o.forms)]
        if len(owners) == 1 or (owners and bank):
            owners[0].absorb(group)
        else:
            joined.append(group)
    return joined


def _same_bank(head: str, form: str) -> bool:
    """Tell whether a form is the bank or a branch of the bank of that name."""
    match = _BRANCH.match(form)
    other = match[1] if match else form
    if not re.search(r"银行|行$|农信社", other) or not re.search(r"银行|行$|农信社", head):
        return False
    return _ABBREVIATED_BANK.get(head, head) == _ABBREVIATED_BANK.get(other, other)


def _extend(text: str, groups: Sequence[_Group], place_forms: Sequence[str], taken: bytearray) -> None:
    """Find the short forms that nothing has found yet: defined ones, brands, generic words."""
    for group in groups:
        for form in list(group.forms):
            spans = _occurrences(text, form, taken)
            group.forms[form].extend(spans)
            _mark(taken, spans)
    for group in groups:
        if group.type is not EntityType.ENTERPRISE:
            continue
        name = group.name
        lead = brand(name, place_forms)
        if lead == name or not 2 <= len(lead) <= 6 or lead in place_forms or len(lead) < 3 and not _LEGAL.search(name):
            continue
        if sum(other.name.find(lead) >= 0 for other in groups) > 1:
            continue
        for form in (lead + "集团", lead + "公司", lead):
            if form in group.forms:
                continue
            spans = [
                (start, end)
                for start, end in _occurrences(text, form, taken)
                if len(form) > 2
                or not re.match("[一-鿿]", text[start - 1 : start] or "。")
                or text[start - 1] in "与和在由对到"
            ]
            if spans:
                group.forms[form].extend(spans)
                _mark(taken, spans)
    for generic in _GENERIC_ZONES:
        owners = [g for g in groups if g.type is EntityType.PLATFORM and any(f.endswith(generic) for f in g.forms)]
        if len(owners) == 1 and generic not in owners[0].forms:
            spans = [s for s in _occurrences(text, generic, taken) if not _is_counted(text, *s)]
            if spans:
                owners[0].forms[generic].extend(spans)
                _mark(taken, spans)


_COUNTED = re.compile(r"(?:[个家级类各多一二三四五六七八九十百\d性型]|国家|省级|首个|全国|该|工业|科技|产业)$")


def _is_counted(text: str, start: int, end: int) -> bool:
    """Tell whether a generic word is no name here: 国家级高新区, 5个产业园."""
    return bool(_COUNTED.search(text, max(0, start - 3), start))


def _cities(text: str, places: Sequence[Place], names: Sequence[Name]) -> list[FoundEntity]:
    gazetteer = regions()
    inside = {p for p in places for n in names if n.start <= p.start and p.end <= n.end}
    leading = {p for p in inside for n in names if n.start <= p.start <= n.start + 3 and p.end < n.end}
    found: dict[str, FoundEntity] = {}
    for place in places:
        if place in inside and (place not in leading or place.end - place.start == 1):
            continue
        form = text[place.start : place.end]
        city = gazetteer.by_code[place.code] if place.code else None
        key = place.code or form
        entity = found.get(key)
        if entity is None:
            name = city.name if city else form
            entity = found[key] = FoundEntity(key, EntityType.CITY, name, code=place.code)
        if form != entity.name and form not in entity.aliases:
            entity.aliases.append(form)
        entity.spans.append((place.start, place.end))
    return list(found.values())


def _entities(groups: Sequence[_Group]) -> list[FoundEntity]:
    entities = []
    for group in groups:
        spans = sorted({span for spans in group.forms.values() for span in spans})
        if not spans:
            continue
        used = {form for form, places in group.forms.items() if places}
        name = min(used, key=lambda form: (-len(fold(form)), min(group.forms[form])))
        aliases = sorted(used - {name}, key=lambda form: min(group.forms[form]))
        entities.append(FoundEntity("", group.type, name, aliases, spans=spans))
    return sorted(entities, key=lambda entity: entity.spans)


@Language.factory("qianyue_joining")
def make_joining(nlp: Language, name: str) -> Joiner:
    """Return the component that joins `doc._.places` and `doc._.names` to `doc._.entities`."""
    return Joiner()


class Joiner:
    """Joins names to entities, with keys `e1`, `e2`, … in the order of the cities, then of the text."""

    def __call__(self, doc: Doc) -> Doc:
        entities = join(doc.text, doc._.places, doc._.names)
        for number, entity in enumerate(entities, 1):
            entity.key = f"e{number}"
        doc._.entities = entities
        return doc
