"""The event log of a procedure for process mining: a row per completed entry of a step, as CSV and XES (IEEE 1849).

No person stands in it: the resource is the unit whose task it was, else the lane. Both forms are made piece by piece,
so that a log of any length can be handed out as it is read.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, fields
from datetime import datetime
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from simpul.core.directory.calendars import calendar_for
from simpul.core.procedures.loaded import readable
from simpul.core.procedures.models import Procedure, Task, TaskState
from simpul.core.procedures.step_names import steps_of
from simpul.lib.cells import inert
from simpul.rules.procedure.model import NO_CLOCK
from simpul.rules.refusals import N_, Refusal

_EXTENSIONS = (
    ("Concept", "concept", "concept.xesext"),
    ("Time", "time", "time.xesext"),
    ("Organizational", "org", "org.xesext"),
    ("Lifecycle", "lifecycle", "lifecycle.xesext"),
)
_NEVER = "1970-01-01T00:00:00.000+00:00"
_GLOBALS = {
    "trace": (("string", "concept:name", ""),),
    "event": (
        ("string", "concept:name", ""), ("string", "lifecycle:transition", "complete"),
        ("date", "time:timestamp", _NEVER), ("string", "org:resource", ""), ("string", "simpul:step", ""),
    ),
}  # fmt: skip
# What XML 1.0 cannot hold, not even escaped.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class LogEvent:
    """One entry of a step. Times ISO 8601 to the millisecond in the institution's zone; ``used`` and ``waited`` in
    office minutes. ``case`` is the ticket, unique within ``institution``; ``instance`` tells the entries of a case
    apart, also those of several units in one round."""

    institution: str
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
    instance: str


def check_log(*, code: str, institution: str | None = None) -> None:
    """Refuses SOP-63 where the institution, or none, works by such a procedure."""
    found = Procedure.objects.filter(code=code)
    if institution:
        found = found.filter(institution__code=institution)
    if not found.exists():
        raise Refusal("SOP-63", N_("No institution of that name works by a procedure %(code)s."), code=code)


def events(*, code: str, institution: str | None = None) -> Iterator[LogEvent]:
    """Every completed entry of the cases of a procedure, by case and time; of all institutions unless one is named."""
    rows = Task.objects.filter(case__procedure_version__procedure__code=code, state=TaskState.DONE)
    if institution:
        rows = rows.filter(institution__code=institution)
    related = rows.select_related("institution", "case__procedure_version", "lane", "unit").order_by(
        "institution__code", "case_id", "happened_at", "completed_at", "id"
    )
    for task in related.iterator(chunk_size=2000):
        yield _event(task)


def _event(task: Task) -> LogEvent:
    calendar = calendar_for(task.institution_id)
    version = task.case.procedure_version
    number, title, lane = _step(version.pk, version.procedure_id, task.step)

    def told(moment: datetime | None) -> str:
        return calendar.local(moment).isoformat(timespec="milliseconds") if moment is not None else ""

    place = task.unit or task.lane
    return LogEvent(
        institution=task.institution.code, case=task.case.ticket, version=version.version, step=task.step,
        number=number, activity=title, round=task.round, resource=place.name if place else lane,
        started=told(task.started_at), due=told(task.due_at), happened=told(task.happened_at),
        entered=told(task.completed_at), outcome=task.outcome, standard=task.standard, used=task.used_minutes,
        waited=task.waited_minutes, instance=task.key,
    )  # fmt: skip


def _step(version_id: int, procedure_id: int, step_id: str) -> tuple[str, str, str]:
    """Number, title and lane of a step; by an older version where the case has left the one that had it."""
    procedure = readable(version_id)
    step = procedure.by_id.get(step_id) if procedure else None
    if procedure is None or step is None:
        found = steps_of(procedure_id).get(step_id)
        if found is None:
            return "", step_id, ""
        procedure, step = found
    return step.no, step.title, procedure.lane_name(step.performer.lanes[0])


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def csv_lines(log: Iterable[LogEvent]) -> Iterator[str]:
    """A table with a head; a cell that a spreadsheet could take for a formula starts with an apostrophe."""
    writer = csv.writer(_Echo(), lineterminator="\r\n")
    yield writer.writerow([column.name for column in fields(LogEvent)])
    for event in log:
        yield writer.writerow([_inert(cell) for cell in astuple(event)])


def _inert(cell: object) -> object:
    """A lone hyphen is the standard time of a step without a clock, and no formula."""
    return inert(cell) if isinstance(cell, str) and cell != NO_CLOCK else cell


def xes_parts(code: str, log: Iterable[LogEvent]) -> Iterator[str]:
    """The log as XES: a trace per case, an event per entry, with the times at which the work happened."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<log xes.version="1849.2016" xes.features="" xmlns="http://www.xes-standard.org/">\n'
    yield from (_written(element) for element in _head(code))
    for (institution, case), found in groupby(log, key=lambda event: (event.institution, event.case)):
        trace = Element("trace")
        _value(trace, "string", "concept:name", case)
        _value(trace, "string", "simpul:institution", institution)
        for event in found:
            _xes_event(trace, event)
        yield _written(trace)
    yield "</log>\n"


def _head(code: str) -> Iterator[Element]:
    for name, prefix, file in _EXTENSIONS:
        uri = f"http://www.xes-standard.org/{file}"
        yield Element("extension", {"name": name, "prefix": prefix, "uri": uri})
    for scope, values in _GLOBALS.items():
        head = Element("global", {"scope": scope})
        for kind, key, value in values:
            _value(head, kind, key, value)
        yield head
    yield Element("classifier", {"name": "Activity", "keys": "concept:name"})
    yield Element("string", {"key": "concept:name", "value": code})


def _written(element: Element) -> str:
    indent(element)
    return tostring(element, encoding="unicode") + "\n"


def _xes_event(trace: Element, event: LogEvent) -> None:
    one = SubElement(trace, "event")
    numbered = event.number[:1].isdigit()  # a step that the source has no number for stands by its title alone
    _value(one, "string", "concept:name", f"{event.number}. {event.activity}" if numbered else event.activity)
    _value(one, "string", "concept:instance", event.instance)
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
    SubElement(parent, kind, {"key": key, "value": _NO_XML.sub("\ufffd", value)})
