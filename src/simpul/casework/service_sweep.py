"""Once a minute: requests whose process died, unsure ones that can be asked about, services that were down."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q

from simpul.adapters.bsre import BsreFault, Problem
from simpul.casework.cases import act_on_case
from simpul.casework.service_outcomes import OUT_OF_REACH, ask_outcome, attempt_of, close, later, service_of_attempt
from simpul.core.procedures.acting import Acting
from simpul.core.signing.models import AttemptState, RoundState, ServiceAttempt, SignerState
from simpul.core.signing.services import NOBODY, client_of
from simpul.lib import clock
from simpul.lib.actor import SYSTEM
from simpul.lib.one_by_one import one_by_one

GIVEN_UP = timedelta(minutes=3)
"""A request as old as this has no process any more that waits for its answer."""


def follow_attempts() -> int:
    """Answers how many were looked at. Raises PartsFailed when one broke."""
    now = clock.now()
    lost = Q(state=AttemptState.SENT, asked_at__lt=now - GIVEN_UP)
    askable = Q(state=AttemptState.UNSURE, next_try_at__lte=now) & (~Q(document="") | Q(answer__isnull=False))
    down = Q(state=AttemptState.FAILED, problem__in=OUT_OF_REACH, next_try_at__lte=now)
    due = ServiceAttempt.objects.filter(lost | askable | down).order_by("pk")
    return len(one_by_one("signing attempt", list(due.values_list("pk", flat=True)), _follow))


def _follow(number: int) -> None:
    attempt = attempt_of(number)
    if attempt.state == AttemptState.FAILED:
        _see_whether_back(attempt)
        return
    if attempt.answer is not None or attempt.document:
        attempt = ask_outcome(number)
    if attempt.state == AttemptState.SENT:
        close(number, AttemptState.UNSURE, Problem.UNKNOWN)


def _see_whether_back(attempt: ServiceAttempt) -> None:
    """Whoever could not sign is called once more, as at the first time; no secret was kept, so he signs himself."""
    if _still_due(attempt):
        try:
            client_of(service_of_attempt(attempt)).status(NOBODY)
        except BsreFault as fault:
            if fault.problem in OUT_OF_REACH:
                later(attempt)
                return
        act_on_case(
            case_id=attempt.signer.round.case_id, verb="signing.service_back", by=SYSTEM,
            change=lambda acting: _call(acting, attempt),
        )  # fmt: skip
    ServiceAttempt.objects.filter(pk=attempt.pk).update(next_try_at=None)


def _call(acting: Acting, attempt: ServiceAttempt) -> None:
    acting.told = {"attempt": attempt.number}
    acting.payload |= {"messages": ["giliran_tanda_tangan"], "signing_round": attempt.signer.round_id}


def _still_due(attempt: ServiceAttempt) -> bool:
    signer = attempt.signer
    due = signer.round.state == RoundState.OPEN and signer.state == SignerState.TURN
    return due and not signer.attempts.filter(pk__gt=attempt.pk).exists()
