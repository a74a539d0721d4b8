"""Two played cases: every figure beside a naive reading that walks the days and minutes one by one."""

from __future__ import annotations

import csv
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import fromstring

import pytest
from django.db.models import QuerySet
from pytest_django import Settings

from simpul.casework.walking.playing import play
from simpul.cli.demo import seed
from simpul.core.directory.calendars import calendar_for
from simpul.core.directory.models import Institution
from simpul.core.procedures.conformance import Scope, case_counts, ends, entries, in_time_counts, rounds
from simpul.core.procedures.event_log import csv_lines, events, xes_parts
from simpul.core.procedures.models import Pause, ProcedureVersion, Task
from simpul.lib import clock
from simpul.rules.procedure.figures import figures
from simpul.rules.working_time import Calendar

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
Span = tuple[datetime, datetime]


class Times(NamedTuple):
    """When a task that is done was begun, was done, and was told to be done."""

    started: datetime
    happened: datetime
    recorded: datetime

    @classmethod
    def of(cls, task: Task) -> Times:
        assert task.started_at is not None
        assert task.happened_at is not None
        assert task.completed_at is not None
        return cls(task.started_at, task.happened_at, task.completed_at)


@pytest.fixture
def walked(settings: Settings, tmp_path: Path, db: None) -> ProcedureVersion:
    settings.HOME, settings.FILES = tmp_path, tmp_path / "files"
    seed()
    house = Institution.objects.get(code="bblbk")
    version = ProcedureVersion.objects.get(procedure__institution=house, procedure__code="bblbk")
    play(house, version)
    with clock.at(clock.now() - 40 * DAY):
        play(house, version)
    return version


def office_minutes(start: datetime, until: datetime, calendar: Calendar) -> int:
    """Every minute looked at."""
    here, end, found = calendar.local(start).replace(second=0, microsecond=0), calendar.local(until), 0
    while here < end:
        minute = here.hour * 60 + here.minute
        week = calendar.hours.week[here.weekday()] if calendar.is_working(here.date()) else ()
        found += any(first <= minute < last for first, last in week)
        here += MINUTE
    return found


def working_days(after: date, until: date, calendar: Calendar) -> int:
    return sum(calendar.is_working(after + number * DAY) for number in range(1, (until - after).days + 1))


def closes(spans: Iterable[Span], calendar: Calendar) -> int:
    """How often office hours closed while the clock stood."""
    found = 0
    for begun, ended in spans:
        day = calendar.local(begun).date()
        while day <= calendar.local(ended).date():
            found += calendar.is_working(day) and begun <= calendar.close(day) < ended
            day += DAY
    return found


def used_days(task: Task, spans: list[Span], calendar: Calendar) -> int:
    """Of a standard in HK."""
    assert task.happened_at is not None
    first, last = calendar.local(task.started_at).date(), calendar.local(task.happened_at).date()
    return max(0, working_days(first, last, calendar) - closes(spans, calendar))


def spans_of(tasks: QuerySet[Task]) -> Mapping[int, list[Span]]:
    found: dict[int, list[Span]] = defaultdict(list)
    for pause in Pause.objects.filter(task__in=tasks, ended_at__isnull=False):
        assert pause.ended_at is not None
        found[pause.task_id].append((pause.started_at, pause.ended_at))
    return found


@pytest.mark.slow
def test_figures_rounds_ends_and_log_of_two_played_cases(walked: ProcedureVersion) -> None:
    house = walked.procedure.institution
    scope = Scope(house.pk, walked.procedure_id)
    tasks = Task.objects.filter(case__procedure_version=walked, state="done")
    assert case_counts(scope) == {"1": 2}
    _check_steps(scope, tasks, calendar_for(house.pk))
    _check_rounds(scope, tasks)
    _check_log(house.code, tasks)
    timed = [task for task in tasks if task.due_at is not None]
    good = sum(Times.of(task).happened <= task.due_at for task in timed if task.due_at is not None)
    told = in_time_counts(institution_id=house.pk, since=date(2020, 1, 1))
    assert told == {walked.procedure_id: (tasks.count(), len(timed), good)}


def _check_steps(scope: Scope, tasks: QuerySet[Task], calendar: Calendar) -> None:
    spans = spans_of(tasks)
    by_step: dict[str, list[Task]] = defaultdict(list)
    for task in tasks:
        by_step[task.step].append(task)
    found = {figure.key[0]: figure for figure in figures(entries(scope), lambda row: (row.step,))}
    assert found.keys() == by_step.keys()
    for step, rows in by_step.items():
        figure = found[step]
        times = [Times.of(task) for task in rows]
        lags = [(each.recorded - each.happened).total_seconds() for each in times]
        assert figure.n == len(rows)
        assert figure.lag.median == pytest.approx(statistics.median(lags))
        stood = [sum(office_minutes(*span, calendar) for span in spans[task.pk]) for task in rows]
        whole = [office_minutes(each.started, each.happened, calendar) for each in times]
        assert figure.waited_sum == pytest.approx(sum(stood), abs=2 * len(rows)), step
        assert figure.worked_sum == pytest.approx(sum(whole) - sum(stood), abs=3 * len(rows)), step
        if rows[0].standard.endswith("HK"):
            days = [used_days(task, spans[task.pk], calendar) for task in rows]
            assert figure.used is not None
            assert figure.used.median == statistics.median(days), step
            tenths = statistics.quantiles(days, n=10, method="inclusive")
            assert figure.used.p90 == pytest.approx(tenths[8]), step


def _check_rounds(scope: Scope, tasks: QuerySet[Task]) -> None:
    most: dict[str, dict[int, int]] = defaultdict(dict)
    for task in tasks:
        most[task.step][task.case_id] = max(task.round, most[task.step].get(task.case_id, 0))
    told = {row.step: (row.cases, row.again, row.most) for row in rounds(scope)}
    assert told == {
        step: (len(each), sum(number > 1 for number in each.values()), max(each.values()))
        for step, each in most.items()
    }
    assert max(row[2] for row in told.values()) > 1, "each return is taken once"
    assert (ends(scope).running, list(ends(scope).ended)) == (0, [("finished", "pengarsipan", 2)])


def _check_log(house: str, tasks: QuerySet[Task]) -> None:
    rows = list(csv.DictReader("".join(csv_lines(events(code="bblbk", institution=house))).splitlines()))
    log = fromstring("".join(xes_parts("bblbk", events(code="bblbk", institution=house))).encode())
    traces = log.findall("{*}trace")
    assert [element.get("name") for element in log.findall("{*}extension")][:2] == ["Concept", "Time"]
    assert {scope.get("scope") for scope in log.findall("{*}global")} == {"trace", "event"}
    names = [name.get("value") for trace in traces for name in trace.findall("{*}string[@key='concept:name']")]
    assert sorted(name for name in names if name) == sorted({task.case.ticket for task in tasks})
    assert Counter(row["case"] for row in rows) == Counter(task.case.ticket for task in tasks)
    moments: list[str] = []
    for trace in traces:
        told = [one.get("value", "") for one in trace.findall("{*}event/{*}date[@key='time:timestamp']")]
        assert len(told) == len(trace.findall("{*}event"))
        assert [datetime.fromisoformat(one) for one in told] == sorted(datetime.fromisoformat(one) for one in told)
        moments += told
    assert all(one.endswith("+07:00") and len(one) == 29 for one in moments)
    assert sorted(moments) == sorted(row["happened"] for row in rows)
    people = {task.completed_by_name for task in tasks}
    assert not people & {cell for row in rows for cell in row.values()}
