"""Words that announce a claim, and words that turn it: intention, negation."""

from __future__ import annotations

import re
from dataclasses import dataclass

from graph.ontology import ClaimType

# Each alternative names a lexeme class; what a claim's model learns is the class, not the single word.
_SIGNED = {
    "agreement": r"(?:签署|签订|签定|签下|签)(?:了|过)?[^，。；！？\n]{0,40}?(?:协议|合同|备忘录|意向书|框架"
    r"|条约|订单|责任书|公约|要点)",
    "ceremony": r"签约仪式|签字仪式|签署仪式|签约活动|签约揭牌|签约大会|签约会",
    "contracted": r"签约|签订|签署|签定|签下|签字|互签|续签|换签|会签",
    "agreed": r"达成[^，。；！？\n]{0,16}?(?:协议|意向书|备忘录)|合作协议|框架协议|投资协议|合作备忘录"
    r"|购销协议|战略协议",
    "tied": r"缔结|结为|牵手|结对",
}
_VISITED = {
    "led": r"率队|带队|率团|率领|一行|代表团|考察团|考察组|调研组|访问团|参访团|访问组|采访团|医疗队|组团",
    "went": r"赴|前往|来到|走进|莅临|到访|造访|抵达|奔赴|深入|前来|远赴|先后到|分别到|来[皖沪京津渝粤闽宁蓉杭苏浙鲁]",
    "visited": r"考察|调研|访问|参观|走访|拜访|交流学习|学习考察|探访|参访|回访|出访|观摩|慰问|检查|督导|巡访|调查",
    "received": r"会见|接待|欢迎|会谈|座谈|见面",
    "promoted": r"推介会|招商会|招商推介|推介活动|投资推介|经贸交流|恳谈会|招商引资|路演|投促|座谈会|图片展"
    r"|对接会|专场|宣讲会|推广活动|峰会|论坛|发布会",
    "held": r"在[^，。；！？\n]{1,20}?(?:举行|举办|召开|开幕|启动|进行)",
}
_FUNDED = {
    "invested": r"总投资|投资额|计划投资|累计投资|预计投资|投资总额|投资规模|投资约|投资近|投资超|一期投资"
    r"|投资(?=\d)|投资金额",
    "invest": r"投资建设|投资兴建|投资新建|投资|投建|斥资|出资|注资|增资|入股|参股|控股|领投|跟投|投产|收购"
    r"|并购|融资|认购|获投|战略投资",
    "built": r"建设|兴建|新建|开工|动工|奠基|建成|扩建|落户|落地|落成|设立|成立|打造|竣工|开建|投用",
    "granted": r"捐赠|资助|拨款|补贴|授信|贷款|援建|支持资金|专项资金|拨付|奖补|赞助|提供资金|发放",
}
_PARTNERED = {
    "reached": r"达成[^，。；！？\n]{0,12}?(?:合作|意向|共识|伙伴)(?!协议|备忘)",
    "cooperate": r"合作(?!社|区|局|协议|备忘录)|协作|携手|联手|联合|共同|协同|战略伙伴|合作伙伴|伙伴关系|强强",
    "jointly": r"共建|共办|共同打造|共同建设|共同成立|联合成立|联合发起|发起成立|发起设立|共同发起|联合打造"
    r"|联合研发|联合开发|合作开发|合作建设|组建|合资|联合体|联合攻关",
    "unveiled": r"揭牌|授牌|挂牌|成立|授予|聘|成员单位|理事单位|加入|联盟",
    "matched": r"对接|对口|帮扶|支援|援助|结对|协作|洽谈|东西部",
    "supplied": r"供应|供货|采购|代工|承建|施工|中标|承办|服务商|供应商|独家|引进|合作创|入孵|孵化|承接|运营",
}
_TURNS = {
    "planned": r"将(?!军|来自|近)|拟|计划|规划|预计|有望|希望|期待|准备|即将|打算|力争|未来|下一步|明年|推动"
    r"|推进|争取|愿|欲|意向|有意",
    "negated": r"未(?!来)|没有|尚未|不再|终止|取消|解除|解约|停止|否认|并非|拒绝|失败|撤销|无法|辟谣",
    "past": r"曾|此前|早在|自\d{4}年|以来|多年来|历史|一直|已经|去年|前年|近年来",
    "told": r"表示|介绍|指出|强调|说|认为|透露|据悉|了解到",
    "several": r"分别|各自|依次|先后",
    "together": r"共同|联合|联手|携手|一起|三方|四方|多方|双方|互相|相互",
    "of_them": r"其中|包括|涉及|涵盖|等\d+[家个]",
    "scene": r"会上|现场|仪式上|活动中|期间|活动上|会议上|当天|当日",
    "hosted": r"主办|承办|协办|指导|参加|出席|致辞|参与",
    "witnessed": r"见证|代表|签字|签署人",
}


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that announces a claim of some type, by its class."""

    start: int
    end: int
    label: str


def _compile(alternatives: dict[str, str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{label}>{pattern})" for label, pattern in alternatives.items()))


CUES: dict[ClaimType, re.Pattern[str]] = {
    ClaimType.SIGNED: _compile(_SIGNED),
    ClaimType.VISITED: _compile(_VISITED),
    ClaimType.FUNDED: _compile(_FUNDED),
    ClaimType.PARTNERED: _compile(_PARTNERED),
}
TURNS: dict[str, re.Pattern[str]] = {label: re.compile(pattern) for label, pattern in _TURNS.items()}


def find_cues(text: str, start: int, end: int) -> dict[ClaimType, list[Cue]]:
    """Return the cues of each claim type within `text[start:end]`, in order."""
    return {
        claim: [Cue(match.start(), match.end(), match.lastgroup or "") for match in pattern.finditer(text, start, end)]
        for claim, pattern in CUES.items()
    }
