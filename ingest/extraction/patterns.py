"""Turns of phrase that state a claim by themselves, with who is its source and who its target.

They run on the same mask of the sentence as `structures`: X stands for a name, J for nothing else than a name too, as
types are the judge's business. A pattern without a `source` leaves it to the sentence's carried-over subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from graph.ontology import ClaimType

_X = "[\ue000-\uf8ff]"
_FREE = "[^\ue000-\uf8ff。；！？\n]"
_PLAIN = "[^\ue000-\uf8ff，。；！？：,;、\n]"
# What may stand between the names and the verb: no further name, save the place where it happens (在沪签署).
_ADVERB = rf"(?:在{_X}|{_PLAIN})"
_JOINT = rf"{_PLAIN}{{0,12}}(?:、|和|及|以及){_PLAIN}{{0,5}}"
_WITH = r"(?:与|同|跟|和|携手|联合|会同|联手|牵手)"
# A name that a 与 and a further name follow begins the next pair: A与B、C与D.
_RIGHT = rf"{_X}(?:{_JOINT}{_X}(?!{_PLAIN}{{0,16}}[与同跟]{_PLAIN}{{0,14}}{_X}))*"
_LIST = rf"{_X}(?:{_JOINT}{_X})*"
_MANY = rf"{_X}(?:{_PLAIN}{{0,12}}(?:、|和|及|以及|与){_PLAIN}{{0,5}}{_X})+"
_TITLE = "[^\ue000-\uf8ff，。；！？签\n]{0,36}?"
_S = rf"(?P<source>{_LIST})"
_T = rf"(?P<target>{_RIGHT})"
_LEADER = (
    r"(?:书记|市长|区长|县长|省长|州长|主席|主任|局长|厅长|董事长|总裁|总经理|会长|院长|校长|部长|秘书长|行长"
    r"|社长|台长|CEO|领导|"
    r"代表团|考察团|调研组|考察组|访问团|一行|率队|带队|率团|率|组织|企业家们?)"
)
_GO = r"(?:赴|到访|到|来到|走进|前往|深入|莅临|造访|抵达|走访|拜访|远赴)"
_LOOK = r"(?:调研|考察|参观|访问|走访|拜访|慰问|检查|督导|观摩|交流|学习|对接|座谈)"
_PROMOTION = (
    r"(?:推介|招商|恳谈|说明会|路演|经贸|投资促进|文旅|旅游周|推广|招才|引才"
    r"|座谈会|图片展|展览|交流会|交流活动|洽谈会|发布会|文化周)"
)
_HOLD = r"(?:举行|举办|召开|开幕|启动|成功|拉开|开展)"
_INVEST = r"(?:投资|投建|斥资|出资|注资|兴建|新建|建设|设立|打造)"


def _compile(patterns: dict[str, str]) -> dict[str, re.Pattern[str]]:
    return {name: re.compile(pattern) for name, pattern in patterns.items()}


PATTERNS: dict[ClaimType, dict[str, re.Pattern[str]]] = {
    ClaimType.SIGNED: _compile(
        {
            "signing with": rf"{_S}{_TITLE}{_WITH}{_PLAIN}{{0,14}}{_T}"
            rf"(?:、{_PLAIN}{{0,6}}{_X}{_TITLE}{_WITH}{_PLAIN}{{0,14}}{_RIGHT}){{0,4}}"
            rf"(?:{_ADVERB}{{0,30}}|{_FREE}{{0,20}}(?:就|围绕){_FREE}{{0,40}}?|，{_ADVERB}{{0,24}}?|等{_FREE}{{0,24}}?)"
            r"(?:签|达成[^，。；]{0,10}(?:协议|意向书|备忘录)|互签|换签)",
            "together": rf"(?P<both>{_X}(?:{_JOINT}{_X})+)(?:等{_PLAIN}{{0,24}}|{_ADVERB}{{0,14}})"
            r"(?:正式|现场)?(?:签|缔结|结为)",
            "jointly": rf"(?P<both>{_MANY})(?:等{_PLAIN}{{0,24}}|{_ADVERB}{{0,14}})"
            r"(?:共同|联合|三方|四方|两地|三地|四地|互相|集体)(?:正式|现场)?(?:签|缔结|结为)",
            "took in": rf"(?:签约|签下|签订|引进|牵手|携手)(?:了|引进|落户|项目包括|企业包括|企业有)?{_T}",
            "with dropped": rf"(?:^|[，；]|并|还|已|分别|先后)(?:与|同|和){_PLAIN}{{0,14}}{_T}"
            rf"{_ADVERB}{{0,30}}(?:签|缔结"
            rf"|达成[^，。；]{{0,10}}协议)",
            "project": rf"{_S}{_FREE}{{0,30}}签约{_FREE}{{0,30}}?(?:涉及|包括|其中|有|分别是|：){_FREE}{{0,6}}{_T}",
            "agreement": rf"《{_FREE}{{0,6}}{_S}{_FREE}{{0,10}}?(?:与|和|—|-){_FREE}{{0,6}}{_T}{_FREE}{{0,40}}》",
            "list signed": rf"(?P<target>{_X}(?:{_PLAIN}{{0,12}}(?:、|和|及){_PLAIN}{{0,5}}{_X})*)"
            rf"{_PLAIN}{{0,48}}项目{_PLAIN}{{0,10}}(?:完成|成功|集中|正式|现场)?签约",
            "represent": rf"{_S}{_FREE}{{0,24}}[、，]{_FREE}{{0,10}}{_T}{_FREE}{{0,40}}分别代表{_FREE}{{0,10}}签",
        }
    ),
    ClaimType.VISITED: _compile(
        {
            "led to": rf"(?P<source>{_X}){_FREE}{{0,30}}?{_LEADER}{_FREE}{{0,30}}?{_GO}了?{_PLAIN}{{0,6}}{_T}",
            "looked at": rf"(?P<source>{_X}){_FREE}{{0,30}}?{_LEADER}{_FREE}{{0,30}}?{_LOOK}了?{_PLAIN}{{0,4}}{_T}",
            "went to look": rf"(?P<source>{_X}){_FREE}{{0,30}}?{_GO}{_PLAIN}{{0,6}}{_T}{_FREE}{{0,20}}?{_LOOK}",
            "promoted in": rf"(?P<source>{_X}){_FREE}{{0,40}}?{_PROMOTION}{_FREE}{{0,24}}?在{_PLAIN}{{0,4}}{_T}"
            rf"{_FREE}{{0,12}}?{_HOLD}",
            "named for": rf"(?P<source>{_X})（(?P<target>{_X})）{_FREE}{{0,16}}?{_PROMOTION}",
            "held in": rf"在{_PLAIN}{{0,4}}(?P<target>{_X}){_FREE}{{0,16}}?{_HOLD}{_FREE}{{0,20}}?(?P<source>"
            rf"{_X}){_FREE}{{0,24}}?{_PROMOTION}",
            "host in": rf"(?P<source>{_X}){_FREE}{{0,24}}(?:主办|举办"
            rf"|承办){_FREE}{{0,60}}?在(?P<target>{_X}){_FREE}{{0,12}}?{_HOLD}",
            "held and in": rf"(?P<source>{_X}){_FREE}{{0,16}}?在(?P<target>{_LIST}){_FREE}{{0,8}}?{_HOLD}"
            rf"{_FREE}{{0,40}}?{_PROMOTION}",
            "received": rf"(?P<target>{_X}){_FREE}{{0,24}}?(?:会见|接待|欢迎)了?{_PLAIN}{{0,6}}{_S}",
            "met": rf"(?P<source>{_X}){_FREE}{{0,24}}?在(?P<target>{_X}){_FREE}{{0,10}}?(?:会见|会谈|与|拜会"
            rf"|调研|考察)",
            "dropped": rf"(?:^|[，；]){_PLAIN}{{0,8}}(?:先后|分别|还|将|一起|实地|随后)?(?:{_GO}|{_LOOK})了?"
            rf"{_PLAIN}{{0,4}}{_T}",
            "team": rf"(?:考察团|代表团|一行|考察组|医疗队|企业家们|调研组){_FREE}{{0,24}}?(?:{_GO}|{_LOOK}"
            rf"|在)了?{_PLAIN}{{0,4}}{_T}",
        }
    ),
    ClaimType.FUNDED: _compile(
        {
            "by": rf"由{_PLAIN}{{0,6}}(?P<source>{_MANY}|{_X}){_FREE}{{0,30}}?(?:投资|出资|投建|建设|打造|开发)",
            "invests": rf"{_S}{_PLAIN}{{0,14}}{_INVEST}{_FREE}{{0,24}}{_T}",
            "invests in place": rf"{_S}{_PLAIN}{{0,10}}在(?:{_X}){_PLAIN}{{0,14}}{_INVEST}{_FREE}{{0,24}}{_T}",
            "invests there": rf"{_S}{_PLAIN}{{0,10}}在{_T}{_PLAIN}{{0,10}}(?:投资|斥资|注资)",
            "raised": rf"{_T}{_PLAIN}{{0,14}}(?:获|完成){_PLAIN}{{0,6}}{_S}{_PLAIN}{{0,10}}(?:投资|融资|领投"
            rf"|注资|入股)",
            "bought": rf"{_S}{_PLAIN}{{0,16}}(?:收购|入股|增资|控股|参股|并购|认购|注资|战略投资){_PLAIN}{{0,10}}{_T}",
            "lent": rf"{_S}{_PLAIN}{{0,14}}(?:为|向|给予?|支持){_T}{_PLAIN}{{0,24}}(?:授信|贷款|资金|融资|捐赠"
            rf"|拨款|补贴|资助|援建)",
            "owned": rf"(?P<source>{_X})(?:的|公司|集团|旗下|[“]){{0,2}}(?P<target>{_X})",
            "total": rf"(?P<target>{_X}){_PLAIN}{{0,6}}[，,]?{_FREE}{{0,24}}?(?:总投资|计划投资|投资额|投资总额"
            rf"|投资约|项目投资)",
            "sum of": rf"(?:投资|总投资|投资额)[^，。；]{{0,14}}元的?(?P<target>{_X})",
            "work begun": rf"(?P<target>{_X}){_FREE}{{0,20}}?(?:开工|动工|奠基|启动建设|竣工|投产|落地|正式启动)",
        }
    ),
    ClaimType.PARTNERED: _compile(
        {
            "by both": rf"由(?P<both>{_MANY}){_FREE}{{0,16}}?"
            r"(?:共同|联合|合作|共|携手|发起|组建)",
            "joined": rf"{_S}{_FREE}{{0,20}}?(?:加入|成为|入选|获聘){_PLAIN}{{0,6}}{_T}",
            "honoured": rf"(?P<source>{_X}){_PLAIN}{{0,10}}(?:向|为)(?P<target>{_LIST}){_FREE}{{0,24}}?(?:授牌"
            rf"|颁发|授予|揭牌)",
            "honours": rf"(?P<source>{_X}){_PLAIN}{{0,14}}(?:授予|聘请|聘任){_PLAIN}{{0,6}}{_T}",
            "helps": rf"(?P<source>{_X}){_PLAIN}{{0,10}}(?:对口|帮扶|支援|援助|结对){_PLAIN}{{0,10}}{_T}",
            "with": rf"{_S}{_TITLE}{_WITH}{_PLAIN}{{0,14}}{_T}{_ADVERB}{{0,20}}?"
            r"(?:合作|共建|共同|联合|携手|协同|对接|达成|发起|成立|组建|打造|开展|推出|研发|结对|协作)",
            "with both": rf"(?P<both>{_MANY}){_PLAIN}{{0,14}}?"
            r"(?:合作|共建|共同|联合|携手|协同|对接|发起|组建|两地|双方)",
            "with dropped": rf"(?:^|[，；]|并|还|已)(?:与|和|同|携手|联合){_PLAIN}{{0,14}}{_T}{_PLAIN}{{0,20}}?"
            r"(?:合作|共建|共同|联合|对接|达成|成立|打造|开展|推出|建立)",
            "builds": rf"(?:由|为){_S}{_PLAIN}{{0,14}}(?:承建|施工|中标|运营|供应|提供|负责)",
            "supplies": rf"{_S}{_PLAIN}{{0,14}}(?:为|向|给){_T}{_PLAIN}{{0,24}}(?:提供|供应|供货|代工|服务)",
            "member": rf"{_S}{_PLAIN}{{0,24}}(?:成员单位|理事单位|合作伙伴|会员单位|战略伙伴)",
        }
    ),
}
NAMES: dict[ClaimType, tuple[str, ...]] = {claim: tuple(patterns) for claim, patterns in PATTERNS.items()}
MOST = max(map(len, NAMES.values()))


@dataclass(frozen=True, slots=True)
class Phrase:
    """A turn of phrase found in a sentence, by the indices of the places in it; `both` are tied pair by pair."""

    type: ClaimType
    name: int
    source: frozenset[int]
    target: frozenset[int]
    both: frozenset[int]

    def ties(self, source: int, target: int) -> tuple[bool, bool]:
        """Tell whether it ties source to target, and whether it names one and leaves the other to be carried over."""
        if self.both:
            return source in self.both and target in self.both, False
        if self.source and self.target:
            return source in self.source and target in self.target, False
        alone = self.source or self.target
        end, other = (source, target) if self.source else (target, source)
        return False, end in alone and other not in alone


_RIGHT_OF = re.compile(rf"[与同跟和]{_PLAIN}{{0,14}}$")


def _members(run: str | None) -> frozenset[int]:
    return frozenset(ord(char) - 0xE000 for char in run or "" if "\ue000" <= char <= "\uf8ff")


def find_phrases(masked: str, claims: Iterable[ClaimType]) -> list[Phrase]:
    """Return the turns of phrase of these claim types in the mask of a sentence; they may overlap."""
    found = set()
    for claim in claims:
        for number, pattern in enumerate(PATTERNS[claim].values()):
            at = 0
            while match := pattern.search(masked, at):
                groups = {name: _members(run) for name, run in match.groupdict().items()}
                first = min(groups, key=match.start)
                if first != "target" and _RIGHT_OF.search(masked, max(0, match.start(first) - 18), match.start(first)):
                    # The list is the right side of an earlier 与: only its last name begins something new.
                    groups[first] = frozenset() if first == "both" else _members(match[first][-1])
                none: frozenset[int] = frozenset()
                sides = (groups.get(name, none) for name in ("source", "target", "both"))
                if all(groups.values()):
                    found.add(Phrase(claim, number, *sides))
                at = max(match.start() + 1, min(match.end(name) for name in groups))
    return sorted(found, key=lambda p: (p.type, p.name, sorted(p.source), sorted(p.target), sorted(p.both)))
