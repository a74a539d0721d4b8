"""``simpul due``: the deadline of a standard time with every day counted and skipped; needs no database of itself."""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

from simpul.cli.due_words import explained
from simpul.cli.speech import _, complain, say
from simpul.lib.national_calendar import national_calendar
from simpul.rules.refusals import N_, Refusal
from simpul.rules.working_time import DEFAULT_ZONE, Calendar, Due, Pause, Standard, due, parse, zone

DONE, NO, MISUSE = 0, 1, 2
OUTSIDE_CALENDAR = "KAL-06"
NOT_A_TIME = N_("“%(text)s” is not a time. Write it like 2026-03-16T10:00+07:00.")
NOT_A_PAUSE = N_("“%(text)s” is not a pause. Write two times with a slash between them: FROM/TO.")
MISSING = N_('The option %(option)s is missing. Example: simpul due --from 2026-03-16T10:00+07:00 --standard "3 HK".')


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked on the command line, read and checked."""

    start: datetime
    standard: Standard
    calendar: Calendar
    units: int | None
    pauses: tuple[Pause, ...]


def run(argv: list[str]) -> int:
    """0 with the answer; 1 when it lies outside the calendar; 2 on wrong use."""
    wanted = _parser().parse_args(argv)
    try:
        question = _question(wanted)
        answer = due(question.start, question.standard, question.calendar, question.units, question.pauses)
    except Refusal as refusal:
        complain(say(refusal))
        return NO if refusal.code == OUTSIDE_CALENDAR else MISUSE
    if wanted.json:
        print(json.dumps(as_json(answer), ensure_ascii=False, indent=2))
    else:
        print(explained(answer, question.start, question.standard, question.calendar, question.pauses))
    return DONE


def as_json(answer: Due) -> dict[str, object]:
    """The published shape; times ISO 8601 with offset, ``due`` null when the standard has no clock."""
    return {
        "due": answer.due.isoformat() if answer.due else None,
        "counted": [day.isoformat() for day in answer.counted],
        "skipped": [{"date": skip.date.isoformat(), "reason": skip.reason.value} for skip in answer.skipped],
        "warnings": [_(caution.text, **caution.params) for caution in answer.warnings],
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="simpul due", description=_("Compute a deadline and explain every day."))
    parser.add_argument("--from", dest="start", metavar="TIME", help=_("start, e.g. 2026-03-16T10:00+07:00"))
    parser.add_argument(
        "--standard", metavar="TEXT", help=_("standard time, e.g. “3 HK”, “120 menit”, “hari yang sama”")
    )
    parser.add_argument("--zone", help=_("Asia/Jakarta, Asia/Makassar or Asia/Jayapura"))
    parser.add_argument("--institution", metavar="CODE", help=_("use the calendar of this institution"))
    parser.add_argument("--units", type=int, metavar="N", help=_("number of units, for a standard per unit"))
    parser.add_argument(
        "--pause", action="append", default=[], metavar="FROM/TO", help=_("the clock stood; may be repeated")
    )
    parser.add_argument("--json", action="store_true", help=_("answer as JSON"))
    return parser


def _question(wanted: argparse.Namespace) -> Question:
    for option, value in (("--from", wanted.start), ("--standard", wanted.standard)):
        if value is None:
            raise Refusal("KAL-21", MISSING, option=option)
    standard, calendar = parse(wanted.standard), _calendar(wanted.institution, wanted.zone)
    pauses = tuple(_pause(text, calendar) for text in wanted.pause)
    return Question(_moment(wanted.start, calendar), standard, calendar, wanted.units, pauses)


def _calendar(institution: str | None, zone_name: str | None) -> Calendar:
    """The institution's own calendar, else the national one; an asked zone wins over that of the institution."""
    if zone_name is not None:
        zone(zone_name)
    if institution is None:
        return national_calendar(zone_name or DEFAULT_ZONE)
    # Only now: without an institution nothing of Django is loaded.
    calendars = importlib.import_module("simpul.core.directory.calendars")
    calendar = cast(Callable[[str], Calendar], calendars.calendar_of)(institution)
    return replace(calendar, zone_name=zone_name) if zone_name else calendar


def _moment(text: str, calendar: Calendar) -> datetime:
    """An ISO time; one without an offset is on the wall clock of the calendar."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise Refusal("KAL-22", NOT_A_TIME, text=text) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=calendar.tz)


def _pause(text: str, calendar: Calendar) -> Pause:
    begin, slash, end = text.partition("/")
    if not slash:
        raise Refusal("KAL-23", NOT_A_PAUSE, text=text)
    return Pause(_moment(begin, calendar), _moment(end, calendar))


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
