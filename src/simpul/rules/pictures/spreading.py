"""A step of several lanes as one symbol in each of them, joined by lines without a head.

The ways of the procedure run to the symbol that stands for the step; the others show it again, in its column.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from simpul.rules.pictures.model import Edge, Graph, Node, Status


def spread(graph: Graph, status: Status | None) -> Graph:
    """The graph with every symbol and every link. Links follow the edges, which keep their places."""
    order = {lane.id: number for number, lane in enumerate(graph.lanes)}
    nodes: list[Node] = []
    links: list[Edge] = []
    for node in graph.nodes:
        lanes = sorted({lane for lane in node.lanes if lane in order} | {node.lane}, key=lambda lane: order[lane])
        shown = _shown(node, _standing(node, lanes, status), lanes)
        nodes += shown
        links += [Edge(one.id, other.id, kind="link") for one, other in pairwise(shown)]
    return Graph(graph.lanes, tuple(nodes), (*graph.edges, *links))


def _standing(node: Node, lanes: list[str], status: Status | None) -> str:
    """The lane that the ways run to: the one that has the step, where a case says so.

    Else its first; for a decision its last, for words hang below a diamond, and the links come from above.
    """
    lane = status.lane_of(node.id) if status else ""
    if lane in lanes:
        return lane
    return lanes[-1] if node.shape == "decision" else node.lane


def _shown(node: Node, standing: str, lanes: list[str]) -> list[Node]:
    return [
        replace(node, lane=lane)
        if lane == standing
        else replace(node, id=f"{node.id}@{lane}", lane=lane, time_text="", repeats=node.id)
        for lane in lanes
    ]
