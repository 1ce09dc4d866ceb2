"""Positions of a network's nodes, computed beforehand so that a browser only draws."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import networkx as nx
import numpy as np
from numpy.typing import NDArray

_SEED = 20220901
_SPACING = 130.0
"""Distance, in pixels, that an edge strives for."""

_ROW = 72.0
"""Height of a node with two lines of label."""

_GAP = 26.0
"""Distance between parts that nothing connects."""

_RATIO = 1.4
"""Width by height of the drawing."""

Points = NDArray[np.float64]


def positions(
    widths: Mapping[str, float], edges: Iterable[tuple[str, str]], centre: str | None = None
) -> dict[str, tuple[int, int]]:
    """Return a place in pixels for every node, the same for the same graph in whatever order it is given.

    `widths` holds each node's width in pixels, label included. Each connected part is laid out so that
    nodes lie as far apart as they are edges apart, then they are moved until their boxes do not overlap, and the parts
    are set in rows. The node `centre` comes to lie at (0, 0).
    """
    graph = nx.Graph()
    graph.add_nodes_from(sorted(widths))
    graph.add_edges_from(sorted({(min(pair), max(pair)) for pair in edges if pair[0] != pair[1]}))
    parts = [sorted(part) for part in nx.connected_components(graph)]
    parts.sort(key=lambda part: (centre not in part, -len(part), part[0]))
    laid = [_lay(graph, part, np.array([widths[node] for node in part])) for part in parts]
    placed = _pack(laid, [np.array([widths[node] for node in part]) for part in parts])
    names = [node for part in parts for node in part]
    everything = np.concatenate(placed) if placed else np.zeros((0, 2))
    if centre in widths:
        everything = everything - everything[names.index(centre)]
    elif len(everything):
        everything = everything - (everything.min(axis=0) + everything.max(axis=0)) / 2
    return {name: (round(float(x)), round(float(y))) for name, (x, y) in zip(names, everything, strict=True)}


def _lay(graph: nx.Graph, part: list[str], widths: Points) -> Points:
    """Return the places of one connected part, its boxes apart."""
    count = len(part)
    if count == 1:
        return np.zeros((1, 2))
    if count == 2:
        half = max(_SPACING, widths.sum() / 2 + 12) / 2
        return np.array([[-half, 0.0], [half, 0.0]])
    # A subgraph's own order depends on hashes; this one does not.
    ordered = nx.Graph()
    ordered.add_nodes_from(part)
    members = set(part)
    ordered.add_edges_from((a, b) for a, b in graph.edges if a in members and b in members)
    start = nx.spring_layout(ordered, seed=_SEED, iterations=30)
    hops = dict(nx.all_pairs_shortest_path_length(ordered))
    distances = np.array([[hops[a][b] for b in part] for a in part], dtype=np.float64)
    points = _least_stress(np.array([start[node] for node in part], dtype=np.float64), distances)
    # The drawing is wider than high, and so are the boxes.
    _, axes = np.linalg.eigh(np.cov((points - points.mean(axis=0)).T))
    axes = axes[:, ::-1] * np.where(np.abs(axes[:, ::-1]).max(axis=0) == axes[:, ::-1].max(axis=0), 1.0, -1.0)
    points = (points - points.mean(axis=0)) @ axes * np.array([1.25, 1.0]) * _SPACING
    return _apart(points, widths)


def _least_stress(points: Points, distances: Points, rounds: int = 60) -> Points:
    """Return places whose distances are as near as may be to those given, from a first guess.

    Stress majorization: Gansner, Koren and North, Graph Drawing by Stress Majorization (2004), with weights 1/d².
    """
    weights = np.divide(1.0, distances**2, out=np.zeros_like(distances), where=distances > 0)
    laplacian = np.diag(weights.sum(axis=1)) - weights
    inverse = np.linalg.pinv(laplacian, hermitian=True)
    strain = weights * distances
    for _ in range(rounds):
        squares = (points**2).sum(axis=1)
        apart = np.sqrt(np.maximum(squares[:, None] + squares[None, :] - 2 * points @ points.T, 0.0))
        pull = -np.divide(strain, apart, out=np.zeros_like(apart), where=apart > 1e-9)
        np.fill_diagonal(pull, -pull.sum(axis=1))
        before, points = points, inverse @ (pull @ points)
        if float(np.abs(points - before).max()) < 0.01:
            break
    return points


def _apart(points: Points, widths: Points, rounds: int = 150) -> Points:
    """Return the places moved just so far that no two boxes overlap, or nearly so."""
    wide = (widths[:, None] + widths[None, :]) / 2 + 8
    order = np.sign(np.arange(len(points))[:, None] - np.arange(len(points))[None, :])
    for _ in range(rounds):
        across = points[:, 0][:, None] - points[:, 0][None, :]
        down = points[:, 1][:, None] - points[:, 1][None, :]
        over_x, over_y = wide - np.abs(across), _ROW - np.abs(down)
        overlap = (over_x > 0) & (over_y > 0)
        np.fill_diagonal(overlap, False)
        if not overlap.any():
            break
        # Each pair gives way along the axis on which it overlaps less; equal places are told apart by their order.
        sideways = overlap & (over_x < over_y)
        upright = overlap & ~sideways
        side = np.where(across == 0, order, np.sign(across))
        height = np.where(down == 0, order, np.sign(down))
        shift_x = np.where(sideways, side * over_x, 0.0).sum(axis=1)
        shift_y = np.where(upright, height * over_y, 0.0).sum(axis=1)
        crowd_x = np.maximum(sideways.sum(axis=1), 1)
        crowd_y = np.maximum(upright.sum(axis=1), 1)
        points = points + 0.5 * np.stack([shift_x / np.sqrt(crowd_x), shift_y / np.sqrt(crowd_y)], axis=1)
    return points


def _pack(parts: Sequence[Points], widths: Sequence[Points]) -> list[Points]:
    """Return the parts set in centred rows, in the room that lets the whole be shown largest."""
    lows, sizes = [], []
    for points, wide in zip(parts, widths, strict=True):
        low = np.array([(points[:, 0] - wide / 2).min(), points[:, 1].min() - _ROW / 2])
        high = np.array([(points[:, 0] + wide / 2).max(), points[:, 1].max() + _ROW / 2])
        lows.append(low)
        sizes.append((float(high[0] - low[0]) + _GAP, float(high[1] - low[1]) + _GAP))
    if not sizes:
        return []
    widest, total = max(width for width, _ in sizes), sum(width for width, _ in sizes)
    rooms = [widest * (total / widest) ** (step / 15) for step in range(16)]

    def extent(rows: list[list[int]]) -> float:
        across = max(sum(sizes[index][0] for index in row) for row in rows)
        return max(across / _RATIO, sum(max(sizes[index][1] for index in row) for row in rows))

    placed = list(parts)
    y = 0.0
    for row in min((_rows(sizes, room) for room in rooms), key=extent):
        tallest = max(sizes[index][1] for index in row)
        x = -sum(sizes[index][0] for index in row) / 2
        for index in row:
            width, height = sizes[index]
            placed[index] = parts[index] - lows[index] + np.array([x, y + (tallest - height) / 2])
            x += width
        y += tallest
    return placed


def _rows(sizes: Sequence[tuple[float, float]], room: float) -> list[list[int]]:
    """Return the boxes' indices in rows that fit into the room."""
    rows: list[list[int]] = [[]]
    x = 0.0
    for index, (width, _) in enumerate(sizes):
        if x and x + width > room + 1e-6:
            rows.append([])
            x = 0.0
        rows[-1].append(index)
        x += width
    return rows
