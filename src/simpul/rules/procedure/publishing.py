"""What only shows when a file is published: lanes that nobody is in, a version that goes backwards, forms that need a
partner's request where none can be."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from simpul.rules.agreement_text.words import long_date
from simpul.rules.procedure.faults import WHOLE_FILE, Fault, Path
from simpul.rules.procedure.model import NOT_IN_SOURCE, Procedure
from simpul.rules.procedure.source import lines_of
from simpul.rules.procedure.vocabulary import ROUND
from simpul.rules.refusals import N_

PARTNER = "mitra"
"""The lane that is never anybody's of the institution."""

FORMS_OF_REQUEST = frozenset(
    {
        "penerimaan", "srikandi", "disposisi", "telaah", "surat_balasan", "surat_penolakan", "koordinasi", "penyusunan",
        "telaah_hukum", "perundingan", "penomoran", "ruang_tanda_tangan", "pengarsipan",
    }
)  # fmt: skip
"""Forms of steps that work on what a partner has asked for: there is nothing for them to do in any other case."""

_PART = re.compile(r"\d+|[A-Za-z]+")


def check_lanes(procedure: Procedure, staffed: Collection[str], text: str = "") -> list[Fault]:
    """The lanes that some step needs and that nobody holds. ``staffed``: ids of lanes with people, and of those that
    need none (the partner's). ``text``: the file, for the lines; without it every fault stands in line 1."""
    lines = lines_of(text)
    faults = []
    for place, lane in enumerate(procedure.lanes):
        steps = [step.no for step in procedure.steps if lane.id in step.performer.lanes]
        if steps and lane.id and lane.id not in staffed:
            said = {"name": lane.name, "steps": ", ".join(steps)}
            reason = N_("Nobody is in the lane “%(name)s”, which does the steps %(steps)s.")
            faults.append(Fault(lines.get(("pelaksana", place), 1), WHOLE_FILE, f"pelaksana.{place + 1}", reason, said))
    return faults


def check_units(procedure: Procedure, lanes: Collection[str], text: str = "") -> list[Fault]:
    """The lanes of "each unit" steps in which nobody stands for a unit: such a step could never be chosen for.

    ``lanes``: ids of the lanes in which somebody does. ``text``: the file, for the lines.
    """
    lines = lines_of(text)
    names = {lane.id: (place, lane.name) for place, lane in enumerate(procedure.lanes)}
    faults = []
    for step in procedure.steps:
        wanting = step.performer.lanes if step.performer.mode == "masing_masing" else ()
        for place, name in (names[lane] for lane in wanting if lane not in lanes and lane in names):
            reason = N_("Step %(no)s is for each unit, but nobody stands in the lane “%(name)s” for a unit of its own.")
            where = lines.get(("pelaksana", place), 1)
            faults.append(Fault(where, step.id, f"pelaksana.{place + 1}", reason, {"no": step.no, "name": name}))
    return faults


def check_version(version: str, published: Sequence[str], text: str = "") -> list[Fault]:
    """A new version must be higher than all that are published. ``text``: the file, for the line."""
    latest = max(published, key=version_key, default="")
    if not latest or version_key(version) > version_key(latest):
        return []
    reason = N_("The version “%(version)s” must be higher than “%(latest)s”, which is published already.")
    line = lines_of(text).get(("versi",), 1)
    return [Fault(line, WHOLE_FILE, "versi", reason, {"version": version, "latest": latest})]


def check_subprocedures(procedure: Procedure, published: Collection[str], text: str = "") -> list[Fault]:
    """The parts that are no published procedure of the institution: their steps could never open.

    ``published``: the codes of those that are. ``text``: the file, for the lines.
    """
    lines = lines_of(text)
    reason = N_("“%(code)s” is not published in this institution; publish it first, or step %(no)s cannot open.")
    return [
        Fault(
            _line(lines, place, "subprosedur"), step.id, "subprosedur", reason,
            {"code": step.subprocedure, "no": step.no},
        )
        for place, step in enumerate(procedure.steps)
        if step.subprocedure and step.subprocedure not in (*published, procedure.code)
    ]  # fmt: skip


def check_intake(procedure: Procedure, takes_requests: bool, intake: str, text: str = "") -> list[Fault]:
    """A partner's request is there where a form works on it: what it needs only the intake procedure has, and nothing
    but a request begins a case of that.

    ``takes_requests``: whether it is the institution's intake procedure; ``intake``: the code of that, "" where there
    is none. ``text``: the file, for the lines.
    """
    lines = lines_of(text)
    own = _rounds_of_requests(procedure, lines) if takes_requests else _forms_of_request(procedure, lines)
    return [*own, *_parts_of_requests(procedure, intake, lines)]


def _rounds_of_requests(procedure: Procedure, lines: Mapping[Path, int]) -> list[Fault]:
    if not procedure.period:
        return []
    reason = N_("A case of the intake procedure begins with a partner's request, so “%(name)s” cannot begin one.")
    return [Fault(lines.get(("pengatur_waktu",), 1), WHOLE_FILE, "pengatur_waktu", reason, {"name": ROUND})]


def _parts_of_requests(procedure: Procedure, intake: str, lines: Mapping[Path, int]) -> list[Fault]:
    reason = N_("“%(code)s” begins with a partner's request, so it cannot be part of another procedure.")
    return [
        Fault(_line(lines, place, "subprosedur"), step.id, "subprosedur", reason, {"code": intake})
        for place, step in enumerate(procedure.steps)
        if step.subprocedure and step.subprocedure == intake
    ]


def _forms_of_request(procedure: Procedure, lines: Mapping[Path, int]) -> list[Fault]:
    reason = N_(
        "The form “%(form)s” works on a partner's request, which only the intake procedure of the institution has. "
        "Use “umum” with fields of your own."
    )
    return [
        Fault(_line(lines, place, "formulir"), step.id, "formulir", reason, {"form": step.form})
        for place, step in enumerate(procedure.steps)
        if step.form in FORMS_OF_REQUEST
    ]


def _line(lines: Mapping[Path, int], place: int, key: str) -> int:
    return lines.get(("langkah", place, key)) or lines.get(("langkah", place), 1)


def other_printed_day(procedure: Procedure, day: date) -> str:
    """What the sheet prints as its effective date where that is not ``day``; "" where it prints this one, or none."""
    printed = procedure.identity.effective_on
    return "" if printed.casefold() in ("", "-", NOT_IN_SOURCE, long_date(day).casefold()) else printed


def next_version(published: Sequence[str]) -> str:
    """The next whole number after all that are published; "1" where nothing is."""
    latest = max(published, key=version_key, default="")
    found = re.match(r"\D*(\d+)", latest)
    return str(int(found[1]) + 1) if found else "1"


def version_key(version: str) -> tuple[tuple[int, int, str], ...]:
    """By dotted numbers: 1.9 comes before 1.10, 2 is 2.0, and letters stand before any number (2.rc before 2)."""
    parts = list(_parts(version))
    while parts and parts[-1] == (1, 0, ""):
        parts.pop()
    return (*parts, (1, 0, ""))


def _parts(version: str) -> Iterator[tuple[int, int, str]]:
    for part in _PART.findall(version):
        yield (1, int(part), "") if part.isdigit() else (0, 0, part.lower())
