"""A text of articles in a case that no partner's request began: the officers begin it from what the case's steps ask.

Such a case has a request too, made here, so that drafting, comparison and the judge work on it like on any other; its
partner has no page of its own, and no papers are asked of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from simpul.core.documents.texts import template_codes, text_template
from simpul.core.procedures.acting import Acting
from simpul.core.procedures.by_role import answers_of
from simpul.core.procedures.loaded import procedure_of
from simpul.core.procedures.models import Case
from simpul.core.procedures.rows import NewOutput
from simpul.features.agreements import choosing
from simpul.features.agreements.chosen import KIND
from simpul.features.agreements.drafting import assembled, is_current
from simpul.features.agreements.models import Draft, Request
from simpul.features.agreements.models_drafting import Side
from simpul.features.agreements.models_request import Category, CooperationType, IntakeChannel, RequestState
from simpul.features.agreements.requests import OWN, ensure_parties
from simpul.rules.agreement_text.instruments import BY_CODE, KINDS
from simpul.rules.procedure.form_parts import OutputSpec
from simpul.rules.procedure.vocabulary import DOCUMENT_KIND, PARTNER_NAME, SUBJECT
from simpul.rules.refusals import N_, Conflict, Refusal


@dataclass(frozen=True, slots=True)
class Known:
    """What the case has been told: ``kind`` a code of ``instruments``, ``template`` the one made for its procedure."""

    partner: str
    subject: str
    kind: str
    template: str


def known(case: Case) -> Known:
    """From the answers of the case's steps by the role of their fields; the case's title where none names a subject."""
    told = answers_of(case, {PARTNER_NAME, SUBJECT, DOCUMENT_KIND})
    kind = str(told.get(DOCUMENT_KIND, ""))
    kind = kind if kind in BY_CODE else KINDS[0].code
    code = procedure_of(case.procedure_version_id).code
    fitting = [one for one in map(text_template, template_codes()) if code in one.procedures]
    template = next((one for one in fitting if kind in one.instruments), fitting[0] if fitting else None)
    if template is not None and kind not in template.instruments:
        kind = template.instruments[0]
    return Known(
        str(told.get(PARTNER_NAME, "")), str(told.get(SUBJECT, "")) or case.title, kind,
        template.code if template is not None else "",
    )  # fmt: skip


def proposed(case: Case) -> Request:
    """The request as it would be begun; kept nowhere."""
    said = known(case)
    return Request(
        institution=case.institution, case=case, state=RequestState.FILED, form_key=f"perkara:{case.slug}",
        channel=IntakeChannel.BY_HAND, category=Category.INSTITUTION, cooperation_type=CooperationType.OTHER,
        partner_name=said.partner[:200], template=said.template,
        answers={"judul": said.subject, KIND: said.kind, OWN: True},
    )  # fmt: skip


def begin(acting: Acting, choice: choosing.Choice, reason: str) -> Request:
    """Begin the text with its kind and template. Raises Conflict NSK-07 when begun already, and as ``choose``."""
    if Request.objects.filter(case_id=acting.case.id).exists():
        raise Conflict("NSK-07", N_("The text of this case is begun already. Open it and go on from there."))
    request = kept(acting, Case.objects.select_related("institution").get(pk=acting.case.id))
    choosing.choose(acting, request, choice, reason)
    return request


def kept(acting: Acting, case: Case) -> Request:
    """The request of the case; made with its two parties where no text was begun in the house."""
    there = Request.objects.select_related("institution").filter(case=case).first()
    if there is not None:
        return there
    request = proposed(case)
    request.created_at = request.filed_at = acting.at
    request.registered_by_id = acting.user_id
    request.save()
    ensure_parties(request)
    return request


def hand_over(acting: Acting, output: OutputSpec) -> None:
    """The newest draft of ours becomes the output; without a text it stays missing, for a file to fill.

    Raises Refusal TGS-62 while places of the text are open, TGS-67 when values changed since the draft.
    """
    draft = Draft.objects.filter(request__case_id=acting.case.id, side=Side.HOST).order_by("-number").first()
    if draft is None or draft.docx is None:
        return
    check_whole(Request.objects.select_related("institution").get(pk=draft.request_id), draft)
    acting.told["draft"] = draft.number
    acting.made.append(NewOutput(output.id, file_id=draft.docx.pk))


def check_whole(request: Request, draft: Draft) -> None:
    """Whether a draft can leave the hands of its writers. Raises Refusal TGS-62 or TGS-67."""
    now = assembled(request)
    if now.missing:
        raise Refusal(
            "TGS-62",
            N_("The draft still has open places: %(places)s. Fill them in and make the draft again."),
            places=", ".join(one.label for one in now.missing[:5]),
        )
    if not is_current(draft, now.text):
        raise Refusal(
            "TGS-67",
            N_("Values of the case have changed since draft %(number)s. Make the draft again, then hand it over."),
            number=draft.number,
        )
