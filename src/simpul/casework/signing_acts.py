"""Signing with a key that is open here: an officer's own certificate, or the partner's code under the seal.

Every act locks the case; the last signature completes the signing step in the same transaction. A signature by a
service outside is asked for without a lock: ``service_signing``.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db import transaction

from simpul.casework.cases import act_on_case
from simpul.casework.completion import finish
from simpul.casework.proof_source import proof_source
from simpul.core.audit.checkpoints import make as make_checkpoint
from simpul.core.directory.officers import Officer
from simpul.core.documents.actions import store
from simpul.core.documents.models import StoredFile
from simpul.core.documents.storage import read
from simpul.core.procedures.acting import Acting
from simpul.core.procedures.loaded import procedure_of
from simpul.core.procedures.locked import OpenTask, lock_case
from simpul.core.procedures.models import Case
from simpul.core.signing.authority import ensure_seal
from simpul.core.signing.keys import OpenKey
from simpul.core.signing.models import (
    OPEN_ATTEMPTS,
    Means,
    Mode,
    RoundState,
    ServiceAttempt,
    Signer,
    SignerState,
    SigningRound,
)
from simpul.core.signing.officer_keys import open_current
from simpul.core.signing.providers import LocalKey, Paper
from simpul.core.signing.signer import SignatureField
from simpul.core.signing.stamp import Stamp, seal_reason
from simpul.features.agreements.models import Agreement, Request
from simpul.features.agreements.sign_by import check_day, today_of
from simpul.features.agreements.signing_plan import awaited, call_up, signed_name
from simpul.features.agreements.wet_ink import kept_here, originals_complete
from simpul.lib import clock
from simpul.lib.actor import Actor
from simpul.rules.agreement_text.words import on_one_line
from simpul.rules.refusals import N_, Conflict, NotAllowed, Refusal

WORKBENCH = "ruang_tanda_tangan"
SIGNED_OUTSIDE = frozenset({Means.SERVICE, Means.OWN_FILE})
"""Who signs so adds a field of his own: a text with such a signer is not closed for new fields by its first one."""


def sign_as_officer(*, signer_id: int, officer: Officer, passphrase: str, read_affirmed: bool) -> None:
    """Sign with the officer's own PKCS#12. The passphrase opens it for this one signature and is not kept.

    Raises NotAllowed TTD-30 (somebody else's signature), Refusal LCK-01 (too many wrong passphrases), TTD-31 (no
    certificate), TTD-01..05 (key), TTD-32, 33, 121.
    """
    signer = signer_of(signer_id)
    if signer.user_id != officer.user_id or signer.means != Means.CERTIFICATE:
        raise NotAllowed("TTD-30", N_("This signature is due from somebody else."))
    key = open_current(officer.user_id, passphrase)
    _sign(signer, by=officer.actor(), user_id=officer.user_id, key=key, read_affirmed=read_affirmed)


def sign_as_partner(*, request_id: int, signer_id: int, actor: Actor, read_affirmed: bool) -> None:
    """The partner's act, proved by a one-time code before, sealed with the installation's key and named so."""
    signer = signer_of(signer_id)
    request = Request.objects.get(pk=request_id)
    if request.case_id != signer.round.case_id or signer.means != Means.SEALED_ACT:
        raise NotAllowed("TTD-30", N_("This signature is due from somebody else."))
    key = ensure_seal(settings.HOME, organization=request.institution.name, at=clock.now())
    _sign(signer, by=actor, user_id=None, key=key, read_affirmed=read_affirmed)


def signer_of(signer_id: int) -> Signer:
    """The signer with the round. Raises Refusal TTD-34."""
    found = Signer.objects.select_related("round").filter(pk=signer_id).first()
    if found is None:
        raise Refusal("TTD-34", N_("This signature is not asked for any more. Open the case again."))
    return found


@transaction.atomic
def _sign(signer: Signer, *, by: Actor, user_id: int | None, key: OpenKey, read_affirmed: bool) -> None:
    def change(acting: Acting) -> None:
        signing_task(acting)
        current = check_turn(signer.pk, read_affirmed)
        check_in_time(acting)
        made = _signed_file(acting, current, key, by)
        _note_signature(acting, current, key, made)

    act_of_signing(signer.round.case_id, by, user_id, change)


def signing_task(acting: Acting) -> OpenTask:
    """The open signing step. Raises Conflict TTD-34 when the case does not stand in it."""
    for task in acting.case.tasks.values():
        if acting.procedure.by_id[task.step].form == WORKBENCH:
            return task
    raise Conflict("TTD-34", N_("This signature is not asked for any more. Open the case again."))


def check_turn(signer_id: int, read_affirmed: bool) -> Signer:
    """The signer as it stands under the lock. Raises Conflict TTD-32, 34, 40, 86, Refusal TTD-33."""
    signer = Signer.objects.select_related("round__current").get(pk=signer_id)
    if signer.round.state != RoundState.OPEN:
        raise Conflict("TTD-34", N_("This signature is not asked for any more. Open the case again."))
    if signer.round.signers.filter(state=SignerState.REFUSED).exclude(pk=signer.pk).exists():
        raise Conflict("TTD-40", N_("Another signer has refused. The institution decides first what follows."))
    if signer.state != SignerState.TURN:
        raise Conflict("TTD-32", N_("It is not this signer's turn, or the signature has been given already."))
    if not read_affirmed:
        raise Refusal("TTD-33", N_("Confirm first that you have read the whole text."))
    others = ServiceAttempt.objects.filter(signer__round_id=signer.round_id, state__in=OPEN_ATTEMPTS)
    if others.exclude(signer=signer).exists():
        raise Conflict(
            "TTD-86", N_("Another signer's signature is on its way from the signing service. Wait until it is settled.")
        )
    return signer


def check_in_time(acting: Acting) -> None:
    """Raises Refusal TTD-121 for a signature of today after the last day to sign."""
    agreement = Agreement.objects.select_related("institution").get(case_id=acting.case.id)
    check_day(agreement, acting.procedure, today_of(agreement))


def field_of(signing: SigningRound, role: str) -> SignatureField:
    """The place that the text keeps for the signature of ``role``."""
    party = int(role.removeprefix("pihak_")) - 1
    box = next(box for box in signing.boxes if box["party"] == party and box["kind"] == "ttd")
    return SignatureField(role, box["page"], tuple(box["rect"]))


def _signed_file(acting: Acting, signer: Signer, key: OpenKey, by: Actor) -> StoredFile:
    """The round's file with one more signature appended, its stamp in the signer's box."""
    source = proof_source()
    time_stamp = source.for_signature(acting.at) if source is not None else None
    signed = LocalKey(key, time_stamp).sign(paper_of(acting, signer))
    return keep_signed(acting, signer.round, signed.pdf, by)


def keep_signed(acting: Acting, signing: SigningRound, pdf: bytes, by: Actor) -> StoredFile:
    """Store what was signed; it is not the round's file yet."""
    return store(
        institution_id=signing.institution_id, data=pdf, name=signed_name(signing.current, acting.case.ticket),
        kind="naskah_bertanda_tangan", media_type="application/pdf", by=by,
    )  # fmt: skip


def paper_of(acting: Acting, signer: Signer, through: str = "") -> Paper:
    """The round's file as this signer gets it, with the stamp for the signer's box."""
    signing = signer.round
    case = Case.objects.select_related("institution").get(pk=acting.case.id)
    agreement = Agreement.objects.get(case_id=acting.case.id)
    sealed = signer.means == Means.SEALED_ACT
    stamp = Stamp(
        name=signer.name, capacity=signer.capacity, at=acting.at, zone=case.institution.zone,
        link=f"{settings.PUBLIC_URL}/verifikasi/{agreement.slug}/", institution=signer.institution_name,
        sealed_act=sealed, demo=case.institution.is_demo, through=through,
    )  # fmt: skip
    capacity = on_one_line(signer.capacity)
    acting_as = f" selaku {capacity}" if capacity else ""
    reason = seal_reason(signer.name, capacity) if sealed else f"Menandatangani perjanjian{acting_as}"
    everybody = list(signing.signers.all())
    outside = any(other.means in SIGNED_OUTSIDE for other in everybody)
    return Paper(
        read(signing.current.sha256), field_of(signing, signer.role), stamp, reason, agreement.sign_place, acting.at,
        prepare=() if outside else [field_of(signing, other.role) for other in everybody],
    )  # fmt: skip


def _note_signature(acting: Acting, signer: Signer, key: OpenKey, made: StoredFile) -> None:
    certificate = {"subject": key.subject, "issuer": key.issuer, "not_after": key.not_after.isoformat()}
    signer.certificate = certificate
    signer.signed_file = made
    SigningRound.objects.filter(pk=signer.round_id).update(current=made)
    mark_signed(acting, signer, acting.at)
    acting.told["sha256"] = made.sha256


def mark_signed(acting: Acting, signer: Signer, at: datetime) -> None:
    """Record a signature, call up the next group, and keep the facts by which the clock stands or runs."""
    signer.state, signer.signed_at, signer.read_affirmed_at = SignerState.SIGNED, at, at
    signer.save(update_fields=["state", "signed_at", "read_affirmed_at", "certificate", "signed_file"])
    signing = SigningRound.objects.get(pk=signer.round_id)
    acting.told |= {"round": signing.number, "role": signer.role, "means": signer.means}
    settle(acting, signing)
    if call_up(signing):
        acting.payload |= {"messages": ["giliran_tanda_tangan"], "signing_round": signing.pk}


def settle(acting: Acting, signing: SigningRound) -> None:
    """Keep the facts of the clock, and close the round once everybody has signed and no original lacks anything."""
    acting.facts["penanda_belum"] = awaited(signing, Request.objects.get(case_id=acting.case.id))
    if signing.signers.filter(signed_at__isnull=True).exists():
        return
    signed = signing.current
    if signing.mode == Mode.WET:
        if not originals_complete(signing):
            return
        scan = kept_here(signing).scan
        assert scan is not None
        signed = scan
    SigningRound.objects.filter(pk=signing.pk).update(state=RoundState.COMPLETE, completed_at=acting.at, current=signed)


def act_of_signing(
    case_id: int, by: Actor, user_id: int | None, change: Callable[[Acting], None], verb: str = "agreement.signed"
) -> None:
    """One signature as an act of its own; the last one completes the step behind it."""
    act_on_case(case_id=case_id, verb=verb, by=by, change=change)
    complete_when_all_signed(case_id, by, user_id)
    # Each signature is laid down outside the database at once; a checkpoint that fails is made good by the next one.
    transaction.on_commit(make_checkpoint, robust=True)


def complete_when_all_signed(case_id: int, by: Actor, user_id: int | None) -> None:
    """Complete the open signing step when the newest round is complete. Runs inside the signature's transaction."""
    signing = SigningRound.objects.filter(case_id=case_id).order_by("-number").first()
    if signing is None or signing.state != RoundState.COMPLETE:
        return
    locked = lock_case(case_id)
    for task in locked.tasks.values():
        if procedure_of(locked.version_id).by_id[task.step].form == WORKBENCH:
            finish(
                locked, task, by=by, user_id=user_id, outcome="", note="", raw={}, files={}, happened_at=None,
                late_reason="",
            )  # fmt: skip
            return


def refuse_to_sign(*, signer_id: int, by: Actor, reason: str) -> None:
    """A signer refuses, with a reason. The clock runs, nobody else signs, and the institution decides what follows.

    Raises Refusal TTD-35 without a reason, NotAllowed TTD-30 for somebody else's signature, Conflict TTD-32, 34.
    """
    if not reason.strip():
        raise Refusal("TTD-35", N_("Say why you do not sign. The reason is passed on to the other side."))
    signer = signer_of(signer_id)
    own = str(signer.user_id) == by.ref if by.kind == "user" else signer.means == Means.SEALED_ACT
    if not own:
        raise NotAllowed("TTD-30", N_("This signature is due from somebody else."))

    def change(acting: Acting) -> None:
        signing_task(acting)
        current = check_turn(signer.pk, True)
        current.state, current.refusal_reason = SignerState.REFUSED, reason.strip()[:300]
        current.save(update_fields=["state", "refusal_reason"])
        request = Request.objects.get(case_id=acting.case.id)
        acting.facts["penanda_belum"] = awaited(current.round, request)
        acting.reason = reason
        acting.told |= {"round": current.round.number, "role": current.role}
        acting.payload |= {"messages": ["menolak_tanda_tangan"], "signing_round": current.round_id}

    act_on_case(case_id=signer.round.case_id, verb="agreement.refused", by=by, change=change)
