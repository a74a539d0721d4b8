"""The worklist: open tasks of the viewer's lanes by urgency, with counters. Two queries for a page of any size.

Lists are paged by their last row (keyset), so that a page far down costs as much as the first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Literal, get_args

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from simpul.core.directory.officers import Officer
from simpul.core.procedures.models import Task, TaskState
from simpul.core.procedures.reach import within
from simpul.rules.working_time import Calendar

Filter = Literal["semua", "terlambat", "hari-ini", "minggu-ini", "menunggu", "belum-diambil", "saya", "tim-terlambat"]
FILTERS: tuple[Filter, ...] = get_args(Filter)
BELOW: Filter = "tim-terlambat"
"""The late tasks of the lanes below the viewer's: not the viewer's to do, but to push or to hand over."""
PAGE_SIZE = 50
COUNTED = 1000


@dataclass(frozen=True, slots=True)
class Edges:
    """The moments between which a task is late, due today, due this week (to Sunday), in the institution's zone."""

    now: datetime
    day_end: datetime
    week_end: datetime


def edges(now: datetime, calendar: Calendar) -> Edges:
    """The edges of the local day and week of ``now``."""
    today = calendar.local(now).date()
    day_end = datetime.combine(today + timedelta(days=1), time(), calendar.tz)
    return Edges(now, day_end, day_end + timedelta(days=6 - today.weekday()))


@dataclass(frozen=True, slots=True)
class WorkPage:
    """``rows`` carry case, lane and holder; ``next_key`` continues the list, "" at its end."""

    rows: tuple[Task, ...]
    next_key: str


def _visible(viewer: Officer) -> Q:
    """The viewer's lanes; who holds none but governs the institution sees all of it."""
    if viewer.lanes:
        return within(viewer)
    governs = viewer.is_admin or viewer.is_inspector
    return Q(institution_id=viewer.institution_id) if governs else Q(pk__in=())


def _awaited(viewer: Officer) -> Q:
    """The partner's own open tasks that a step of the viewer's lanes has opened."""
    if not viewer.lanes:
        return Q(pk__in=())
    return Q(lane__isnull=True, opened_by__lane_id__in=list(viewer.lanes))


def _below(viewer: Officer) -> Q:
    """The open tasks of the lanes that answer to the viewer's."""
    return Q(lane_id__in=list(viewer.commands)) if viewer.commands else Q(pk__in=())


def _narrowed(which: Filter, viewer: Officer, edge: Edges) -> Q:
    running = Q(paused_since__isnull=True)
    match which:
        case "terlambat" | "tim-terlambat":
            return running & Q(due_at__lt=edge.now)
        case "hari-ini":
            return running & Q(due_at__gte=edge.now, due_at__lt=edge.day_end)
        case "minggu-ini":
            return running & Q(due_at__gte=edge.day_end, due_at__lt=edge.week_end)
        case "menunggu":
            return Q(paused_since__isnull=False)
        case "belum-diambil":
            return Q(holder__isnull=True)
        case "saya":
            return Q(holder_id=viewer.user_id)
        case _:
            return Q()


def _after(key: str) -> Q:
    """Rows behind the key "paused|due|id"; a key that was tampered with starts the list again."""
    stands, _, rest = key.partition("|")
    due, _, number = rest.rpartition("|")
    if stands not in ("0", "1") or not number.isdecimal():
        return Q()
    same = Q(paused_since__isnull=stands == "0")
    later = Q(paused_since__isnull=False) if stands == "0" else Q(pk__in=())
    try:
        moment = datetime.fromisoformat(due) if due else None
    except ValueError:
        return Q()
    if moment is None:
        return later | (same & Q(due_at__isnull=True, pk__gt=int(number)))
    return later | (same & (Q(due_at__gt=moment) | Q(due_at=moment, pk__gt=int(number)) | Q(due_at__isnull=True)))


def _key(task: Task) -> str:
    due = task.due_at.isoformat() if task.due_at is not None else ""
    return f"{0 if task.paused_since is None else 1}|{due}|{task.pk}"


def _found(search: str) -> Q:
    return Q(case__ticket__icontains=search) | Q(case__title__icontains=search)


def work_page(*, viewer: Officer, edge: Edges, which: Filter = "semua", search: str = "", after: str = "") -> WorkPage:
    """A page of tasks: running clocks first, by due time; then steps without a clock; then those whose clock stands."""
    mine = (_below(viewer) if which == BELOW else _visible(viewer)) & _narrowed(which, viewer, edge)
    rows: QuerySet[Task] = Task.objects.filter(
        mine | _awaited(viewer) if which == "menunggu" else mine, _after(after), state=TaskState.OPEN
    )
    if search:
        rows = rows.filter(_found(search))
    stands = ExpressionWrapper(Q(paused_since__isnull=False), output_field=BooleanField())
    ordered = rows.select_related("case", "lane", "unit", "holder").order_by(stands, "due_at", "pk")
    found = list(ordered[: PAGE_SIZE + 1])
    more = len(found) > PAGE_SIZE
    return WorkPage(tuple(found[:PAGE_SIZE]), _key(found[PAGE_SIZE - 1]) if more else "")


def counts(*, viewer: Officer, edge: Edges) -> Mapping[Filter, int]:
    """How many tasks each filter holds; counting stops at ``COUNTED`` rows, the most urgent first."""
    columns = ("paused_since", "due_at", "holder_id")
    own = Task.objects.filter(_visible(viewer), state=TaskState.OPEN).order_by("due_at").values_list(*columns)[:COUNTED]
    theirs = Task.objects.filter(_awaited(viewer), state=TaskState.OPEN).values_list(*columns)[:COUNTED]
    found: dict[Filter, int] = dict.fromkeys(FILTERS, 0)
    for paused, due, holder in own:
        for name in _filters_of(paused, due, holder, viewer, edge):
            found[name] += 1
    found["menunggu"] += len(theirs)
    if viewer.commands:
        late = Task.objects.filter(_below(viewer) & _narrowed(BELOW, viewer, edge), state=TaskState.OPEN)
        found[BELOW] = len(late.order_by("due_at").values_list("pk")[:COUNTED])
    return found


def _filters_of(
    paused: datetime | None, due: datetime | None, holder: int | None, viewer: Officer, edge: Edges
) -> list[Filter]:
    names: list[Filter] = ["semua"]
    if holder is None:
        names.append("belum-diambil")
    if holder == viewer.user_id:
        names.append("saya")
    if paused is not None:
        return [*names, "menunggu"]
    if due is not None and due < edge.now:
        names.append("terlambat")
    elif due is not None and due < edge.day_end:
        names.append("hari-ini")
    elif due is not None and due < edge.week_end:
        names.append("minggu-ini")
    return names
