"""The swimlane in sentences, for those who do not see the picture: one for each step, in printed order."""

from __future__ import annotations

from collections.abc import Sequence

from simpul.rules.pictures.model import Edge, Graph, Lane, Node, Status


def as_text(
    lanes: Sequence[Lane], nodes: Sequence[Node], edges: Sequence[Edge], status: Status | None = None
) -> list[str]:
    """A sentence on the lanes, then one for each step: who, what, how long, what follows, and where it stands.

    Raises ValueError as `layout` does.
    """
    graph = Graph(tuple(lanes), tuple(nodes), tuple(edges))
    names = {lane.id: lane.label for lane in graph.lanes}
    steps = [node for node in graph.nodes if node.no]  # an oval that only ends the flow is none
    head = f"Alur ini memuat {len(steps)} langkah pada {len(graph.lanes)} lajur: {_list(list(names.values()))}."
    return [head, *(_step(node, node.performer or names[node.lane], graph, status) for node in steps)]


def _list(parts: Sequence[str]) -> str:
    """ "a, b dan c"."""
    return f"{', '.join(parts[:-1])} dan {parts[-1]}" if len(parts) > 1 else "".join(parts)


def _numbered(node: Node) -> bool:
    """A bare plus sign is no number to read aloud."""
    return bool(node.no.strip("+ "))


def _name(node: Node) -> str:
    return f"langkah {node.no} ({node.label})" if _numbered(node) else f"langkah {node.label}"


def _step(node: Node, performer: str, graph: Graph, status: Status | None) -> str:
    number = f"Langkah {node.no}" if _numbered(node) else "Langkah tambahan" if node.added else "Langkah"
    facts = [f"{number}, {performer}: {node.label}."]
    if node.condition:
        facts.append(f"Hanya {node.condition}; selain itu dilewati.")
    if node.time_text:
        facts.append(f"Waktu: {node.time_words or node.time_text}.")
    if node.added and _numbered(node):
        facts.append("Langkah ini tambahan, tidak ada dalam sumber.")
    facts += [*_ways(node, graph), *_standing(node, status)]
    return " ".join(facts)


def _ways(node: Node, graph: Graph) -> list[str]:
    """What follows: plain ways together, outcomes one by one."""
    targets = {known.id: known for known in graph.nodes}
    leaving = [edge for edge in graph.edges if edge.source == node.id]
    if not leaving:
        return ["Alur berakhir di sini."]
    found = []
    for label, words in dict.fromkeys((edge.label, edge.words) for edge in leaving):
        for back in (False, True):
            ends = [targets[e.target] for e in leaving if e.label == label and (e.kind == "return") is back]
            if ends:
                names = [_name(node) for node in ends if node.no]
                found.append(_way(f"dipilih “{words}”" if words else label, names, back))
    return found


def _way(label: str, names: Sequence[str], back: bool) -> str:
    """``label``: the outcome, or that its button was chosen; "" where there is only one way; without
    names the flow ends."""
    verb = "kembali ke" if back else "lanjut ke"
    together = " secara bersamaan" if len(names) > 1 else ""
    clause = f"{verb} {_list(names)}{together}." if names else "alur berakhir."
    return f"Bila {label}, {clause}" if label else clause[0].upper() + clause[1:]


def _standing(node: Node, status: Status | None) -> list[str]:
    if status is None:
        return []
    number = status.round_of(node.id)
    turn = f" (putaran ke\u2011{number})" if number > 1 else ""
    if status.is_current(node.id):
        text = status.callout(node.id)
        return [f"Posisi saat ini{turn}: {text}." if text else f"Posisi saat ini{turn}."]
    return [f"Sudah selesai{turn}."] if node.id in status.done else []
