"""How the names in a sentence are strung together: A、B 与 C、D …, 由 A、B …, 签约 A、B, A、B 共同 …

Patterns run on a mask of the sentence: each place is one character of the private-use area, brackets are left out, so
that a name's own 和 or 在 and a company's short form in brackets do not count.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from graph.ontology import ClaimType, EntityType
from ingest.extraction.clauses import Place
from ingest.extraction.cues import CUES

_FIRST = 0xE000
_X = "[\ue000-\uf8ff]"
_NOT = "[^\ue000-\uf8ff，。；！？：,;\n]"
_PLAIN = "[^\ue000-\uf8ff，。；！？：,;、与和\n]"
_LIST = rf"{_X}(?:{_PLAIN}{{0,12}}(?:、|和|及|以及|暨|，以及){_PLAIN}{{0,5}}{_X})*"
_STRICT = rf"{_X}(?:{_PLAIN}{{0,12}}(?:、|及|以及|暨){_PLAIN}{{0,5}}{_X})*"
_WITH = r"(?:与|同|跟|携手|联合|会同|牵手|联手|和)"
_BRACKETS = re.compile(r"（[^（）]{0,60}）|\([^()]{0,60}\)|[“”\"'‘’]")
_PREDICATE = 70


class Kind(StrEnum):
    """How the names of a structure stand to each other."""

    WITH = "with"
    DROPPED = "dropped"
    LIST = "list"
    BY = "by"
    OBJECT = "object"
    TITLED = "titled"


_PATTERNS: dict[Kind, re.Pattern[str]] = {
    # A、B（的人）与 C、D（的人）…: the two sides and what follows.
    Kind.WITH: re.compile(rf"(?=(?P<left>{_STRICT}){_NOT}{{0,26}}?{_WITH}{_PLAIN}{{0,14}}(?P<right>{_LIST}))"),
    # …，并与 C、D …: the left side stands in an earlier clause or sentence.
    Kind.DROPPED: re.compile(
        rf"(?:^|[，,；：。])(?={_PLAIN}{{0,8}}?(?:与|同|跟|和|携手|联合|会同){_PLAIN}{{0,14}}(?P<right>{_LIST}))"
    ),
    Kind.LIST: re.compile(rf"(?P<left>{_X}(?:{_PLAIN}{{0,12}}(?:、|和|及|以及|暨|，以及){_PLAIN}{{0,5}}{_X})+)"),
    Kind.BY: re.compile(rf"由{_PLAIN}{{0,6}}(?P<left>{_LIST})"),
    # 《A与B合作协议》
    Kind.TITLED: re.compile(rf"《[^》]{{0,6}}?(?P<left>{_X})[^》]{{0,10}}?[与和—-](?P<right>{_LIST})[^》]{{0,40}}》"),
}
_OBJECT_GAP = re.compile(
    rf"(?:了|的|引进|引入|过|项目|建设|兴建|包括|涉及|为|{_PLAIN}{{0,4}}|{_PLAIN}{{0,14}}[：:包]|[^。；]{{0,24}}(?:包括|涉及|分别是|其中)){_PLAIN}{{0,3}}"
    rf"(?P<right>{_LIST})"
)


@dataclass(frozen=True, slots=True)
class Structure:
    """Names strung together, by the index of their places, with how far on the cues of each claim type stand.

    `cues` gives, per claim type, the distance in characters of the mask from the structure to the first cue of what
    follows, the commas and the places in between, and the cue's class; for an OBJECT, the cue before it.
    """

    kind: Kind
    left: frozenset[int]
    right: frozenset[int]
    cues: dict[ClaimType, tuple[int, int, int, str]]


class Mask:
    """A sentence with its places as single characters."""

    def __init__(self, text: str, start: int, end: int, places: list[Place]) -> None:
        pieces, at = [], start
        follows = {place.start for place in places}
        for index, place in enumerate(places):
            if place.start >= at:
                # 福建省 in 福建省南安市, 孙吴县 in 孙吴县某医院: it says where the next is, and is no party.
                attribute = place.type is EntityType.CITY and place.end in follows
                pieces += [text[at : place.start], "" if attribute else chr(_FIRST + index)]
                at = place.end
        pieces.append(text[at:end])
        self.text = _BRACKETS.sub("", "".join(pieces)).replace(" ", "")

    @staticmethod
    def _members(run: str | None) -> frozenset[int]:
        return frozenset(ord(char) - _FIRST for char in run or "" if "\ue000" <= char <= "\uf8ff")

    def _predicate(self, start: int) -> dict[ClaimType, tuple[int, int, int, str]]:
        end = min([start + _PREDICATE, *(at for at in (self.text.find(m, start) for m in "。；！？") if at >= 0)])
        found = {}
        for claim, pattern in CUES.items():
            match = pattern.search(self.text, start, end)
            if match:
                gap = self.text[start : match.start()]
                commas = sum(gap.count(mark) for mark in "，,：")
                found[claim] = (len(gap), commas, len(self._members(gap)), match.lastgroup or "")
        return found

    def structures(self) -> list[Structure]:
        """Return the structures of the sentence."""
        found = []
        for kind, pattern in _PATTERNS.items():
            for match in pattern.finditer(self.text):
                groups = match.groupdict()
                end = match.end("right") if groups.get("right") else match.end("left")
                left, right = self._members(groups.get("left")), self._members(groups.get("right"))
                found.append(Structure(kind, left, right, self._predicate(end)))
        for claim, pattern in CUES.items():
            for cue in pattern.finditer(self.text):
                named = _OBJECT_GAP.match(self.text, cue.end())
                if named:
                    gap = named.start("right") - cue.end()
                    cues = {claim: (gap, 0, 0, cue.lastgroup or "")}
                    before = self._members(self.text[max(0, cue.start() - 40) : cue.start()])
                    found.append(Structure(Kind.OBJECT, before, self._members(named["right"]), cues))
        return found
