"""Whether the evaluation of an agreement is closed: what the rounds of monitoring here say of it, else a stated ground.

A round is a case of a procedure whose cases begin by the calendar; it evaluates the agreements whose number stands in
what its steps recorded. No code of a procedure and no name of a field is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from django.db.models import TextField
from django.db.models.functions import Cast

from simpul.core.directory.calendars import calendar_for
from simpul.core.procedures.models import Case, CaseStatus, Task, TaskState
from simpul.features.agreements.models import Agreement
from simpul.rules.agreement_text.words import long_date
from simpul.rules.refusals import N_, Refusal

REPORT, NONE_DUE = "laporan", "tidak_ada"
GROUNDS: Mapping[str, str] = {
    REPORT: N_("By a report that is kept outside Simpul"),
    NONE_DUE: N_("No evaluation was due"),
}
"""How an evaluation that Simpul does not know was closed: code -> msgid."""
_STATED = {REPORT: "Laporan di luar Simpul", NONE_DUE: "Tanpa evaluasi"}


def evaluations_of(agreement: Agreement) -> list[Case]:
    """Rounds that name it by its number and still run, or ended when it was over; the newest first."""
    if not agreement.numbered:
        return []
    done = Task.objects.filter(
        institution_id=agreement.institution_id, state=TaskState.DONE,
        case__procedure_version__procedure__round_plan__isnull=False,
        case__status__in=(CaseStatus.RUNNING, CaseStatus.FINISHED),
    )  # fmt: skip
    named = done.annotate(words=Cast("data", TextField())).filter(words__contains=agreement.numbered)
    # "1/PKS" must not be found in "11/PKS" or in "1/PKS/2"
    whole = re.compile(rf"(?<![\w/.-]){re.escape(agreement.numbered)}(?![\w/-])")
    cases = {task.case_id for task in named if any(whole.search(words) for words in _strings(task.data))}
    rounds = Case.objects.filter(pk__in=cases).order_by("-started_at", "-pk")
    last = agreement.ends_on or date.max
    return [one for one in rounds if one.status == CaseStatus.RUNNING or ended_on(one) >= last]


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)


def basis_of(agreement: Agreement, on: date, ground: str, said: str) -> str:
    """On what ground the file is closed on that day, in words that are kept: the rounds that ended, else what is
    stated; "" where nothing is. Raises Refusal ARS-83 (a round still runs), ARS-84 (the day is before its end), ARS-85
    (no such ground)."""
    rounds = evaluations_of(agreement)
    running = next((one for one in rounds if one.status == CaseStatus.RUNNING), None)
    if running is not None:
        raise Refusal(
            "ARS-83", N_("Its evaluation, case %(ticket)s, still runs. The file is closed when that has ended."),
            ticket=running.ticket,
        )  # fmt: skip
    if rounds:
        return _ended(agreement, rounds, on, said.strip())
    if ground not in GROUNDS:
        raise Refusal("ARS-85", N_("Choose how the evaluation was closed, or that none was due."))
    return f"{_STATED[ground]}: {said.strip()}" if said.strip() else ""


def _ended(agreement: Agreement, rounds: Sequence[Case], on: date, said: str) -> str:
    days = {one: ended_on(one) for one in rounds}
    last = max(days, key=lambda one: days[one])
    if on < days[last]:
        raise Refusal(
            "ARS-84", N_("Its evaluation, case %(ticket)s, ended on %(day)s. The file is closed then or later."),
            ticket=last.ticket, day=days[last],
        )  # fmt: skip
    told = f"Evaluasi di Simpul: perkara {last.ticket}, selesai {long_date(days[last])}"
    return f"{told}. {said}" if said else told


def ended_on(case: Case) -> date:
    """Of a finished case, the day at the institution."""
    assert case.ended_at is not None
    return calendar_for(case.institution_id).local(case.ended_at).date()
