"""``simpul import agreements FILE.xlsx``: agreements of the past, a report per row, all of it or nothing."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from django.conf import settings
from django.db import transaction

from simpul.adapters.scan_archive import unpacked
from simpul.casework.invariants.every import without_time_limit
from simpul.casework.past_imports import By, add_scan, begin, plan_of, sheet_of, take_over
from simpul.casework.past_matches import read as read_matches
from simpul.casework.past_matches import written
from simpul.cli.chosen_institution import institution_of
from simpul.cli.speech import _, complain, say
from simpul.core.directory.models import Institution
from simpul.features.agreements.models import ImportBatch, ImportPhase
from simpul.features.agreements.past_partners import Question
from simpul.features.agreements.past_plan import Answers, Line, Outcome, Plan
from simpul.features.agreements.past_scans import refused as refused_scans
from simpul.lib.actor import Actor
from simpul.lib.uploads import folder
from simpul.rules.refusals import N_, Refusal

DONE, NO, MISUSE = 0, 1, 2
BY = By(Actor("system", "simpul import agreements", "Simpul", "baris perintah"))
_WORDS: Mapping[Outcome, str] = {
    "ready": N_("taken over"),
    "scan": N_("scan added"),
    "same": N_("recorded before"),
    "open": N_("to be decided"),
    "skipped": N_("left out"),
    "refused": N_("refused"),
}
_STEPS: Mapping[ImportPhase, tuple[str, int]] = {
    ImportPhase.OPENING: (N_("%(number)s of %(all)s scans checked"), 20),
    ImportPhase.JUDGING: (N_("%(number)s of %(all)s rows checked"), 1_000),
    ImportPhase.WRITING: (N_("%(number)s of %(all)s rows recorded"), 1_000),
}
"""What is told, and after how many again where nobody sits at a terminal."""


class Progress:
    """How far it has come, beside the answer: one line written over on a terminal, else a line per so many."""

    def __init__(self) -> None:
        self._live = sys.stderr.isatty()
        self._told: tuple[ImportPhase, int] | None = None

    def __call__(self, phase: ImportPhase, done: int, total: int) -> None:
        words, every = _STEPS[phase]
        if self._live:
            # Back at the left edge, so that a line of the log that comes between is written over it, not behind it.
            end = "\r" if done < total else "\n"
            print(f"{_(words, number=done, all=total)}\x1b[K", end=end, file=sys.stderr, flush=True)
            return
        before = self._told[1] if self._told is not None and self._told[0] is phase and done >= self._told[1] else 0
        if done == total or done - before >= every:
            complain(_(words, number=done, all=total))
            self._told = (phase, done)


class _OnlyLooked(Exception):
    """Leaves the transaction of a run that was to write nothing."""


def run(argv: list[str]) -> int:
    """0 taken over, or nothing is left to decide; 1 something must be decided or mended first; 2 wrong use."""
    wanted = _parser().parse_args(argv)
    without_time_limit()
    try:
        institution = institution_of(wanted.institution)
        for path in (wanted.file, wanted.confirm):
            if path is not None and not path.is_file():
                raise Refusal("ORG-35", N_("There is no file %(file)s."), file=str(path))
        if wanted.scans is not None and not (wanted.scans.is_dir() or wanted.scans.is_file()):
            raise Refusal("IMP-25", N_("There is no folder %(folder)s."), folder=str(wanted.scans))
        if wanted.matches is not None and not wanted.matches.parent.is_dir():
            raise Refusal("IMP-25", N_("There is no folder %(folder)s."), folder=str(wanted.matches.parent))
        answers = read_matches(wanted.confirm) if wanted.confirm else Answers()
    except Refusal as refusal:
        complain(say(refusal))
        return MISUSE
    return _taken(wanted, institution, replace(answers, public=answers.public or wanted.public))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="simpul import", description=_("Agreements of the past."))
    acts = parser.add_subparsers(required=True, metavar="WHAT")
    about = _(
        "Without --confirm nothing is written: the report tells what would become of every row, and --matches writes "
        "the CSV in which a person decides. With --confirm every decided row is written, or none."
    )
    one = acts.add_parser("agreements", help=_("take in agreements from a spreadsheet"), description=about)
    one.add_argument("file", metavar="FILE.xlsx", type=Path)
    one.add_argument("--scans", metavar="DIR", type=Path, help=_("folder or ZIP of scans, named by the number"))
    one.add_argument("--confirm", metavar="MATCHES.csv", type=Path, help=_("the decisions of a person"))
    one.add_argument("--matches", metavar="OUT.csv", type=Path, help=_("write the decisions to be made"))
    one.add_argument("--public", action="store_true", help=_("show them in the public register"))
    one.add_argument("--institution", metavar="CODE", help=_("needed where there are several"))
    one.add_argument("--json", action="store_true", help=_("answer as JSON"))
    return parser


def _taken(wanted: argparse.Namespace, institution: Institution, answers: Answers) -> int:
    """One transaction from the sheet to the last row: a killed run leaves nothing."""
    found, refused, done, shown = None, None, False, Progress()
    try:
        with transaction.atomic():
            batch = begin(institution=institution, sheet=wanted.file, name=wanted.file.name, by=BY)
            _scans(batch, wanted.scans, shown)
            sheet = sheet_of(batch)
            found = plan_of(batch, answers, sheet, shown)
            if wanted.confirm is None:
                raise _OnlyLooked
            if found.count("ready", "scan") or not found.whole:
                take_over(batch, answers, BY, sheet, shown)
                done = True
            else:
                raise _OnlyLooked
    except _OnlyLooked:
        pass
    except Refusal as refusal:
        refused = refusal
    if found is None:
        complain(say(refused) if refused is not None else "")
        return NO
    if wanted.matches is not None:
        wanted.matches.write_text(written(found, answers), encoding="utf-8-sig")
    print(_as_json(found, done) if wanted.json else _printed(found, answers, done))
    if refused is not None:
        complain(say(refused))
    return DONE if done or (refused is None and not found.count("refused", "open", "ready", "scan")) else NO


def _scans(batch: ImportBatch, source: Path | None, shown: Progress) -> None:
    if source is not None and source.is_file():
        for one in unpacked(source, settings.SCANS_LIMIT_BYTES, folder(), settings.UPLOAD_LIMIT_BYTES):
            add_scan(batch, one.path, one.name, BY)
            shown(ImportPhase.OPENING, one.number, one.total)
        return
    files = sorted(path for path in source.iterdir() if path.is_file()) if source is not None else []
    for number, path in enumerate(files, 1):
        add_scan(batch, path, path.name, BY)
        shown(ImportPhase.OPENING, number, len(files))


def _as_json(plan: Plan, done: bool) -> str:
    counts = Counter(line.outcome for line in plan.lines)
    told = {
        "written": done,
        "counts": {outcome: counts[outcome] for outcome in _WORDS},
        "rows": [_row(line) for line in plan.lines],
        "partners": [_partner(each) for each in plan.asked],
        "scans_without_row": [scan.name for scan in plan.loose if scan.file_id is not None],
        "scans_refused": [
            {"name": name, "code": why.code, "text": say(why)} for name, why in refused_scans(plan.loose)
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def _row(line: Line) -> dict[str, object]:
    row = line.row
    return {
        "row": row.row,
        "number": row.number,
        "kind": row.kind,
        "parties": list(row.parties),
        "signed": row.signed.isoformat() if row.signed else None,
        "start": row.start.isoformat() if row.start else None,
        "end": row.end.isoformat() if row.end else None,
        "result": line.outcome,
        "scan": line.scan.name if line.scan is not None else None,
        "above": line.above.number if line.above is not None else None,
        "faults": [
            {
                "code": fault.kind.code,
                "kind": fault.name,
                "level": fault.level.value,
                "columns": list(fault.columns),
                "text": say(fault.refusal()),
            }
            for fault in row.faults
        ],
    }


def _partner(each: Question) -> dict[str, object]:
    near = [{"name": one.name, "score": round(one.score, 2), "known": one.known} for one in each.near]
    return {"written": each.written, "rows": list(each.rows), "suggested": each.suggested, "near": near}


def _printed(plan: Plan, answers: Answers, done: bool) -> str:
    lines = [text for line in plan.lines for text in _lines(line)]
    lines += [
        _("Partner “%(name)s”: suggested %(suggested)s", name=each.written, suggested=each.suggested)
        for each in plan.asked
        if each.written not in answers.partners
    ]
    lines += [_("Scan without a row: %(name)s", name=scan.name) for scan in plan.loose if scan.file_id is not None]
    refused = refused_scans(plan.loose)
    lines += [_("Scan refused: %(name)s: %(reason)s", name=name, reason=say(why)) for name, why in refused]
    counts = Counter(line.outcome for line in plan.lines)
    counted = ", ".join(f"{_(word)} {counts[outcome]}" for outcome, word in _WORDS.items())
    return "\n".join([*lines, counted, _("Written.") if done else _("Nothing was written.")])


def _lines(line: Line) -> list[str]:
    head = f"{line.row.row:>5}  {_(_WORDS[line.outcome]):16} {line.row.number or '-'}"
    scan = [f"       {_('Scan: %(name)s', name=line.scan.name)}"] if line.scan is not None else []
    return [head, *(f"       {', '.join(fault.columns)}: {say(fault.refusal())}" for fault in line.row.faults), *scan]
