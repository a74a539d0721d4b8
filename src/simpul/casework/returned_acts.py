"""A signer's own certificate, used elsewhere: the signed file is handed in, judged, and taken into the round.

Whatever is handed in is kept and on record, also what is refused: a file with another text is evidence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import transaction

from simpul.casework.signing_acts import (
    WORKBENCH,
    act_of_signing,
    check_in_time,
    check_turn,
    field_of,
    mark_signed,
    settle,
    signer_of,
    signing_task,
)
from simpul.casework.signing_rounds import runs_the_room
from simpul.core.directory.officers import Officer
from simpul.core.documents.actions import drop
from simpul.core.documents.faces.pages import page_pictures
from simpul.core.documents.models import StoredFile
from simpul.core.documents.storage import path_of, read
from simpul.core.procedures.acting import Acting
from simpul.core.procedures.loaded import procedure_of
from simpul.core.procedures.models import Case
from simpul.core.signing.models import Means, ReturnedFile, ReturnedState, Signer, SigningRound
from simpul.core.signing.returned import Expected, Judged, judge_returned, last_signature
from simpul.core.signing.signer import SignatureField
from simpul.core.signing.verdict import SignatureVerdict, from_json, to_json
from simpul.features.agreements.models import Request
from simpul.features.agreements.signing_plan import signed_name
from simpul.lib import clock
from simpul.lib.actor import Actor
from simpul.rules.procedure.model import Procedure
from simpul.rules.refusals import N_, Conflict, NotAllowed, Refusal

OWN = (Means.SEALED_ACT, Means.OWN_FILE)
"""Who signs by code here may sign with a certificate of his own instead."""
MOST_TRIES = 20
"""Files handed in for one signature; each is kept."""


def hand_in_as_partner(
    *, request_id: int, signer_id: int, file: StoredFile, actor: Actor, read_affirmed: bool
) -> ReturnedFile:
    """The partner hands in the signed file himself. Raises NotAllowed TTD-30, else as :func:`_hand_in`."""
    signer = signer_of(signer_id)
    if Request.objects.get(pk=request_id).case_id != signer.round.case_id:
        raise NotAllowed("TTD-30", N_("This signature is due from somebody else."))
    with kept_only_if_used(file):
        return _hand_in(signer, file, by=actor, user_id=None, read_affirmed=read_affirmed, received="")


def hand_in_for_partner(*, signer_id: int, officer: Officer, file: StoredFile, received: str) -> ReturnedFile:
    """An officer who runs the signing hands in what the partner sent; ``received`` says how, and that he has read it.

    Raises Refusal TTD-100 without that, NotAllowed TTD-37.
    """
    if not received.strip():
        raise Refusal(
            "TTD-100", N_("Say how the file came, and where the signer states to have read the text, such as a letter.")
        )
    signer = signer_of(signer_id)
    with kept_only_if_used(file):
        return _hand_in(
            signer, file, by=officer.actor(), user_id=officer.user_id, read_affirmed=True, received=received.strip(),
            officer=officer,
        )  # fmt: skip


@contextmanager
def kept_only_if_used(file: StoredFile) -> Iterator[None]:
    """Of an act that is refused no file is left. No transaction does that here: judging takes seconds."""
    try:
        yield
    except Refusal:
        drop([file])
        raise


def _hand_in(
    signer: Signer, file: StoredFile, *, by: Actor, user_id: int | None, read_affirmed: bool, received: str,
    officer: Officer | None = None,
) -> ReturnedFile:  # fmt: skip
    """Judge the file and keep it; a good one enters the round. Raises Conflict TTD-32, 34, 40, Refusal TTD-33, 101,
    121."""
    if signer.means not in OWN:
        raise NotAllowed("TTD-30", N_("This signature is due from somebody else."))
    if signer.returned.count() >= MOST_TRIES:
        raise Refusal("TTD-101", N_("Too many files were handed in for this signature. Talk to the other side first."))
    check_turn(signer.pk, read_affirmed)
    if officer is not None:
        ask_first(signer, officer, runs_the_room)
    sent = signer.round.current
    judged = judge_returned(path_of(file.sha256), expected_of(signer), settings.HOME)
    kept: list[ReturnedFile] = []

    def change(acting: Acting) -> None:
        _check_runs(acting, officer)
        current = check_turn(signer.pk, read_affirmed)
        check_in_time(acting)
        found = judged if current.round.current_id == sent.pk else Judged(ReturnedState.STALE, ("stale",))
        kept.append(_keep(acting, current, file, sent, found, received))
        if found.state == ReturnedState.TAKEN:
            take(acting, current, file, found.signature, Means.OWN_FILE)
        elif found.state == ReturnedState.ASKED:
            settle(acting, current.round)

    with transaction.atomic():
        act_of_signing(signer.round.case_id, by, user_id, change, verb="signing.file_returned")
    return kept[0]


@transaction.atomic
def decide(*, returned_id: int, officer: Officer, accepted: bool, reason: str) -> None:
    """A person says whether a certificate is believed that this installation cannot trace, or that names another.

    Raises Refusal TTD-102 without a reason, Conflict TTD-103 when nothing is to be decided any more, NotAllowed TTD-37.
    """
    if not reason.strip():
        raise Refusal("TTD-102", N_("Say why the certificate is believed or not. The reason stays with the signature."))
    returned = ReturnedFile.objects.select_related("signer__round").get(pk=returned_id)

    def change(acting: Acting) -> None:
        _check_runs(acting, officer)
        row = ReturnedFile.objects.select_related("file").get(pk=returned_id)
        signer = check_turn(row.signer_id, True)
        if row.state != ReturnedState.ASKED or signer.round.current_id != row.sent_id:
            raise Conflict("TTD-103", N_("This file is not waiting for a decision any more. Open the signing again."))
        row.state = ReturnedState.TAKEN if accepted else ReturnedState.REFUSED
        row.decided_at, row.decided_by_id, row.decision_reason = acting.at, officer.user_id, reason.strip()[:300]
        row.save(update_fields=["state", "decided_at", "decided_by", "decision_reason"])
        acting.reason = reason
        acting.told = {"round": signer.round.number, "role": signer.role, "sha256": row.file.sha256}
        if accepted:
            signer.read_affirmed_at = row.read_affirmed_at
            take(acting, signer, row.file, last_signature(from_json(row.verdict)), Means.OWN_FILE)
        else:
            settle(acting, signer.round)

    act_of_signing(returned.signer.round.case_id, officer.actor(), officer.user_id, change, verb="signing.file_decided")


def take(acting: Acting, signer: Signer, file: StoredFile, signature: SignatureVerdict, means: str) -> None:
    """Put a judged file into the round in the place of the one before; the next signer signs upon it.

    It is called like every signed agreement from now on, not as it was called when it came.
    """
    signer.means, signer.signed_file = means, file
    signer.certificate = {
        "subject": signature.signer, "issuer": signature.issuer, "trusted": signature.trusted,
        "stated_at": signature.at.isoformat() if signature.at is not None else "",
    }  # fmt: skip
    signer.save(update_fields=["means"])
    file.name = signed_name(file, acting.case.ticket)
    file.save(update_fields=["name"])
    SigningRound.objects.filter(pk=signer.round_id).update(current=file)
    mark_signed(acting, signer, acting.at)
    acting.told["sha256"] = file.sha256


def expected_of(signer: Signer) -> Expected:
    """What was sent to this signer and what his file must leave free."""
    signing = SigningRound.objects.select_related("current", "rendered").get(pk=signer.round_id)
    left = [one for one in signing.signers.all() if one.signed_at is None and one.pk != signer.pk]
    others = [field_of(signing, one.role) for one in signing.signers.all() if one.pk != signer.pk]
    meterai = [
        SignatureField("meterai", box["page"], tuple(box["rect"])) for box in signing.boxes if box["kind"] == "meterai"
    ]
    return Expected(
        sent=read(signing.current.sha256), name=signer.name, older=(read(signing.rendered.sha256),),
        remaining=[field_of(signing, one.role) for one in left], kept_free=[*others, *meterai],
        box=field_of(signing, signer.role), pictures=page_pictures(signing.current.sha256),
    )  # fmt: skip


def last_returned(signer: Signer) -> ReturnedFile | None:
    """The newest file handed in for this signature."""
    return signer.returned.select_related("file", "sent").order_by("id").last()


def _keep(
    acting: Acting, signer: Signer, file: StoredFile, sent: StoredFile, judged: Judged, received: str
) -> ReturnedFile:
    if judged.state == ReturnedState.ASKED:
        # A newer file takes the place of one that nobody has decided upon yet.
        signer.returned.filter(state=ReturnedState.ASKED).update(state=ReturnedState.STALE)
    acting.told = {
        "round": signer.round.number, "role": signer.role, "sha256": file.sha256, "judged": str(judged.state),
        "faults": list(judged.faults),
    }  # fmt: skip
    if judged.state == ReturnedState.OTHER_TEXT:
        acting.payload |= {"messages": ["berkas_lain_naskah"]}
    elif judged.state == ReturnedState.ASKED:
        acting.payload |= {"messages": ["berkas_perlu_putusan"]}
    return ReturnedFile.objects.create(
        signer=signer, file=file, sent=sent, state=judged.state, faults=list(judged.faults), received=received[:300],
        verdict=to_json(judged.verdict) if judged.verdict is not None else {}, read_affirmed_at=clock.now(),
        at=acting.at,
    )  # fmt: skip


def ask_first(signer: Signer, officer: Officer, may: Callable[[Officer, Procedure, int | None], bool]) -> None:
    """Judging takes seconds of two processes: who has no business with the signing as it stands is refused before that.
    What counts is asked again under the lock. Raises NotAllowed TTD-37."""
    case = Case.objects.get(pk=signer.round.case_id)
    procedure = procedure_of(case.procedure_version_id)
    rooms = [task for task in case.tasks.filter(state="open") if procedure.by_id[task.step].form == WORKBENCH]
    if rooms and not any(may(officer, procedure, task.lane_id) for task in rooms):
        raise _not_theirs()


def _not_theirs() -> NotAllowed:
    return NotAllowed("TTD-37", N_("Signing is run by whoever fixes number and date, or by the head. Ask them."))


def _check_runs(acting: Acting, officer: Officer | None) -> None:
    task = signing_task(acting)
    if officer is not None and not runs_the_room(officer, acting.procedure, task.lane_id):
        raise _not_theirs()
