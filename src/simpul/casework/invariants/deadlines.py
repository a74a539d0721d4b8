"""8. The due time of every open task equals a recomputation from its start, its standard and its pauses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Prefetch

from simpul.casework.clocks import due_at
from simpul.casework.invariants.broken import Broken
from simpul.core.procedures.models import Pause, Task, TaskState
from simpul.rules.refusals import N_
from simpul.rules.working_time import Pause as Span

OTHER = N_("task %(key)s of case %(case)s is due %(told)s, but counted anew it is %(counted)s")
STANDING = N_("task %(key)s of case %(case)s: its clock and its pauses disagree about standing")
PAUSED_AFTER = N_("task %(key)s of case %(case)s is over, but a pause of it still runs")


def broken() -> Iterator[Broken]:
    """A clock that stands now has been moved by its earlier pauses only."""
    pauses = Prefetch("pauses", queryset=Pause.objects.order_by("started_at"))
    open_tasks = Task.objects.filter(state=TaskState.OPEN).select_related("case").prefetch_related(pauses)
    for task in open_tasks.iterator(chunk_size=500):
        yield from _judged(task)
    over = Task.objects.exclude(state=TaskState.OPEN).filter(pauses__ended_at__isnull=True, pauses__isnull=False)
    for task in over.exclude(state=TaskState.CANCELLED).select_related("case").iterator():
        yield _said(task, PAUSED_AFTER)


def _judged(task: Task) -> Iterator[Broken]:
    spans = list(task.pauses.all())
    stands = [span for span in spans if span.ended_at is None]
    if (task.paused_since is not None) != bool(stands):
        yield _said(task, STANDING)
    closed = [Span(span.started_at, span.ended_at) for span in spans if span.ended_at is not None]
    counted = due_at(task.institution_id, task.standard, task.started_at, task.unit_count, closed)
    if counted != task.due_at:
        yield _said(task, OTHER, told=_text(task.due_at), counted=_text(counted))


def _text(moment: datetime | None) -> str:
    return moment.isoformat() if moment is not None else "-"


def _said(task: Task, text: str, **params: object) -> Broken:
    return Broken("deadlines", f"case:{task.case_id}", text, {"key": task.key, "case": task.case.ticket, **params})
