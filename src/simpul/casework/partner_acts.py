"""What the partner does on a case: answers a draft, adds papers, answers a question, signs or refuses, withdraws.

The page has proved the person by a one-time code before. Each act is one event under the case's lock. What an officer
records for a partner without e-mail is in ``text_acts``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction

from simpul.casework import returned_acts, signing_acts
from simpul.casework.cases import act_on_case, withdraw_case
from simpul.casework.completion import finish
from simpul.casework.text_acts import TALKS, standing_in
from simpul.core.documents.models import StoredFile
from simpul.core.procedures.acting import Acting
from simpul.core.procedures.loaded import procedure_of
from simpul.core.procedures.locked import lock_case
from simpul.core.procedures.models import CaseStatus
from simpul.core.signing.models import ReturnedFile, Signer
from simpul.features.agreements import negotiation
from simpul.features.agreements.models import Agreement, Party, Request, Talk
from simpul.features.agreements.models_agreement import AgreementStatus
from simpul.features.agreements.models_request import IntakeChannel
from simpul.features.agreements.paper_places import place_of, put
from simpul.features.agreements.requests import papers_lacking
from simpul.lib import clock
from simpul.lib.actor import Actor
from simpul.rules.refusals import N_, Conflict, NotAllowed, Refusal

QUESTION = "menunggu_mitra"
MOST_PAPERS = 60
"""Papers per request, the replaced ones included."""


def partner(request: Request, party: Party | None = None) -> Actor:
    """The partner as the log names it; each signatory has a reference, and so a salt, of its own."""
    if party is None:
        return Actor("partner", request.slug, request.contact_name or request.partner_name, "mitra")
    return Actor("partner", f"{request.slug}:{party.order}", party.signatory_name or party.name, party.signatory_title)


def case_id_of(request: Request) -> int:
    """The case of a filed request. Raises Refusal LCK-20."""
    if request.case_id is None:
        raise Refusal("LCK-20", N_("This request has not been sent yet, so nothing can be done on it here."))
    return request.case_id


def answer_draft(
    *, request: Request, draft_number: int, agreed: bool, note: str = "", counter: StoredFile | None = None
) -> None:
    """Agree to the offered draft, or say what should change, with or without an own text.

    Raises Conflict TGS-69 (a newer draft), LCK-21 (no answer is waited for), Refusal TGS-72 (says nothing).
    """

    def change(acting: Acting) -> None:
        tasks = list(acting.case.tasks.values())
        waited = acting.facts.get("tanggapan_mitra_ditunggu") and standing_in(tasks, acting.procedure, {TALKS})
        if not waited:
            raise Conflict("LCK-21", N_("Your answer to this draft is here already, or it is no longer asked for."))
        negotiation.record_answer(
            acting, request, draft_number,
            negotiation.Answer(agreed, IntakeChannel.PORTAL, acting.at, note=note, counter=counter),
        )  # fmt: skip
        acting.payload = {"messages": ["tanggapan_mitra"]}

    act_on_case(case_id=case_id_of(request), verb="draft.answered", by=partner(request), change=change)


def supply_papers(*, request: Request, files: Mapping[str, StoredFile]) -> None:
    """Hand in papers (code of the place -> file), a newer one in the place of an older.

    When the last required one is in, the clock of drafting runs again. Raises Refusal PGJ-17, PGJ-18, LCK-22.
    """

    def change(acting: Acting) -> None:
        if acting.case.status != "running":
            raise Conflict("LCK-22", N_("This request has ended, so nothing can be added any more."))
        if request.papers.count() + len(files) > MOST_PAPERS:
            raise Refusal("PGJ-18", N_("Too many files were uploaded for this request. Send the rest to us by e-mail."))
        for code, file in files.items():
            put(request, place_of(request, code), file, IntakeChannel.PORTAL)
        acting.facts["kelengkapan_kurang"] = len(papers_lacking(request))
        acting.told = {"papers": {code: file.sha256 for code, file in sorted(files.items())}}

    act_on_case(case_id=case_id_of(request), verb="papers.added", by=partner(request), change=change)


@transaction.atomic
def answer_question(*, request: Request, key: str, text: str, files: Sequence[StoredFile] = ()) -> None:
    """Answer what the study asked: completes the waiting step of the partner, and the study goes on in a new round.

    Raises Conflict LCK-21 when the question stands no more, completion.FormFaults when the answer is empty.
    """
    locked = lock_case(case_id_of(request))
    task = locked.tasks.get(key)
    step = procedure_of(locked.version_id).by_id[task.step] if task is not None else None
    if task is None or step is None or task.lane_id is not None or step.form != QUESTION:
        raise Conflict("LCK-23", N_("This question has been answered already, or it is no longer asked."))
    places = [field.id for field in step.fields if field.kind == "berkas"]
    raw = {field.id: text for field in step.fields if field.kind == "uraian"}
    for file in files:
        Talk.objects.create(
            request=request, internal=False, channel=IntakeChannel.PORTAL, text=file.name, file=file, at=clock.now()
        )
    finish(
        locked, task, by=partner(request), user_id=None, outcome="", note="", raw=raw,
        files={place: file.pk for place, file in zip(places, files, strict=False)}, happened_at=None, late_reason="",
    )  # fmt: skip


def sign(*, request: Request, signer_id: int, read_affirmed: bool) -> None:
    """Sign in turn; the act is sealed with the installation's key and named so (``signing_acts``)."""
    signing_acts.sign_as_partner(
        request_id=request.pk, signer_id=signer_id, actor=_signatory(request, signer_id), read_affirmed=read_affirmed
    )


def hand_in(*, request: Request, signer_id: int, file: StoredFile, read_affirmed: bool) -> ReturnedFile:
    """Hand in the text signed elsewhere with a certificate of one's own (``returned_acts``)."""
    return returned_acts.hand_in_as_partner(
        request_id=request.pk, signer_id=signer_id, file=file, actor=_signatory(request, signer_id),
        read_affirmed=read_affirmed,
    )  # fmt: skip


def refuse(*, request: Request, signer_id: int, reason: str) -> None:
    """Refuse to sign, with a reason. Raises Refusal TTD-35, Conflict TTD-32."""
    signing_acts.refuse_to_sign(signer_id=signer_id, by=_signatory(request, signer_id), reason=reason)


def _signatory(request: Request, signer_id: int) -> Actor:
    signer = Signer.objects.filter(pk=signer_id, round__case_id=case_id_of(request)).first()
    party = request.parties.filter(pk=signer.party_id, is_host=False).first() if signer is not None else None
    if party is None:
        raise NotAllowed("TTD-30", N_("This signature is due from somebody else."))
    return partner(request, party)


def may_withdraw(request: Request) -> bool:
    """Whether the request runs and not everybody has signed: a signed agreement is ended by an agreement."""
    if request.case is None or request.case.status != CaseStatus.RUNNING:
        return False
    return not Agreement.objects.filter(request=request).exclude(status=AgreementStatus.PREPARED).exists()


@transaction.atomic
def withdraw(*, request: Request, reason: str) -> None:
    """Take the request back, from whatever step before the last signature it stands in.

    Raises Refusal TGS-30 without a reason, Conflict LCK-24 once everybody has signed.
    """
    case_id = case_id_of(request)
    lock_case(case_id)
    if not may_withdraw(request):
        raise Conflict(
            "LCK-24",
            N_("Everybody has signed the agreement, so the request can no longer be withdrawn. Write to us instead."),
        )
    withdraw_case(case_id=case_id, by=partner(request), reason=reason, party="mitra")
