"""``simpul walk CODE --out DIR``: plays one demo case of a procedure from start to end and leaves its files in DIR."""

from __future__ import annotations

import argparse
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time
from pathlib import Path

from django.conf import settings
from django.db import connection

from simpul.casework.walking.collecting import PlayedStep, collect
from simpul.casework.walking.playing import play
from simpul.cli.demo import seed
from simpul.cli.prepare import run as prepare
from simpul.cli.simulators.frame import HOST, server
from simpul.cli.simulators.table import simulators
from simpul.cli.speech import _, complain
from simpul.core.directory.models import Institution
from simpul.core.directory.officers import today_in
from simpul.core.procedures.models import Case, ProcedureVersion
from simpul.core.procedures.queries import in_force_everywhere, is_in_force
from simpul.core.signing.services import service_of
from simpul.rules.agreement_text.words import long_date

DONE, NO, MISUSE = 0, 1, 2
_TABLE = "procedures_case"


def run(argv: list[str]) -> int:
    """0 played; 1 the procedure is not in force there; 2 the institution is unknown or not a demo institution."""
    wanted = _parser().parse_args(argv)
    _make_ready()
    house = _house(wanted.code, wanted.institution)
    if isinstance(house, str):
        complain(house)
        return MISUSE
    version = _in_force(house, wanted.code)
    if isinstance(version, str):
        complain(version)
        return NO
    with _simulator(house):
        case = play(house, version)
    steps = collect(case, wanted.out)
    print(json.dumps(as_json(case, steps), ensure_ascii=False, indent=2) if wanted.json else as_text(case, steps))
    if not wanted.json:
        print(_("%(count)s files are in %(folder)s.", count=len(list(wanted.out.iterdir())), folder=str(wanted.out)))
    return DONE


@contextmanager
def _simulator(house: Institution) -> Iterator[None]:
    """The simulators in this process, for a house that signs through one while none runs beside it."""
    service = service_of(house.pk)
    if settings.SIMULATORS or not settings.DEMO or service is None or not service.simulated:
        yield
        return
    with server(simulators(settings.HOME), 0) as bound:
        threading.Thread(target=bound.serve_forever, args=(0.05,), daemon=True).start()
        settings.SIMULATORS = f"http://{HOST}:{bound.server_port}"
        try:
            yield
        finally:
            settings.SIMULATORS = ""
            bound.shutdown()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="simpul walk", description=_("Plays one demo case from start to end."))
    parser.add_argument("code", metavar="CODE", help=_("code of a published procedure"))
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help=_("folder for the files of the case"))
    parser.add_argument("--institution", metavar="CODE", help=_("demo institution; the procedure's own by default"))
    parser.add_argument("--json", action="store_true", help=_("answer as JSON"))
    return parser


def _make_ready() -> None:
    """A fresh installation gets its tables and its demo institutions first."""
    if _TABLE not in connection.introspection.table_names():
        prepare([])
    elif settings.DEMO:
        seed()


def _house(code: str, institution: str | None) -> Institution | str:
    """The institution to play in, or the sentence that says why there is none."""
    if institution is None:
        owners = Institution.objects.filter(is_demo=True, procedures__code=code).order_by("id")
        return owners.first() or _("No demo institution works by a procedure %(code)s.", code=code)
    found = Institution.objects.filter(code=institution).first()
    if found is None:
        return _("There is no institution with the code %(code)s.", code=institution)
    if not found.is_demo:
        return _(
            "%(name)s is not a demo institution: a played case would stand among its real ones. Nothing was done.",
            name=found.name,
        )
    return found


def _in_force(house: Institution, code: str) -> ProcedureVersion | str:
    """The version by which a case begins today, or the sentence that says why there is none."""
    version = next(iter(in_force_everywhere(institution=house.code, code=code)), None)
    if version is None:
        return _("%(name)s has not published a procedure %(code)s; `simpul sop list` shows what there is.",
                 name=house.short_name, code=code)  # fmt: skip
    if not is_in_force(version):
        day = long_date(version.effective_on or today_in(house))
        return _("Version %(version)s of %(code)s takes effect on %(day)s; no case can begin before.",
                 version=version.version, code=code, day=day)  # fmt: skip
    return version


def as_json(case: Case, steps: tuple[PlayedStep, ...]) -> dict[str, object]:
    """The published shape; slug, title, outcome and status are additions of ours."""
    return {
        "case": case.ticket, "slug": case.slug, "status": case.status, "steps": [step.as_data() for step in steps],
    }  # fmt: skip


def as_text(case: Case, steps: tuple[PlayedStep, ...]) -> str:
    """One line a step: number, round, what, who, begun, due, done."""
    head = (_("No."), _("Step"), _("Done by"), _("Begun"), _("Due"), _("Done"))
    rows = [head, *(_row(step) for step in steps)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([f"{case.ticket}  {case.title}", "", *lines, ""])


def _row(step: PlayedStep) -> tuple[str, ...]:
    again = f" ({_('round %(number)s', number=step.round)})" if step.round > 1 else ""
    return (step.no, f"{step.title}{again}", step.actor, _time(step.start), _time(step.due), _time(step.done))


def _time(moment: str | None) -> str:
    """A clock that runs from a date begins with that day: no hour was named."""
    if not moment:
        return "-"
    read = datetime.fromisoformat(moment)
    return f"{read:%d-%m-%Y}" if read.time() == time() else f"{read:%d-%m-%Y %H.%M}"
