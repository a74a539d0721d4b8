"""`/meja/`: what is to be done, by urgency; the counters are filters. `/meja/perkara/`: every case, to look up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import get_args

from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.casework.subcases import without_result
from simpul.core.directory.calendars import calendar_for
from simpul.core.directory.leaves import away_beside
from simpul.core.directory.officers import Officer
from simpul.core.procedures.escalations import escalated
from simpul.core.procedures.loaded import readable
from simpul.core.procedures.models import Task
from simpul.core.procedures.publishing import proposals_for
from simpul.core.procedures.reach import may_do
from simpul.core.procedures.worklist import BELOW, COUNTED, Edges, Filter, counts, edges, work_page
from simpul.features.agreements.sign_by import ROOM, passed
from simpul.lib import clock
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.case_head import deadline_chip
from simpul.pages.desk.frame import desk_page
from simpul.pages.desk.phases import phases
from simpul.pages.desk.room_rows import SHOWN as ROOMS
from simpul.pages.desk.room_rows import room_rows
from simpul.pages.shell import formats
from simpul.pages.shell.navigation import PageLinks
from simpul.rules.pictures.markup import Markup
from simpul.rules.pictures.thread import mini
from simpul.rules.procedure.engine import all_awaited
from simpul.rules.procedure.publishing import PARTNER
from simpul.rules.working_time import Calendar

COUNTERS: tuple[tuple[Filter, object, str, str], ...] = (
    ("semua", gettext_lazy("All tasks of the team"), "", ""),
    ("terlambat", gettext_lazy("Late"), "alert-triangle", "is-late"),
    ("hari-ini", gettext_lazy("Today"), "clock", "is-due"),
    ("minggu-ini", gettext_lazy("This week"), "calendar", ""),
    ("menunggu", gettext_lazy("Waiting for an answer"), "player-pause", "is-pause"),
    ("belum-diambil", gettext_lazy("Not taken yet"), "user-question", ""),
    (BELOW, gettext_lazy("Late in my teams"), "users", "is-late"),
)
GROUPS: Mapping[str, object] = {
    "late": gettext_lazy("Late"),
    "today": gettext_lazy("Due today"),
    "week": gettext_lazy("Due this week"),
    "later": gettext_lazy("Due later"),
    "free": gettext_lazy("Without a deadline"),
    "pause": gettext_lazy("Clock stands: waiting for %(parties)s"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One task as the list shows it. ``barren``: the case that carries it out ended without a result; ``awaited``: for
    whom it can stand. ``unsigned``: the last day to sign has passed.
    """

    task: Task
    step: str
    lane: str
    chip: tuple[str, str]
    due: str
    thread: Markup
    claimable: bool
    is_me: bool
    escalated: bool
    barren: bool
    awaited: tuple[str, ...] = ()
    unsigned: bool = False


def filter_of(text: str) -> Filter:
    """The filter of the address; anything else is "semua"."""
    return next((name for name in get_args(Filter) if name == text), "semua")


@officer_required
def worklist(request: HttpRequest, officer: Officer) -> HttpResponse:
    """The list, its counters and the next task."""
    which, search = filter_of(request.GET.get("saring", "")), request.GET.get("q", "").strip()[:100]
    calendar = calendar_for(officer.institution_id)
    edge = edges(clock.now(), calendar)
    page = work_page(viewer=officer, edge=edge, which=which, search=search, after=request.GET.get("sesudah", ""))
    numbers = counts(viewer=officer, edge=edge)
    rows = _rows(page.rows, officer, calendar, edge)
    first = which == "semua" and not request.GET.get("sesudah")
    rooms = room_rows(officer, calendar, calendar.local(edge.now).date(), search) if first else []
    context = {
        "title": _title(numbers, which, len(rooms)),
        "rooms": rooms[:ROOMS],
        "room_count": len(rooms),
        "proposals": proposals_for(officer),
        "now": edge.now,
        "counters": _counters(numbers, which, bool(officer.commands)),
        "away": away_beside(officer, calendar.local(edge.now).date()),
        "groups": grouped(rows, edge),
        "rows": rows,
        "first": next((row for row in rows if row.claimable or row.is_me), None),
        "search": search,
        "which": which,
        "waiting": numbers["menunggu"],
        "page": _links(which, search, page.next_key, bool(request.GET.get("sesudah"))),
    }
    return desk_page(request, officer, "desk/worklist.html", context, current="/meja/")


def _title(numbers: Mapping[Filter, int], which: Filter, rooms: int) -> str:
    """ "9 tugas, 1 terlambat, 2 di ruang tanda tangan": the answer before the list."""
    if which == BELOW:
        return _("%(count)s late in my teams") % {"count": capped(numbers[BELOW])}
    words = []
    if numbers["semua"]:
        words.append(_("%(count)s tasks") % {"count": capped(numbers["semua"])})
    if numbers["terlambat"]:
        words.append(_("%(count)s late") % {"count": capped(numbers["terlambat"])})
    if rooms:
        words.append(_("%(count)s in the signing room") % {"count": rooms})
    return ", ".join(words) or _("No task at the moment")


def capped(number: int) -> str:
    """The number, or "1000+" where counting stopped."""
    return f"{COUNTED}+" if number >= COUNTED else str(number)


def _counters(numbers: Mapping[Filter, int], which: Filter, commands: bool) -> list[dict[str, object]]:
    return [
        {
            "url": f"/meja/?saring={name}" if name != "semua" else "/meja/",
            "count": capped(numbers[name]),
            "label": label,
            "icon": icon,
            "kind": kind if numbers[name] else "",
            "current": name == which,
        }
        for name, label, icon, kind in COUNTERS
        if commands or name != BELOW
    ]


def _links(which: Filter, search: str, next_key: str, later: bool) -> PageLinks:
    kept = {name: value for name, value in (("saring", which if which != "semua" else ""), ("q", search)) if value}
    following = f"?{urlencode({**kept, 'sesudah': next_key})}" if next_key else ""
    return PageLinks(following, f"?{urlencode(kept)}" if later else "")


def _due(task: Task, calendar: Calendar) -> str:
    """The day it is due; since when the clock stands; "" without either."""
    if task.paused_since is not None:
        return _("since %(day)s") % {"day": formats.tanggal_pendek(calendar.local(task.paused_since).date())}
    return formats.tanggal_pendek(calendar.local(task.due_at).date()) if task.due_at is not None else ""


def _is_another_case(task: Task) -> bool:
    """Whether a sub-procedure carries out the step."""
    procedure = readable(task.case.procedure_version_id)
    return procedure is not None and bool(procedure.by_id[task.step].subprocedure)


def _rows(tasks: Sequence[Task], officer: Officer, calendar: Calendar, edge: Edges) -> list[Row]:
    """The page, with what is read for all its rows at once."""
    brought = escalated(task.pk for task in tasks)
    barren = without_result([task.pk for task in tasks if _is_another_case(task)])
    unsigned = _past_last_day(tasks, calendar.local(edge.now).date())
    return [
        row_of(
            task, officer, calendar, escalated=task.pk in brought, barren=task.pk in barren,
            unsigned=task.pk in unsigned,
        )
        for task in tasks
    ]  # fmt: skip


def _past_last_day(tasks: Iterable[Task], today: date) -> frozenset[int]:
    """The signing steps among these whose last day to sign has passed."""
    rooms = [task for task in tasks if _form(task) == ROOM]
    cases = passed((task.case_id for task in rooms), today) if rooms else frozenset[int]()
    return frozenset(task.pk for task in rooms if task.case_id in cases)


def _form(task: Task) -> str:
    procedure = readable(task.case.procedure_version_id)
    return procedure.by_id[task.step].form if procedure is not None else ""


def row_of(
    task: Task, officer: Officer, calendar: Calendar, *, escalated: bool, barren: bool = False, unsigned: bool = False
) -> Row:
    """What the list shows of a task; everything it needs was read with it."""
    title, lane, drawn = _of_procedure(task)
    parts = (title, task.unit.name if task.unit else "", formats.putaran(task.round) if task.round > 1 else "")
    return Row(
        task=task,
        step=", ".join(part for part in parts if part),
        lane=lane,
        chip=("pause", _("The partner's turn")) if task.lane_id is None else deadline_chip(task, calendar),
        due=_due(task, calendar),
        thread=drawn,
        claimable=task.holder_id is None and may_do(officer, task),
        is_me=task.holder_id == officer.user_id,
        escalated=escalated,
        barren=barren,
        awaited=_awaited(task),
        unsigned=unsigned,
    )


def _awaited(task: Task) -> tuple[str, ...]:
    """Whom the step waits for now, by their printed names; the partner who filed where the procedure names nobody."""
    procedure = readable(task.case.procedure_version_id)
    ours = procedure is not None and task.lane_id is not None
    waits = all_awaited(procedure, task.step, task.case.facts) if procedure is not None and ours else ()
    parties = [wait.party for wait in waits] or [PARTNER]
    return tuple(
        _("the partner") if party == PARTNER or procedure is None else procedure.lane_name(party) for party in parties
    )  # fmt: skip


def _of_procedure(task: Task) -> tuple[str, str, Markup]:
    """Title of the step, name of the place, thread; of a procedure that cannot be read any more only what is known."""
    procedure, place = readable(task.case.procedure_version_id), task.unit or task.lane
    if procedure is None:
        return _("The procedure of this case cannot be read any more"), place.name if place else "", Markup()
    step = procedure.by_id[task.step]
    lane = place.name if place is not None else procedure.lane_name(step.performer.lanes[0])
    return step.title, lane, mini(phases(procedure, task.case.state, stands=task.paused_since is not None))


def group_of(task: Task, edge: Edges) -> str:
    """The heading under which a task stands."""
    if task.paused_since is not None or task.lane_id is None:
        return "pause"
    if task.due_at is None:
        return "free"
    if task.due_at < edge.now:
        return "late"
    return "today" if task.due_at < edge.day_end else "week" if task.due_at < edge.week_end else "later"


def grouped(rows: Iterable[Row], edge: Edges) -> list[dict[str, object]]:
    """The rows under their headings, in the order of the headings."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(group_of(row.task, edge), []).append(row)
    parties = dict.fromkeys(party for row in found.get("pause", ()) for party in row.awaited)
    told = {"parties": _(" or ").join(parties)}
    return [{"title": str(title) % told, "rows": found[name]} for name, title in GROUPS.items() if name in found]
