"""The decisions on a sheet of old agreements as a CSV that a person fills in (MATCHES.csv).

Columns: ``hal`` (mitra, baris, induk, register), ``kunci`` (the name or row), ``tertulis``, ``saran``, ``skor`` and
``keputusan``, which alone is read back.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from simpul.features.agreements.past_partners import NEW, PERSON
from simpul.features.agreements.past_plan import LEAVE, TAKE, Answers, Plan
from simpul.lib.cells import inert
from simpul.rules.past_agreements.faults import Level
from simpul.rules.refusals import N_, Refusal

COLUMNS = ("hal", "kunci", "tertulis", "saran", "skor", "keputusan")
PARTNER, ROW, ABOVE, REGISTER = "mitra", "baris", "induk", "register"
YES, NO = "ya", "tidak"


def written(plan: Plan, answers: Answers) -> str:
    """The file to be filled in: one line for every decision, what was decided before already in it."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    for line in _lines(plan, answers):
        writer.writerow([inert(cell) for cell in line])
    return stream.getvalue()


def _lines(plan: Plan, answers: Answers) -> Iterator[tuple[str, ...]]:
    for each in plan.asked:
        score = str(each.near[0].percent) if each.near and each.suggested != NEW else ""
        said = answers.partners.get(each.written, "")
        yield PARTNER, each.written, f"baris {', '.join(map(str, each.rows[:10]))}", each.suggested, score, said
    for line in plan.lines:
        row = line.row
        if line.outcome == "refused" or row.level is not Level.CHECKED:
            continue
        names = ", ".join(fault.name for fault in row.faults if fault.level is Level.CHECKED)
        yield ROW, str(row.row), f"{row.number} {row.title}", names, "", answers.rows.get(row.row, "")
    for line in plan.lines:
        if line.above is not None and not line.row.is_addendum and line.outcome in ("open", "ready"):
            said = YES if line.row.row in answers.above else ""
            yield ABOVE, str(line.row.row), line.row.number, line.above.number, "", said
    yield REGISTER, "publik", "tampil di register publik", "", "", YES if answers.public else NO


def read(path: Path) -> Answers:
    """What a person decided. Raises Refusal IMP-09 for a file or a decision that is none."""
    partners: dict[str, str] = {}
    rows: dict[int, str] = {}
    above: set[int] = set()
    public = False
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            sample = stream.readline()
            stream.seek(0)
            found = list(csv.DictReader(stream, delimiter=";" if sample.count(";") > sample.count(",") else ","))
    except (OSError, UnicodeDecodeError, csv.Error):
        raise Refusal("IMP-09", N_("%(file)s is no CSV of decisions."), file=path.name) from None
    for number, line in enumerate(found, 2):
        what, key, said = ((line.get(name) or "").strip() for name in ("hal", "kunci", "keputusan"))
        key = key.removeprefix("'")
        if not said:
            continue
        if what == PARTNER:
            partners[key] = said.casefold() if said.casefold() in (NEW, PERSON) else " ".join(said.split())
            if said.casefold() == YES:
                partners[key] = (line.get("saran") or "").strip().removeprefix("'") or NEW
        elif what == ROW and key.isdigit() and said.casefold() in (TAKE, LEAVE, YES, NO):
            rows[int(key)] = TAKE if said.casefold() in (TAKE, YES) else LEAVE
        elif what == ABOVE and key.isdigit() and said.casefold() in (YES, NO):
            above |= {int(key)} if said.casefold() == YES else set()
        elif what == REGISTER and said.casefold() in (YES, NO):
            public = said.casefold() == YES
        else:
            raise Refusal(
                "IMP-09", N_("Line %(line)s of %(file)s is no decision: “%(said)s”."),
                line=number, file=path.name, said=said,
            )  # fmt: skip
    return Answers(partners, rows, frozenset(above), public)
