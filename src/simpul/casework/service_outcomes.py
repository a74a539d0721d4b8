"""What became of a signature that was asked of the service: kept, judged, applied once, or told to a person.

Everything here may run again at any time: by the signer's own request, by the sweep, by a callback. The first whole
answer counts; whatever comes after it changes nothing.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from simpul.adapters.bsre import SIMULATOR, BsreFault, Problem
from simpul.casework.cases import act_on_case
from simpul.casework.returned_acts import expected_of, take
from simpul.casework.signing_acts import act_of_signing, signing_task
from simpul.casework.signing_rounds import runs_the_room
from simpul.core.directory.officers import Officer
from simpul.core.documents.actions import store
from simpul.core.documents.storage import path_of, read
from simpul.core.procedures.acting import Acting
from simpul.core.procedures.locked import lock_case
from simpul.core.signing.models import (
    OPEN_ATTEMPTS,
    AttemptState,
    Means,
    ReturnedFile,
    ReturnedState,
    RoundState,
    ServiceAttempt,
    Signer,
    SignerState,
    SigningService,
)
from simpul.core.signing.returned import Expected, Judged, judge_returned
from simpul.core.signing.services import client_of, name_of
from simpul.core.signing.verdict import to_json
from simpul.lib import clock
from simpul.lib.actor import SYSTEM, Actor
from simpul.rules.procedure.model import Procedure
from simpul.rules.refusals import N_, Conflict, NotAllowed, Refusal

LEGAL = "telaah_hukum"
AGAIN = timedelta(minutes=1)
LONGEST = timedelta(hours=1)
PENDING = (AttemptState.SENT, AttemptState.UNSURE, AttemptState.DECLARED, AttemptState.REPLACED)
"""Whose answer, should it come, may still count."""
OUT_OF_REACH = (Problem.DOWN, Problem.UNTRUSTED)
"""Nothing was sent; the service is asked from time to time whether it can be reached again."""


def attempt_of(number: int) -> ServiceAttempt:
    """The attempt with what belongs to it."""
    return ServiceAttempt.objects.select_related("signer__round", "sent", "answer", "returned").get(pk=number)


def close(number: int, state: AttemptState, problem: Problem | None = None) -> ServiceAttempt:
    """An attempt of which no file came: definitely not signed, or unsure. Does nothing to one that is settled."""
    found = attempt_of(number)

    def change(acting: Acting) -> None:
        ServiceAttempt.objects.filter(pk=number).update(
            state=state, problem=problem.value if problem else "", next_try_at=_looked_at_again(state, problem),
            ended_at=acting.at if state == AttemptState.FAILED else None,
        )  # fmt: skip
        acting.told = {"attempt": found.number, "problem": problem.value if problem else ""}
        if state == AttemptState.UNSURE and not found.document:
            acting.payload |= {"messages": ["tanda_tangan_belum_pasti"]}

    with transaction.atomic():
        lock_case(found.signer.round.case_id)
        if attempt_of(number).state in (AttemptState.SENT, AttemptState.UNSURE):
            act_on_case(case_id=found.signer.round.case_id, verb=f"signing.service_{state}", by=SYSTEM, change=change)
    return attempt_of(number)


def _looked_at_again(state: AttemptState, problem: Problem | None) -> datetime | None:
    """An unsure outcome is asked for, a service that is down is asked whether it is back; nothing else is."""
    open_question = state == AttemptState.UNSURE or problem in OUT_OF_REACH
    return clock.now() + AGAIN if open_question else None


@transaction.atomic
def keep_answer(attempt: ServiceAttempt, pdf: bytes, document: str) -> None:
    """The file as it came, before anything is judged: should this process die now, nobody has to sign again."""
    signing = attempt.signer.round
    file = store(
        institution_id=signing.institution_id, data=pdf, name=f"Kembali {attempt.number}.pdf",
        kind="naskah_bertanda_tangan", media_type="application/pdf", by=SYSTEM,
    )  # fmt: skip
    ServiceAttempt.objects.filter(pk=attempt.pk, answer=None).update(answer=file, document=document[:80])


def settle(number: int) -> ServiceAttempt:
    """Judge the answer that is kept and apply it under the case's lock; one that was settled stays as it is.

    SIGNED where the file extends what was sent by one good signature of the right person; VOID where it came too late;
    BLOCKED else: nothing of it enters the round until a person has compared.
    """
    attempt = attempt_of(number)
    if attempt.answer is None or attempt.state not in PENDING:
        return attempt
    judged = judge_returned(path_of(attempt.answer.sha256), expected_answer(attempt), settings.HOME)
    with transaction.atomic():
        lock_case(attempt.signer.round.case_id)
        attempt = attempt_of(number)
        if attempt.state in PENDING:
            apply_judged(attempt, judged)
    return attempt_of(number)


def expected_answer(attempt: ServiceAttempt) -> Expected:
    """What a file of the service must be. A simulator signs in nobody's name but its own."""
    expected = expected_of(attempt.signer)
    named = SIMULATOR if service_of_attempt(attempt).simulated else expected.name
    return replace(expected, sent=read(attempt.sent.sha256), name=named)


def service_of_attempt(attempt: ServiceAttempt) -> SigningService:
    """The account under which it was asked for."""
    return SigningService.objects.get(institution_id=attempt.signer.round.institution_id)


def apply_judged(attempt: ServiceAttempt, judged: Judged) -> None:
    """Under the lock of the case, with an attempt that is still pending."""
    signer = Signer.objects.select_related("round__current", "user").get(pk=attempt.signer_id)
    if _too_late(attempt, signer):
        _end(attempt, signer, judged, AttemptState.VOID, "signing.service_late")
    elif judged.state != ReturnedState.TAKEN:
        _end(attempt, signer, judged, AttemptState.BLOCKED, "signing.service_blocked")
    else:
        _take(attempt, signer, judged)


def _too_late(attempt: ServiceAttempt, signer: Signer) -> bool:
    """The round ended, the signer signed otherwise, or another file stands there now."""
    signing = signer.round
    due = signing.state == RoundState.OPEN and signer.state == SignerState.TURN
    return not due or signing.current_id != attempt.sent_id


def _end(attempt: ServiceAttempt, signer: Signer, judged: Judged, state: AttemptState, verb: str) -> None:
    """A file that does not enter the round: it is kept with the reasons, and the log says so."""

    def change(acting: Acting) -> None:
        if state == AttemptState.BLOCKED:
            signer.attempts.filter(state__in=OPEN_ATTEMPTS).exclude(pk=attempt.pk).update(state=AttemptState.REPLACED)
            acting.payload |= {"messages": ["berkas_lain_naskah"]}
        _note(attempt, state, judged, acting)
        acting.told |= {"faults": list(judged.faults)}

    act_on_case(case_id=signer.round.case_id, verb=verb, by=SYSTEM, change=change)


def _take(attempt: ServiceAttempt, signer: Signer, judged: Judged) -> None:
    """The signature stands: the file becomes the round's, as with any other signature."""
    assert signer.user is not None
    lead = Actor("user", str(signer.user_id), signer.user.full_name, signer.capacity)

    def change(acting: Acting) -> None:
        signing_task(acting)
        answer = attempt.answer
        assert answer is not None
        take(acting, signer, answer, judged.signature, Means.SERVICE)
        signer.certificate["service"] = name_of(service_of_attempt(attempt))
        signer.save(update_fields=["certificate"])
        Signer.objects.filter(pk=signer.pk).update(read_affirmed_at=attempt.read_affirmed_at)
        signer.attempts.filter(state__in=OPEN_ATTEMPTS).exclude(pk=attempt.pk).update(state=AttemptState.REPLACED)
        _note(attempt, AttemptState.SIGNED, judged, acting)

    act_of_signing(signer.round.case_id, lead, signer.user_id, change)


def _note(attempt: ServiceAttempt, state: AttemptState, judged: Judged, acting: Acting) -> None:
    """The verdict beside the file, and the attempt's end."""
    assert attempt.answer is not None
    returned = ReturnedFile.objects.create(
        signer_id=attempt.signer_id, file=attempt.answer, sent=attempt.sent, state=kept_state(judged, state),
        verdict=to_json(judged.verdict) if judged.verdict is not None else {}, faults=list(judged.faults),
        received=f"{name_of(service_of_attempt(attempt))}, {attempt.number}",
        read_affirmed_at=attempt.read_affirmed_at, at=acting.at,
    )  # fmt: skip
    done = None if state == AttemptState.BLOCKED else acting.at
    ServiceAttempt.objects.filter(pk=attempt.pk).update(
        state=state, problem="", returned=returned, ended_at=done, next_try_at=None
    )
    acting.told |= {"attempt": attempt.number}


def kept_state(judged: Judged, state: AttemptState) -> ReturnedState:
    """A file of a service is never taken on somebody's word: what would ask elsewhere is refused here."""
    if state == AttemptState.VOID:
        return ReturnedState.STALE
    return ReturnedState.REFUSED if judged.state == ReturnedState.ASKED else judged.state


def ask_outcome(number: int) -> ServiceAttempt:
    """Ask the service for the file of an unsure attempt, where it is known by a mark; without one nothing is asked."""
    attempt = attempt_of(number)
    if attempt.answer is None and attempt.document and attempt.state in PENDING:
        try:
            pdf = client_of(service_of_attempt(attempt)).fetch(attempt.document)
        except BsreFault:
            later(attempt)
            return attempt
        keep_answer(attempt, pdf, attempt.document)
    return settle(number)


def later(attempt: ServiceAttempt) -> None:
    """Twice as long each time, at most an hour."""
    wait = min(AGAIN * 2 ** min(attempt.tries, 10), LONGEST)
    ServiceAttempt.objects.filter(pk=attempt.pk).update(tries=attempt.tries + 1, next_try_at=clock.now() + wait)


def reject(*, number: int, officer: Officer, reason: str) -> None:
    """A person has compared a blocked file with what was sent: it is not taken, and the signer may sign anew.

    Raises Refusal TTD-94 without a reason, Conflict TTD-95 when nothing is to be compared any more, NotAllowed TTD-37.
    """
    if not reason.strip():
        raise Refusal("TTD-94", N_("Say what the comparison showed. It stays with the case."))
    found = attempt_of(number)

    def change(acting: Acting) -> None:
        if not may_compare(officer, acting.procedure, signing_task(acting).lane_id):
            raise NotAllowed("TTD-37", N_("Signing is run by whoever fixes number and date, or by the head. Ask them."))
        attempt = attempt_of(number)
        if attempt.state != AttemptState.BLOCKED:
            raise Conflict("TTD-95", N_("This file has been compared already. Open the signing room again."))
        ServiceAttempt.objects.filter(pk=number).update(state=AttemptState.REJECTED, ended_at=acting.at)
        returned = attempt.returned
        assert returned is not None
        returned.decided_at, returned.decided_by_id = acting.at, officer.user_id
        returned.decision_reason = reason.strip()[:300]
        returned.save(update_fields=["decided_at", "decided_by", "decision_reason"])
        acting.reason = reason
        acting.told = {"attempt": attempt.number, "round": attempt.signer.round.number}

    act_on_case(case_id=found.signer.round.case_id, verb="signing.service_compared", by=officer.actor(), change=change)


def may_compare(officer: Officer, procedure: Procedure, lane_id: int | None) -> bool:
    """Who runs the signing, and the legal analysts of the case's procedure."""
    legal = {lane for step in procedure.steps if step.form == LEGAL for lane in step.performer.lanes}
    return runs_the_room(officer, procedure, lane_id) or officer.holds_code(*legal)
