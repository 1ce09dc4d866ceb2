"""What stands around a name and between two names, by class; and what a name itself looks like."""

from __future__ import annotations

import re

from ingest.language.document import FoundEntity

BEFORE = {
    "with": r"[与和同跟]$|携手$|联合$|会同$",
    "list": r"[、及]$|以及$",
    "at": r"[在于]$",
    "to": r"[赴到往至]$|走进$|走访$|访$|位于$",
    "toward": r"[向为对给]$|助力$|支持$",
    "by": r"[由被]$",
    "from": r"[从自]$|来自$",
    "of": r"[的“《]$",
    "start": r"[，。；：！\n]$|^$",
    "invite": r"邀请$|引进$|引入$|接待$|会见$|签约$|达的$",
}
AFTER = {
    "office": r"(?:人民)?政府|[市区县省州党]?委(?!托|员会(?!、|副|主任))|管委会|党工委|副?[市区县省州]长|商务[局厅]"
    r"|\w{0,8}[局厅]|工信|招商|驻",
    "leader": r"(?:党委|党组|集团|公司|股份)?(?:书记|董事长|总经理|副?总裁|CEO|创始人|负责人|副?会长|副?院长|副?校长"
    r"|副?主任|法人|执行|总监|代表|理事长|秘书长|董事|党委|党组)",
    "team": r"[^，。；]{0,24}?(?:一行|率队|带队|率团|代表团|考察团|调研组)",
    "list": r"[、]",
    "with": r"[与和同及跟]|以及",
    "at": r"[在于]",
    "stop": r"[，。；：！”）]|$",
    "verb": r"(?:正式|现场|成功|近日|共同|也|还|将|已)?(?:签|合作|达成|战略|举行|联合|共同|投资|建设)",
    "others": r"等",
    "bracket": r"[（(]",
    "project": r"项目|有限公司|集团",
    "of": r"的",
    "town": r"[\u4e00-\u9fff]{1,4}(?:镇|乡|街道|村|社区)",
    "bodies": r"[“”\u4e00-\u9fff]{0,8}(?:企业|学校|中小学|部队|客商|商家)",
    "event": r"[^，。；]{0,12}(?:会|活动|论坛|仪式)",
}
GAPS = {
    "pause": re.compile(r"、"),
    "and": re.compile(r"[和及暨]|以及"),
    "with": re.compile(r"[与同跟]|携手|联合|牵手"),
    "comma": re.compile(r"[，,：]"),
    "bracket": re.compile(r"[（(《“]"),
    "to": re.compile(r"[赴到往]|走进|访"),
    "at": re.compile(r"在"),
    "by": re.compile(r"由"),
    "toward": re.compile(r"[向为对给]"),
    "of": re.compile(r"的"),
    "ownership": re.compile(r"旗下|所属|下属|控股|子公司"),
}
LOOKS = {
    "firm": r"(?:公司|集团|银行|证券|控股|股份|保险|事务所|电视台|传媒|出版社)$",
    "body": r"(?:协会|商会|联合会|联盟|基金会|研究院|研究所|学院|医院|中心|实验室|论坛|妇联|工商联)$",
    "zone": r"(?:区|园|城|港|谷|基地|园区|新区|开发区)$",
    "school": r"(?:大学|学院|学校)$",
    "project": r"(?:项目|工程|基地|产业园|生产线|中心)$",
    "latin": r"^[A-Za-z0-9 .&-]+$",
}
_BEFORE = tuple(re.compile(pattern) for pattern in BEFORE.values())
_AFTER = tuple(re.compile(pattern) for pattern in AFTER.values())
_LOOKS = tuple(re.compile(pattern) for pattern in LOOKS.values())


def around(before: str, after: str) -> list[float]:
    """Return 1 for each class that what stands before and after belongs to, else 0: `BEFORE`, then `AFTER`."""
    return [
        *(float(pattern.search(before) is not None) for pattern in _BEFORE),
        *(float(pattern.match(after) is not None) for pattern in _AFTER),
    ]


def looks(entity: FoundEntity) -> list[float]:
    """Return the classes of `LOOKS` that the name belongs to, then its length and the number of its other forms."""
    return [
        *(float(pattern.search(entity.name) is not None) for pattern in _LOOKS),
        float(min(len(entity.name), 30)),
        float(min(len(entity.aliases), 6)),
    ]
