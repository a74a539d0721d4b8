"""A signed agreement that a step of the procedure records by itself: no number series and no signing room was used.

Number, dates, place and the signed file are answers of the step, found by the role (``peran``) of its fields. From then
on the agreement has its life, its place in the hierarchy and its line in the register like every other one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from simpul.core.directory.officers import today_in
from simpul.core.documents.models import StoredFile
from simpul.core.procedures.acting import Acting
from simpul.core.procedures.models import Case
from simpul.core.signing.models import Mode
from simpul.features.agreements.archiving import PDF, derive_copy
from simpul.features.agreements.chosen import template_in, template_of
from simpul.features.agreements.life import keep_obligations, settle
from simpul.features.agreements.memorandum import first_above
from simpul.features.agreements.models import Agreement, Request
from simpul.features.agreements.models_agreement import AgreementStatus
from simpul.features.agreements.own_text import kept
from simpul.features.agreements.signing_plan import keep_partner_number, title_of
from simpul.features.agreements.stated_duty import state_from_step
from simpul.features.agreements.stated_duty import take_back as take_back_duty
from simpul.rules.procedure.agreement_words import (
    AGREEMENT_FROM,
    AGREEMENT_NUMBER,
    AGREEMENT_UNTIL,
    PARTNER_NUMBER,
    SIGNED_FILE,
    SIGNED_HOW,
    SIGNED_ON,
    SIGNED_WHERE,
)
from simpul.rules.refusals import N_, Refusal


@dataclass(frozen=True, slots=True)
class Signed:
    """What the step was told of the signed agreement; ``file`` is the id of the stored original."""

    on: date
    file: int
    number: str = ""
    their_number: str = ""
    where: str = ""
    mode: str = Mode.WET.value
    begins: date | None = None
    ends: date | None = None


def record(acting: Acting) -> Agreement:
    """Record the agreement of the case from the answers of the step that is completed, or record it anew.

    Raises Refusal TTD-28 without day or file, TTD-29 for an end before the beginning, NSK-05 where the originals of
    its kind are signed in wet ink, TTD-141..145 and TTD-116 about its stamp duty.
    """
    said = _said(acting)
    case = Case.objects.select_related("institution").get(pk=acting.case.id)
    request = kept(acting, case)
    if said.mode == Mode.ELECTRONIC and template_in(request).mode == Mode.WET:
        raise Refusal("NSK-05", N_("The originals of this kind of agreement are signed in wet ink."))
    agreement = _written(acting, request, said)
    keep_partner_number(request, said.their_number)
    state_from_step(acting, agreement)
    settle(agreement, today_in(case.institution))
    file = StoredFile.objects.get(pk=said.file)
    if file.media_type == PDF:
        derive_copy(acting, agreement)
    acting.told |= {
        "agreement": agreement.slug, "number": agreement.numbered, "ends_on": agreement.ends_on,
        "file_sha256": file.sha256, "obligations": keep_obligations(agreement),
    }  # fmt: skip
    return agreement


def take_back(case_id: int) -> None:
    """The step that recorded it is taken back: it is not signed any more until it is recorded anew."""
    Agreement.objects.filter(case_id=case_id).update(
        status=AgreementStatus.PREPARED, signed_file=None, is_public=False, published_at=None
    )
    take_back_duty(case_id)


def _written(acting: Acting, request: Request, said: Signed) -> Agreement:
    agreement = Agreement.objects.filter(case_id=acting.case.id).first()
    if agreement is None:
        agreement = Agreement(
            institution_id=request.institution_id, case_id=acting.case.id, request=request, created_at=acting.at,
            above=first_above(request, said.on),
        )  # fmt: skip
    agreement.kind, agreement.title = template_of(request), title_of(request)
    agreement.given_number = said.number[:160]
    agreement.sign_date, agreement.sign_place, agreement.signing_mode = said.on, said.where[:120], said.mode
    agreement.effective_on, agreement.ends_on = said.begins or said.on, said.ends
    agreement.signed_until, agreement.signed_file_id = said.ends, said.file
    agreement.status = AgreementStatus.IN_FORCE
    agreement.save()
    return agreement


def _said(acting: Acting) -> Signed:
    """The answers of the step by the roles of its fields."""
    assert acting.task is not None
    fields = acting.procedure.by_id[acting.task.step].fields
    told = {field.role: str(acting.data.get(field.id, "")).strip() for field in fields if field.role}
    files = {field.role: acting.files[field.id] for field in fields if field.role and field.id in acting.files}
    on, file = _day(told, SIGNED_ON), files.get(SIGNED_FILE)
    if on is None or file is None:
        raise Refusal(
            "TTD-28", N_("An agreement is recorded with the day on which it was signed and with the signed file.")
        )
    begins, ends = _day(told, AGREEMENT_FROM), _day(told, AGREEMENT_UNTIL)
    if ends is not None and ends < (begins or on):
        raise Refusal("TTD-29", N_("The agreement would end before it begins. Correct the dates."))
    mode = Mode.ELECTRONIC if told.get(SIGNED_HOW) == Mode.ELECTRONIC else Mode.WET
    return Signed(
        on, file, told.get(AGREEMENT_NUMBER, ""), told.get(PARTNER_NUMBER, ""), told.get(SIGNED_WHERE, ""), mode.value,
        begins, ends,
    )  # fmt: skip


def _day(told: Mapping[str, str], role: str) -> date | None:
    return date.fromisoformat(told[role]) if told.get(role) else None
