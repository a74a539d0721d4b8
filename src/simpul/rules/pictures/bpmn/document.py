"""The XML of a process and its diagram."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from simpul.rules.pictures.bpmn.diagram import TOP, diagram
from simpul.rules.pictures.bpmn.nodes import BpmnFlow, BpmnNode, Flow
from simpul.rules.pictures.bpmn.timers import boundary
from simpul.rules.pictures.chart.model import Chart
from simpul.rules.pictures.drawing import Rect, Symbol
from simpul.rules.pictures.sop_sheet.content import time_text
from simpul.rules.procedure.describe import performer_text
from simpul.rules.procedure.model import Procedure, Step

_BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
_DI = "http://www.omg.org/spec/BPMN/20100524/DI"
_DC = "http://www.omg.org/spec/DD/20100524/DC"
_DD = "http://www.omg.org/spec/DD/20100524/DI"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_PREFIXES = {"bpmn": _BPMN, "bpmndi": _DI, "dc": _DC, "di": _DD, "xsi": _XSI}
_TIMER = 18.0


def document(procedure: Procedure, flow: BpmnFlow) -> str:
    """The whole text. The process and the call activities of others go by the code of the procedure."""
    for prefix, name in _PREFIXES.items():
        ET.register_namespace(prefix, name)
    code = process_id(procedure.code)
    root = ET.Element(_q("definitions"), {"id": f"sop_{code}", "targetNamespace": f"urn:simpul:sop:{procedure.code}"})
    together = _add(root, "collaboration", id=f"kolaborasi_{code}")
    name = f"{procedure.identity.title}, versi {procedure.version}"
    _add(together, "participant", id=f"peserta_{code}", name=name, processRef=code)
    _process(root, procedure, flow, code)
    _diagram(root, flow, diagram(flow), code)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def process_id(code: str) -> str:
    """The code as an XML id."""
    return "sop_" + "".join(sign if sign.isalnum() else "_" for sign in code)


def _q(name: str, space: str = _BPMN) -> str:
    return f"{{{space}}}{name}"


def _add(parent: ET.Element, tag: str, text: str = "", space: str = _BPMN, **attributes: str) -> ET.Element:
    made = ET.SubElement(parent, _q(tag, space), attributes)
    made.text = text or None
    return made


def _process(root: ET.Element, procedure: Procedure, flow: BpmnFlow, code: str) -> None:
    process = _add(root, "process", id=code, name=procedure.identity.title, isExecutable="true")
    lanes = _add(process, "laneSet", id=f"lajur_{code}")
    for number, (lane, name) in enumerate(flow.lanes):
        made = _add(lanes, "lane", id=f"lajur_{number}", name=name)
        for node in flow.nodes:
            if node.lane == lane:
                _add(made, "flowNodeRef", node.id)
                for place in range(len(node.timers)):
                    _add(made, "flowNodeRef", f"waktu_{node.id}_{place}")
    for node in flow.nodes:
        _node(process, procedure, flow, node)
        for place, timer in enumerate(node.timers):
            _timer(process, node, place, *boundary(timer, node.step))
    for one in flow.flows:
        _flow(process, one)


def _node(process: ET.Element, procedure: Procedure, flow: BpmnFlow, node: BpmnNode) -> None:
    made = _add(process, node.tag, id=node.id)
    if node.name:
        made.set("name", node.name)
    if node.id in flow.default:
        made.set("default", flow.default[node.id])
    if node.step is not None:
        _add(made, "documentation", said(procedure, node.step))
    if node.step is not None and node.step.subprocedure:
        made.set("calledElement", process_id(node.step.subprocedure))
    for tag, ends in (("incoming", "target"), ("outgoing", "source")):
        for one in flow.flows:
            if getattr(one, ends) == node.id:
                _add(made, tag, one.id)
    if node.step is not None and node.step.performer.mode == "masing_masing":
        many = _add(made, "multiInstanceLoopCharacteristics", isSequential="false")
        _expression(many, "loopCardinality", f"unit_{node.id}")
    if node.terminates:
        _add(made, "terminateEventDefinition")


def said(procedure: Procedure, step: Step) -> str:
    """What BPMN has no sign for: all performers, standard time, waits, outputs, notes."""
    parts = [f"Pelaksana: {performer_text(procedure, step.performer)}.", f"Waktu baku: {time_text(procedure, step)}."]
    for wait in step.waits:
        party, reason = procedure.lane_name(wait.party), procedure.condition_name(wait.during)
        parts.append(f"Jam berhenti menunggu {party} selama {reason}.")
    parts.append(f"Keluaran: {'; '.join(output.name for output in step.outputs)}." if step.outputs else "")
    parts.append(step.notes)
    return " ".join(part.strip() for part in parts if part.strip())


def _timer(process: ET.Element, node: BpmnNode, place: int, name: str, duration: str) -> None:
    """A reminder that does not interrupt: what it does is in its name, when it fires in its duration."""
    event = _add(
        process,
        "boundaryEvent",
        id=f"waktu_{node.id}_{place}",
        name=name,
        attachedToRef=node.id,
        cancelActivity="false",
    )
    definition = _add(event, "timerEventDefinition", id=f"jam_{node.id}_{place}")
    _expression(definition, "timeDuration", f'"{duration}"')


def _flow(process: ET.Element, one: Flow) -> None:
    made = _add(process, "sequenceFlow", id=one.id, sourceRef=one.source, targetRef=one.target)
    if one.name:
        made.set("name", one.name)
    if one.condition:
        _expression(made, "conditionExpression", one.condition)


def _expression(parent: ET.Element, tag: str, text: str) -> None:
    _add(parent, tag, text).set(f"{{{_XSI}}}type", "bpmn:tFormalExpression")


def _diagram(root: ET.Element, flow: BpmnFlow, chart: Chart, code: str) -> None:
    whole = _add(root, "BPMNDiagram", space=_DI, id=f"diagram_{code}")
    plane = _add(whole, "BPMNPlane", space=_DI, id=f"bidang_{code}", bpmnElement=f"kolaborasi_{code}")
    left, right, top, bottom = chart.columns[0], chart.columns[-1], chart.rows[0], chart.rows[-1]
    _shape(plane, f"peserta_{code}", (left, top - TOP / 2, right, bottom), isHorizontal="false")
    for number in range(len(flow.lanes)):
        rect = chart.columns[number], top, chart.columns[number + 1], bottom
        _shape(plane, f"lajur_{number}", rect, isHorizontal="false")
    symbols = {symbol.node.id: symbol for symbol in chart.symbols}
    for node in flow.nodes:
        _shape(plane, node.id, symbols[node.id].rect)
        for place in range(len(node.timers)):
            _shape(plane, f"waktu_{node.id}_{place}", _timer_rect(symbols[node.id], place))
    for number, (one, line) in enumerate(zip(flow.flows, chart.lines, strict=True)):
        edge = _add(plane, "BPMNEdge", space=_DI, id=f"{one.id}_di", bpmnElement=one.id)
        for x, y in line.points:
            _add(edge, "waypoint", space=_DD, x=f"{x:.1f}", y=f"{y:.1f}")
        if number in chart.labels:
            _bounds(_add(edge, "BPMNLabel", space=_DI), chart.labels[number].rect)


def _timer_rect(symbol: Symbol, place: int) -> Rect:
    """On the lower border of its task, left and right of the flow that leaves in the middle."""
    left, _, right, bottom = symbol.rect
    x = left + 4 + (place // 2) * _TIMER if place % 2 == 0 else right - 4 - _TIMER - (place // 2) * _TIMER
    return x, bottom - _TIMER / 2, x + _TIMER, bottom + _TIMER / 2


def _shape(plane: ET.Element, element: str, rect: Rect, **attributes: str) -> None:
    made = _add(plane, "BPMNShape", space=_DI, id=f"{element}_di", bpmnElement=element, **attributes)
    _bounds(made, rect)


def _bounds(parent: ET.Element, rect: Rect) -> None:
    left, top, right, bottom = rect
    size = {"x": left, "y": top, "width": right - left, "height": bottom - top}
    _add(parent, "Bounds", space=_DC, **{name: f"{value:.1f}" for name, value in size.items()})
