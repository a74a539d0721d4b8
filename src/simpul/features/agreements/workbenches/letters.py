"""4a and the refusal: letters to the partner, worded here unless the officer wrote his own."""

from __future__ import annotations

from datetime import date

from simpul.core.directory.calendars import calendar_for
from simpul.core.documents.faces.letters import RefusalLetter, ReplyLetter, refusal_body, reply_body
from simpul.core.procedures.acting import Acting
from simpul.core.procedures.printed import signatory
from simpul.features.agreements.models import Request
from simpul.features.agreements.workbenches.sheets import keep_pdf, request_of, wanted

NEXT_STEP = "Kami akan menghubungi narahubung Saudara untuk penyusunan naskah perjanjian."
_NUMBERED_LATER = "(nomor menyusul dari Srikandi)"


def _typed(acting: Acting, kind: str) -> str:
    """What was typed into the step's only field of this kind."""
    assert acting.task is not None
    step = acting.procedure.by_id[acting.task.step]
    return next((str(acting.data[f.id]) for f in step.fields if f.kind == kind and f.id in acting.data), "")


def _dated(acting: Acting) -> date:
    typed = _typed(acting, "tanggal")
    if typed:
        return date.fromisoformat(typed)
    return calendar_for(acting.case.institution_id).local(acting.happened_at).date()


def recipient(request: Request) -> tuple[str, ...]:
    """The lines below "Yth.": who is written to, and where."""
    party = request.parties.filter(is_host=False).order_by("order").first()
    title = party.signatory_title if party is not None else ""
    return (
        f"{title} {request.partner_name}".strip(),
        *((party.address,) if party is not None and party.address else ()),
    )


def reference(request: Request) -> tuple[str, date, str]:
    """Number, date and subject of the partner's letter that is answered; the number is empty when it bears none."""
    here = calendar_for(request.institution_id).local(request.created_at).date()
    return request.letter_number, request.letter_date or request.received_on or here, "permohonan kerja sama"


def make_reply(acting: Acting) -> None:
    """The reply letter that carries the approval (surat balasan)."""
    for output in wanted(acting):
        request = request_of(acting)
        number, dated, subject = reference(request)
        told = _typed(acting, "uraian") or NEXT_STEP
        letter = ReplyLetter(
            number=_typed(acting, "teks") or _NUMBERED_LATER,
            date=_dated(acting),
            subject="Persetujuan permohonan kerja sama",
            recipient=recipient(request),
            body=reply_body(letter_number=number, letter_date=dated, subject=subject, next_step=told),
            signer=signatory(acting),
        )
        keep_pdf(acting, request.institution, letter, output, "Surat balasan")


def make_refusal(acting: Acting) -> None:
    """The letter of refusal (surat penolakan) with its reasons, one per line."""
    for output in wanted(acting):
        request = request_of(acting)
        number, dated, subject = reference(request)
        reasons = tuple(line.strip() for line in _typed(acting, "uraian").splitlines() if line.strip())
        letter = RefusalLetter(
            number=_typed(acting, "teks") or _NUMBERED_LATER,
            date=_dated(acting),
            subject="Jawaban atas permohonan kerja sama",
            recipient=recipient(request),
            body=refusal_body(letter_number=number, letter_date=dated, subject=subject, reasons=reasons),
            signer=signatory(acting),
        )
        keep_pdf(acting, request.institution, letter, output, "Surat penolakan")
