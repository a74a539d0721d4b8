"""A second, slow reading of the working-time rules: it walks days one by one and minutes one by one.

It imports nothing of the program, so that the two can only agree by meaning the same. Times are whole minutes.
A calendar here is a plain dict: zone (IANA name), hours and ramadan_hours (weekday -> list of (from, until) minutes),
ramadan (list of (first, last)), holidays, joint_leave, own (sets of dates), joint_leave_counts, receipt_counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
Plan = dict[str, Any]


def open_minutes(day: date, plan: Plan) -> list[int]:
    """The minutes of the day in which the office is open, kept per day once worked out."""
    known: dict[date, list[int]] = plan.setdefault("known", {})
    if day not in known:
        fasting = any(first <= day <= last for first, last in plan["ramadan"])
        hours = plan["ramadan_hours" if fasting else "hours"].get(day.weekday(), [])
        joint = day in plan["joint_leave"] and not plan["joint_leave_counts"]
        off = day in plan["holidays"] or joint or day in plan["own"]
        known[day] = [] if off else [m for first, last in hours for m in range(first, last)]
    return known[day]


def close(day: date, plan: Plan) -> datetime:
    """A minute after the last open minute."""
    last = open_minutes(day, plan)[-1]
    return datetime.combine(day, time(last // 60, last % 60), ZoneInfo(plan["zone"])) + MINUTE


def roll(day: date, plan: Plan) -> date:
    while not open_minutes(day, plan):
        day += DAY
    return day


def ticks(start: datetime, plan: Plan) -> Iterator[datetime]:
    """Every open minute from ``start`` on, for ever."""
    day = start.date()
    while True:
        midnight = datetime.combine(day, time(), start.tzinfo)
        for minute in open_minutes(day, plan):
            moment = midnight + minute * MINUTE
            if moment >= start:
                yield moment
        day += DAY


def merge(pauses: list[tuple[datetime, datetime]], start: datetime) -> list[list[datetime]]:
    result: list[list[datetime]] = []
    for begin, end in sorted(pauses):
        begin = max(begin, start)
        if begin < end and result and begin <= result[-1][1]:
            result[-1][1] = max(result[-1][1], end)
        elif begin < end:
            result.append([begin, end])
    return result


def due_hk(start: datetime, n: int, plan: Plan, pauses: list[list[datetime]]) -> datetime:
    day = start.date()
    if plan["receipt_counts"] and open_minutes(day, plan) and start < close(day, plan):
        n -= 1
    day = _walk(day, n, plan)
    for begin, end in pauses:
        if begin > close(day, plan):
            break
        inside, other = 0, begin.date()
        while other <= end.date():
            inside += bool(open_minutes(other, plan)) and begin <= close(other, plan) < end
            other += DAY
        day = _walk(day, inside, plan)
    return close(day, plan)


def _walk(day: date, n: int, plan: Plan) -> date:
    while n:
        day += DAY
        n -= bool(open_minutes(day, plan))
    return day


def due_hari(start: datetime, n: int, plan: Plan, pauses: list[list[datetime]]) -> datetime:
    day = start.date()
    for _ in range(n):
        day += DAY
    day = roll(day, plan)
    for begin, end in pauses:
        if begin > close(day, plan):
            break
        other = begin.date()
        while other <= end.date():
            midnight = datetime.combine(other, time(), begin.tzinfo)
            if begin <= midnight < end:
                day += DAY
            other += DAY
        day = roll(day, plan)
    return close(day, plan)


def due_same_day(start: datetime, plan: Plan, pauses: list[list[datetime]]) -> datetime:
    day = start.date()
    if not open_minutes(day, plan) or start >= close(day, plan):
        day = roll(day + DAY, plan)
    for begin, end in pauses:
        if begin > close(day, plan):
            break
        other = end.date()
        if not open_minutes(other, plan) or end > close(other, plan):
            other = roll(other + DAY, plan)
        day = max(day, other)
    return close(day, plan)


def days_past_same_day(start: datetime, until: datetime, plan: Plan, pauses: list[tuple[datetime, datetime]]) -> int:
    """The working days after the one on which it was to be done, up to the end; ``until`` cuts what still waits."""
    zone = ZoneInfo(plan["zone"])
    until = until.astimezone(zone)
    day = due(start, 1, "hari yang sama", plan, [(a, min(b, until)) for a, b in pauses]).date()
    late = 0
    while day < until.date():
        day += DAY
        late += bool(open_minutes(day, plan))
    return late


def due_minutes(start: datetime, n: int, plan: Plan, pauses: list[list[datetime]]) -> datetime:
    due = _advance(start, n, plan)
    for begin, end in pauses:
        if begin > due:
            break
        inside = 0
        for tick in ticks(begin, plan):
            if tick >= end:
                break
            inside += 1
        due = _advance(due, inside, plan)
    return due


def _advance(moment: datetime, n: int, plan: Plan) -> datetime:
    """A minute after the n-th open minute from ``moment`` on."""
    if n:
        for tick in ticks(moment, plan):
            n -= 1
            if not n:
                return tick + MINUTE
    return moment


def due(start: datetime, n: int, unit: str, plan: Plan, pauses: list[tuple[datetime, datetime]]) -> datetime:
    """The due time on the wall clock of the plan's zone."""
    zone = ZoneInfo(plan["zone"])
    start = start.astimezone(zone)
    if unit == "jam kalender":
        return start + n * timedelta(hours=1)
    held = merge([(a.astimezone(zone), b.astimezone(zone)) for a, b in pauses], start)
    if unit == "hari yang sama":
        return due_same_day(start, plan, held)
    return {"HK": due_hk, "hari": due_hari, "menit": due_minutes}[unit](start, n, plan, held)
