"""A procedure as lanes, nodes and edges: what every diagram of it is drawn from."""

from __future__ import annotations

from dataclasses import dataclass

from simpul.rules.pictures.model import Edge, Kind, Lane, Node, Shape
from simpul.rules.procedure.model import END, FORK, Procedure, Step


@dataclass(frozen=True, slots=True)
class Graph:
    """Lanes in printed order, nodes in the order of the file, edges in the order they are written."""

    lanes: tuple[Lane, ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def graph_of(procedure: Procedure) -> Graph:
    """The diagram's parts. A step of several lanes stands in its first; its sheet names the others."""
    nodes = [_node(procedure, step) for step in procedure.steps]
    edges = [edge for step in procedure.steps for edge in _edges(procedure, step)]
    last = next((step for step in procedure.steps if END in step.decisions.values()), None)
    if last is not None:
        # Only a decision that ends the case needs an oval of its own; a last step is the oval itself.
        nodes.append(Node(END, "", END.capitalize(), last.performer.lanes[0], "end"))
    return Graph(tuple(Lane(lane.id, lane.name) for lane in procedure.lanes), tuple(nodes), tuple(edges))


def is_return(procedure: Procedure, source: str, target: str) -> bool:
    """Whether the way from ``source`` to ``target`` goes back, to a step that comes no later and leads here again."""
    return target != END and target not in procedure.onward[source]


def _node(procedure: Procedure, step: Step) -> Node:
    return Node(
        id=step.id,
        no=step.no,
        label=step.title,
        lane=step.performer.lanes[0],
        shape=_shape(procedure, step),
        time_text="" if step.time_text in ("-", "N/A") else step.time_text,
        added=step.origin.step == "tambahan",
    )


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
        found.append(Edge(step.id, target, label, "branch" if forking else _kind(procedure, step, target)))
    return found


def _kind(procedure: Procedure, step: Step, target: str) -> Kind:
    if is_return(procedure, step.id, target):
        return "return"
    if any(procedure.forks[fork].join == target for fork in procedure.forks_around[step.id]):
        return "join"
    return "outcome" if step.decisions else "next"
