"""Names of institutions by what they end in, walked left to where they begin.

An institution's name ends in its kind (…有限公司, …大学, …研究院, …开发区) and begins after a sign, a word that cannot
be in a name (与, 由, 邀请 …) or at a division's name. Universities and zones of the gazetteers are taken as they stand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import ahocorasick
from spacy.language import Language
from spacy.tokens import Doc

from graph.ontology import EntityType
from ingest.gazetteers.universities import universities
from ingest.gazetteers.zones import zones
from ingest.language.document import text_of
from ingest.language.spans import Name, Place
from ingest.language.words import words

_ENTERPRISE = words("enterprise suffixes")
_UNIVERSITY = words("university suffixes")
_PLATFORM = words("platform suffixes")
_KINDS = {
    **dict.fromkeys(_ENTERPRISE, EntityType.ENTERPRISE),
    **dict.fromkeys(_UNIVERSITY, EntityType.UNIVERSITY),
    **dict.fromkeys(_PLATFORM, EntityType.PLATFORM),
}
# After a suffix, these show that the word goes on, or that no institution is meant.
_GOES_ON = re.compile(
    r"(?:集团)?(?:有限|股份|公司法|卡|业务|业$|型|化|法人|家|债|律师|史|系统|排名|项目)|生[，。的]|员工|城(?!市)|区域|长(?!期|三角|江|春|沙)"
)
_STOP = frozenset("，。；：！？、\n\r\t“‘《》〈〉【】[]{}|/…—;:!?,\"'~→●■▲◆①②③④⑤⑥ ")
_INSIDE = "|".join(words("words within names"))
_BOUNDARY = re.compile(
    rf"(?P<keep>{_INSIDE})|"
    r"与会|与|和|以及|及其|及|同(?=[^步])|由|在|向|对|为|是|了|的|将|等|并|到|从|赴|把|被|让|给|于|以|"
    r"来自|包括|邀请|参观|走进|走访|考察|调研|会见|签约|签署|签订|携手|联合|率队?|记者|通讯员|旗下|打造|成立|设立|建立|组建|落户|入驻|依托|推动|推进|支持|加快|"
    r"全面|聚焦|举行|举办|召开|主办|承办|协办|指导|通过|围绕|引进|引入|授予|加入|位于|坐落|正式|开展|助力|服务(?!中心|有限|集团|平台|业|协会|公司|外包|股份|贸易)|"
    r"共建|创建|建设(?!银行|集团|投资|发展|工程|有限|开发|控股)|合作(?!区|社|总社|促进|发展|中心|联盟|示范|组织)|任|当选|董事长|总经理|总裁|主任|书记|市长|区长|县长|院长|会长|主席|副|"
    r"分别|纷纷|其中|例如|比如|据悉|昨日|今日|日前|近日|目前|此次|本次|作为|成为|进入|进驻|促进(?!会|中心)|重点(?!实验室)|完成|实现|获得|获批|已|还|也|都|又|即|指|称|该|这家|"
    r"[0-9一二两三四五六七八九十百千]+(?:余|多)?(?:家|个|所|项|名|位)|[0-9]+(?:月|日|年)|各|某|全市|全省|全国首[个家]"
)
_GENERIC = frozenset(words("generic institutions"))
# No names, whatever stands before the suffix.
_NO_NAME = re.compile(
    r"^(?:科研|多家|一家|这家|知名|龙头|相关|有关|所属|下属|全资|国有|民营|外资|中小|大型|上市|互联网|高新技术|金融机构|专业|当地|本地|属地|国家级?|省级|市级|区级|"
    r"世界级|国际|现代|传统|一流|新型|重大|特色|省部级|科技型|创新型|股份制|商业|政策性|农村|城市|地方|公立|三甲|定点|综合|附属|直属|联合|共享|公共|投资|产业|创业|引导|"
    r"专项|母|子|总|分|党|县级?|乡镇|社区|企业|行业|工业|农业|经济|社会|小微|头部|优质|国内外|境内外|中外|跨国|海外|外地|各类|两|双)$"
)


def kind(suffix: str) -> EntityType:
    """Return the type that a suffix stands for."""
    return _KINDS[suffix]


@cache
def suffixes() -> re.Pattern[str]:
    """Return the pattern of what institutions' names end in, the longest first."""
    longest_first = sorted(_KINDS, key=len, reverse=True)
    return re.compile("|".join(longest_first))


@cache
def _gazetteer() -> ahocorasick.Automaton:
    """Return the automaton of university and zone names; short forms of two characters only where no word."""
    automaton = ahocorasick.Automaton()
    for zone in zones().all():
        for form in (zone.name, *zone.aliases):
            if len(form) > 2:
                automaton.add_word(form, (form, EntityType.PLATFORM))
    for university in universities().all():
        for form in (university.name, *university.aliases):
            if len(form) > 3 or form in _SAFE_SHORT:
                automaton.add_word(form, (form, EntityType.UNIVERSITY))
    automaton.make_automaton()
    return automaton


_SAFE_SHORT = frozenset(words("university short forms"))


def known(text: str) -> list[Name]:
    """Return the universities and zones of the gazetteers that a text names."""
    names = []
    for last, (form, found_type) in _gazetteer().iter_long(text):
        start, end = last + 1 - len(form), last + 1
        if len(form) == 2 and (text[end : end + 1] in "道路街桥" or text[start - 1 : start] == "东"):
            continue
        names.append(Name(start, end, found_type, "gazetteer"))
    return names


def _left(text: str, end: int, floor: int) -> int:
    """Return how far left of `end` a name can reach: to a sign, an open bracket, or 30 characters."""
    start = end
    lowest = max(floor, end - 30)
    while start > lowest:
        char = text[start - 1]
        if char in "）)":
            opening = max(text.rfind("（", lowest, start), text.rfind("(", lowest, start))
            if opening < 0 or start - opening > 14:
                return start
            start = opening
        elif char == "”":
            opening = text.rfind("“", lowest, start)
            if opening < 0:
                return start
            start = opening
        elif char in _STOP or char in "（(":
            return start
        else:
            start -= 1
    return start


def _trim(text: str, start: int, end: int, places: Sequence[Place]) -> int:
    """Return where the name that ends at `end` begins, given how far left it can reach."""
    for match in _BOUNDARY.finditer(text, start, end):
        if match["keep"] is None:
            start = match.end()
    inside = [place for place in places if start <= place.start and place.end <= end]
    if inside and 0 < inside[0].start - start <= 3 and not re.match("中国|国家|全国|中央", text[start : start + 2]):
        return inside[0].start
    return start


def find(text: str, places: Sequence[Place]) -> list[Name]:
    """Return the institutions that a text names, by suffix and gazetteer, longest first where they overlap."""
    found = known(text)
    floor = 0
    for match in suffixes().finditer(text):
        end = match.end()
        if _GOES_ON.match(text, end):
            continue
        reach = _left(text, match.start(), floor)
        near = [place for place in places if reach <= place.start < end]
        start = _trim(text, reach, match.start(), near)
        stem = text[start : match.start()]
        form = text[start:end]
        if len(stem) < 2 or form in _GENERIC or _NO_NAME.match(stem) or stem[-1] in "-·":
            continue
        found_type = _KINDS[match[0]]
        if match[0] == "学院" and any(
            n.type is EntityType.UNIVERSITY and start <= n.start < n.end < end for n in found
        ):
            continue
        found.append(Name(start, end, found_type, "institution"))
        floor = end if match[0].endswith(("公司", "大学")) else floor
    return longest(found)


def longest(names: Sequence[Name]) -> list[Name]:
    """Return the names without those that overlap a longer one, in order."""
    taken = bytearray(max((name.end for name in names), default=0))
    kept: list[Name] = []
    for name in sorted(names, key=lambda n: (n.start - n.end, n.start)):
        if not any(taken[name.start : name.end]):
            taken[name.start : name.end] = b"\x01" * (name.end - name.start)
            kept.append(name)
    return sorted(kept, key=lambda n: n.start)


@Language.factory("qianyue_institutions")
def make_institutions(nlp: Language, name: str) -> InstitutionFinder:
    """Return the component that finds institutions and adds them to `doc._.names`."""
    return InstitutionFinder()


class InstitutionFinder:
    """Finds institutions by suffix and gazetteer; uses `doc._.places` where it is there."""

    def __call__(self, doc: Doc) -> Doc:
        doc._.names = longest([*doc._.names, *find(text_of(doc), doc._.places)])
        return doc
