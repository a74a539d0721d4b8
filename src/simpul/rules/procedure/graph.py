"""A procedure as lanes, nodes and edges: what every diagram of it is drawn from."""

from __future__ import annotations

from dataclasses import dataclass

from simpul.rules.pictures.model import Edge, Kind, Lane, Node, Shape
from simpul.rules.procedure.model import END, FORK, Procedure, Step

_NO_TIME = ("-", "N/A")


@dataclass(frozen=True, slots=True)
class Graph:
    """Lanes in printed order, nodes in the order of the file, edges in the order they are written."""

    lanes: tuple[Lane, ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def graph_of(procedure: Procedure) -> Graph:
    """The diagram's parts. A step of several lanes stands in its first; ``Node.lanes`` names them all.

    An outside party has no lane, unless a step is done by such parties alone: it has to stand somewhere.
    """
    lanes = (*(Lane(lane.id, lane.name) for lane in procedure.lanes), *_outside_alone(procedure))
    known = [lane.id for lane in lanes]
    nodes = [_node(procedure, step, known) for step in procedure.steps]
    edges = [edge for step in procedure.steps for edge in _edges(procedure, step)]
    last = next((step for step in procedure.steps if END in step.decisions.values()), None)
    if last is not None:
        # Only a decision that ends the case needs an oval of its own; a last step is the oval itself.
        lane = next(node.lane for node in nodes if node.id == last.id)
        nodes.append(Node(END, "", END.capitalize(), lane, "end", lanes=(lane,)))
    return Graph(lanes, tuple(nodes), tuple(edges))


def is_return(procedure: Procedure, source: str, target: str) -> bool:
    """Whether the way from ``source`` to ``target`` goes back, to a step that comes no later and leads here again."""
    return target != END and target not in procedure.onward[source]


def _outside_alone(procedure: Procedure) -> list[Lane]:
    inside = {lane.id for lane in procedure.lanes}
    alone = {lane for step in procedure.steps if not inside & {*step.performer.lanes} for lane in step.performer.lanes}
    return [Lane(party.id, party.name) for party in procedure.outside if party.id in alone]


def _node(procedure: Procedure, step: Step, known: list[str]) -> Node:
    lanes = tuple(lane for lane in step.performer.lanes if lane in known)
    return Node(
        id=step.id,
        no=step.no,
        label=step.title,
        lane=lanes[0],
        shape=_shape(procedure, step),
        time_text="" if step.time_text in _NO_TIME else step.time_text,
        added=step.origin.step == "tambahan",
        lanes=lanes,
        performer=_performer([procedure.lane_name(lane) for lane in step.performer.lanes], step.performer.mode),
        time_words=_times(procedure, step),
        condition=procedure.when(step.condition) if step.condition else "",
    )


def _times(procedure: Procedure, step: Step) -> str:
    """The standard times with their conditions, as a sentence says them; "" where none is counted."""
    told = [procedure.timing_text(timing) for timing in step.timings if timing.standard not in _NO_TIME]
    if len(told) > 1 and step.timings[-1].condition is None:
        return f"{', '.join(told[:-1])}, selain itu {told[-1]}"
    return ", ".join(told)


def _performer(names: list[str], mode: str) -> str:
    """Who does it, in Indonesian words: together, each of them, or one of them."""
    if len(names) == 1:
        return names[0]
    if mode == "bersama":
        return f"{names[0]} bersama {_listed(names[1:], 'dan')}"
    return f"masing-masing {_listed(names, 'dan')}" if mode == "masing_masing" else _listed(names, "atau")


def _listed(names: list[str], word: str) -> str:
    return f"{', '.join(names[:-1])} {word} {names[-1]}" if len(names) > 1 else names[0]


def _shape(procedure: Procedure, step: Step) -> Shape:
    if step.decisions:
        return "decision"
    if step.id == procedure.start:
        return "start"
    return "end" if step.next == END else "process"


def _edges(procedure: Procedure, step: Step) -> list[Edge]:
    found = []
    for way, target in step.targets():
        if target == END and not step.decisions:
            continue
        forking = target in step.branches and (way == FORK or step.decisions.get(way) == FORK)
        label = way.replace("_", " ") if step.decisions else ""
        words = step.outcome_labels.get(way, "")
        origin = _origin(step, way)
        kind = "branch" if forking else _kind(procedure, step, target)
        found.append(Edge(step.id, target, label, kind, origin == "tambahan", origin == "tafsir", words))
    return found


def _origin(step: Step, way: str) -> str:
    """Origin of one way out; the ways of a fork share the word ``cabang`` where their outcome has none."""
    if step.decisions.get(way) == FORK and way not in step.origin.flow:
        return step.origin.of_flow(FORK)
    return step.origin.of_flow(way)


def _kind(procedure: Procedure, step: Step, target: str) -> Kind:
    if is_return(procedure, step.id, target):
        return "return"
    if any(procedure.forks[fork].join == target for fork in procedure.forks_around[step.id]):
        return "join"
    return "outcome" if step.decisions else "next"
