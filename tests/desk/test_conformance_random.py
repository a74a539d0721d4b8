"""Random entries: what the database heaps up gives the figures that a reading of one task after the other gives."""

from __future__ import annotations

import random
import statistics
from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta

import pytest

from simpul.core.directory.calendars import calendar_for
from simpul.core.directory.models import Lane, Unit
from simpul.core.procedures.conformance import Scope, entries, rounds
from simpul.core.procedures.models import Case, Pause, Procedure, Task
from simpul.rules.procedure.figures import Figure, Spread, amount_of, figures
from simpul.rules.working_time import Pause as Stood
from tests.casework.conftest import House, files, house
from tests.desk.figure_rows import BEGUN, entry, running

__all__ = ["files", "house"]
STANDARDS = ("3 HK", "hari yang sama", "4 hari", "90 menit", "2 menit per contoh uji", "24 jam kalender", "-")
STEPS = ("telaah", "terima", "draf")


def lay(house: House, chance: random.Random) -> None:
    """Entries of all standards; some late, some without kept minutes or pieces, some told before they happened."""
    lanes = [*Lane.objects.filter(institution=house.institution)[:2], None]
    units = [Unit.objects.create(institution=house.institution, code="satu", name="Unit Satu"), None]
    cases = [running(house) for _ in range(4)]
    for _ in range(120):
        begun = BEGUN + timedelta(minutes=chance.randrange(90_000), microseconds=chance.randrange(1_000_000))
        happened = begun + timedelta(minutes=chance.randrange(-60, 12_000))
        task = entry(
            chance.choice(cases), chance.choice(STEPS), standard=chance.choice(STANDARDS), started_at=begun,
            happened_at=happened, completed_at=happened + timedelta(seconds=chance.randrange(-90, 300_000)),
            late=chance.random() < 0.4, lane=chance.choice(lanes), unit=chance.choice(units),
            unit_count=chance.choice((None, 1, 7)), used_minutes=chance.choice((None, chance.randrange(3000))),
            waited_minutes=chance.choice((None, 0, chance.randrange(900))), round=chance.choice((1, 1, 2)),
        )  # fmt: skip
        for _ in range(chance.choice((0, 0, 1, 2))):
            first = begun + timedelta(minutes=chance.randrange(6000))
            ended = first + timedelta(minutes=chance.randrange(3000))
            Pause.objects.create(case=task.case, task=task, party="mitra", reason="x", started_at=first, ended_at=ended)


def spread(values: Sequence[float]) -> Spread | None:
    if len(values) < 2:
        return Spread(values[0], values[0]) if values else None
    return Spread(statistics.median(values), statistics.quantiles(values, n=10, method="inclusive")[8])


def same(found: Spread | None, naive: Spread | None) -> bool:
    if found is None or naive is None:
        return found is naive
    return (found.median, found.p90) == pytest.approx((naive.median, naive.p90))


def check(figure: Figure, tasks: Sequence[Task], house: House) -> None:
    calendar, shares, used, in_time = calendar_for(house.institution.pk), [], [], 0
    for task in tasks:
        assert task.happened_at is not None
        stood = [Stood(pause.started_at, pause.ended_at) for pause in task.pauses.all() if pause.ended_at]
        if task.due_at is not None:
            in_time += task.happened_at <= task.due_at
            units = task.unit_count
            one = amount_of(task.started_at, task.happened_at, task.standard, calendar, stood, units)
            used += list(one.used) if one else []
            shares += one.shares if one else []
    lags = [
        max(0.0, (t.completed_at - t.happened_at).total_seconds()) for t in tasks if t.completed_at and t.happened_at
    ]
    assert (figure.n, figure.timed, figure.in_time) == (len(tasks), sum(t.due_at is not None for t in tasks), in_time)
    assert same(figure.shares, spread(shares))
    assert figure.unit is None or same(figure.used, spread(used))
    assert same(figure.lag, spread(lags))
    assert same(figure.worked, spread([t.used_minutes for t in tasks if t.used_minutes is not None]))
    assert same(figure.waited, spread([t.waited_minutes for t in tasks if t.waited_minutes is not None]))
    assert figure.worked_sum == sum(t.used_minutes or 0 for t in tasks)
    assert figure.waited_sum == sum(t.waited_minutes or 0 for t in tasks)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(3))
def test_figures_of_random_entries_are_those_of_one_task_after_the_other(house: House, seed: int) -> None:
    lay(house, random.Random(seed))
    scope = Scope(house.institution.pk, Procedure.objects.get(institution=house.institution).pk)
    found, tasks = entries(scope), list(Task.objects.filter(state="done").prefetch_related("pauses"))
    calendar = calendar_for(house.institution.pk)
    check(Figure((), found), tasks, house)
    by_step: dict[tuple[str, ...], list[Task]] = defaultdict(list)
    by_month: dict[tuple[str, ...], list[Task]] = defaultdict(list)
    for task in tasks:
        by_step[task.step, task.standard].append(task)
        assert task.happened_at is not None
        by_month[(f"{calendar.local(task.happened_at):%Y-%m}",)].append(task)
    for groups, told in (
        (by_step, figures(found, lambda row: (row.step, row.standard))),
        (by_month, figures(found, lambda row: (row.month,))),
    ):
        assert [figure.key for figure in told] == sorted(groups)
        for figure in told:
            check(figure, groups[figure.key], house)
    most = {
        step: [max(one.round for one in tasks if one.step == step and one.case_id == case) for case in
               Case.objects.filter(tasks__step=step).distinct().values_list("pk", flat=True)] for step in STEPS
    }  # fmt: skip
    assert {row.step: (row.cases, row.again, row.most) for row in rounds(scope)} == {
        step: (len(each), sum(number > 1 for number in each), max(each)) for step, each in most.items()
    }
