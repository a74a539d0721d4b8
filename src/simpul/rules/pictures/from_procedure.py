"""The swimlane of a procedure file, and where a case stands in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from simpul.rules.pictures.drawing import Drawing
from simpul.rules.pictures.model import WORDS, Current, Edge, Status, Words
from simpul.rules.pictures.reading import as_text
from simpul.rules.pictures.swimlane import layout
from simpul.rules.procedure.graph import graph_of
from simpul.rules.procedure.model import Procedure


def swimlane(procedure: Procedure, status: Status | None = None, words: Words = WORDS) -> Drawing:
    """The drawing of a procedure, as `layout` makes it."""
    graph = graph_of(procedure)
    return layout(graph.lanes, graph.nodes, graph.edges, status, words)


def sentences(procedure: Procedure, status: Status | None = None) -> list[str]:
    """The same in Indonesian sentences, for the text version below the picture."""
    graph = graph_of(procedure)
    return as_text(graph.lanes, graph.nodes, graph.edges, status)


def status_of(
    procedure: Procedure,
    *,
    completed: Sequence[tuple[str, str]],
    current: Mapping[str, str],
    rounds: Mapping[str, int] | None = None,
    lanes: Mapping[str, str] | None = None,
) -> Status:
    """Where a case stands.

    `completed` is its history as (step id, outcome or ""), `current` gives each open step the text of its flag,
    `rounds` the round of each step, `lanes` the lane that has it or had it last. What lies ahead of an open step counts
    as still to come, even if an earlier round has passed there.
    """
    edges = graph_of(procedure).edges
    ahead = _ahead(current, edges)
    taken = {(step, outcome.replace("_", " ")) for step, outcome in completed}
    reached = {target for step, outcome in completed for way, target in _ways(procedure, step) if way == outcome}
    nodes = {edge.target for edge in edges} - set(procedure.by_id)
    return Status(
        done=frozenset({step for step, _ in completed} - ahead - set(current)) | (nodes & reached),
        current=tuple(Current(step, text) for step, text in current.items()),
        rounds=tuple((step, number) for step, number in (rounds or {}).items() if number > 1),
        looped=frozenset(
            (edge.source, edge.target) for edge in edges if edge.kind == "return" and (edge.source, edge.label) in taken
        ),
        lanes=tuple((lanes or {}).items()),
    )


def _ways(procedure: Procedure, step: str) -> tuple[tuple[str, str], ...]:
    return procedure.by_id[step].targets() if step in procedure.by_id else ()


def _ahead(steps: Iterable[str], edges: Sequence[Edge]) -> set[str]:
    """Every step that can follow one of these without going back."""
    found: set[str] = set()
    heads = set(steps)
    while heads:
        heads = {edge.target for edge in edges if edge.source in heads and edge.kind != "return"} - found
        found |= heads
    return found
