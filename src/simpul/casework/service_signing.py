"""Signing through the institution's service (BSrE): asked for without a lock, applied under one, never twice.

1. Under the case's lock an attempt is written down: who, which bytes, an incident number (``_write_down``).
2. The service is asked: no transaction is open, no lock held, the secret lives in this call alone.
3. Its answer is kept at once (``keep_answer``), then judged and applied under the lock (``service_outcomes.settle``).
Whatever dies in between leaves a row from which the sweep goes on. Why it is so: docs/adr/0012-signing-services.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from django.db import transaction

from simpul.adapters.bsre import Bsre, BsreFault, Person, Problem, Secret
from simpul.casework.cases import act_on_case
from simpul.casework.service_outcomes import ask_outcome, close, keep_answer, settle
from simpul.casework.signing_acts import check_in_time, check_turn, paper_of, signer_of, signing_task
from simpul.core.directory import attempts
from simpul.core.directory.models import User
from simpul.core.directory.officers import Officer
from simpul.core.procedures.acting import Acting
from simpul.core.signing.models import OPEN_ATTEMPTS, AttemptState, Means, ServiceAttempt, Signer, SigningService
from simpul.core.signing.providers import Paper, Service
from simpul.core.signing.services import client_of, name_of, service_of
from simpul.rules.refusals import N_, Conflict, NotAllowed, Refusal

DOOR, CODES = "psre", "psre-kode"
"""Where wrong secrets are counted, and where the codes that were asked for."""
_NIK = re.compile(r"\d{16}")


def sign_through_service(
    *, signer_id: int, officer: Officer, secret: str, nik: str, read_affirmed: bool
) -> ServiceAttempt:
    """The officer signs through the service with the passphrase or code typed for this one signature.

    The attempt that is given back is SIGNED, BLOCKED (a person compares) or UNSURE (no answer came). Raises NotAllowed
    TTD-30, Refusal LCK-01 (too many wrong secrets), TTD-33, 80, 81, 85 (NIK), 89..93, 164, 167 (not signed), 121,
    Conflict TTD-32, 34, 40, 86, 87, 163.
    """
    signer = own_signer(signer_id, officer)
    service = service_for(officer)
    client = client_of(service)
    person = _person_of(client, officer, nik)
    found = _outcome_of_earlier(signer)
    if found is not None:
        return found
    _patience(officer)
    attempt, paper = _write_down(signer, service, officer, read_affirmed)
    typed = Secret(secret, one_time=service.by_code)
    try:
        signed = Service(client, person, typed, attempt.number).sign(paper)
    except BsreFault as fault:
        return _without_answer(attempt, fault.problem, officer, typed.one_time)
    for door in (DOOR, CODES):
        attempts.passed(door, _account(officer))
    keep_answer(attempt, signed.pdf, signed.document)
    return settle(attempt.pk)


def ask_code(*, signer_id: int, officer: Officer) -> None:
    """Have the service send the officer a one-time code, in the own turn and not too often.

    Raises NotAllowed TTD-30, Refusal TTD-81, 90..92, LCK-01, Conflict TTD-32, 34, 40, 86.
    """
    check_turn(own_signer(signer_id, officer).pk, True)
    client = client_of(service_for(officer))
    _patience(officer, CODES)
    _count(officer, CODES)
    try:
        client.ask_code(_person_of(client, officer, ""))
    except BsreFault as fault:
        raise refusal_of(fault.problem, "") from fault


def ask_status(*, signer_id: int, officer: Officer, nik: str) -> str:
    """What the service says of the officer before anything is typed that opens a signature; ``MAY_SIGN`` or another
    word. Raises BsreFault, NotAllowed TTD-30, Refusal TTD-80, 81, 85 (NIK)."""
    own_signer(signer_id, officer)
    client = client_of(service_for(officer))
    return client.status(_person_of(client, officer, nik))


def own_signer(signer_id: int, officer: Officer) -> Signer:
    """The officer's own signature through the service. Raises NotAllowed TTD-30."""
    signer = signer_of(signer_id)
    if signer.user_id != officer.user_id or signer.means != Means.SERVICE:
        raise NotAllowed("TTD-30", N_("This signature is due from somebody else."))
    return signer


def service_for(officer: Officer) -> SigningService:
    """The service of the officer's institution. Raises Refusal TTD-81."""
    service = service_of(officer.institution_id)
    if service is None:
        raise Refusal(
            "TTD-81",
            N_("The signing service is not set up to the end. Ask your administrator; nothing has been signed."),
        )
    return service


def _person_of(client: Bsre, officer: Officer, nik: str) -> Person:
    """v2 knows people by their e-mail address, so no NIK is asked for; v1 gets the one typed now, kept nowhere."""
    if not client.by_nik:
        return Person(email=User.objects.get(pk=officer.user_id).email)
    digits = re.sub(r"[\s.-]", "", nik)
    if _NIK.fullmatch(digits) is None:
        raise Refusal(
            "TTD-85", N_("Type your NIK, 16 digits. It goes to the service with this request and is not kept.")
        )
    return Person(nik=digits)


def _account(officer: Officer) -> str:
    return attempts.account_of(f"service:{officer.user_id}")


@transaction.atomic
def _patience(officer: Officer, door: str = DOOR) -> None:
    """After wrong secrets the service itself would lock the person; we are slower before it does."""
    attempts.check(door, "", _account(officer))


def _count(officer: Officer, door: str) -> None:
    attempts.failed(door, "", _account(officer))


def _outcome_of_earlier(signer: Signer) -> ServiceAttempt | None:
    """An earlier request whose outcome can be learned is settled before anything is asked anew."""
    unsure = signer.attempts.filter(state=AttemptState.UNSURE).exclude(document="", answer=None).first()
    if unsure is None:
        return None
    settled = ask_outcome(unsure.pk)
    return settled if settled.state in (AttemptState.SIGNED, AttemptState.BLOCKED) else None


def _write_down(
    signer: Signer, service: SigningService, officer: Officer, read_affirmed: bool
) -> tuple[ServiceAttempt, Paper]:
    """The attempt, committed before the service hears of it."""
    made: list[tuple[ServiceAttempt, Paper]] = []

    def change(acting: Acting) -> None:
        signing_task(acting)
        current = check_turn(signer.pk, read_affirmed)
        check_in_time(acting)
        _free_of_others(current)
        attempt = ServiceAttempt.objects.create(
            signer=current, sent=current.round.current, read_affirmed_at=acting.at, asked_at=acting.at
        )
        acting.told = {
            "round": current.round.number, "role": current.role, "attempt": attempt.number,
            "service": name_of(service), "sha256": attempt.sent.sha256,
        }  # fmt: skip
        made.append((attempt, paper_of(acting, current, f"Melalui {name_of(service)}")))

    act_on_case(case_id=signer.round.case_id, verb="signing.service_asked", by=officer.actor(), change=change)
    return made[0]


def _free_of_others(signer: Signer) -> None:
    """While an earlier request of the same signer stands open nothing is asked for: it may have been signed.

    Raises Conflict TTD-87 (on its way, or to be compared), TTD-163 (unsure).
    """
    earlier = signer.attempts.select_for_update().filter(state__in=OPEN_ATTEMPTS).first()
    if earlier is None:
        return
    if earlier.state == AttemptState.UNSURE:
        text = N_(
            "It is not certain yet whether your request %(number)s was signed. First the service's file is handed in, "
            "or a colleague says that there is none."
        )
        raise Conflict("TTD-163", text, number=earlier.number)
    raise Conflict("TTD-87", N_("Your signature has been asked for already. Open the signing room to see its state."))


def _without_answer(attempt: ServiceAttempt, problem: Problem, officer: Officer, by_code: bool) -> ServiceAttempt:
    """No file came. Raises the refusal where it is certain that nothing was signed."""
    if problem is Problem.UNKNOWN:
        return close(attempt.pk, AttemptState.UNSURE, problem)
    if problem is Problem.MISTYPED:
        _count(officer, DOOR)
    close(attempt.pk, AttemptState.FAILED, problem)
    if problem is Problem.MISTYPED and by_code:
        raise _wrong_code()
    raise refusal_of(problem, attempt.number)


def refusal_of(problem: Problem, number: str) -> Refusal:
    """What the signer reads; ``number`` is the incident number, "" where nothing was to be signed."""
    return _SAID[problem](number or "-")


def _down(number: str) -> Refusal:
    return Refusal(
        "TTD-91",
        N_(
            "The service cannot be reached. Nothing has been signed; you are told when it answers again. "
            "Incident %(number)s."
        ),
        number=number,
    )


def _untrusted(number: str) -> Refusal:
    return Refusal(
        "TTD-164",
        N_(
            "The certificate of the service's address is not believed, so nothing was sent and nothing signed. Your "
            "administrator finds the reason by testing the connection. Incident %(number)s."
        ),
        number=number,
    )


def _wrong(_number: str) -> Refusal:
    return Refusal("TTD-89", N_("The service does not accept this passphrase. Nothing has been signed; type it again."))


def _wrong_code() -> Refusal:
    return Refusal(
        "TTD-167",
        N_(
            "The service does not accept this code. Nothing has been signed. A code is good once and for a short "
            "while: have another one sent and type that."
        ),
    )


def _no_account(_number: str) -> Refusal:
    return Refusal(
        "TTD-90",
        N_("The service refuses the institution's own account. Nothing has been signed; tell your administrator."),
    )


def _refused(number: str) -> Refusal:
    return Refusal(
        "TTD-92", N_("The service refused the request. Nothing has been signed. Incident %(number)s."), number=number
    )


def _not_issued(_number: str) -> Refusal:
    return Refusal(
        "TTD-93",
        N_("The service says that you may not sign now: your certificate there is not in force. Nothing was signed."),
    )


_SAID: Mapping[Problem, Callable[[str], Refusal]] = {
    Problem.MISTYPED: _wrong,
    Problem.ACCOUNT: _no_account,
    Problem.DOWN: _down,
    Problem.UNTRUSTED: _untrusted,
    Problem.REFUSED: _refused,
    Problem.UNKNOWN: _down,
    Problem.NOT_ISSUED: _not_issued,
}
