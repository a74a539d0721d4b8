"""Buying e-Meterai and putting them on the text, by the job and at once for a person.

A serial is bought outside any lock: first the row says that it is being asked for, then the service is asked, then the
row has the serial, then the file the stamp. Whatever breaks in between, at most one serial is bought for an original.
"""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from simpul.adapters.emeterai import Emeterai, EmeteraiFault, Problem
from simpul.casework.cases import act_on_case
from simpul.casework.duty_rounds import go_on, owing
from simpul.core.directory.officers import Officer
from simpul.core.documents.storage import read
from simpul.core.procedures.acting import Acting
from simpul.core.procedures.locked import lock_case
from simpul.core.signing.duty_provider import provider_of
from simpul.core.signing.models import DutyState, RoundState, SigningRound, StampDuty
from simpul.features.agreements.models import Agreement
from simpul.features.agreements.stamp_duty import order_of, put_on, relieved, stamped_by
from simpul.lib import clock
from simpul.lib.actor import Actor
from simpul.lib.ids import incident_number
from simpul.lib.one_by_one import one_by_one
from simpul.rules.refusals import N_, Conflict, Refusal

SYSTEM = Actor("system", "e-meterai", "Simpul", "")
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=2), timedelta(hours=4)
ANSWERED_WITHIN = timedelta(minutes=5)
"""A purchase that has said nothing after that is one of which nobody knows what became."""


def stamp_due() -> None:
    """The job: every stamp that is due and whose time to try has come, and purchases that never answered."""
    now = clock.now()
    silent = StampDuty.objects.filter(state=DutyState.ASKED, incident="", next_try_at__lt=now - ANSWERED_WITHIN)
    for duty in silent:
        StampDuty.objects.filter(pk=duty.pk, state=DutyState.ASKED).update(incident=incident_number())
    waiting = StampDuty.objects.filter(round__state=RoundState.OPEN, state__in=(DutyState.DUE, DutyState.BOUGHT))
    ready = waiting.filter(Q(next_try_at=None) | Q(next_try_at__lte=now)).order_by("round_id", "number")
    one_by_one("e-Meterai", list(ready.values_list("pk", flat=True)), _try_by_itself)


def _try_by_itself(duty_id: int) -> None:
    duty = StampDuty.objects.select_related("round__institution").get(pk=duty_id)
    provider = provider_of(duty.round.institution)
    if provider is not None and not relieved(duty.round):
        stamp_one(duty_id, provider)


def stamp_now(*, case_id: int, officer: Officer) -> None:
    """The same at once, for somebody who runs the signing. Raises NotAllowed TTD-37, Refusal TTD-109, TTD-110."""
    signing = owing(case_id, officer)
    provider = provider_of(signing.institution)
    if provider is None:
        raise Refusal(
            "TTD-109", N_("No e-Meterai service is set up here. Record the tax payment slip (SSP), or set it up first.")
        )
    for duty in signing.duties.filter(state__in=(DutyState.DUE, DutyState.BOUGHT)):
        if not stamp_one(duty.pk, provider):
            failed = StampDuty.objects.get(pk=duty.pk)
            raise Refusal(
                "TTD-110",
                N_("The e-Meterai could not be had. It is tried again by itself. Incident %(number)s."),
                number=failed.incident or "-",
            )


def stamp_one(duty_id: int, provider: Emeterai) -> bool:
    """Buy the serial where there is none, and put the stamp on; False where that must wait, with an incident number."""
    duty = StampDuty.objects.select_related("round__institution").get(pk=duty_id)
    if duty.state == DutyState.DUE:
        if not _claimed(duty):
            return False  # another worker is at it, or nothing is owed for this text any more
        try:
            serial = provider.buy(order_of(duty, Agreement.objects.get(case_id=duty.round.case_id)))
        except EmeteraiFault as fault:
            return _not_bought(duty, fault.problem)
        except BaseException:
            _not_bought(duty, Problem.UNKNOWN)  # it may have been charged: only a person knows
            raise
        asked = StampDuty.objects.filter(pk=duty_id, state=DutyState.ASKED)
        bought = {"serial": serial.number, "picture": serial.picture}
        if not asked.update(state=DutyState.BOUGHT, next_try_at=None, **bought):
            _tell(duty.round, "duty.failed", {"duty": duty.number, "problem": "late", "serial": serial.number})
            return False  # a person had settled it meanwhile; the serial is on record
        duty.refresh_from_db()
    return duty.state == DutyState.BOUGHT and _put(duty, provider)


def _claimed(duty: StampDuty) -> bool:
    """Under the lock of the case: meanwhile nobody decides that nothing is owed, or on another number of originals."""
    with transaction.atomic():
        lock_case(duty.round.case_id)
        due = StampDuty.objects.filter(
            pk=duty.pk, state=DutyState.DUE, round__state=RoundState.OPEN, round__relief=None
        )  # fmt: skip
        return due.update(state=DutyState.ASKED, next_try_at=clock.now()) > 0


def _not_bought(duty: StampDuty, problem: Problem) -> bool:
    incident = duty.incident or incident_number()
    if problem == Problem.UNKNOWN:
        StampDuty.objects.filter(pk=duty.pk).update(incident=incident)
    else:
        _later(duty, DutyState.DUE, incident)
    _tell(duty.round, "duty.failed", {"duty": duty.number, "incident": incident, "problem": str(problem)})
    return False


def _later(duty: StampDuty, state: DutyState, incident: str) -> bool:
    """Try again by and by; False where the row has moved on since ``duty`` was read, and stays as it is."""
    wait = min(FIRST_WAIT * 2 ** min(duty.tries, 10), LONGEST_WAIT)
    same = StampDuty.objects.filter(pk=duty.pk, serial=duty.serial, state__in=(DutyState.ASKED, state))
    return same.update(state=state, incident=incident, tries=duty.tries + 1, next_try_at=clock.now() + wait) > 0


def _put(duty: StampDuty, provider: Emeterai) -> bool:
    """Stamp the round's file as it stands, and take what comes back under the lock of the case."""
    signing = SigningRound.objects.select_related("current").get(pk=duty.round_id)
    incident = duty.incident or incident_number()
    try:
        made = stamped_by(provider, signing, duty, read(signing.current.sha256))
        _take(duty, signing.current_id, made)
    except (EmeteraiFault, Refusal) as fault:
        if not _later(duty, DutyState.BOUGHT, incident):
            return StampDuty.objects.filter(pk=duty.pk, state=DutyState.PAID).exists()  # another worker was faster
        told = fault.problem.value if isinstance(fault, EmeteraiFault) else fault.code
        _tell(duty.round, "duty.failed", {"duty": duty.number, "incident": incident, "problem": told})
        return False
    return True


def _take(duty: StampDuty, sent_id: int, made: bytes) -> None:
    def change(acting: Acting) -> None:
        signing = SigningRound.objects.select_related("current").get(pk=duty.round_id)
        row = StampDuty.objects.select_for_update().get(pk=duty.pk)
        if signing.state != RoundState.OPEN or signing.current_id != sent_id or row.state != DutyState.BOUGHT:
            raise Conflict("TTD-111", N_("The text has moved on meanwhile. Open the signing again."))
        file = put_on(acting, signing, row, made)
        acting.told = {"round": signing.number, "duty": row.number, "serial": row.serial, "sha256": file.sha256}
        go_on(acting, signing)

    with transaction.atomic():
        act_on_case(case_id=duty.round.case_id, verb="duty.stamped", by=SYSTEM, change=change)


def _tell(signing: SigningRound, verb: str, told: dict[str, object]) -> None:
    def change(acting: Acting) -> None:
        acting.told = {"round": signing.number, **told}

    act_on_case(case_id=signing.case_id, verb=verb, by=SYSTEM, change=change)
