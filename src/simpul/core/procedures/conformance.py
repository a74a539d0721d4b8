"""Conformance as the database knows it: the completed entries of a procedure, its rounds, and where its cases end.

Whatever is asked stays inside one institution and one of its procedures (:class:`Scope`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import BigIntegerField, Count, Exists, F, Func, Max, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Greatest, TruncMonth

from simpul.core.directory.calendars import calendar_for
from simpul.core.procedures.models import Case, CaseStatus, Pause, ProcedureVersion, Task, TaskState
from simpul.core.procedures.step_names import steps_of
from simpul.rules.procedure.figures import Amounts, Entered, amount_of, amounts_of
from simpul.rules.working_time import Pause as Stood


@dataclass(frozen=True, slots=True)
class Scope:
    """What is looked at: local days of the institution, both included, None is open; ``version_id`` None: all."""

    institution_id: int
    procedure_id: int
    version_id: int | None = None
    since: date | None = None
    until: date | None = None

    def within(self, column: str) -> Q:
        """``column`` lies in the stretch of days, on the institution's own clock."""
        zone = calendar_for(self.institution_id).tz
        found = Q()
        if self.since is not None:
            found &= Q(**{f"{column}__gte": datetime.combine(self.since, time(), zone)})
        if self.until is not None:
            found &= Q(**{f"{column}__lt": datetime.combine(self.until + timedelta(days=1), time(), zone)})
        return found

    def cases(self) -> QuerySet[Case]:
        """The cases, whenever they ran."""
        return Case.objects.filter(institution_id=self.institution_id, procedure_version__in=self._versions())

    def tasks(self) -> QuerySet[Task]:
        """Their tasks, without those of which nothing counts any more."""
        rows = Task.objects.filter(institution_id=self.institution_id, case__procedure_version__in=self._versions())
        return rows.exclude(state=TaskState.RETRACTED)

    def _versions(self) -> list[int]:
        """Named one by one: of a join the database expects a handful of rows, and reads a hundred thousand by it."""
        rows = ProcedureVersion.objects.filter(procedure_id=self.procedure_id)
        return list((rows.filter(pk=self.version_id) if self.version_id else rows).values_list("pk", flat=True))


def entries(scope: Scope) -> list[Entered]:
    """Every completed entry whose work happened in the stretch. Those whose clocks never stood come as the database
    heaps them, each column in one piece; those that stood come one by one, with their pauses."""
    lanes = {
        step.id: procedure.lane_name(step.performer.lanes[0])
        for procedure, step in steps_of(scope.procedure_id).values()
    }
    return [*_heaps(scope, lanes), *_stood(scope, lanes)]


def _done(scope: Scope, *, stood: bool) -> QuerySet[Task]:
    """The completed entries whose clock stood at some time, or never, without further columns."""
    held = Exists(Pause.objects.filter(task=OuterRef("pk"), ended_at__isnull=False))
    done = scope.tasks().filter(scope.within("happened_at"), state=TaskState.DONE, happened_at__isnull=False)
    return done.filter(held if stood else ~held)


def _measured(scope: Scope) -> Mapping[str, Any]:
    """The columns that are worked out of an entry's times."""
    offset = calendar_for(scope.institution_id).tz.utcoffset(None)
    return {
        "month": TruncMonth(F("happened_at") + Value(offset), tzinfo=UTC),
        "lag": Greatest(_ticks("completed_at") - _ticks("happened_at"), 0),
    }


def _ticks(column: str) -> Func:
    """Microseconds since 1970, exact for centuries to come."""
    return Func(
        F(column), template="(date_part('epoch', %(expressions)s) * 1000000)::bigint", output_field=BigIntegerField()
    )


_ALIKE = ("step", "standard", "lane__name", "unit__name", "lane__unit__name", "month")
_HAS_CLOCK = Q(due_at__isnull=False)


def _heaps(scope: Scope, lanes: Mapping[str, str]) -> Iterable[Entered]:
    found = _done(scope, stood=False).annotate(**_measured(scope)).values(*_ALIKE, "unit_count").annotate(
        n=Count("id"), timed=Count("due_at"), good=Count("id", filter=Q(happened_at__lte=F("due_at"))),
        starts=ArrayAgg(_ticks("started_at"), filter=_HAS_CLOCK, default=[]),
        ends=ArrayAgg(_ticks("happened_at"), filter=_HAS_CLOCK, default=[]),
        worked=ArrayAgg("used_minutes", filter=Q(used_minutes__isnull=False), default=[]),
        waited=ArrayAgg("waited_minutes", filter=Q(waited_minutes__isnull=False), default=[]),
        lags=ArrayAgg("lag"),
    )  # fmt: skip
    calendar = calendar_for(scope.institution_id)
    for row in found:
        amounts = amounts_of(row["starts"], row["ends"], row["standard"], calendar, row["unit_count"])
        yield _entered(row, lanes, amounts)


def _stood(scope: Scope, lanes: Mapping[str, str]) -> Iterable[Entered]:
    found = _done(scope, stood=True)
    pauses: dict[int, list[Stood]] = defaultdict(list)
    told = Pause.objects.filter(task__in=found.values("pk"), ended_at__isnull=False)
    for task_id, begun, ended in told.values_list("task_id", "started_at", "ended_at"):
        if ended is not None:
            pauses[task_id].append(Stood(begun, ended))
    calendar = calendar_for(scope.institution_id)
    columns = ("id", *_ALIKE, "unit_count", "started_at", "happened_at", "due_at", "lag")
    for row in found.annotate(**_measured(scope)).values(
        *columns, worked=F("used_minutes"), waited=F("waited_minutes")
    ):
        begun, happened, due = row["started_at"], row["happened_at"], row["due_at"]
        amount = (
            amount_of(begun, happened, row["standard"], calendar, pauses[row["id"]], row["unit_count"])
            if due is not None
            else None
        )
        kept = {name: [] if row[name] is None else [row[name]] for name in ("worked", "waited")}
        one = {"n": 1, "timed": due is not None, "good": due is not None and happened <= due, "lags": [row["lag"]]}
        yield _entered({**row, **one, **kept}, lanes, amount)


def _entered(row: Mapping[str, Any], lanes: Mapping[str, str], amounts: Amounts | None) -> Entered:
    return Entered(
        step=row["step"],
        standard=row["standard"],
        lane=row["lane__name"] or lanes.get(row["step"], ""),
        unit=row["unit__name"] or row["lane__unit__name"] or "",
        month=f"{row['month']:%Y-%m}",
        n=row["n"],
        timed=row["timed"],
        in_time=row["good"],
        amounts=amounts,
        worked=row["worked"],
        waited=row["waited"],
        lags=[ticks / 1_000_000 for ticks in row["lags"]],
    )


@dataclass(frozen=True, slots=True)
class Rounds:
    """How often a step was entered again: in how many cases of how many, and at most how many rounds."""

    step: str
    cases: int
    again: int
    most: int


def rounds(scope: Scope) -> list[Rounds]:
    """Rounds per step, over the cases that entered it in the stretch."""
    cases = Count("case_id", distinct=True)
    again = Count("case_id", distinct=True, filter=Q(round__gt=1))
    rows = scope.tasks().filter(scope.within("opened_at")).values_list("step")
    return [Rounds(*row) for row in rows.annotate(cases=cases, again=again, most=Max("round"))]


@dataclass(frozen=True, slots=True)
class Ends:
    """How many cases run now; of those that ended in the stretch, (status, step, n), the most frequent first."""

    running: int
    ended: Sequence[tuple[str, str, int]]


def ends(scope: Scope) -> Ends:
    """Where cases end: the step whose completion ended them, or at which they stood when they were withdrawn."""
    over = scope.cases().exclude(status=CaseStatus.RUNNING).filter(scope.within("ended_at"))
    status = dict(over.values_list("id", "status"))
    tasks = scope.tasks().filter(case__in=over)
    last = dict(_newest(tasks.filter(state=TaskState.DONE), "completed_at"))
    stood = dict(_newest(tasks.filter(state=TaskState.CANCELLED, lapsed_by=None), "opened_at"))
    counted = Counter(
        (how, (stood.get(case) if how == CaseStatus.WITHDRAWN else None) or last.get(case) or stood.get(case, ""))
        for case, how in status.items()
    )
    ended = sorted(((how, step, n) for (how, step), n in counted.items()), key=lambda row: (-row[2], row[0], row[1]))
    return Ends(scope.cases().filter(status=CaseStatus.RUNNING).count(), ended)


def _newest(tasks: QuerySet[Task], column: str) -> Iterable[tuple[int, str]]:
    return tasks.order_by("case_id", f"-{column}", "-id").distinct("case_id").values_list("case_id", "step")


def case_counts(scope: Scope) -> dict[str, int]:
    """Cases of each version that had something completed in the stretch."""
    done = scope.tasks().filter(scope.within("happened_at"), state=TaskState.DONE)
    counted = done.values_list("case__procedure_version__version").annotate(n=Count("case_id", distinct=True))
    return dict(counted.order_by("case__procedure_version__version"))


def in_time_counts(*, institution_id: int, since: date) -> dict[int, tuple[int, int, int]]:
    """Procedure id -> completed entries since a local day, those with a clock, those in time."""
    begun = datetime.combine(since, time(), calendar_for(institution_id).tz)
    done = Task.objects.filter(institution_id=institution_id, state=TaskState.DONE, happened_at__gte=begun)
    rows = done.values_list("case__procedure_version__procedure_id").annotate(
        n=Count("id"), timed=Count("due_at"), good=Count("id", filter=Q(happened_at__lte=F("due_at")))
    )
    return {procedure: (n, timed, good) for procedure, n, timed, good in rows}
