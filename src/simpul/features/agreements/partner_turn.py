"""What the partner has to do now, most urgent first; nothing is the usual answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from simpul.core.procedures.loaded import procedure_of
from simpul.core.procedures.models import Case, CaseStatus, Task, TaskState
from simpul.core.signing.models import Means, RoundState, Signer, SignerState
from simpul.features.agreements.models import Agreement, Request
from simpul.features.agreements.negotiation import our_latest
from simpul.features.agreements.requests import papers_lacking
from simpul.features.agreements.sign_by import late

Kind = Literal["sign", "sign_wet", "draft", "question", "papers"]


@dataclass(frozen=True, slots=True)
class Turn:
    """``number``: of the draft, or the row of the signer; ``key`` and ``step``: the task that waits ("" where none
    does); ``until``: the date asked for, None where there is none; ``text``: what was asked, or the name of the party
    whose signature it is; ``party_id``: that party, 0 for what does not belong to one party; ``held``: nobody can sign
    because the last day has passed."""

    kind: Kind
    number: int = 0
    key: str = ""
    step: str = ""
    until: date | None = None
    text: str = ""
    party_id: int = 0
    held: bool = False


@dataclass(frozen=True, slots=True)
class SigningStanding:
    """The signers of the open round who are asked now, and those who refused. After a refusal nobody is asked."""

    awaited: tuple[Signer, ...] = ()
    refused: tuple[Signer, ...] = ()


def signing_standing(case_id: int) -> SigningStanding:
    """Who signs next; empty for a case without an open round."""
    signers = list(Signer.objects.select_related("round").filter(round__case_id=case_id, round__state=RoundState.OPEN))
    refused = tuple(one for one in signers if one.state == SignerState.REFUSED)
    awaited = () if refused else tuple(one for one in signers if one.state == SignerState.TURN)
    return SigningStanding(awaited, refused)


def turns(request: Request, case: Case) -> tuple[Turn, ...]:
    """All that waits for the partner. The first one is the page's one button."""
    if case.status != CaseStatus.RUNNING:
        return ()
    tasks = list(Task.objects.filter(case=case, state=TaskState.OPEN).order_by("id"))
    return (*_signatures(request, case, tasks), *_texts(request, case, tasks), *_papers(request, case, tasks))


def _form(case: Case, task: Task) -> str:
    return procedure_of(case.procedure_version_id).by_id[task.step].form


def _signatures(request: Request, case: Case, tasks: list[Task]) -> Iterator[Turn]:
    task = next((task for task in tasks if _form(case, task) == "ruang_tanda_tangan"), None)
    if task is None:
        return
    standing = signing_standing(case.pk)
    ours = set(request.parties.filter(is_host=False).values_list("pk", flat=True))
    agreement = Agreement.objects.filter(request=request).first()
    until, held = (agreement.sign_by, late(agreement)) if agreement is not None else (None, False)
    for signer in standing.awaited:
        if signer.party_id in ours:
            kind: Kind = "sign_wet" if signer.means == Means.WET else "sign"
            yield Turn(kind, signer.pk, task.key, task.step, until, signer.institution_name, signer.party_id, held)


def _texts(request: Request, case: Case, tasks: list[Task]) -> Iterator[Turn]:
    for task in tasks:
        form = _form(case, task)
        if form == "perundingan" and case.facts.get("tanggapan_mitra_ditunggu"):
            draft = our_latest(request)
            if draft is not None and draft.offered_at is not None:
                yield Turn("draft", draft.number, task.key, task.step, draft.reply_by)
        if form == "menunggu_mitra" and task.lane_id is None:
            yield Turn("question", 0, task.key, task.step, None, str(case.facts.get("kelengkapan_diminta", "")))


def _papers(request: Request, case: Case, tasks: list[Task]) -> Iterator[Turn]:
    if not papers_lacking(request):
        return
    stopped = next((task for task in tasks if task.paused_since and _form(case, task) == "penyusunan"), None)
    yield Turn("papers", 0, stopped.key if stopped else "", stopped.step if stopped else "")
