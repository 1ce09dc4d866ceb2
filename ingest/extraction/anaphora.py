"""What stands for an entity without its name: 我市, 市委书记, 该公司, 该项目, 双方, 四地, and the dropped subject."""

from __future__ import annotations

import re
from collections import Counter

from graph.ontology import EntityType
from ingest.extraction.clauses import Place, Sentence
from ingest.language.document import FoundEntity

_OFFICE = r"(?:委(?!员会主)|政府|人民政府|长|政协|人大|委办|直)"
_REGION = re.compile(
    r"(?P<our>[我全该本]|来到?我)(?P<level>[省市区县州])"
    rf"|(?<![\u4e00-\u9fff])(?P<office>[省市区县州])(?={_OFFICE})"
    r"|(?<![\u4e00-\u9fff])(?P<bureau>[省市区县州])(?=[\u4e00-\u9fff]{2,10}(?:局|委|办|厅|大队|支队|妇联|法院))"
)
_FIRM = re.compile(
    r"该公司|该集团|该企业|该行|(?<![\u4e00-\u9fff])(?:公司|集团|企业)(?=[\u4e00-\u9fff])|(?<=[与和])公司|本公司|我们"
)
_PROJECT = re.compile(
    r"该项目|该基地|该园区|该产业园|此项目|(?<![\u4e00-\u9fff])(?:项目|基地|园区|一期)(?=[\u4e00-\u9fff])"
)
_BOTH = re.compile(r"双方|两地|两市|两省|两校|两家|两院|双边|两区|两县|三方|三地|三家|四地|四方|四市|五方|各方|多方")
_COUNT = {"双": 2, "两": 2, "三": 3, "四": 4, "五": 5, "各": 3, "多": 3}
_HEAD = r"(?:书记|[市区县省州厅局]长|主席|主任|董事长|总裁|总经理|会长|院长|校长|负责人|代表|企业家们?)"
_TRAVELS = re.compile(
    r"率[队团领]|带队|一行|代表团|考察[团组]|调研[团组]|访问[团组]|参访团|医疗队|组团|招商(?:小分)?队"
    rf"|{_HEAD}[^，。；]{{0,10}}?(?:赴|前往|来到|走进|到访|到)"
)
_LED_FROM = 40
# The surnames that nearly all officials bear: a title is followed by many a word that is no name.
_SURNAME = (
    "[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔"
    "钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐"
    "易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴]"
)
_LEADER = re.compile(
    r"(?P<level>[省市区县州])(?:委副?书记|委常委|副?[省市区县州]长|政府副?[省市区县州]长|政协主席|人大常委会主任|长)"
    rf"(?P<name>{_SURNAME}[\u4e00-\u9fff]{{1,2}}?)(?=率|带|一行|赴|来到|出席|表示|指出|介绍|会见|主持|先后|、|，|。)"
)
_LEVELS = {"省": ("省", "自治区"), "市": ("市",), "区": ("区",), "县": ("县", "市"), "州": ("州", "地区", "盟")}
_BACK = 3


def stands_for(text: str, start: int, end: int) -> bool:
    """Tell whether the text holds a word that stands for several parties or for a firm."""
    return _BOTH.search(text, start, end) is not None or _FIRM.search(text, start, end) is not None


class Topics:
    """The entities that an article keeps speaking of, by which its anaphors are resolved, sentence by sentence."""

    def __init__(self, entities: list[FoundEntity], parts: list[Sentence], text: str) -> None:
        self.entities = entities
        self.counts: Counter[int] = Counter({i: len(e.spans) for i, e in enumerate(entities)})
        self.parts = parts
        self.by_type: dict[EntityType, list[int]] = {}
        for index, entity in enumerate(entities):
            self.by_type.setdefault(entity.type, []).append(index)
        self.main = {
            kind: max(found, key=lambda i: (self.counts[i], -(entities[i].spans[0][0] if entities[i].spans else 0)))
            for kind, found in self.by_type.items()
        }
        self.regions: dict[str, int] = {}
        for level, suffixes in _LEVELS.items():
            fitting = [i for i in self.by_type.get(EntityType.CITY, ()) if entities[i].name.endswith(suffixes)]
            if fitting:
                self.regions[level] = max(fitting, key=lambda i: self.counts[i])
        # 区委书记方力 makes 方力 stand for the district wherever the article names him.
        self.leaders: dict[str, str] = {}
        for match in _LEADER.finditer(text):
            self.leaders.setdefault(match["name"], match["level"])
        names = "|".join(map(re.escape, sorted(self.leaders, key=len, reverse=True)))
        self._leader = re.compile(names) if names else None
        self.travellers = self._travellers(text)
        lead = next((part for part in parts if part.places), None)
        self.lead = lead.places[0].entity if lead else None

    def _travellers(self, text: str) -> list[int | None]:
        """Return for each sentence whose delegation is on its way there, as the sentences up to it tell."""
        found: list[int | None] = []
        now: int | None = None
        for part in self.parts:
            for match in _TRAVELS.finditer(text, part.start, part.end):
                clause = max(part.start, match.start() - _LED_FROM, text.rfind("，", part.start, match.start()))
                near = [
                    (p.end, p.entity)
                    for p in part.places
                    if p.type is not EntityType.PROJECT and clause <= p.start and p.end <= match.start()
                ]
                for office in _REGION.finditer(text, clause, match.end()):
                    region = self.regions.get(office["level"] or office["office"] or office["bureau"])
                    if region is not None:
                        near.append((office.end(), region))
                if near:
                    now = max(near)[1]
            found.append(now)
        return found

    def _last(self, kind: EntityType, index: int, before: int) -> int | None:
        """Return the entity of that type that was named last before the offset, within a few sentences."""
        for part in reversed(self.parts[max(0, index - _BACK) : index + 1]):
            for place in reversed(part.places):
                if place.type is kind and place.end <= before and place.via == "name":
                    return place.entity
        return None

    def _firm(self, index: int, before: int) -> int | None:
        """Return the firm that 公司 stands for: the first of the latest sentence that names one, else the main one."""
        for part in reversed(self.parts[max(0, index - _BACK) : index + 1]):
            for place in part.places:
                if place.type is EntityType.ENTERPRISE and place.end <= before and place.via == "name":
                    return place.entity
        return self.main.get(EntityType.ENTERPRISE)

    def _group(self, word: str, index: int, before: int) -> list[int]:
        """Return the parties of 双方, 四地 …: as many as the word says, named last, of one sentence if it can be."""
        wanted = _COUNT[word[0]]
        kinds = {
            "地": {EntityType.CITY, EntityType.PLATFORM}, "市": {EntityType.CITY}, "省": {EntityType.CITY},
            "区": {EntityType.CITY, EntityType.PLATFORM}, "县": {EntityType.CITY}, "校": {EntityType.UNIVERSITY},
        }.get(word[-1], set(EntityType) - {EntityType.PROJECT})  # fmt: skip
        for part in reversed(self.parts[max(0, index - _BACK) : index + 1]):
            here = list(dict.fromkeys(
                p.entity for p in part.places if p.type in kinds and p.end <= before and p.via == "name"
            ))  # fmt: skip
            if len(here) >= wanted:
                return here[:wanted] if wanted > 2 else here[:2]
        return []

    def places(self, text: str, part: Sentence) -> list[Place]:
        """Return what stands for entities in the sentence beside their names, nearest kinds first.

        Carried-over topics stand at the sentence's start. An entity that is named in the sentence is left out.
        """
        found: list[Place] = []
        named = {place.entity for place in part.places}
        taken = [(place.start, place.end) for place in part.places]

        def add(start: int, end: int, entity: int | None, via: str) -> None:
            if entity is not None and entity not in named:
                named.add(entity)
                found.append(Place(start, end, entity, self.entities[entity].type, via))

        def free(start: int) -> bool:
            return not any(a <= start < b for a, b in taken)

        for match in _REGION.finditer(text, part.start, part.end):
            level = match["level"] or match["office"] or match["bureau"]
            if free(match.start()):
                via = "our" if match["our"] else "office" if match["office"] else "bureau"
                add(match.start(), match.end(), self.regions.get(level), via)
        if self._leader:
            for match in self._leader.finditer(text, part.start, part.end):
                if free(match.start()):
                    add(match.start(), match.end(), self.regions.get(self.leaders[match[0]]), "office")
        for match in _BOTH.finditer(text, part.start, part.end):
            for entity in self._group(match[0], part.index, match.start()):
                add(match.start(), match.end(), entity, "both")
        for match in _FIRM.finditer(text, part.start, part.end):
            if free(match.start()):
                add(match.start(), match.end(), self._firm(part.index, match.start()), "firm")
        for match in _PROJECT.finditer(text, part.start, part.end):
            if free(match.start()):
                last = self._last(EntityType.PROJECT, part.index, match.start())
                add(match.start(), match.end(), last, "project")
        add(part.start, part.start, self.travellers[part.index], "team")
        if part.index and self.parts[part.index - 1].places:
            before = self.parts[part.index - 1].places
            add(part.start, part.start, before[0].entity, "previous first")
            add(part.start, part.start, before[-1].entity, "previous last")
        add(part.start, part.start, self.lead, "lead")
        for kind in (EntityType.CITY, EntityType.PLATFORM, EntityType.ENTERPRISE):
            add(part.start, part.start, self.main.get(kind), "main")
        return found
