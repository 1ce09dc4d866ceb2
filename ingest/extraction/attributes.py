"""When, for how much, whether done or planned, and in which words: what a claim carries beside its ends."""

from __future__ import annotations

import re
from bisect import bisect_left

from graph.ontology import ClaimType, EntityType, Status
from ingest.extraction.candidates import CARRIED, Candidate, Page
from ingest.extraction.clauses import Place, Sentence
from ingest.extraction.cues import Cue
from ingest.language.document import FoundDate, FoundSum

LONGEST_EVIDENCE = 298
_PLANNED = re.compile(
    r"将(?!军|近|于\d)|拟|计划(?!生育)|有望|希望|准备|即将|打算|力争|意向|未来|下一步|愿|期待|争取|预计(?!总)|接下来|明年"
)
_BEGUN = re.compile(r"已|开工|动工|签|竣工|投产|建成|启动|落户|完成|获|近日|日前")
_SEVERAL = re.compile(r"等[\d一二两三四五六七八九十]*[个家项大]|等[^，。；]{0,8}项目|\d+个|一批|合计|共计|总共")
_GOES_ON = re.compile(r"\s*(?:该|此|本)?(?:项目|基地|园区|一期)|\s*(?:计划)?总投资")
_SPENT = re.compile(r"(?:投资|斥资|出资|投入)[约近超逾]?$")
_INVESTED_BEFORE = 40
_RIGHT_AFTER = 8
_WHOLE = len("2023-08-18")
_MONTH = len("2023-08")
# What lasts is told at any time; these words say that it began at the scene.
_AT_SCENE = re.compile(r"[会式动幕布坛]上|现场|当[天日晚]|期间|揭牌|揭幕|启动仪式")
_RANGE = re.compile(r"[至到—~～-]")
_INVESTED = re.compile(
    r"投资|金额|额度|授信|资金|出资|注资|融资|规模|贷款|收购|订单|协议|援建|价值|获投|增资|注册资本|造价|捐"
)
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
    """Return the date of the event: the finest one stated up to the cue's clause in its sentence, else the scene's."""
    part = page.parts[candidate.sentence]
    _, end = evidence(page, candidate)
    here = page.dates[bisect_left(page.date_starts, part.start) : bisect_left(page.date_starts, part.end)]
    here = [d for d in here if d.start < end] or here
    if here:
        finest = max(len(d.date or "") for d in here)
        # A day that no year fixes stays open, even where a year stands in some name.
        return [d for d in here if len(d.date or "") == finest][-1].date
    if when is Status.PLANNED:
        return None
    lasting = candidate.type in (ClaimType.PARTNERED, ClaimType.FUNDED)
    told_from = page.parts[max(0, part.index - 1)].start
    if lasting and not _AT_SCENE.search(page.text, told_from, end):
        return None
    scene = _scene_day(page, part)
    if scene is None or scene.date is None:
        return None
    # A stop within a trip of several days, without its own day, takes the month.
    several = candidate.type is ClaimType.VISITED and _RANGE.search(page.text, scene.start, scene.end)
    return scene.date[:_MONTH] if several else scene.date


def _scene_day(page: Page, part: Sentence) -> FoundDate | None:
    """Return the day that the story is at: the last one named before."""
    before = page.dates[: bisect_left(page.date_starts, part.start)]
    days = [d for d in before if d.date is None or len(d.date) == _WHOLE]
    return days[-1] if days else None


def amount(page: Page, candidate: Candidate) -> FoundSum | None:
    """Return the sum stated for the claim: the project's, or the one in the clause that ties the two."""
    if candidate.type in (ClaimType.VISITED, ClaimType.PARTNERED):
        return None
    part = page.parts[candidate.sentence]
    ends = (candidate.source, candidate.target)
    project = next((p for p in ends if p.type is EntityType.PROJECT), None)
    if project is not None:
        stated = _project_sum(page, part, project) if project.via not in CARRIED else None
        return stated or _sum_elsewhere(page, project.entity)
    start, end = evidence(page, candidate)
    if candidate.type is ClaimType.SIGNED:
        cue = chosen_cue(page, candidate)
        direct = page.sums[bisect_left(page.sum_starts, cue.start if cue else end) :][:1]
        if cue is not None and direct and direct[0].start - cue.start <= _RIGHT_AFTER:
            return direct[0]
        projects = [p for p in part.places if p.type is EntityType.PROJECT and p.via == "name"]
        return _project_sum(page, part, projects[0]) if len(projects) == 1 else None
    sums = page.sums[bisect_left(page.sum_starts, start) : bisect_left(page.sum_starts, min(part.end, end + 30))]
    return sums[0] if sums and _INVESTED.search(page.text, start, end + 30) else None


def _project_sum(page: Page, part: Sentence, place: Place) -> FoundSum | None:
    """Return the sum stated for the project at that place: right before it (投资2亿元的…), or after it."""
    text, end = page.text, place.end
    earlier = page.sums[bisect_left(page.sum_starts, part.start) : bisect_left(page.sum_starts, place.start)]
    if earlier and text[earlier[-1].end : place.start].strip("的“《元人民币左右以上投建设资用于 ") == "":
        return earlier[-1]
    if earlier and place.start - earlier[-1].end < _INVESTED_BEFORE and _SPENT.search(text[: earlier[-1].start][-6:]):
        between = [p for p in part.places if earlier[-1].end <= p.start < place.start and p.type is EntityType.PROJECT]
        if not between:
            return earlier[-1]
    later = [p.start for p in part.places if p.type is EntityType.PROJECT and p.start >= end]
    limit = later[0] if later else part.end
    following = part.index + 1
    if not later and following < len(page.parts) and _GOES_ON.match(text, page.parts[following].start):
        limit = page.parts[following].end
    for total in page.sums[bisect_left(page.sum_starts, end) : bisect_left(page.sum_starts, limit)]:
        gap = text[end : total.start]
        if _INVESTED.search(gap[-16:]):
            return None if _SEVERAL.search(gap) else total
    return None


def _sum_elsewhere(page: Page, project: int) -> FoundSum | None:
    """Return the sum that the article states for the project in another sentence."""
    for start, end in page.entities[project].spans:
        part = page.parts[page.part_at(start)]
        place = next((p for p in part.places if p.end == end and p.via == "name"), None)
        stated = _project_sum(page, part, place) if place else None
        if stated:
            return stated
    return None
