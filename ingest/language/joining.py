"""From names and places as they stand to the entities of the document, each with its other forms.

Forms of one entity are: equal names; what a bracket defines (以下简称X); short forms (see `forms`); a firm's brand; a
bank's branch; and a generic word where one entity only can be meant (高新区 for 乐山高新区).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from spacy.language import Language
from spacy.tokens import Doc

from graph.model import Span
from graph.names import fold
from graph.ontology import EntityType
from ingest.gazetteers.regions import regions
from ingest.language.document import FoundEntity, text_of
from ingest.language.forms import affinity, bank, brand, is_bank, listed_names, plain, same_bank
from ingest.language.spans import Name, Place
from ingest.language.weighing import KINDS, city_features, name_features, probability, weights

_DEFINITION = re.compile(
    r"[（(【\[]\s*(?:以下|下文|下|以下统)?(?:均|统|简)?(?:简称|称为|称|简称为|统称)\s*[:：为]?\s*"
    r"[“\"‘「『]?([^”\"’」』（）()，。；]{2,24})[”\"’」』]?[^）)\]】]{0,12}[）)】\]]"
)
_BRACKETED = re.compile(r"[（(]([A-Za-z][A-Za-z0-9 .&\-]{1,30}|[一-鿿A-Za-z0-9]{2,8})[）)]")
_NO_SHORT_FORM = re.compile(r"\d{6}(?:\.\w+)?|[A-Z]{2}|.*(?:记者|摄|总部|国际|中国|集团)")
_LEGAL_END = re.compile(r"(?:公司|集团|控股|股份)$")
_GENERIC = [
    "高新区",
    "经开区",
    "开发区",
    "新区",
    "示范区",
    "合作区",
    "自贸区",
    "自贸港",
    "保税区",
    "综保区",
    "试验区",
    "新城",
    "科学城",
    "科技城",
    "产业园",
    "科技园",
    "园区",
    "联盟",
    "协会",
    "商会",
    "基金会",
    "研究院",
    "实验室",
    "工商联",
    "妇联",
    "红十字会",
    "港区",
    "新片区",
    "创新中心",
    "工作站",
    "智库",
    "总台",
    "集团",
]
# A generic word so introduced is no name: 国家级高新区, 5个产业园.
_COUNTED = re.compile(
    r"(?:[个家级类各多一二三四五六七八九十百\d性型大]|国家|省级|首个|全国|该|工业|科技|产业|行业|企业)$"
)


# What a name found by rule alone counts for against learnt ones of the same letters.
_RULED = 0.05
# Below this confidence, the type of a short form gives way to that of its full name.
_UNSURE = 0.7


@dataclass(slots=True)
class _Group:
    """Names that are one entity."""

    type: EntityType
    forms: dict[str, list[Span]] = field(default_factory=lambda: defaultdict(list))
    confidence: float = 0.0
    confidences: list[float] = field(default_factory=list)
    ruled: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        """The fullest form; among equals the first in the text."""
        return min(self.forms, key=lambda form: (-len(fold(form)), min(self.forms[form], default=(0, 0))))

    def absorb(self, other: _Group) -> None:
        for form, spans in other.forms.items():
            self.forms[form].extend(spans)
        self.confidence = max(self.confidence, other.confidence)
        self.confidences += other.confidences
        self.ruled |= other.ruled


class _Text:
    """A text and which of its characters belong to a name already."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._taken = bytearray(len(text))

    def take(self, spans: Iterable[Span]) -> None:
        for start, end in spans:
            self._taken[start:end] = b"\x01" * (end - start)

    def find(self, form: str) -> list[Span]:
        """Return the places of a form where no name stands yet."""
        spans, position = [], self.text.find(form)
        while position >= 0:
            end = position + len(form)
            if not any(self._taken[position:end]):
                spans.append((position, end))
            position = self.text.find(form, position + 1)
        return spans


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity that the text may name, and what speaks for and against it (see `weighing`)."""

    entity: FoundEntity
    features: dict[str, float]

    @property
    def probability(self) -> float:
        return probability(self.features, weights()[KINDS[self.entity.type]])


def candidates(text: str, places: Sequence[Place], names: Sequence[Name]) -> list[Candidate]:
    """Return the entities that a text may name: the cities in the order in which they come, then the others."""
    whole = _Text(text)
    groups: dict[str, _Group] = {}
    for name in names:
        form = text[name.start : name.end]
        key = fold(form)
        if not key:
            continue
        group = groups.get(key)
        learnt = name.origin == "learnt"
        confidence = name.confidence if learnt else _RULED
        if group is None:
            group = groups[key] = _Group(name.type)
        elif confidence > group.confidence:
            group.type = name.type
        group.forms[form].append((name.start, name.end))
        group.confidence = max(group.confidence, confidence)
        if learnt:
            group.confidences.append(confidence)
        else:
            group.ruled.add(name.origin)
    whole.take((name.start, name.end) for name in names)
    place_forms = sorted({text[p.start : p.end] for p in places if p.end - p.start > 1}, key=lambda f: (-len(f), f))

    _define(text, names, groups)
    joined = _merge(list(groups.values()), place_forms)
    _extend(whole, joined, place_forms)
    return [*_cities(text, places, names), *_entities(text, joined)]


def join(text: str, places: Sequence[Place], names: Sequence[Name]) -> list[FoundEntity]:
    """Return the entities of a text that are likely enough."""
    learnt = weights()
    likely = []
    for candidate in candidates(text, places, names):
        entity = candidate.entity
        entity.confidence = candidate.probability
        if entity.confidence >= learnt[KINDS[entity.type]]["enough"]:
            likely.append(entity)
    return likely


def _define(text: str, names: Sequence[Name], groups: dict[str, _Group]) -> None:
    """Give each name the short forms that a bracket behind it defines."""
    for name in names:
        form = text[name.start : name.end]
        match = _DEFINITION.match(text, name.end)
        if match is None:
            match = _BRACKETED.match(text, name.end)
            if match is None or not (match[1].isascii() or (set(match[1]) <= set(form) and len(match[1]) < len(form))):
                continue
        short = match[1].strip()
        if _NO_SHORT_FORM.fullmatch(short):
            continue
        group = groups[fold(form)]
        for defined in re.split(r"[”\"]?(?:或|、)[“\"]?", short):
            key = fold(defined)
            other = groups.get(key)
            if len(key) < 2 or other is group:
                continue
            if other is not None:
                group.absorb(other)
                for known in [k for k, g in groups.items() if g is other]:
                    groups[known] = group
            else:
                group.forms[defined].extend([])
                groups[key] = group


class _Index:
    """Groups found by what a short form of theirs must share with them, so that not every pair is compared."""

    def __init__(self) -> None:
        self._groups: dict[str, list[_Group]] = defaultdict(list)

    def add(self, group: _Group) -> None:
        keys = {key for form in group.forms for key in self._full_keys(form)}
        for key in keys:
            self._groups[key].append(group)

    def near(self, name: str) -> list[_Group]:
        """Return the groups of which a name may be a short form, in the order in which they were added."""
        keys = {plain(name)[:2], *(f"={known}" for known in listed_names(name))}
        if is_bank(name):
            keys.add("=bank")
        found = {id(group): group for key in sorted(keys) for group in self._groups.get(key, ())}
        return list(found.values())

    @staticmethod
    def _full_keys(form: str) -> set[str]:
        short = plain(form)
        keys = {short[at : at + 2] for at in range(len(short) - 1)}
        keys |= {f"={known}" for known in listed_names(form)}
        if is_bank(form):
            keys.add("=bank")
        return keys


def _merge(groups: Sequence[_Group], place_forms: Sequence[str]) -> list[_Group]:
    """Join the groups whose names are forms of one another, longer ones first."""
    unique = list({id(group): group for group in groups}.values())
    unique.sort(
        key=lambda group: (-len(fold(group.name)), min(map(min, filter(None, group.forms.values())), default=(0, 0)))
    )
    joined: list[_Group] = []
    index = _Index()
    for group in unique:
        best, owner = 0.0, None
        for other in index.near(group.name):
            score = _score(group, other, place_forms)
            if score > best:
                best, owner = score, other
        if owner is not None:
            owner.absorb(group)
        else:
            joined.append(group)
        index.add(owner or group)
    return joined


def _score(group: _Group, other: _Group, place_forms: Sequence[str]) -> float:
    short = group.name
    if EntityType.ENTERPRISE in {group.type} & {other.type} and any(same_bank(short, form) for form in other.forms):
        return 3.0
    if bank(short) or any(bank(form) for form in other.forms):
        return 0.0
    score = max(affinity(short, form, other.type, place_forms) for form in other.forms)
    return score if group.type is other.type or score >= (1.5 if group.confidence < _UNSURE else 2.5) else 0.0


def _extend(whole: _Text, groups: Sequence[_Group], place_forms: Sequence[str]) -> None:
    """Find the places of short forms that nothing has found yet: known ones, brands, generic words."""
    for group in groups:
        for form in sorted(group.forms, key=len, reverse=True):
            spans = whole.find(form)
            group.forms[form].extend(spans)
            whole.take(spans)
    for group in groups:
        if group.type is EntityType.ENTERPRISE:
            _extend_brand(whole, group, groups, place_forms)
    for word in _GENERIC:
        owners = [g for g in groups if any(f.endswith(word) for f in g.forms)]
        if len(owners) == 1 and word not in owners[0].forms and owners[0].type is not EntityType.PROJECT:
            spans = [s for s in whole.find(word) if not _COUNTED.search(whole.text, max(0, s[0] - 3), s[0])]
            # 新区 within 高新区 is another word.
            spans = [s for s in spans if whole.text[s[0] - 1 : s[1]] not in _GENERIC]
            if word == "集团":
                spans = [s for s in spans if whole.text[s[0] - 1 : s[0]] in "。，、“”\n " and s[0]]
            if spans:
                owners[0].forms[word].extend(spans)
                whole.take(spans)


def _extend_brand(whole: _Text, group: _Group, groups: Sequence[_Group], place_forms: Sequence[str]) -> None:
    name = group.name
    lead = brand(name, place_forms)
    if lead == name or not 2 <= len(lead) <= 6 or lead in place_forms or not _LEGAL_END.search(name) or bank(name):
        return
    if any(lead in form for other in groups if other is not group for form in other.forms):
        return
    for form in (f"{lead}集团", f"{lead}公司", lead):
        if form in group.forms:
            continue
        spans = whole.find(form)
        if len(form) == 2:
            spans = [s for s in spans if not re.match("[一-鿿]", whole.text[s[0] - 1 : s[0]]) or s[0] == 0]
        if spans:
            group.forms[form].extend(spans)
            whole.take(spans)


def _firm(name: Name) -> bool:
    """Tell whether a name is sure enough for a place within it to be no free one."""
    return name.confidence >= 0.5 and name.origin in {"learnt", "gazetteer"}


def _cities(text: str, places: Sequence[Place], names: Sequence[Name]) -> list[Candidate]:
    gazetteer = regions()
    firm = sorted((name for name in names if _firm(name)), key=lambda name: name.start)
    starts = [name.start for name in firm]

    def holder(place: Place) -> Name | None:
        at = bisect_right(starts, place.start) - 1
        return firm[at] if at >= 0 and place.end <= firm[at].end else None

    found: dict[str, FoundEntity] = {}
    inside: dict[str, list[Span]] = defaultdict(list)
    leading: dict[str, int] = defaultdict(int)
    support: dict[str, float] = defaultdict(float)
    beside: set[str] = set()
    for at, place in enumerate(places):
        name_around = holder(place)
        if name_around and place.end - place.start == 1:
            continue
        form = text[place.start : place.end]
        city = gazetteer.by_code[place.code] if place.code else None
        key = place.code or form
        entity = found.get(key)
        if entity is None:
            entity = found[key] = FoundEntity(key, EntityType.CITY, city.name if city else form, code=place.code)
        if form != entity.name and form not in entity.aliases:
            entity.aliases.append(form)
        entity.spans.append((place.start, place.end))
        support[key] = max(support[key], place.support)
        if name_around:
            inside[key].append((place.start, place.end))
            leading[key] += place.start <= name_around.start + 3
        if at and places[at - 1].end == place.start:
            beside.add(key)
    return [
        Candidate(
            entity,
            city_features(
                text,
                gazetteer.by_code[entity.code] if entity.code else None,
                entity.name,
                entity.spans,
                inside[key],
                leading[key],
                support[key],
                key in beside,
                len(found) - 1,
            ),
        )
        for key, entity in found.items()
    ]


def _entities(text: str, groups: Sequence[_Group]) -> list[Candidate]:
    found = []
    for group in groups:
        used = {form: spans for form, spans in group.forms.items() if spans}
        if not used:
            continue
        name = min(used, key=lambda form: (-len(fold(form)), min(used[form])))
        head = bank(name)
        if group.type is EntityType.ENTERPRISE and head:
            # A branch is its bank: the bank is what it is called.
            heads = [form for form in used if bank(form) is None]
            name = max(heads, key=len) if heads else head
            used.setdefault(name, [])
        aliases = sorted((form for form in used if form != name), key=lambda form: (min(used[form]), form))
        spans = sorted({span for places in used.values() for span in places})
        features = name_features(text, group.type, name, list(used), spans, group.confidences, group.ruled)
        found.append(Candidate(FoundEntity("", group.type, name, aliases, spans=spans), features))
    return sorted(found, key=lambda candidate: candidate.entity.spans)


@Language.factory("qianyue_joining")
def make_joining(nlp: Language, name: str) -> Joiner:
    """Return the component that joins `doc._.places` and `doc._.names` to `doc._.entities`."""
    return Joiner()


class Joiner:
    """Joins names to entities, with keys `e1`, `e2`, … in the order of the cities, then of the text."""

    def __call__(self, doc: Doc) -> Doc:
        entities = join(text_of(doc), doc._.places, doc._.names)
        for number, entity in enumerate(entities, 1):
            entity.key = f"e{number}"
        doc._.entities = entities
        return doc
