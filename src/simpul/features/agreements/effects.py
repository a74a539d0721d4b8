"""What the procedure's effects do to the agreement's own rows; messages are only named here and made by the worker."""

from __future__ import annotations

from simpul.core.procedures.acting import Acting
from simpul.core.signing.models import RoundState, SigningRound
from simpul.features.agreements import recording
from simpul.features.agreements.life import keep_obligations
from simpul.features.agreements.models import Agreement, ArchiveRecord, Draft, Request
from simpul.features.agreements.models_agreement import AgreementStatus
from simpul.features.agreements.models_drafting import Side
from simpul.features.agreements.signing_plan import call_up, newest_round
from simpul.features.agreements.stamp_duty import check_paid
from simpul.features.agreements.stated_duty import settle_in_archive
from simpul.rules.refusals import N_, Refusal


def _message(acting: Acting, name: str) -> None:
    """Name a message to the partner; the worker writes and sends it after the commit."""
    named = acting.payload.setdefault("messages", [])
    assert isinstance(named, list)
    named.append(name)


def issue_receipt(acting: Acting) -> None:
    """3a: the partner hears that the letter has arrived, with the ticket and the link."""
    _message(acting, "tanda_terima")


def keep_srikandi_number(acting: Acting) -> None:
    """3b: the number that Srikandi gave to the letter."""
    number = str(acting.data.get("nomor_srikandi", ""))
    Request.objects.filter(case_id=acting.case.id).update(srikandi_number=number)
    acting.facts["di_srikandi"] = True


def keep_disposition(acting: Acting) -> None:
    """3c: to whom and until when; kept in the record of the step, told in the log by its lane only."""
    to = acting.data.get("kepada", "")
    acting.told["to"] = to if to in {lane.id for lane in acting.procedure.lanes} else ""


def send_reply(acting: Acting) -> None:
    """4a: the reply letter goes out."""
    _message(acting, "surat_balasan")


def send_refusal(acting: Acting) -> None:
    """3d, rejected: the letter of refusal goes out."""
    _message(acting, "surat_penolakan")


def ask_for_more(acting: Acting) -> None:
    """3d, more is needed: the partner is asked; what is asked stands in the note of the study."""
    acting.facts["kelengkapan_diminta"] = str(acting.data.get("kelengkapan_diminta", "") or acting.note)
    _message(acting, "minta_kelengkapan")


def offer_draft(acting: Acting) -> None:
    """6: the newest draft is offered to the partner; the clock stands until the partner answers."""
    draft = Draft.objects.filter(request__case_id=acting.case.id).order_by("-number").first()
    if draft is None:
        raise Refusal("TGS-50", N_("There is no draft yet that could be offered. Make one first."))
    Draft.objects.filter(pk=draft.pk).update(offered_at=acting.happened_at)
    acting.facts["tanggapan_mitra_ditunggu"] = True
    acting.told["draft"] = draft.number
    _message(acting, "draf")


def lock_text(acting: Acting) -> None:
    """6, agreed: our draft that both sides agreed to is locked, also when a counter-draft came after it."""
    draft = Draft.objects.filter(request__case_id=acting.case.id, side=Side.HOST).order_by("-number").first()
    if draft is not None:
        Draft.objects.filter(pk=draft.pk).update(agreed_at=acting.happened_at)
        acting.told["draft"] = draft.number
    acting.facts["tanggapan_mitra_ditunggu"] = False


def open_signing_room(acting: Acting) -> None:
    """7: the signers whose turn is first are invited, once no stamp duty is owed; later ones hear nothing yet."""
    signing = SigningRound.objects.filter(case_id=acting.case.id, state=RoundState.OPEN).first()
    if signing is None:
        raise Refusal("TTD-20", N_("The text to be signed has not been prepared. Fix number, date and mode first."))
    if call_up(signing):
        acting.payload["signing_round"] = signing.pk
        _message(acting, "giliran_tanda_tangan")


def put_in_force(acting: Acting) -> None:
    """7, all signed: the agreement is in force from its effective date."""
    agreement = Agreement.objects.get(case_id=acting.case.id)
    signing = SigningRound.objects.filter(case_id=acting.case.id, state=RoundState.COMPLETE).order_by("number").last()
    if signing is None:
        raise Refusal("TTD-21", N_("Not everybody has signed yet."))
    agreement.status, agreement.signed_file = AgreementStatus.IN_FORCE, signing.current
    agreement.effective_on = agreement.effective_on or agreement.sign_date
    agreement.signed_until = agreement.ends_on
    agreement.save(update_fields=["status", "signed_file", "effective_on", "signed_until"])
    acting.told["obligations"] = keep_obligations(agreement)
    _message(acting, "naskah_bertanda_tangan")


def record_agreement(acting: Acting) -> None:
    """A procedure without a signing room: the agreement is recorded from what its own step asks."""
    recording.record(acting)


def archive(acting: Acting) -> None:
    """After 7: the archived file is marked so that it can never be replaced, and stands in the archive."""
    agreement = Agreement.objects.select_related("signed_file").filter(case_id=acting.case.id).first()
    if agreement is None or agreement.signed_file is None:
        raise Refusal("TTD-22", N_("There is no signed text to archive."))
    check_paid(newest_round(acting.case.id))
    settle_in_archive(acting, agreement)
    agreement.signed_file.archived = True
    agreement.signed_file.save(update_fields=["archived"])
    acting.told["file_sha256"] = agreement.signed_file.sha256
    ArchiveRecord.objects.get_or_create(
        agreement=agreement,
        defaults={
            "file": agreement.signed_file, "archived_at": acting.happened_at, "archived_by_id": acting.user_id,
            "location": str(acting.data.get("lokasi_simpan", ""))[:160],
        },
    )  # fmt: skip


def publish(acting: Acting) -> None:
    """The agreement appears in the public register with its public fields."""
    Agreement.objects.filter(case_id=acting.case.id).update(is_public=True, published_at=acting.happened_at)


def tell_partner(acting: Acting) -> None:
    """A short word to the partner where the case stands."""
    _message(acting, "kabar")


def close_as_rejected(acting: Acting) -> None:
    """The case ends as Ditolak."""
    acting.changes["status"] = "rejected"
