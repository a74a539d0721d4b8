"""Places of the nodes and flows: the chart of the sheet, drawn with a row for every node."""

from __future__ import annotations

from simpul.rules.pictures.bpmn.nodes import BpmnFlow, BpmnNode
from simpul.rules.pictures.chart.layout import lay
from simpul.rules.pictures.chart.model import Chart, Room, Spot, Style
from simpul.rules.pictures.model import Edge, Node, Shape

_HALVES = {"userTask": (60.0, 34.0), "callActivity": (60.0, 34.0), "startEvent": (18.0, 18.0), "endEvent": (18.0, 18.0)}
_GATEWAY = (25.0, 25.0)
_SHAPES: dict[str, Shape] = {"startEvent": "start", "endEvent": "end", "userTask": "process", "callActivity": "process"}
_STYLE = Style(track=12, slot=14, head=16, text=11, leading=14, gap=3)
_LANE, _ROW = 190.0, 96.0
TOP, LEFT = 40.0, 30.0


def diagram(flow: BpmnFlow) -> Chart:
    """The chart of a process; a symbol's node carries the id of its BPMN node."""
    columns = {lane: number for number, (lane, _) in enumerate(flow.lanes)}
    spots = [_spot(node, columns[node.lane], row) for row, node in enumerate(flow.nodes)]
    edges = [Edge(one.source, one.target, one.name) for one in flow.flows]
    room = Room(LEFT, TOP, (_LANE,) * len(columns), (_ROW,) * len(spots))
    return lay(spots, edges, room, _STYLE)


def _spot(node: BpmnNode, column: int, row: int) -> Spot:
    half_w, half_h = _HALVES.get(node.tag, _GATEWAY)
    shape = _SHAPES.get(node.tag, "decision")
    return Spot(Node(node.id, "", node.name, "", shape), column, row, half_w, half_h)
