"""6, talks: offering a draft by hand, and keeping what the partner answered with its channel and evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from simpul.core.documents.models import StoredFile
from simpul.core.procedures.acting import Acting
from simpul.features.agreements.drafting import DOCX
from simpul.features.agreements.judgement import judge_where_read
from simpul.features.agreements.models import Draft, PartnerAnswer, Request, Talk
from simpul.features.agreements.models_drafting import Side
from simpul.features.agreements.partner_texts import keep_reading
from simpul.rules.agreement_text.words import long_date
from simpul.rules.refusals import N_, Conflict, Refusal


@dataclass(frozen=True, slots=True)
class Answer:
    """What the partner said. ``answered_at`` is when it came; ``counter`` the partner's own text, if any."""

    agreed: bool
    channel: str
    answered_at: datetime
    note: str = ""
    evidence: StoredFile | None = None
    counter: StoredFile | None = None


def our_latest(request: Request) -> Draft | None:
    """The newest version of ours: what is offered and answered."""
    return Draft.objects.filter(request=request, side=Side.HOST).order_by("-number").first()


def offer_text(*, request: Request, ticket: str, draft: Draft, tracking: str, reply_by: date | None) -> str:
    """What an officer sends by WhatsApp or e-mail: the ticket and the public address, never a secret link."""
    until = f" paling lambat {long_date(reply_by)}" if reply_by else ""
    greeting = f"Yth. Bapak/Ibu {request.contact_name}," if request.contact_name else "Yth. Bapak/Ibu,"
    way = (
        f"Buka {tracking} lalu masukkan nomor pengajuan dan alamat email yang terdaftar. Tautan untuk membaca dan "
        f"menanggapi draf akan dikirim ke email tersebut."
        if request.contact_email
        else "Naskahnya kami lampirkan pada pesan ini. Mohon tanggapan dikirim lewat pesan ini juga."
    )
    return (
        f"{greeting}\n\n"
        f"Draf versi {draft.number} perjanjian kerja sama antara {request.institution.name} dan "
        f"{request.partner_name} sudah dapat dibaca. Mohon tanggapan Bapak/Ibu{until}.\n\n"
        f"Nomor pengajuan: {ticket}\n{way}\n\n"
        f"Terima kasih.\n{request.institution.name}"
    )


def record_offer(acting: Acting, request: Request, *, channel: str, reply_by: date | None, text: str) -> None:
    """Our newest draft was sent by hand: from now the partner's answer is waited for. Raises Refusal TGS-50."""
    draft = _offered(request)
    Draft.objects.filter(pk=draft.pk).update(offered_at=acting.happened_at, reply_by=reply_by)
    Talk.objects.create(
        request=request, internal=False, channel=channel, text=text, by_id=acting.user_id, at=acting.happened_at
    )
    acting.facts["tanggapan_mitra_ditunggu"] = True
    acting.told = {"draft": draft.number, "channel": channel}


def record_answer(acting: Acting, request: Request, draft_number: int, answer: Answer) -> PartnerAnswer:
    """The partner's answer to draft ``draft_number``; a counter-draft becomes the next version, read and judged.

    The clock runs again from ``answered_at``. Raises Conflict TGS-69 when a newer draft of ours exists, Refusal TGS-72
    for an answer that neither agrees nor says anything, TGS-73 for one from before the draft was made.
    """
    draft = _offered(request)
    if draft.number != draft_number:
        raise Conflict(
            "TGS-69", N_("Draft %(old)s was replaced by draft %(new)s. Look at it again, then record the answer."),
            old=draft_number, new=draft.number,
        )  # fmt: skip
    # entered by the minute: an answer in the minute of the draft is not before it
    if answer.answered_at < draft.created_at.replace(second=0, microsecond=0):
        raise Refusal("TGS-73", N_("The answer lies before the draft was made. Correct its date and time."))
    if not answer.agreed and not answer.note.strip() and answer.counter is None:
        raise Refusal("TGS-72", N_("Say what the partner wants changed, or add the partner's own text."))
    kept = PartnerAnswer.objects.create(
        draft=draft, agreed=answer.agreed, note=answer.note.strip(), counter_draft=answer.counter,
        channel=answer.channel, evidence=answer.evidence, recorded_by_id=acting.user_id,
        answered_at=answer.answered_at, entered_at=acting.at,
    )  # fmt: skip
    found: dict[str, object] = {}
    if answer.counter is not None:
        theirs = _counter_version(acting, request, draft, answer.counter, answer.note)
        found = {"findings": judge_where_read(theirs, at=acting.at, user_id=acting.user_id)}
    acting.facts["tanggapan_mitra_ditunggu"] = False
    acting.told = {"draft": draft.number, "agreed": answer.agreed, "channel": answer.channel} | _hashes(answer) | found
    return kept


def _offered(request: Request) -> Draft:
    draft = our_latest(request)
    if draft is None:
        raise Refusal("TGS-50", N_("There is no draft yet that could be offered. Make one first."))
    return draft


def _counter_version(acting: Acting, request: Request, answered: Draft, file: StoredFile, note: str) -> Draft:
    last = Draft.objects.filter(request=request).order_by("-number").values_list("number", flat=True).first() or 0
    is_word = file.media_type == DOCX
    theirs = Draft.objects.create(
        request=request, task_id=answered.task_id, number=last + 1, side=Side.PARTNER,
        docx=file if is_word else None, pdf=None if is_word else file, summary=note.strip(), created_at=acting.at,
        created_by_id=acting.user_id,
    )  # fmt: skip
    keep_reading(theirs, answered)
    return theirs


def _hashes(answer: Answer) -> dict[str, object]:
    files = {"evidence_sha256": answer.evidence, "counter_sha256": answer.counter}
    return {name: file.sha256 for name, file in files.items() if file is not None}
