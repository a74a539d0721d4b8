"""A due time in words: one line for each day from the start to the deadline."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from babel.dates import format_date

from simpul.cli.speech import _
from simpul.rules.refusals import N_
from simpul.rules.working_time import Calendar, Due, Pause, Reason, Standard, Unit
from simpul.rules.working_time.explanation import office_time
from simpul.rules.working_time.pauses import merged

REASONS: Mapping[Reason, str] = {
    Reason.WEEKEND: N_("weekend"),
    Reason.HOLIDAY: N_("national holiday"),
    Reason.JOINT_LEAVE: N_("joint leave"),
    Reason.OWN_HOLIDAY: N_("the institution's own holiday"),
    Reason.PAUSE: N_("the clock stood (pause)"),
}


def explained(answer: Due, start: datetime, standard: Standard, calendar: Calendar, pauses: Sequence[Pause]) -> str:
    """The whole answer as text for a terminal."""
    lines = [
        _("Standard time: %(standard)s", standard=standard.text),
        _("Start: %(moment)s", moment=_time(start, calendar)),
    ]
    if answer.due is None:
        return "\n".join([*lines, _("Due: none, this standard has no clock")])
    lines.append(_("Due: %(moment)s", moment=_time(answer.due, calendar)))
    days = {day: _counted(number, day, answer, start, standard, calendar, pauses) for number, day in _numbered(answer)}
    days |= {skip.date: _skipped(skip.date, skip.reason, calendar) for skip in answer.skipped}
    lines += ["", *(f"  {_date(day)}: {days[day]}" for day in sorted(days))]
    cautions = [_("Warning: %(text)s", text=_(each.text, **each.params)) for each in answer.warnings]
    return "\n".join([*lines, *([""] if cautions else []), *cautions])


def _numbered(answer: Due) -> list[tuple[int, date]]:
    return list(enumerate(answer.counted, start=1))


def _counted(
    number: int,
    day: date,
    answer: Due,
    start: datetime,
    standard: Standard,
    calendar: Calendar,
    pauses: Sequence[Pause],
) -> str:
    if standard.unit is Unit.MINUTE and answer.due:
        held = [pause for pause in merged(pauses, start) if pause.start <= answer.due]
        minutes = office_time(day, start, answer.due, calendar, held) // timedelta(minutes=1)
        return _("counted, %(minutes)s office minutes", minutes=minutes)
    if standard.unit in (Unit.WORKING_DAY, Unit.DAY):
        return _("counted, day %(number)s of %(total)s", number=number, total=standard.amount)
    return _("counted")


def _skipped(day: date, reason: Reason, calendar: Calendar) -> str:
    name = calendar.name(day) if reason in (Reason.HOLIDAY, Reason.JOINT_LEAVE, Reason.OWN_HOLIDAY) else ""
    told = _(REASONS[reason])
    return _("skipped, %(reason)s", reason=f"{told} ({name})" if name else told)


def _date(day: date) -> str:
    return format_date(day, "EEEE, d MMMM y", locale=os.environ.get("SIMPUL_LANG", "id"))


def _time(moment: datetime, calendar: Calendar) -> str:
    here = calendar.local(moment)
    return _("%(date)s at %(time)s %(zone)s", date=_date(here.date()), time=f"{here:%H.%M}", zone=here.tzname())
