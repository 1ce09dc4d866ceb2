"""Quotes in their text."""

from __future__ import annotations

from collections.abc import Callable

from graph.answers import ClaimAnswer
from viz.marking import Piece, pieces

Make = Callable[..., ClaimAnswer]
TEXT = "广告。甲与乙签约，丙到访。导航"


def test_without_claims_the_runs_stand_a_line_apart() -> None:
    assert pieces(TEXT, [(3, 9), (9, 13)], []) == [Piece("甲与乙签约，"), Piece("\n"), Piece("丙到访。")]


def test_quotes_that_overlap_are_cut_and_begin_once(make_claim: Make) -> None:
    first = make_claim(number=1, evidence="甲与乙签约", start=3)
    second = make_claim(number=2, evidence="乙签约，丙到访", start=5)
    third = make_claim(number=3, evidence="甲与乙签约", start=3)
    found = pieces(TEXT, [(3, 13)], [first, second, third])
    assert "".join(piece.text for piece in found) == TEXT[3:13]
    assert [(piece.text, piece.claims, piece.starts) for piece in found] == [
        ("甲与", ("claim-1", "claim-3"), ("claim-1", "claim-3")),
        ("乙签约", ("claim-1", "claim-2", "claim-3"), ("claim-2",)),
        ("，丙到访", ("claim-2",), ()),
        ("。", (), ()),
    ]


def test_a_quote_over_a_break_is_marked_on_both_sides(make_claim: Make) -> None:
    claim = make_claim(evidence=TEXT[3:12], start=3)
    found = pieces(TEXT, [(3, 6), (8, 13)], [claim])
    assert [bool(piece.claims) for piece in found] == [True, False, True, False]
    assert [piece.starts for piece in found] == [("claim-0",), (), (), ()]
