"""What people do where the service gave no answer: hand in the file that it gives out elsewhere, or say there is none.

v2 of the service cannot be asked what became of a request, and v1 only under a mark that came with the answer. While a
signature may exist none is asked for a second time, so one of these two comes first.
"""

from __future__ import annotations

from django.conf import settings
from django.db import transaction

from simpul.casework.cases import act_on_case
from simpul.casework.returned_acts import MOST_TRIES, ask_first, kept_only_if_used
from simpul.casework.service_outcomes import apply_judged, attempt_of, expected_answer, kept_state, may_compare
from simpul.casework.signing_acts import signing_task
from simpul.core.directory.officers import Officer
from simpul.core.documents.models import StoredFile
from simpul.core.documents.storage import path_of
from simpul.core.procedures.acting import Acting
from simpul.core.signing.models import AttemptState, ReturnedFile, ReturnedState, ServiceAttempt
from simpul.core.signing.returned import Judged, judge_returned
from simpul.core.signing.verdict import to_json
from simpul.rules.refusals import N_, Conflict, NotAllowed, Refusal


def hand_in_answer(*, number: int, officer: Officer, file: StoredFile) -> ReturnedFile:
    """The file that the service's portal or gateway gives out for an unsure request, judged like any answer of it.

    TAKEN: the signature counts. Anything else is kept as evidence, and the request stays unsure. Raises Conflict
    TTD-162 (settled), NotAllowed TTD-37, Refusal TTD-101 (too many files).
    """
    with kept_only_if_used(file):
        attempt = attempt_of(number)
        _check_unsure(attempt)
        if attempt.signer.user_id != officer.user_id:
            ask_first(attempt.signer, officer, may_compare)
        if attempt.signer.returned.count() >= MOST_TRIES:
            text = N_("Too many files were handed in for this signature. Talk to the other side first.")
            raise Refusal("TTD-101", text)
        judged = judge_returned(path_of(file.sha256), expected_answer(attempt), settings.HOME)
        with transaction.atomic():
            return _handed_in(attempt, officer, file, judged)


def _handed_in(found: ServiceAttempt, officer: Officer, file: StoredFile, judged: Judged) -> ReturnedFile:
    taken, kept = judged.state == ReturnedState.TAKEN, []

    def change(acting: Acting) -> None:
        attempt = attempt_of(found.pk)
        if attempt.signer.user_id != officer.user_id:
            _check_settles(acting, officer)
        _check_unsure(attempt)
        acting.told = {
            "attempt": attempt.number, "sha256": file.sha256, "judged": str(judged.state), "faults": list(judged.faults)
        }  # fmt: skip
        if taken:
            ServiceAttempt.objects.filter(pk=attempt.pk).update(answer=file)
        else:
            kept.append(_evidence(attempt, officer, file, judged, acting))

    act_on_case(
        case_id=found.signer.round.case_id, verb="signing.service_handed_in", by=officer.actor(), change=change
    )  # fmt: skip
    if not taken:
        return kept[0]
    apply_judged(attempt_of(found.pk), judged)
    returned = attempt_of(found.pk).returned
    assert returned is not None
    return returned


def _evidence(
    attempt: ServiceAttempt, officer: Officer, file: StoredFile, judged: Judged, acting: Acting
) -> ReturnedFile:
    return ReturnedFile.objects.create(
        signer_id=attempt.signer_id, file=file, sent=attempt.sent, state=kept_state(judged, AttemptState.UNSURE),
        verdict=to_json(judged.verdict) if judged.verdict is not None else {}, faults=list(judged.faults),
        received=f"{attempt.number}, {officer.name}", read_affirmed_at=attempt.read_affirmed_at, at=acting.at,
    )  # fmt: skip


def declare_not_signed(*, number: int, officer: Officer, reason: str) -> None:
    """Somebody else than the signer has looked at the service: nothing was signed there. The signer may ask anew.

    Should an answer come all the same before that, it still counts. Raises Refusal TTD-160 without what was seen,
    NotAllowed TTD-37, TTD-161 (the signer), Conflict TTD-162 (settled).
    """
    if not reason.strip():
        raise Refusal("TTD-160", N_("Say where you looked and what you saw. It stays with the case."))
    found = attempt_of(number)

    def change(acting: Acting) -> None:
        _check_settles(acting, officer)
        attempt = attempt_of(number)
        _check_unsure(attempt)
        if attempt.signer.user_id == officer.user_id:
            raise NotAllowed("TTD-161", N_("Somebody else than the signer says that nothing was signed."))
        ServiceAttempt.objects.filter(pk=number).update(
            state=AttemptState.DECLARED, ended_at=acting.at, next_try_at=None, decided_by_id=officer.user_id,
            decision_reason=reason.strip()[:300],
        )  # fmt: skip
        acting.reason = reason
        acting.told = {"attempt": attempt.number, "round": attempt.signer.round.number}
        acting.payload |= {"messages": ["giliran_tanda_tangan"], "signing_round": attempt.signer.round_id}

    act_on_case(case_id=found.signer.round.case_id, verb="signing.service_declared", by=officer.actor(), change=change)


def _check_unsure(attempt: ServiceAttempt) -> None:
    if attempt.state != AttemptState.UNSURE or attempt.answer_id is not None:
        raise Conflict("TTD-162", N_("This request is settled already. Open the signing room again."))


def _check_settles(acting: Acting, officer: Officer) -> None:
    if not may_compare(officer, acting.procedure, signing_task(acting).lane_id):
        raise NotAllowed("TTD-37", N_("Signing is run by whoever fixes number and date, or by the head. Ask them."))
