"""``simpul sop log`` and ``simpul sop simulate``: what cases of a procedure did, and what one would do."""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, cast

from simpul.cli.speech import _, complain, say
from simpul.lib import clock
from simpul.lib.national_calendar import national_calendar
from simpul.rules.procedure.model import Procedure
from simpul.rules.procedure.simulation import Assumed, Simulated, check_assumed, simulate
from simpul.rules.refusals import N_, Refusal
from simpul.rules.working_time import DEFAULT_ZONE, Calendar

DONE, NO, MISUSE = 0, 1, 2
NOT_A_DATE = N_("“%(text)s” is not a date. Write it like 2026-12-01.")
NOT_A_NUMBER = N_("“%(text)s” is no number of units. Write a whole number from 1, for example --units 3.")
NOT_A_PAIR = N_("“%(text)s” is not understood. Write NAME=VALUE, for example telaah=minta_kelengkapan,terima.")
Loaded = Callable[[str, str | None, str | None], Procedure | None]


def names_file(what: str) -> bool:
    """Whether a CODE|FILE is meant as a file."""
    return what.endswith((".yaml", ".yml")) or Path(what).is_file()


def add_verbs(acts: Any, loaded: Loaded) -> None:
    """Add both verbs; ``loaded(what, version, institution)`` gives a procedure or has told why not."""
    log = acts.add_parser("log", help=_("the event log of a procedure's cases, for process mining"))
    log.add_argument("code", metavar="CODE")
    log.add_argument("--format", choices=("xes", "csv"), default="csv")
    log.add_argument("--institution", metavar="CODE", help=_("only the cases of this institution"))
    log.set_defaults(act=_log)
    simulating = acts.add_parser("simulate", help=_("one case as it would run if every step took its standard time"))
    simulating.add_argument("what", metavar="CODE|FILE")
    simulating.add_argument("--version", metavar="N", help=_("a published version; the newest by default"))
    simulating.add_argument("--institution", metavar="CODE",
                            help=_("count by the calendar of this institution; that of a published procedure's own by "
                                   "default, the national one for a file"))  # fmt: skip
    simulating.add_argument("--from", dest="start", metavar="TIME", help=_("start, e.g. 2026-03-16T10:00+07:00"))
    simulating.add_argument("--choose", action="append", default=[], metavar="STEP=OUTCOME,...",
                            help=_("decisions of a step round by round; may be repeated"))  # fmt: skip
    simulating.add_argument("--answer", action="append", default=[], metavar="FIELD=ANSWER",
                            help=_("a choice that conditions read, or the date (2026-12-01) from which a step's time "
                                   "runs; may be repeated"))  # fmt: skip
    simulating.add_argument("--began", metavar="LANE", default="", help=_("the lane that begins the case"))
    simulating.add_argument("--units", default="1", metavar="N",
                            help=_("number of units, for a standard per unit"))  # fmt: skip
    simulating.add_argument("--json", action="store_true", help=_("answer as JSON"))
    simulating.set_defaults(act=lambda wanted: _simulate(wanted, loaded))


def _log(wanted: argparse.Namespace) -> int:
    # Only now: what a file needs must not wait for Django.
    room: Any = importlib.import_module("simpul.core.procedures.event_log")
    try:
        room.check_log(code=wanted.code, institution=wanted.institution)
    except Refusal as refusal:
        complain(say(refusal))
        return NO
    rows = room.events(code=wanted.code, institution=wanted.institution)
    parts = room.csv_lines(rows) if wanted.format == "csv" else room.xes_parts(wanted.code, rows)
    # As they are: a table of this kind ends its lines in CR LF on every machine.
    for part in parts:
        sys.stdout.buffer.write(part.encode())
    sys.stdout.buffer.flush()
    return DONE


def _simulate(wanted: argparse.Namespace, loaded: Loaded) -> int:
    procedure = loaded(wanted.what, wanted.version, _own(wanted))
    if procedure is None:
        return NO
    try:
        house = _house(wanted)
        calendar = _calendar(house)
        begun = _moment(wanted.start) if wanted.start else clock.now()
        if begun.tzinfo is None:
            begun = begun.replace(tzinfo=calendar.tz)
        assumed = _assumed(wanted, procedure)
        entries = tuple(simulate(procedure, begun, calendar, assumed))
    except Refusal as refusal:
        complain(say(refusal))
        return MISUSE
    if wanted.json:
        print(_as_json(entries, house, calendar, _taken(procedure, wanted)))
    else:
        print("\n".join([*_rows(entries, calendar), *_footing(house, calendar, _taken(procedure, wanted))]))
    return DONE


def _own(wanted: argparse.Namespace) -> str | None:
    """The institution whose text is meant; a file is the same for all."""
    return None if names_file(wanted.what) else wanted.institution


def _house(wanted: argparse.Namespace) -> str:
    """The institution whose calendar counts; "" the national one."""
    if wanted.institution or names_file(wanted.what):
        return wanted.institution or ""
    # Only now: what a file needs must not wait for Django.
    queries: Any = importlib.import_module("simpul.core.procedures.queries")
    return str(queries.procedure_house(wanted.what, wanted.version))


def _calendar(house: str) -> Calendar:
    if not house:
        return national_calendar(DEFAULT_ZONE)
    calendars: Any = importlib.import_module("simpul.core.directory.calendars")
    return cast(Calendar, calendars.calendar_of(house))


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise Refusal(
            "KAL-22", N_("“%(text)s” is not a time. Write it like 2026-03-16T10:00+07:00."), text=text
        ) from None


def _pairs(texts: Sequence[str]) -> Mapping[str, str]:
    found = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals or not name or not value:
            raise Refusal("SOP-61", NOT_A_PAIR, text=text)
        found[name] = value
    return found


def _first_choices(procedure: Procedure) -> dict[str, str]:
    """What is assumed of a question that must be answered, or whose answer names a lane: its first choice."""
    naming = {condition.field for condition in procedure.conditions if condition.lanes}
    fields = (field for step in procedure.steps for field in step.fields if field.kind == "pilihan")
    return {field.id: field.choices[0].id for field in fields if field.required or field.id in naming}


def _units(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or not 0 < int(text) < 1_000_000:
        raise Refusal("SOP-66", NOT_A_NUMBER, text=text)
    return int(text)


def _assumed(wanted: argparse.Namespace, procedure: Procedure) -> Assumed:
    """What was given, and the first lane as beginner; an optional question that was not answered has no answer."""
    began = wanted.began or procedure.by_id[procedure.start].performer.lanes[0]
    answers = _pairs(wanted.answer)
    facts = {
        "jawaban": {
            **_first_choices(procedure),
            **{name: text for name, text in answers.items() if name not in procedure.clock_dates},
        },
        "pemrakarsa": {"lajur": began, "unit": ""},
        "unit": dict.fromkeys(procedure.chosen_lanes, ("unit",)),
    }
    dates = {name: _date(text) for name, text in answers.items() if name in procedure.clock_dates}
    answers = {name: text for name, text in answers.items() if name not in dates}
    choices = {step: tuple(value.split(",")) for step, value in _pairs(wanted.choose).items()}
    assumed = Assumed(choices, facts, _units(wanted.units), dates)
    check_assumed(procedure, assumed, wanted.began or procedure.lanes[0].id, answers)
    return assumed


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refusal("SOP-65", NOT_A_DATE, text=text) from None


def _taken(procedure: Procedure, wanted: argparse.Namespace) -> Mapping[str, str]:
    """The answers that conditions read and that nobody gave."""
    given = _pairs(wanted.answer)
    first = _first_choices(procedure)
    return {name: first[name] for name in sorted(procedure.asked & first.keys() - given.keys())}


def _as_json(entries: Sequence[Simulated], house: str, calendar: Calendar, taken: Mapping[str, str]) -> str:
    rows = [
        {"step": one.step, "no": one.no, "title": one.title, "round": one.round, "outcome": one.outcome,
         "standard": one.standard, "begun": one.begun.isoformat(), "due": one.due.isoformat() if one.due else None}
        for one in entries
    ]  # fmt: skip
    zone = {"institution": house, "zone": calendar.zone_name}
    return json.dumps({"calendar": zone, "assumed": taken, "entries": rows}, ensure_ascii=False, indent=2)


def _rows(entries: Sequence[Simulated], calendar: Calendar) -> list[str]:
    """One line for each entry, in columns as wide as what stands in them."""
    cells = [_cells(one, calendar) for one in entries]
    widths = [max(len(row[place]) for row in cells) for place in range(len(cells[0]))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]


def _cells(one: Simulated, calendar: Calendar) -> tuple[str, ...]:
    again = f" ({_('round %(number)s', number=one.round)})" if one.round > 1 else ""
    due = f"{calendar.local(one.due):%d-%m-%Y %H.%M}" if one.due else "-"
    return one.no, one.title + again, one.standard, due, one.outcome


def _footing(house: str, calendar: Calendar, taken: Mapping[str, str]) -> Iterator[str]:
    whose = _("the calendar of %(institution)s", institution=house) if house else _("the national calendar")
    yield _("Counted by %(calendar)s, %(zone)s.", calendar=whose, zone=calendar.zone_name)
    if taken:
        answers = ", ".join(f"{name}={choice}" for name, choice in taken.items())
        yield _("Assumed, because it was not given with --answer: %(answers)s.", answers=answers)
