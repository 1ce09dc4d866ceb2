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
from ingest.language.spans import Name, Place

_ENTERPRISE = (
    "有限责任公司 股份有限公司 有限公司 集团股份公司 股份公司 集团公司 子公司 分公司 总公司 公司 集团 银行 农商行 农信社 支行 分行 "
    "律师事务所 会计师事务所 事务所 出版社 广播电视台 广播电视总台 电视台 广播电台 日报社 报社 晚报社 融媒体中心 证券 控股 股份 "
    "药业 乳业 酒业 重工 传媒 电气 航空 置业 地产 律所"
).split()
_UNIVERSITY = (
    "大学 职业技术学院 职业学院 师范学院 医学院 理工学院 工学院 财经学院 高等专科学校 专科学校 党校 学院".split()
)
_PLATFORM = (
    "高新技术产业开发区 经济技术开发区 经济开发区 产业开发区 开发区 自由贸易试验区 自由贸易港 自贸试验区 自贸区 自贸港 综合保税区 综保区 "
    "保税区 保税港区 高新区 经开区 新区 新城 示范区 试验区 先行区 合作区 功能区 集聚区 集聚带 商务区 度假区 科创走廊 创新走廊 "
    "产业园区 工业园区 科技园区 科创园 产业园 工业园 科技园 软件园 创业园 物流园 孵化园 园区 科技城 科学城 软件城 药谷 种谷 孵化器 "
    "重点实验室 实验室 研究总院 研究院 研究所 设计院 规划院 科学院 农科院 研究会 研究中心 创新中心 工程中心 技术中心 孵化中心 服务中心 转移中心 "
    "实验中心 交流中心 促进中心 计算中心 超算中心 交易中心 发展中心 创新联合体 联合体 医院 卫生中心 协会 学会 商会 总商会 联合会 促进会 联谊会 "
    "理事会 委员会 慈善会 总会 联盟 基金会 基金 智库 智囊团 交易所 图书馆 博物馆 博物院 美术馆 红十字会 工商联 妇联 侨联 残联 总工会 "
    "科协 众创空间 加速器 创新港 服务平台 产业基地 创新基地 示范基地 实训基地 孵化基地 工作站 供销合作总社 供销社"
).split()
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
_INSIDE = (
    "协和|和平|和谐|和君|大和|泰和|和记|和睦|碳中和|同济|同仁|大同|合同|共同体|协同|同盟|华为|有为|自由|对外|对口|中建|联合国|联合会|联合体|联合大学|联合银行|"
    "联合利华|联合实验室|联合研究|联合创新|将军|在线|存在|到家|的士|目的|以色列|以岭|以及人|开发|开放|建设银行|建设集团|建设投资|建设发展|建设工程|建设有限|"
    "建设开发|建设控股|发展和改革|发展有限|发展集团|发展投资|及第|埃及|普及|和田|和县|和林|和龙|永和|颐和|太和|云和|平和|人和|中和|与国际|等离子|高等|"
    "平等|推进器|从化|推进会|合作区|合作社|合作总社|合作促进|合作发展|合作中心|合作联盟|合作示范"
)
_BOUNDARY = re.compile(
    rf"(?P<keep>{_INSIDE})|"
    r"与会|与|和|以及|及其|及|同(?=[^步])|由|在|向|对|为|是|了|的|将|等|并|到|从|赴|把|被|让|给|于|以|"
    r"来自|包括|邀请|参观|走进|走访|考察|调研|会见|签约|签署|签订|携手|联合|率队?|记者|通讯员|旗下|打造|成立|设立|建立|组建|落户|入驻|依托|推动|推进|支持|加快|"
    r"全面|聚焦|举行|举办|召开|主办|承办|协办|指导|通过|围绕|引进|引入|授予|加入|位于|坐落|正式|开展|助力|服务(?!中心|有限|集团|平台|业|协会|公司|外包|股份|贸易)|"
    r"共建|创建|建设(?!银行|集团|投资|发展|工程|有限|开发|控股)|合作(?!区|社|总社|促进|发展|中心|联盟|示范|组织)|任|当选|董事长|总经理|总裁|主任|书记|市长|区长|县长|院长|会长|主席|副|"
    r"分别|纷纷|其中|例如|比如|据悉|昨日|今日|日前|近日|目前|此次|本次|作为|成为|进入|进驻|促进(?!会|中心)|重点(?!实验室)|完成|实现|获得|获批|已|还|也|都|又|即|指|称|该|这家|"
    r"[0-9一二两三四五六七八九十百千]+(?:余|多)?(?:家|个|所|项|名|位)|[0-9]+(?:月|日|年)|各|某|全市|全省|全国首[个家]"
)
_GENERIC = frozenset(
    "公司 集团 银行 大学 学院 开发区 新区 园区 产业园 工业园 研究院 研究所 协会 学会 商会 联盟 基金 医院 实验室 平台 分公司 子公司 总公司 "
    "集团公司 高新区 经开区 高校 产业园区 科技园 工业园区 示范区 上市公司 股份公司 有限公司 支行 分行 事务所 母公司 控股公司 央企 国企 委员会 理事会 "
    "基金会 智库 新城 保税区 综保区 自贸区 服务中心 研究中心 创新中心 党校 医学院 分行 电视台 项目公司 保险公司 证券公司 商业银行 国有银行 基金公司 "
    "重点实验室 国家重点实验室 合作区 试验区 商务区 集团总部 证券 股份 控股 航空 地产 传媒".split()
)
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


_SAFE_SHORT = frozenset(
    "浙大 北大 清华 复旦 北航 北邮 哈工大 西工大 西电 中科大 国科大 华科大 北理工 北师大 华师大 上交大 西交大 南科大 厦大 港科大 港中大 澳科大 "
    "华中科大 西浦 港理工 南航大 南理工 哈工程 北工大 浙工大 合工大".split()
)


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
    kept: list[Name] = []
    for name in sorted(names, key=lambda n: (n.start - n.end, n.start)):
        if all(name.end <= other.start or other.end <= name.start for other in kept):
            kept.append(name)
    return sorted(kept, key=lambda n: n.start)


@Language.factory("qianyue_institutions")
def make_institutions(nlp: Language, name: str) -> InstitutionFinder:
    """Return the component that finds institutions and adds them to `doc._.names`."""
    return InstitutionFinder()


class InstitutionFinder:
    """Finds institutions by suffix and gazetteer; uses `doc._.places` where it is there."""

    def __call__(self, doc: Doc) -> Doc:
        doc._.names = longest([*doc._.names, *find(doc.text, doc._.places)])
        return doc
