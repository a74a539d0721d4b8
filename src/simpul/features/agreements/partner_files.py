"""The files that a partner may read: its own papers, letters to it, drafts offered, the text to sign, the original."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from simpul.core.documents.models import StoredFile
from simpul.core.procedures.models import Output
from simpul.core.signing.models import RoundState, SignerState, SigningRound
from simpul.features.agreements.file_sorts import sort_of
from simpul.features.agreements.models import Agreement, Draft, Party, Request
from simpul.features.agreements.models_agreement import AgreementStatus
from simpul.features.agreements.models_drafting import Side
from simpul.rules.reading import Grant, Reader, grant

LETTERS = frozenset({"tanda_terima", "surat_balasan", "surat_penolakan"})
"""Outputs of the steps that are written to the partner."""
Kind = Literal["paper", "letter", "draft", "own_draft", "answer", "to_sign", "original"]


@dataclass(frozen=True, slots=True)
class PartnerFile:
    """``name``: requirement of a paper or output name of a letter, else ""; ``number``: version of a draft, else 0.

    ``party``: whose paper it is, where it belongs to one party.
    """

    kind: Kind
    file: StoredFile
    at: datetime
    name: str = ""
    number: int = 0
    party: Party | None = None


def files_of_partner(request: Request) -> list[PartnerFile]:
    """Everything, oldest first within its kind."""
    return [*_papers(request), *_letters(request), *_drafts(request), *_answers(request), *_signing(request)]


def partner_may_read(request: Request, file: StoredFile) -> bool:
    """Whether the partner of ``request`` may read ``file``; for anything else the file does not exist."""
    theirs = any(entry.file.pk == file.pk for entry in files_of_partner(request))
    return grant(Reader.PARTY if theirs else Reader.STRANGER, sort_of(file).sort) is Grant.FILE


def _papers(request: Request) -> Iterator[PartnerFile]:
    for paper in request.papers.filter(replaced_at__isnull=True).select_related("file", "party").order_by("id"):
        yield PartnerFile("paper", paper.file, paper.added_at, paper.requirement, party=paper.party)


def _letters(request: Request) -> Iterator[PartnerFile]:
    if request.case_id is None:
        return
    outputs = Output.objects.filter(case_id=request.case_id, name__in=LETTERS, voided=False, task__state="done")
    for output in outputs.exclude(file=None).select_related("file").order_by("id"):
        assert output.file is not None
        yield PartnerFile("letter", output.file, output.created_at, output.name)


def _drafts(request: Request) -> Iterator[PartnerFile]:
    for draft in Draft.objects.filter(request=request).select_related("docx", "pdf").order_by("number"):
        if draft.side == Side.HOST and draft.offered_at is None:
            continue
        kind: Kind = "draft" if draft.side == Side.HOST else "own_draft"
        for file in (draft.pdf, draft.docx):
            if file is not None:
                yield PartnerFile(kind, file, draft.offered_at or draft.created_at, number=draft.number)


def _answers(request: Request) -> Iterator[PartnerFile]:
    for talk in request.talks.filter(internal=False, by=None).exclude(file=None).select_related("file"):
        assert talk.file is not None
        yield PartnerFile("answer", talk.file, talk.at)


def _signing(request: Request) -> Iterator[PartnerFile]:
    if request.case_id is None:
        return
    signing = SigningRound.objects.filter(case_id=request.case_id, state=RoundState.OPEN).select_related("current")
    for current in signing:
        if current.signers.exclude(state=SignerState.WAITING).exists():
            yield PartnerFile("to_sign", current.current, current.created_at)
    agreement = Agreement.objects.filter(request=request).select_related("signed_file").first()
    if agreement is not None and agreement.signed_file is not None and agreement.status != AgreementStatus.PREPARED:
        yield PartnerFile("original", agreement.signed_file, agreement.signed_file.created_at)
