"""Steps as BPMN nodes and flows: gateways before and after each task, joins that count one flow per branch."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import Literal

from simpul.rules.pictures.model import Edge
from simpul.rules.procedure.graph import Graph, graph_of
from simpul.rules.procedure.model import END, FORK, Procedure, Step, Timer
from simpul.rules.procedure.regions import Fork

Tag = Literal["startEvent", "endEvent", "userTask", "callActivity", "exclusiveGateway", "parallelGateway"]


@dataclass(frozen=True, slots=True)
class BpmnNode:
    """One flow node; ``step`` is set for the task or call activity of a step; an end may end the whole process."""

    id: str
    tag: Tag
    name: str
    lane: str
    step: Step | None = None
    timers: tuple[Timer, ...] = ()
    terminates: bool = False


@dataclass(frozen=True, slots=True)
class Flow:
    """One sequence flow; ``condition`` is an expression over the data of the process."""

    source: str
    target: str
    name: str = ""
    condition: str = ""

    @property
    def id(self) -> str:
        return f"ke_{self.source}_{self.target}" + (f"_{_word(self.name)}" if self.name else "")


@dataclass(frozen=True, slots=True)
class BpmnFlow:
    """The process in the order of the file; ``default`` maps a gateway to the flow taken when no condition holds."""

    lanes: tuple[tuple[str, str], ...]
    nodes: tuple[BpmnNode, ...]
    flows: tuple[Flow, ...]
    default: dict[str, str]


def flow_of(procedure: Procedure) -> BpmnFlow:
    """Nodes and flows of a procedure."""
    return _Builder(procedure, graph_of(procedure)).build()


def _word(text: str) -> str:
    return "".join(sign if sign.isalnum() else "_" for sign in text)


@dataclass
class _Builder:
    procedure: Procedure
    graph: Graph
    nodes: list[BpmnNode] = field(default_factory=list)
    flows: list[Flow] = field(default_factory=list)
    default: dict[str, str] = field(default_factory=dict)
    lane: dict[str, str] = field(init=False)
    ways: dict[str, list[Edge]] = field(init=False)

    def build(self) -> BpmnFlow:
        self.lane = {node.id: node.lane for node in self.graph.nodes}
        self.ways = defaultdict(list)
        for edge in self.graph.edges:
            self.ways[edge.source].append(edge)
        start = self.procedure.start
        self.nodes.append(BpmnNode("mulai", "startEvent", "Mulai", self.lane[start]))
        for step in self.procedure.steps:
            self._step(step)
        self.flows.append(Flow("mulai", self._door(start)))
        self._joins()
        lanes = tuple((lane.id, lane.label) for lane in self.graph.lanes)
        return BpmnFlow(lanes, tuple(self.nodes), tuple(dict.fromkeys(self.flows)), self.default)

    def _door(self, step: str) -> str:
        """The node by which a step is entered from anywhere but its own joins."""
        return f"bila_{step}" if self.procedure.by_id[step].condition else step

    def _step(self, step: Step) -> None:
        lane = self.lane[step.id]
        self.nodes += [
            BpmnNode(f"gabung_{fork.step}", "parallelGateway", "", lane) for fork in self._joined_at(step.id)
        ]
        if step.condition:
            self._optional(step, lane)
        tag: Tag = "callActivity" if step.subprocedure else "userTask"
        name = f"{step.no} {step.title}".removeprefix("+ ")
        self.nodes.append(BpmnNode(step.id, tag, name, lane, step, self.procedure.timers_of(step)))
        if step.decisions:
            self.nodes.append(BpmnNode(f"putus_{step.id}", "exclusiveGateway", "", lane))
            self.flows.append(Flow(step.id, f"putus_{step.id}"))
        if step.branches:
            self.nodes.append(BpmnNode(f"cabang_{step.id}", "parallelGateway", "", lane))
        self._ways(step)

    def _optional(self, step: Step, lane: str) -> None:
        gate = f"bila_{step.id}"
        self.nodes.append(BpmnNode(gate, "exclusiveGateway", self.procedure.condition_name(step.condition), lane))
        self.flows.append(Flow(gate, step.id, "ya", step.condition))
        # The end of a last step is made with its ways out.
        beyond = f"selesai_{step.id}" if step.next == END else self._entrance(step.id, step.next)
        skipped = Flow(gate, beyond, "tidak")
        self.flows.append(skipped)
        self.default[gate] = skipped.id

    def _ways(self, step: Step) -> None:
        """Flows out of a step: outcomes through its gateway, branches through its fork."""
        begin = f"putus_{step.id}" if step.decisions else step.id
        if not self.ways[step.id]:
            self._end(step.id, step.id)
        for outcome, target in step.decisions.items():
            condition = f"hasil_{step.id} == '{outcome}'"
            goal = self._goal(step, outcome, target)
            self.flows.append(Flow(begin, goal, step.outcome_label(outcome), condition))
        if step.branches:
            if not step.decisions:
                self.flows.append(Flow(step.id, f"cabang_{step.id}"))
            self.flows += [Flow(f"cabang_{step.id}", self._door(head)) for head in step.branches]
        elif step.next and step.next != END:
            self.flows.append(Flow(begin, self._entrance(step.id, step.next)))

    def _goal(self, step: Step, outcome: str, target: str) -> str:
        """The node that an outcome leads to."""
        if target == END:
            return self._end_node(f"{step.id}_{outcome}", step.id)
        return f"cabang_{step.id}" if target == FORK else self._entrance(step.id, target)

    def _end(self, step: str, source: str) -> None:
        self.flows.append(Flow(source, self._end_node(step, step)))

    def _end_node(self, name: str, step: str) -> str:
        """An end; inside a parallel part it ends the whole."""
        lane = self.lane[step]
        inside = any(self.procedure.places[step])
        self.nodes.append(BpmnNode(f"selesai_{name}", "endEvent", "Selesai", lane, terminates=inside))
        return f"selesai_{name}"

    def _joined_at(self, step: str) -> list[Fork]:
        """The forks that end at a step, innermost first."""
        found = [fork for fork in self.procedure.forks.values() if fork.join == step]
        return sorted(found, key=lambda fork: -len(self.procedure.places[fork.step]))

    def _entrance(self, source: str, target: str) -> str:
        """Where a way from a step to a step leads: to the end of the branch that it completes, or to the door."""
        around = dict(self.procedure.places.get(source, ()))
        for fork in self._joined_at(target):
            if fork.step in around:
                return _branch_end(fork, around[fork.step])
        return self._door(target)

    def _joins(self) -> None:
        """One flow per branch into its join: the exclusive ends of a branch are merged before it."""
        for step in self.procedure.steps:
            for fork in self._joined_at(step.id):
                for number in range(len(fork.heads)):
                    self._merge(fork, _branch_end(fork, number))
                # A fork inside a branch of another that ends at the same step completes that branch.
                self.flows.append(Flow(f"gabung_{fork.step}", self._entrance(fork.step, step.id)))

    def _merge(self, fork: Fork, end: str) -> None:
        """Give a branch its one flow into the join."""
        join = f"gabung_{fork.step}"
        if sum(flow.target == end for flow in self.flows) < 2:
            for number, flow in enumerate(self.flows):
                if flow.target == end:
                    self._redirect(number, join)
            return
        where = next(index for index, node in enumerate(self.nodes) if node.id == join)
        self.nodes.insert(where, BpmnNode(end, "exclusiveGateway", "", self.nodes[where].lane))
        self.flows.append(Flow(end, join))

    def _redirect(self, number: int, target: str) -> None:
        flow = self.flows[number]
        moved = self.flows[number] = replace(flow, target=target)
        if self.default.get(flow.source) == flow.id:
            self.default[flow.source] = moved.id


def _branch_end(fork: Fork, number: int) -> str:
    return f"cabang_{fork.step}_{number}_selesai"
