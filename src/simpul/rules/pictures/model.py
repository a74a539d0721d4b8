"""What a swimlane is drawn from: plain frozen values, free of any procedure file or case row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Shape = Literal["start", "process", "decision", "end", "connector"]
Kind = Literal["next", "outcome", "return", "branch", "join", "link"]


@dataclass(frozen=True, slots=True)
class Lane:
    """One performer of the procedure, in printed order."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Node:
    """One step. `no` is the printed number, `time_text` the standard as written, `added` marks what no source has.

    `lanes` holds every lane that does the step, `lane` the one that stands for them; `performer` says them in words.
    `repeats` names the step that this symbol shows again, in another of its lanes. `time_words` is the standard with
    its conditions and `condition` when the step is done at all, both as a sentence says them.
    """

    id: str
    no: str
    label: str
    lane: str
    shape: Shape = "process"
    time_text: str = ""
    added: bool = False
    lanes: tuple[str, ...] = ()
    performer: str = ""
    repeats: str = ""
    time_words: str = ""
    condition: str = ""

    @property
    def step(self) -> str:
        """The step that the symbol shows."""
        return self.repeats or self.id


@dataclass(frozen=True, slots=True)
class Edge:
    """One way from step to step. `label` is the outcome that takes it, `words` what its button says; a `return` leads
    back and makes no column.

    `added` marks a way that no source has, `read` one that is our reading of it.
    """

    source: str
    target: str
    label: str = ""
    kind: Kind = "next"
    added: bool = False
    read: bool = False
    words: str = ""

    @property
    def said(self) -> str:
        """What stands beside the line: the words of the button, else the outcome."""
        return self.words or self.label


@dataclass(frozen=True, slots=True)
class Current:
    """A step that is open now, and what its flag says beside "Posisi saat ini"."""

    id: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Status:
    """Where one case stands. `rounds` holds (step, round) from the second round on; `looped` the returns it took.

    `lanes` holds (step, lane) where one of several lanes has the step, or had it.
    """

    done: frozenset[str] = frozenset()
    current: tuple[Current, ...] = ()
    rounds: tuple[tuple[str, int], ...] = ()
    looped: frozenset[tuple[str, str]] = frozenset()
    lanes: tuple[tuple[str, str], ...] = ()

    def is_current(self, node: str) -> bool:
        return any(entry.id == node for entry in self.current)

    def callout(self, node: str) -> str:
        return next((entry.text for entry in self.current if entry.id == node), "")

    def round_of(self, node: str) -> int:
        return next((number for step, number in self.rounds if step == node), 1)

    def lane_of(self, node: str) -> str:
        """The lane that has the step, "" where it is not known."""
        return next((lane for step, lane in self.lanes if step == node), "")


@dataclass(frozen=True, slots=True)
class Words:
    """The few words the pictures add themselves; a page may hand over its own."""

    now: str = "Posisi saat ini"
    round: str = "putaran ke\u2011{number}"
    added: str = "tambahan"
    done: str = "selesai"


WORDS = Words()


@dataclass(frozen=True, slots=True)
class Graph:
    """A checked procedure graph. Raises ValueError when a step names no lane or an edge no step."""

    lanes: tuple[Lane, ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    def __post_init__(self) -> None:
        lanes = {lane.id for lane in self.lanes}
        nodes = {node.id for node in self.nodes}
        if len(lanes) != len(self.lanes) or len(nodes) != len(self.nodes):
            raise ValueError("lanes and steps need ids of their own")
        for node in self.nodes:
            if node.lane not in lanes:
                raise ValueError(f"step {node.id} stands in the unknown lane {node.lane}")
        for edge in self.edges:
            if edge.source not in nodes or edge.target not in nodes:
                raise ValueError(f"edge {edge.source} to {edge.target} names an unknown step")
