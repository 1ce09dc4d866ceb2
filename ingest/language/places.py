"""Finding China's divisions in a text, and telling which of several namesakes is meant.

A full name is taken as it stands. A short name is taken where it is the name and no part of another word
(南京路, 西安市场), and, for those that are words too (合作, 通道, 朝阳), where the article supports it: by the full
name, by a division above it, or by standing right after one (苏州相城).
"""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import ahocorasick
from spacy.language import Language
from spacy.tokens import Doc

from graph.cities import City
from graph.ontology import Level
from ingest.gazetteers.regions import regions
from ingest.language.document import text_of
from ingest.language.spans import Place
from ingest.language.words import words

# One-character abbreviations of the provinces, and of cities where news use them alone.
ABBREVIATIONS = {
    "京": "110000", "津": "120000", "冀": "130000", "晋": "140000", "蒙": "150000", "辽": "210000", "吉": "220000",
    "黑": "230000", "沪": "310000", "苏": "320000", "浙": "330000", "皖": "340000", "闽": "350000", "赣": "360000",
    "鲁": "370000", "豫": "410000", "鄂": "420000", "湘": "430000", "粤": "440000", "桂": "450000", "琼": "460000",
    "渝": "500000", "川": "510000", "蜀": "510000", "黔": "520000", "滇": "530000", "藏": "540000", "陕": "610000",
    "甘": "620000", "陇": "620000", "青": "630000", "宁": "640000", "疆": "650000", "港": "810000", "澳": "820000",
    "深": "440300", "穗": "440100", "蓉": "510100", "杭": "330100", "甬": "330200", "汉": "420100",
}  # fmt: skip
# Short forms that the gazetteer lacks.
MORE_SHORT = {
    "中国香港": "810000", "中国澳门": "820000", "中国台湾": "710000", "浦东": "310115", "沈北": "210113",
    "喀左": "211324", "喀左县": "211324", "巴州": "652800", "博州": "652700", "克州": "653000", "内蒙": "150000",
}  # fmt: skip
# Words that begin or end like a division's name and name none; the longest match wins, so they shield their characters.
_SHIELDS = words("shields")
# What is written after an abbreviation that stands for the region, and before it.
_ABBREVIATED = re.compile(
    r"(?:(?<=[在来赴驻抵入返留离访援兴])(?P<a>[沪粤京津渝冀晋蒙辽吉鲁豫鄂湘桂琼川黔滇藏陕甘青宁疆港澳苏浙皖闽赣深穗蓉杭甬汉])"
    r"(?=[，。、；”工投考开举签发设创展业成的就留参进推出调洽会交对]|\n|$))"
    r"|(?P<b>[沪粤津渝冀晋蒙辽鲁豫鄂湘桂琼川黔滇陕苏浙皖闽赣])(?=[企商](?!业|务|贸|人|场|品|标|量|会))"
    r"|(?<![一-鿿])(?P<c>[京沪粤津渝冀晋蒙辽鲁豫鄂湘桂琼川黔滇陕甘宁苏浙皖闽赣深港澳])(?P<d>[京沪粤津渝冀晋蒙辽鲁豫鄂湘桂琼川黔滇陕甘宁苏浙皖闽赣深港澳沈])"
    r"(?=两地|两省|两市|合作|协作|双方|携手|联动|两江)"
)
# Right after a short name, these make another word of it.
_NOT_AFTER_SHORT = re.compile(
    r"[东西南北中]?(?:大?路|大?街|大道|胡同|弄|里\d)|(?:[一二三四五六七八九十\d]+路)|桥(?!头)|菜馆|烤鸭|菜系|话剧|时间|共识|精神"
)
# Before a name, these show that it is part of another word.
_NOT_BEFORE = re.compile(r"(?:孙|新华社|姓)$")
_PEOPLE_TAIL = re.compile(r"[一-鿿]{0,2}(?:说|表示|介绍)")


@dataclass(frozen=True, slots=True)
class _Form:
    """A name in the lexicon: the divisions that bear it as an official name, and those that bear it as a short one."""

    text: str
    full: tuple[str, ...]
    short: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Lexicon:
    automaton: ahocorasick.Automaton
    words: dict[str, float]
    above: dict[str, frozenset[str]]


def _short_forms(city: City) -> set[str]:
    """Return the short names of a division that are in use."""
    forms = {city.short} if len(city.short) > 1 else set()
    if city.name.endswith("自治州"):
        forms.add(f"{city.short}州")
    if city.name.endswith("自治县"):
        forms.add(f"{city.short}县")
    return forms - {city.name}


@cache
def _lexicon() -> _Lexicon:
    full: dict[str, list[str]] = defaultdict(list)
    short: dict[str, list[str]] = defaultdict(list)
    gazetteer = regions()
    for city in gazetteer.all():
        full[city.name].append(city.code)
        for form in _short_forms(city):
            short[form].append(city.code)
    for form, code in MORE_SHORT.items():
        short[form].append(code)
    automaton = ahocorasick.Automaton()
    for form in {*full, *short, *_SHIELDS}:
        automaton.add_word(form, _Form(form, tuple(full.get(form, ())), tuple(short.get(form, ()))))
    automaton.make_automaton()
    text = files("ingest.gazetteers").joinpath("region_words.csv").read_text("utf-8")
    words = {row["name"]: int(row["supported"]) / int(row["articles"]) for row in csv.DictReader(text.splitlines())}
    above = {c.code: frozenset(up.code for up in gazetteer.ancestors(c.code)) for c in gazetteer.all()}
    return _Lexicon(automaton, words, above)


# Level at which a bare short name is taken without support, unless it is a word too.
_LEVEL_RANK = {Level.PROVINCE: 3, Level.PREFECTURE: 2, Level.COUNTY: 1}
# Prefectures whose short names are words, or other places, too often to be taken without support.
_WORDS = frozenset(
    [
        "朝阳",
        "东方",
        "阿里",
        "海东",
        "海北",
        "海西",
        "海南",
        "黄南",
        "河南",
        "白银",
        "大同",
        "文山",
        "合作",
        "通道",
        "振兴",
        "资源",
        "日照",
        "来宾",
        "和田",
    ]
)
# Official names that are plain words where no division stands before them.
_PLAIN_WORDS = frozenset(
    [
        "城区",
        "郊区",
        "矿区",
        "新城区",
        "应城市",
        "诸城市",
        "运城市",
        "和县",
        "兴县",
        "城中区",
        "市中区",
        "城关区",
        "桥东区",
        "桥西区",
        "新市区",
    ]
)
_PROVINCES_FIRST = {"海南": "460000", "河南": "410000", "吉林": "220000"}


def find(text: str) -> list[Place]:
    """Return the divisions named in a text, in order, none overlapping another."""
    lexicon = _lexicon()
    gazetteer = regions()
    hits: list[tuple[int, int, _Form]] = []
    for last, form in lexicon.automaton.iter_long(text):
        start, end = last + 1 - len(form.text), last + 1
        if form.full and not form.short and form.text[-1] in "区市县" and _swallows(text, end, form.text[-1]):
            trimmed = lexicon.automaton.get(form.text[:-1], None)
            if trimmed is None or not trimmed.short:
                continue
            form, end = trimmed, end - 1
        if not form.full and (not form.short or _NOT_AFTER_SHORT.match(text, end)):
            continue
        if form.text in _PLAIN_WORDS and not any(hit[1] == start for hit in hits[-1:]):
            continue
        if _NOT_BEFORE.search(text, max(0, start - 4), start):
            continue
        hits.append((start, end, form))

    certain: Counter[str] = Counter()
    for _, _, form in hits:
        if len(form.full) == 1:
            certain[form.full[0]] += 1
        elif not form.full:
            only = _PROVINCES_FIRST.get(form.text) or (form.short[0] if len(form.short) == 1 else None)
            if only and gazetteer.by_code[only].level is not Level.COUNTY and form.text not in _WORDS:
                certain[only] += 1
    around: Counter[str] = Counter()
    for known, times in certain.items():
        for up in lexicon.above[known] | {known}:
            around[up] += times

    places: list[Place] = []
    chosen: dict[str, str | None] = {}
    code: str | None
    for start, end, form in hits:
        before = places[-1].code if places and places[-1].end == start else None
        options = form.full or form.short
        beside = [option for option in options if before and before in lexicon.above[option]]
        if beside:
            code = beside[0]
            chosen[form.text] = code
        elif form.text in chosen:
            code = chosen[form.text]
        else:
            code = chosen[form.text] = _choose(form, certain, around, lexicon)
        if code or form.full:
            support = 1.0 if form.full or beside else _support(form, code, certain, around, lexicon)
            places.append(Place(start, end, code, bool(form.full), support))
    if any(place.end - place.start > 1 for place in places):
        taken = {offset for place in places for offset in range(place.start, place.end)}
        for match in _ABBREVIATED.finditer(text):
            for group in "abcd":
                offset = match.start(group)
                region = ABBREVIATIONS.get(match[group] or "")
                if region and offset not in taken:
                    places.append(Place(offset, offset + 1, region, False))
        places.sort(key=lambda place: place.start)
    return places


def _swallows(text: str, end: int, suffix: str) -> bool:
    """Tell whether the suffix belongs to the word that follows: 西安|市场, 华东|区域."""
    follow = text[end : end + 1]
    return follow == "域" if suffix == "区" else follow in "场值面" if suffix == "市" else False


def _choose(form: _Form, certain: Counter[str], around: Counter[str], lexicon: _Lexicon) -> str | None:
    """Return the code that a name stands for in this article, None where nothing settles it."""
    gazetteer = regions()
    options = form.full or form.short

    def support(code: str) -> float:
        return 10 * certain[code] + sum(
            around[up] / (1 + 2 * (gazetteer.by_code[up].level is Level.PROVINCE)) for up in lexicon.above[code]
        )

    if form.full:
        if len(options) == 1:
            return options[0]
        best = max(options, key=lambda code: (support(code), -int(code)))
        return best if support(best) > 0 else None
    if form.text in _PROVINCES_FIRST:
        return _PROVINCES_FIRST[form.text]
    best = max(options, key=lambda code: (support(code) > 0, _LEVEL_RANK[gazetteer.by_code[code].level], support(code)))
    if certain[best] and form.text not in _WORDS:
        return best
    level = gazetteer.by_code[best].level
    ratio = lexicon.words.get(form.text, 0.6)
    if level is Level.COUNTY or form.text in _WORDS:
        return best if certain[best] > 0 or (support(best) > 0 and ratio >= 0.25) else None
    return best


def _support(form: _Form, code: str | None, certain: Counter[str], around: Counter[str], lexicon: _Lexicon) -> float:
    """Return how far article and use speak for a short name."""
    if not code:
        return 0.0
    above = any(around[up] for up in lexicon.above[code])
    use = lexicon.words.get(form.text, 0.6)
    county = regions().by_code[code].level is Level.COUNTY
    if certain[code] and not county:
        return 1.0
    return 1.0 if certain[code] else min(1.0, (0.5 if above else 0.0) + use / 2)


@Language.factory("qianyue_places")
def make_places(nlp: Language, name: str) -> PlaceFinder:
    """Return the component that finds divisions and leaves them on `doc._.places`."""
    return PlaceFinder()


class PlaceFinder:
    """Finds China's divisions."""

    def __call__(self, doc: Doc) -> Doc:
        doc._.places = find(text_of(doc))
        return doc
