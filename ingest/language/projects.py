"""Names of projects: what an article designates as …项目, not a mere count of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc

from graph.ontology import EntityType
from ingest.language.document import text_of
from ingest.language.institutions import longest
from ingest.language.spans import Name

_PROJECT = re.compile(
    r"(?:基地|产业园|生产线|工厂|中心|总部|园区|电站|工程|小镇|综合体|装备|材料|建设|研发|生产|制造|产业化|[一-鿿A-Za-z0-9）)”])(?:一期|二期|三期|（一期）)?项目"
)
_STOP = frozenset("，。；：！？、\n\r\t《》【】[]|…;:!?, ")
_BOUNDARY = re.compile(
    r"与|和(?!平|谐|记|睦)|以及|及|由|在|向|对|为(?!民)|是|了|的|将|等|并|到|从|于|投资|总投资|推动|推进|加快|签约|签署|签订|建设(?!银行|项目|工程|年)|实施|包括|涵盖|涉及|开展|"
    r"举行|打造|引进|落地|落户|参观|考察|支持|围绕|就|有|共|已|各|某|该|此|本|这|其中|作为|谋划|储备|[0-9一二两三四五六七八九十百千]+(?:余|多)?(?:个|项)"
)
_GENERIC = re.compile(
    r"^(?:重点|重大|产业|工业|合作|签约|招商|招商引资|投资|新|大|好|优质|省|市|县|区|全市|科研|科技|创新|开工|在建|建设|工程|民生|外资|内资|文旅|农业|服务业|基础设施|"
    r"意向|标志性|支撑性|牵引性|央地合作|高质量|重要|特色|相关|具体|示范|试点|专项|落地|亿元以上|续建|新建|技改|产业化|制造业|龙头|储备|同类|战略|公益|体育|比赛|运动|所有|全部|多个|"
    r"多|单体|配套|延链|补链|强链|产业链|绿色|高端|大型|小|众多|一批|系列|优秀|精品|惠民|PPP|EPC)+项目$"
)


def find(text: str) -> list[Name]:
    """Return the projects that a text designates."""
    names = []
    for match in _PROJECT.finditer(text):
        end = match.end()
        start = lowest = max(0, end - 40)
        for offset in range(end - 3, lowest, -1):
            if text[offset] in _STOP:
                start = offset + 1
                break
        for boundary in _BOUNDARY.finditer(text, start, end - 2):
            start = boundary.end()
        form = text[start:end]
        if len(form) >= 6 and not _GENERIC.match(form) and form.count("“") == form.count("”"):
            names.append(Name(start, end, EntityType.PROJECT, "project"))
    return names


@Language.factory("qianyue_projects")
def make_projects(nlp: Language, name: str) -> ProjectFinder:
    """Return the component that finds projects and adds them to `doc._.names`."""
    return ProjectFinder()


class ProjectFinder:
    """Finds projects by their designation."""

    def __call__(self, doc: Doc) -> Doc:
        found: Sequence[Name] = find(text_of(doc))
        doc._.names = longest([*doc._.names, *found])
        return doc
