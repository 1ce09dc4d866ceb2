"""Which entity each mention is: from its article and the gazetteers alone, never from other articles."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from graph.cities import City, city_id
from graph.entities import Identity
from graph.model import Mention, Reading, fingerprint
from graph.names import fold
from graph.ontology import EntityType, Level
from ingest.gazetteers.regions import regions
from ingest.gazetteers.universities import University, universities
from ingest.gazetteers.zones import Zone, zones

# A name made of these words alone says what a thing is, not which one: two cities each have one.
_GENERIC = re.compile(
    "(?:本|我|该|新|老|国家|省|市|区|县|州|级|第?[一二三四五六七八九十0-9]+|期|号|批|年产|建设|高新|高科技|技术|经济|产业|工业|"
    "科技|科学|开发|综合|保税|自由|贸易|试验|自贸|示范|合作|创新|创业|孵化|加速|中心|基地|园|区|片|新区|城|谷|港|空港|"
    "临空|临港|航空|物流|总部|研发|生产|制造|智能|智造|数据|大数据|数字|软件|信息|电子|人工智能|新能源|能源|光伏|风电|"
    "储能|电池|锂电|氢能|发电|汽车|新材料|材料|半导体|芯片|集成电路|生物|医药|医疗|健康|文化|旅游|农业|食品|冷链|装备|"
    "研究|研究院|院|实验室|联盟|协会|商会|联合会|总会|工商联|工商|业|科协|贸促会|妇联|残联|红十字会|企业家|企业|行业|"
    "人民|医院|中医|图书馆|博物馆|管委会|开发区|集团|公司|有限|分|银行|大学|学院|学校|理工|师范|医科|财经|交通|项目|"
    "工程|生产线|线|产业链|链|一体化|改造|升级|扩建|及|和|与|等)*"
)
_CLEAR = 5

_LEGAL_FORM = re.compile("有限责任公司$")
# 杭州湾, 南京西路 and 阿里巴巴 only begin as a city does.
_NO_PLACE = re.compile("阿里(?!地区)|..[东南西北中]?(?:湾|路|街|江|河|湖|道)")
_IN_BRACKETS = re.compile(r"[（(]([^（）()]{2,12})[）)]")


def identities(reading: Reading) -> dict[str, Identity]:
    """Return the identity of every mention, by its key.

    - A City is the gazetteer's; an ambiguous name is settled by its stated home, then by the article's other cities;
      where they do not settle it, it is a place of this article alone, without a code.
    - A University is the gazetteer's by its name, else by an alias that means one only; a Platform likewise, also by a
      short name before which its home is to be understood.
    - Any other is known by its folded name. A name that says only what a thing is (高新区, 产业园项目), and any
      Project's, stands for the one in its home prefecture, and without a home for that of its article.

    Two mentions of one name are two entities.
    """
    codes = _city_codes(reading.mentions)
    found: dict[str, Identity] = {}
    used: Counter[str] = Counter()
    for mention in reading.mentions:
        stated = codes.get(mention.home) if mention.home is not None else None
        identity = _identity(mention, reading.article.id, codes, stated)
        used[identity.key] += 1
        if used[identity.key] > 1 and identity.known is None:
            key = f"{identity.key}@{reading.article.id}#{used[identity.key]}"
            identity = Identity(key, stated_home=identity.stated_home, inferred_home=identity.inferred_home)
        found[mention.key] = identity
    return found


def _identity(mention: Mention, article: str, codes: Mapping[str, str | None], stated: str | None) -> Identity:
    name = fold(mention.name)
    match mention.type:
        case EntityType.CITY:
            code = codes[mention.key]
            if code is not None:
                return Identity(city_id(code), city_id(code), regions().by_code[code].name, stated_home=code)
            return Identity(f"{mention.type}@{article}:{name}", stated_home=stated)
        case EntityType.UNIVERSITY:
            university = _university(mention, stated)
            if university is not None:
                known = "university-" + (university.code or fingerprint(university.name))
                return Identity(known, known, university.name, stated, university.city)
        case EntityType.PLATFORM:
            zone = _zone(mention, stated)
            if zone is not None:
                known = "zone-" + fingerprint(zone.name)
                return Identity(known, known, zone.name, stated, zone.code)
    inferred = _home_in(mention.name)
    if mention.type is EntityType.ENTERPRISE:
        name = _LEGAL_FORM.sub("有限公司", name)
    scoped = mention.type is EntityType.PROJECT or _GENERIC.fullmatch(name) is not None
    if not scoped:
        return Identity(f"{mention.type}:{name}", stated_home=stated, inferred_home=inferred)
    home = stated or inferred
    # A project called by its kind alone (产业园项目) is one of many in its city.
    if home is None or (mention.type is EntityType.PROJECT and _GENERIC.fullmatch(name)):
        return Identity(f"{mention.type}@{article}:{name}", stated_home=stated, inferred_home=inferred)
    city = regions().by_code[home]
    return Identity(f"{mention.type}:{city.prefecture or city.province}:{name}", None, None, stated, inferred)


def _city_codes(mentions: Sequence[Mention]) -> dict[str, str | None]:
    """Return the GB/T code of each City, None where the article does not settle which of several it is."""
    cities = [m for m in mentions if m.type is EntityType.CITY]
    may_be = {m.key: _divisions(m) for m in cities}
    codes: dict[str, str | None] = {}
    taken: dict[str, set[str]] = defaultdict(set)
    left = cities
    while left:
        # What is clear comes first, then what fits best; each makes the rest clearer.
        known = [code for code in codes.values() if code is not None]
        settled: list[tuple[int, Mention, str]] = []
        for mention in left:
            # Another mention of the same name is another division.
            free = [city for city in may_be[mention.key] if city.code not in taken[fold(mention.name)]]
            if len(free) == 1:
                settled.append((_CLEAR, mention, free[0].code))
            elif free:
                home = codes.get(mention.home) if mention.home is not None else None
                fits = sorted(((_fit(city, known, home), city.code) for city in free), reverse=True)
                if fits[0][0] > fits[1][0]:
                    settled.append((fits[0][0], mention, fits[0][1]))
        best = max((fit for fit, _, _ in settled), default=None)
        for fit, mention, code in settled:
            if fit == best and code not in taken[fold(mention.name)]:
                codes[mention.key] = code
                taken[fold(mention.name)].add(code)
        left = [mention for mention in left if mention.key not in codes] if settled else []
    return {m.key: codes.get(m.key) for m in cities}


def _divisions(mention: Mention) -> tuple[City, ...]:
    """Return the divisions that a City may be: those of its full name, else of a short or former one."""
    for name in (mention.name, *mention.aliases):
        cities = regions().named(name)
        full = tuple(city for city in cities if fold(city.name) == fold(name))
        if cities:
            return full or cities
    return ()


def _fit(city: City, known: Sequence[str], home: str | None) -> int:
    """Return how well a division fits the cities that an article names: 4 for its stated home, 0 for not at all.

    3 is for a division in, above or beside one of them within a prefecture, 2 for one in a province that the article
    names, 1 for one of the same province as a city that it names.
    """
    if home is not None and regions().within(city.code, home):
        return 4
    best = 0
    for other in (regions().by_code[code] for code in known if code != city.code):
        if city.prefecture is not None and city.prefecture == other.prefecture:
            return 3
        if city.province == other.province:
            best = max(best, 2 if Level.PROVINCE in (city.level, other.level) else 1)
    return best


def _university(mention: Mention, home: str | None) -> University | None:
    for forms in ((mention.name,), mention.aliases):
        found = {row.name: row for form in forms for row in universities().named(form)}
        if len(found) > 1 and home is not None:
            found = {name: row for name, row in found.items() if row.city and _share(row.city, home)}
        if len(found) == 1:
            return next(iter(found.values()))
    return None


def _zone(mention: Mention, home: str | None) -> Zone | None:
    forms = [mention.name]
    if home is not None:
        for city in (regions().by_code[home], *regions().ancestors(home)):
            # 西安市高新区 and, in 西安, 高新区 are 西安高新区.
            if mention.name.startswith(city.name):
                forms.append(city.short + mention.name.removeprefix(city.name))
            elif _GENERIC.fullmatch(fold(mention.name)):
                forms.append(city.short + mention.name)
    for form in forms:
        found = zones().named(form)
        if len(found) > 1 and home is not None:
            found = tuple(zone for zone in found if _share(zone.code, home))
        if len(found) == 1:
            return found[0]
    return None


def _share(code: str, other: str) -> bool:
    """Tell whether one division lies in the other."""
    return regions().within(code, other) or regions().within(other, code)


def _home_in(name: str) -> str | None:
    """Return the home that a name holds: a place in brackets, a university or zone, or the city that it begins with."""
    for inside in _IN_BRACKETS.findall(name):
        code = _only(regions().named(inside), {Level.PROVINCE, Level.PREFECTURE, Level.COUNTY})
        if code is not None:
            return code
    for end in range(len(name) - 1, 3, -1):
        head, rest = name[:end], name[end:]
        schools = [row for row in universities().named(head) if row.city and row.name == head]
        if len(schools) == 1:
            return _home_in(rest) or schools[0].city
        found = zones().named(head)
        if len(found) == 1:
            return found[0].code
    if _NO_PLACE.match(name):
        return None
    for end in range(min(len(name) - 2, 12), 1, -1):
        cities = regions().named(name[:end])
        full = [city for city in cities if city.name == name[:end]]
        # Short names of counties (长安, 中山路) begin too many brands.
        code = _only(full or cities, set(Level) if full else {Level.PROVINCE, Level.PREFECTURE})
        if code is not None:
            return code
    return None


def _only(cities: Sequence[City], levels: set[Level]) -> str | None:
    return cities[0].code if len(cities) == 1 and cities[0].level in levels else None
