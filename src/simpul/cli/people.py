"""``simpul people import FILE.xlsx``: officers with units, lanes and dates; a report per row, and nothing half done."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path

from simpul.cli.chosen_institution import institution_of
from simpul.cli.speech import _, complain, say
from simpul.core.directory.import_people import Report, Result, Told, import_people
from simpul.core.directory.imports import COLUMNS, read
from simpul.lib.actor import Actor
from simpul.rules.refusals import N_, Refusal

DONE, NO, MISUSE = 0, 1, 2
BY = Actor("system", "simpul people import", "Simpul", "baris perintah")
_WORDS: Mapping[Result, str] = {
    "added": N_("added"),
    "changed": N_("changed"),
    "same": N_("unchanged"),
    "refused": N_("refused"),
}


def run(argv: list[str]) -> int:
    """0 taken over; 1 at least one row was refused and nothing was written; 2 wrong use."""
    wanted = _parser().parse_args(argv)
    try:
        institution = institution_of(wanted.institution)
        rows = read(_existing(wanted.file))
    except Refusal as refusal:
        complain(say(refusal))
        return MISUSE
    report = import_people(institution=institution, rows=rows, by=BY, invite=not wanted.no_mail, write=not wanted.check)
    print(_as_json(report) if wanted.json else _printed(report))
    return NO if report.count("refused") else DONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="simpul people", description=_("People of an institution."))
    acts = parser.add_subparsers(required=True, metavar="ACT")
    importing = acts.add_parser(
        "import",
        help=_("take in officers from a spreadsheet"),
        description=_("Columns of the first row, in any order: %(names)s.", names=", ".join(COLUMNS)),
    )
    importing.add_argument("file", metavar="FILE.xlsx", type=Path)
    importing.add_argument("--institution", metavar="CODE", help=_("needed where there are several"))
    importing.add_argument("--check", action="store_true", help=_("only say what would happen"))
    importing.add_argument("--no-mail", action="store_true", help=_("do not mail the links for the first password"))
    importing.add_argument("--json", action="store_true", help=_("answer as JSON"))
    return parser


def _existing(path: Path) -> Path:
    if not path.is_file():
        raise Refusal("ORG-35", N_("There is no file %(file)s."), file=str(path))
    return path


def _as_json(report: Report) -> str:
    rows = [
        {
            "row": told.row.number,
            "email": told.row["email"],
            "result": told.result,
            "faults": [{"code": fault.code, "text": say(fault)} for fault in told.faults],
        }
        for told in report.rows
    ]
    return json.dumps({"written": report.written, "rows": rows}, ensure_ascii=False, indent=2)


def _printed(report: Report) -> str:
    lines = [line for told in report.rows for line in _lines(told)]
    counted = ", ".join(f"{_(word)} {report.count(result)}" for result, word in _WORDS.items())
    return "\n".join([*lines, counted, _("Written.") if report.written else _("Nothing was written.")])


def _lines(told: Told) -> list[str]:
    head = f"{told.row.number:>4}  {_(_WORDS[told.result]):10} {told.row['email']}"
    return [head, *(f"      {say(fault)}" for fault in told.faults)]
