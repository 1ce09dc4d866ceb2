"""When, for how much, whether done or planned, and in which words: what a claim carries beside its ends."""

from __future__ import annotations

import re
from bisect import bisect_left

from graph.ontology import ClaimType, EntityType, Status
from ingest.extraction.candidates import CARRIED, Candidate, Page
from ingest.extraction.clauses import Sentence
from ingest.extraction.cues import Cue
from ingest.language.document import FoundSum

LONGEST_EVIDENCE = 298
_PLANNED = re.compile(
    r"将(?!军|近|于\d)|拟|计划(?!生育)|有望|希望|准备|即将|打算|力争|意向|未来|下一步|愿|期待|争取|预计(?!总)|接下来|明年"
)
_BEGUN = re.compile(r"已|开工|动工|签|竣工|投产|建成|启动|落户|完成|获|近日|日前")
_SEVERAL = re.compile(r"(?:总投资|总额|总金额|金额|投资额|共|合计|累计)[^，。；]{0,8}$")
_SEVERAL_BEFORE = re.compile(r"等?\d+[个家项]|[一-十两]+个项目|项目\d+个|一批|若干|多个")
_INVESTED = re.compile(
    r"投资|金额|额度|授信|资金|出资|注资|融资|规模|贷款|收购|订单|协议|援建|价值|获投|增资|注册资本|造价|捐"
)
_SCENE = re.compile(r"会上|现场|仪式上|活动中|活动上|会议上|期间|当天|当日|此次|本次|其间|会议期间|座谈会|随后|仪式")
_CLAUSE_ENDS = "，。；！？\n"


def chosen_cue(page: Page, candidate: Candidate) -> Cue | None:
    """Return the cue that the claim hangs on: the nearest after its first end, else the nearest before."""
    cues = page.cues[candidate.sentence].get(candidate.type, [])
    places = [p for p in (candidate.source, candidate.target) if p.via not in CARRIED]
    if not cues or not places:
        return cues[0] if cues else None
    last = max(p.start for p in places)
    after = [c for c in cues if c.end > last]
    return after[0] if after else cues[-1]


def evidence(page: Page, candidate: Candidate) -> tuple[int, int]:
    """Return the span of the text that states the claim: from its first end or cue to the end of the cue's clause."""
    part = page.parts[candidate.sentence]
    cue = chosen_cue(page, candidate)
    spots = [(p.start, p.end) for p in (candidate.source, candidate.target) if p.via not in CARRIED]
    if cue is not None:
        spots.append((cue.start, cue.end))
    start, end = min(s for s, _ in spots), max(e for _, e in spots)
    while end < part.end and page.text[end] not in _CLAUSE_ENDS:
        end += 1
    if end - start > LONGEST_EVIDENCE:
        # Too far apart to be quoted whole: the clause around the later end is what states it.
        start = max(part.start, end - LONGEST_EVIDENCE)
    text = page.text[start:end]
    return start + len(text) - len(text.lstrip()), start + len(text.rstrip())


def status(page: Page, candidate: Candidate) -> Status:
    """Return planned where a word of intention governs the cue's clause, else done."""
    part = page.parts[candidate.sentence]
    cue = chosen_cue(page, candidate)
    if cue is None:
        return Status.DONE
    start = max(page.text.rfind(mark, part.start, cue.start) for mark in "，。；：\n") + 1
    clause = page.text[max(start, part.start) : cue.start]
    if _PLANNED.search(clause) and not (candidate.type is ClaimType.FUNDED and _BEGUN.search(clause)):
        return Status.PLANNED
    return Status.DONE


def date(page: Page, candidate: Candidate, when: Status) -> str | None:
    """Return the date of the event: the nearest one stated before the cue in its sentence, else the scene's."""
    part = page.parts[candidate.sentence]
    start, end = evidence(page, candidate)
    here = page.dates[bisect_left(page.date_starts, part.start) : bisect_left(page.date_starts, end)]
    if here:
        dated = [d for d in here if d.date] or here
        return dated[-1].date
    if when is Status.PLANNED or candidate.type in (ClaimType.PARTNERED, ClaimType.FUNDED):
        return None
    return _scene_date(page, part)


def _scene_date(page: Page, part: Sentence) -> str | None:
    """Return the day that the story is on: the last day named before, within the article."""
    before = page.dates[: bisect_left(page.date_starts, part.start)]
    days = [d for d in before if d.date is None or len(d.date) == 10]
    return days[-1].date if days else None


def amount(page: Page, candidate: Candidate) -> FoundSum | None:
    """Return the sum stated for the claim: the project's, or the one in the clause that ties the two."""
    part = page.parts[candidate.sentence]
    start, end = evidence(page, candidate)
    project = next(
        (p for p in (candidate.source, candidate.target) if p.type is EntityType.PROJECT and p.via not in CARRIED), None
    )
    if candidate.type in (ClaimType.VISITED, ClaimType.PARTNERED):
        return None
    if project is not None:
        return _project_sum(page, part, project.start, project.end)
    if candidate.type is ClaimType.FUNDED:
        sums = page.sums[bisect_left(page.sum_starts, start) : bisect_left(page.sum_starts, min(part.end, end + 30))]
        return sums[0] if len(sums) == 1 and _INVESTED.search(page.text, start, end + 30) else None
    return None


def _project_sum(page: Page, part: Sentence, start: int, end: int) -> FoundSum | None:
    """Return the sum nearest to a project's name, in its sentence or the next, before another project is named."""
    later = [p.start for p in part.places if p.type is EntityType.PROJECT and p.start >= end]
    limit = later[0] if later else part.end + 120
    following = page.sums[bisect_left(page.sum_starts, end) : bisect_left(page.sum_starts, limit)]
    if not later:
        after = page.parts[part.index + 1 : part.index + 2]
        if after and any(p.type is EntityType.PROJECT for p in after[0].places):
            following = [s for s in following if s.start < part.end]
    for total in following[:1]:
        if _INVESTED.search(page.text, max(end, total.start - 16), total.start):
            return total
    earlier = page.sums[bisect_left(page.sum_starts, max(part.start, start - 16)) : bisect_left(page.sum_starts, start)]
    if earlier and page.text[earlier[-1].end : start].strip("的“《元人民币") == "":
        return earlier[-1]
    return None
