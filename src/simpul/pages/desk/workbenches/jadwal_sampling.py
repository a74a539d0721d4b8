"""A sampling date is fixed: the other open requests for that date, and which of two goes first and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from simpul.core.directory.officers import Officer
from simpul.core.procedures.by_role import answers_by_role
from simpul.core.procedures.models import Case, Task
from simpul.rules.priority import Claim, Ground, Verdict, judge
from simpul.rules.procedure.model import Step
from simpul.rules.procedure.vocabulary import WANTED_DATE

ASKED, KIND = "tanggal_permintaan", "jenis_customer"
INTERNAL = "internal"
GROUNDS: Mapping[Ground, object] = {
    Ground.INTERNAL: gettext_lazy(
        "no more than one week lies between the requests, so the internal customer goes first"
    ),
    Ground.EARLIER: gettext_lazy("two weeks or more lie between the requests, so the earlier one goes first"),
    Ground.SAME_KIND: gettext_lazy("both customers are of one kind, so the earlier request goes first"),
    Ground.SAME_DAY: gettext_lazy("customers of one kind asked on the same day: you decide, with your reason"),
    Ground.SILENT: gettext_lazy(
        "between one and two weeks the SOP is silent: first come is proposed; you decide, with your reason"
    ),
}


@dataclass(frozen=True, slots=True)
class Rival:
    """Another open request for the date: whose, when it was made, the rule's verdict in words and why."""

    case: Case
    internal: bool
    on: date
    words: str
    why: str
    settled: bool


def context(officer: Officer, case: Case, task: Task, step: Step) -> dict[str, object]:
    """This request and its rivals, the earliest first; the wanted date is proposed as the one that is fixed."""
    told = answers_by_role(case, (WANTED_DATE, ASKED, KIND))
    _case, own = told.get(case.pk, (case, {}))
    claim, wanted = _claim(own), str(own.get(WANTED_DATE, ""))
    if claim is None or not wanted:
        return {"wanted": None, "rivals": []}
    rivals = [
        _rival(other, theirs, judge(claim, theirs))
        for pk, (other, answers) in told.items()
        if pk != case.pk and answers.get(WANTED_DATE) == wanted and (theirs := _claim(answers)) is not None
    ]
    return {
        "wanted": date.fromisoformat(wanted),
        "initial": {field.id: wanted for field in step.fields if field.role == WANTED_DATE},
        "own": claim,
        "rivals": sorted(rivals, key=lambda rival: (rival.on, rival.case.pk)),
    }


def _claim(answers: Mapping[str, object]) -> Claim | None:
    asked = answers.get(ASKED)
    return Claim(answers.get(KIND) == INTERNAL, date.fromisoformat(str(asked))) if asked and KIND in answers else None


def _rival(case: Case, claim: Claim, verdict: Verdict) -> Rival:
    if verdict.mine is None:
        words = _("The rule names nobody")
    elif verdict.settled:
        words = _("This request goes first") if verdict.mine else _("The other request goes first")
    else:
        words = _("Proposed: this request first") if verdict.mine else _("Proposed: the other request first")
    apart = ngettext("%(count)s day apart", "%(count)s days apart", verdict.days) % {"count": verdict.days}
    return Rival(case, claim.internal, claim.on, words, f"{apart}: {GROUNDS[verdict.ground]}", verdict.settled)
