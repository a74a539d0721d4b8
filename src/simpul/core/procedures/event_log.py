"""The event log of a procedure for process mining: a row per completed entry of a step, as CSV and XES (IEEE 1849).

No person stands in it: the resource is the lane, or the unit whose task it was.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from simpul.core.directory.calendars import calendar_for
from simpul.core.procedures.loaded import procedure_of
from simpul.core.procedures.models import Task, TaskState

_EXTENSIONS = (
    ("Concept", "concept", "concept.xesext"),
    ("Time", "time", "time.xesext"),
    ("Organizational", "org", "org.xesext"),
    ("Lifecycle", "lifecycle", "lifecycle.xesext"),
)
_INERT = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class LogEvent:
    """One entry of a step. Times ISO 8601 in the institution's zone; ``used`` and ``waited`` in office minutes."""

    case: str
    version: str
    step: str
    number: str
    activity: str
    round: int
    resource: str
    started: str
    due: str
    happened: str
    entered: str
    outcome: str
    standard: str
    used: int | None
    waited: int | None


def events(*, code: str, institution: str | None = None) -> Iterator[LogEvent]:
    """Every completed entry of the cases of a procedure, by case and time."""
    rows = Task.objects.filter(case__procedure_version__procedure__code=code, state=TaskState.DONE)
    if institution:
        rows = rows.filter(institution__code=institution)
    related = rows.select_related("case__procedure_version", "lane", "unit")
    for task in related.order_by("case_id", "happened_at", "id").iterator(chunk_size=2000):
        yield _event(task)


def _event(task: Task) -> LogEvent:
    procedure = procedure_of(task.case.procedure_version_id)
    calendar = calendar_for(task.institution_id)
    step = procedure.by_id[task.step]

    def told(moment: datetime | None) -> str:
        return calendar.local(moment).isoformat(timespec="seconds") if moment is not None else ""

    place = task.unit or task.lane
    return LogEvent(
        case=task.case.ticket, version=procedure.version, step=task.step, number=step.no, activity=step.title,
        round=task.round, resource=place.name if place else procedure.lane_name(step.performer.lanes[0]),
        started=told(task.started_at), due=told(task.due_at), happened=told(task.happened_at),
        entered=told(task.completed_at), outcome=task.outcome, standard=task.standard, used=task.used_minutes,
        waited=task.waited_minutes,
    )  # fmt: skip


def as_csv(log: Iterator[LogEvent]) -> str:
    """A table with a head; a cell that a spreadsheet could take for a formula starts with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([column.name for column in fields(LogEvent)])
    for event in log:
        writer.writerow([_inert(cell) for cell in astuple(event)])
    return out.getvalue()


def _inert(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_INERT) and cell != "-" else cell


def as_xes(code: str, log: Iterator[LogEvent]) -> str:
    """The log as XES: a trace per case, an event per entry, with the times at which the work happened."""
    root = Element("log", {"xes.version": "1849-2016", "xmlns": "http://www.xes-standard.org/"})
    for name, prefix, file in _EXTENSIONS:
        SubElement(root, "extension", {"name": name, "prefix": prefix, "uri": f"http://www.xes-standard.org/{file}"})
    _value(root, "string", "concept:name", code)
    traces: dict[str, Element] = {}
    for event in log:
        if event.case not in traces:
            traces[event.case] = SubElement(root, "trace")
            _value(traces[event.case], "string", "concept:name", event.case)
        _xes_event(traces[event.case], event)
    indent(root)
    return tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _xes_event(trace: Element, event: LogEvent) -> None:
    one = SubElement(trace, "event")
    _value(one, "string", "concept:name", f"{event.number}. {event.activity}")
    _value(one, "string", "concept:instance", f"{event.step}#{event.round}")
    _value(one, "string", "lifecycle:transition", "complete")
    _value(one, "string", "org:resource", event.resource)
    _value(one, "date", "time:timestamp", event.happened)
    for name in ("started", "due", "entered"):
        if moment := getattr(event, name):
            _value(one, "date", f"simpul:{name}", moment)
    for name in ("step", "outcome", "standard", "version"):
        _value(one, "string", f"simpul:{name}", getattr(event, name))
    for name in ("round", "used", "waited"):
        if (number := getattr(event, name)) is not None:
            _value(one, "int", f"simpul:{name}", str(number))


def _value(parent: Element, kind: str, key: str, value: str) -> None:
    SubElement(parent, kind, {"key": key, "value": value})
