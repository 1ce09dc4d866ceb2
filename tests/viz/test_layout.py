"""Positions of nodes."""

from __future__ import annotations

from itertools import combinations

from viz.layout import positions


def test_boxes_do_not_overlap() -> None:
    widths = {f"n{i}": 60.0 + 20 * (i % 5) for i in range(40)}
    edges = [("n0", f"n{i}") for i in range(1, 25)] + [(f"n{i}", f"n{i + 1}") for i in range(25, 39)]
    places = positions(widths, edges)
    overlaps = [
        (a, b)
        for a, b in combinations(places, 2)
        if abs(places[a][0] - places[b][0]) < (widths[a] + widths[b]) / 2 - 4 and abs(places[a][1] - places[b][1]) < 40
    ]
    assert overlaps == []


def test_parts_lie_apart_and_everything_around_the_middle() -> None:
    widths = dict.fromkeys("abcdefg", 80.0)
    places = positions(widths, [("a", "b"), ("c", "d"), ("e", "f")])
    assert len(set(places.values())) == 7
    xs = [x for x, _ in places.values()]
    assert abs(min(xs) + max(xs)) <= 2


def test_the_centre_lies_at_the_origin() -> None:
    places = positions(dict.fromkeys("abcd", 80.0), [("a", "b"), ("b", "c"), ("c", "d")], centre="c")
    assert places["c"] == (0, 0)


def test_loops_and_no_nodes_are_no_trouble() -> None:
    assert positions({}, []) == {}
    assert positions({"a": 80.0}, [("a", "a")]) == {"a": (0, 0)}
