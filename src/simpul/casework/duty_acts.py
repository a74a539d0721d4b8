"""Paying the stamp duty of a text before it is signed, and saying why none is owed.

A serial is bought outside any lock: first the row says that it is being asked for, then the service is asked, then the
row has the serial, then the file the stamp. Whatever breaks in between, at most one serial is bought for an original.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from simpul.adapters.emeterai import Emeterai, EmeteraiFault, Problem
from simpul.casework.cases import act_on_case
from simpul.casework.signing_acts import WORKBENCH, complete_when_all_signed, settle
from simpul.casework.signing_rounds import runs_the_room
from simpul.core.directory.calendars import calendar_for
from simpul.core.directory.officers import Officer
from simpul.core.documents.models import StoredFile
from simpul.core.documents.storage import read
from simpul.core.procedures.acting import Acting
from simpul.core.procedures.loaded import procedure_of
from simpul.core.procedures.locked import lock_case
from simpul.core.procedures.models import Case
from simpul.core.signing.duty_provider import provider_of
from simpul.core.signing.models import DutyRelief, DutyState, Mode, ReliefBasis, RoundState, SigningRound, StampDuty
from simpul.features.agreements.duty_room import make_room
from simpul.features.agreements.keepers import lanes_of_archive
from simpul.features.agreements.models import Agreement, Request
from simpul.features.agreements.signing_plan import awaited, call_up, newest_round
from simpul.features.agreements.stamp_duty import order_of, owe, put_on, relieved, stamped_by
from simpul.lib import clock
from simpul.lib.actor import Actor
from simpul.lib.ids import incident_number
from simpul.lib.one_by_one import one_by_one
from simpul.rules.refusals import N_, Conflict, NotAllowed, Refusal
from simpul.rules.stamp_duty import is_serial

SYSTEM = Actor("system", "e-meterai", "Simpul", "")
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=2), timedelta(hours=4)
ANSWERED_WITHIN = timedelta(minutes=5)
"""A purchase that has said nothing after that is one of which nobody knows what became."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A tax payment slip (SSP) in the place of an e-Meterai: its number of receipt, day and scan."""

    number: str
    on: date
    file: StoredFile | None = None


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
    signing = _owing(case_id, officer)
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


def record_slip(*, case_id: int, officer: Officer, number: int, slip: Slip) -> None:
    """The system failed, and the duty of one original was paid by a tax payment slip. A serial that is ours is not lost
    by that, so it is refused for one that has been bought. Raises Refusal TTD-43, TTD-112, TTD-113."""
    if not slip.number.strip():
        raise Refusal("TTD-112", N_("Enter the number of the receipt that stands on the tax payment slip."))

    def change(acting: Acting, signing: SigningRound) -> None:
        if slip.on > calendar_for(acting.case.institution_id).local(acting.at).date():
            raise Refusal("TTD-43", N_("This day lies in the future. Correct it."))
        owe(signing, acting.case.ticket, max(signing.duties.count(), 0) or None)
        duty = signing.duties.select_for_update().filter(number=number, state=DutyState.DUE).first()
        if duty is None:
            raise Refusal(
                "TTD-113",
                N_("For this original a serial has been bought, or is being bought, or it is paid. Settle that first."),
            )
        duty.state, duty.ssp_number, duty.ssp_on = DutyState.SSP, slip.number.strip()[:40], slip.on
        duty.ssp_file, duty.paid_at, duty.next_try_at = slip.file, acting.at, None
        duty.save()
        acting.told = {"round": signing.number, "duty": number, "slip": duty.ssp_number}

    _decide(case_id, officer, "duty.slip", change)


def relieve(*, case_id: int, officer: Officer, basis: str, reason: str) -> None:
    """Nothing is owed: on which basis and why. Raises Refusal TTD-114, TTD-115 (some of it is paid or bought)."""
    if basis not in ReliefBasis.values or not reason.strip():
        raise Refusal("TTD-114", N_("Choose the basis and name the provision or the agreement that it follows from."))

    def change(acting: Acting, signing: SigningRound) -> None:
        if signing.duties.exclude(state=DutyState.DUE).exists():
            raise Refusal("TTD-115", N_("Some of the duty has been paid or is being paid, so it was owed."))
        DutyRelief.objects.create(
            round=signing, basis=basis, reason=reason.strip()[:300], decided_at=acting.at,
            decided_by_id=officer.user_id,
        )  # fmt: skip
        acting.reason = reason
        acting.told = {"round": signing.number, "basis": basis}

    _decide(case_id, officer, "duty.relieved", change)


def set_count(*, case_id: int, officer: Officer, count: int, reason: str) -> None:
    """The parties agreed on another number of stamped originals: one less while nothing is paid, one more while nobody
    has signed. Raises Refusal TTD-38, TTD-105 (no room), TTD-115, TTD-147 (somebody has signed)."""
    if not reason.strip():
        raise Refusal("TTD-38", N_("Say why. The reason is kept with the case and read by the signers."))

    def change(acting: Acting, signing: SigningRound) -> None:
        more = count > signing.duties.count()
        if more and signing.signers.filter(signed_at__isnull=False).exists():
            raise Refusal(
                "TTD-147", N_("Somebody has signed already, and after that no stamp can be put on the text any more.")
            )
        if not more and signing.duties.exclude(state=DutyState.DUE).exists():
            raise Refusal("TTD-115", N_("Some of the duty has been paid or is being paid, so it was owed."))
        make_room(signing, count)
        owe(signing, acting.case.ticket, count)
        acting.reason = reason
        acting.told = {"round": signing.number, "count": count}

    _decide(case_id, officer, "duty.count", change)


def resolve(*, case_id: int, officer: Officer, number: int, serial: str, reason: str) -> None:
    """What became of a purchase that never answered: the serial that was charged, or "" where none was.

    Raises Refusal TTD-38, TTD-116 (no serial), TTD-117 (used already), Conflict TTD-118 (nothing to settle).
    """
    if not reason.strip():
        raise Refusal("TTD-38", N_("Say why. The reason is kept with the case and read by the signers."))
    if serial and not is_serial(serial):
        raise Refusal("TTD-116", N_("A serial number has 22 signs. Copy it from the account at the service."))

    def change(acting: Acting, signing: SigningRound) -> None:
        duty = signing.duties.select_for_update().filter(number=number, state=DutyState.ASKED).first()
        if duty is None or not duty.incident:
            raise Conflict("TTD-118", N_("Nothing is open about this purchase any more. Open the signing again."))
        if serial and StampDuty.objects.filter(serial=serial).exists():
            raise Refusal("TTD-117", N_("This serial number stands on another original already."))
        duty.state = DutyState.BOUGHT if serial else DutyState.DUE
        duty.serial, duty.next_try_at = serial, None
        duty.save()
        acting.reason = reason
        acting.told = {"round": signing.number, "duty": number, "serial": serial}

    _decide(case_id, officer, "duty.resolved", change)


def _decide(case_id: int, officer: Officer, verb: str, change: Callable[[Acting, SigningRound], None]) -> None:
    def under_lock(acting: Acting) -> None:
        signing = _owing(case_id, officer)
        change(acting, signing)
        go_on(acting, signing)

    with transaction.atomic():
        act_on_case(case_id=case_id, verb=verb, by=officer.actor(), change=under_lock)
        complete_when_all_signed(case_id, officer.actor(), officer.user_id)


def _owing(case_id: int, officer: Officer) -> SigningRound:
    """The round of the case that counts. Raises NotAllowed TTD-37, Conflict TTD-34."""
    signing = newest_round(case_id)
    if signing is None or signing.state == RoundState.VOID:
        raise Conflict("TTD-34", N_("This signature is not asked for any more. Open the case again."))
    if not runs_duty(officer, case_id):
        raise not_yours()
    return signing


def not_yours() -> NotAllowed:
    """The refusal for who does not run the signing."""
    return NotAllowed("TTD-37", N_("Signing is run by whoever fixes number and date, or by the head. Ask them."))


def runs_duty(officer: Officer, case_id: int) -> bool:
    """Whether the officer may see to the stamp duty: who runs the signing, also when it is over, or archives."""
    case = Case.objects.get(pk=case_id)
    procedure = procedure_of(case.procedure_version_id)
    if officer.institution_id != case.institution_id:
        return False
    rooms = [task.lane_id for task in case.tasks.filter(state="open") if procedure.by_id[task.step].form == WORKBENCH]
    return any(runs_the_room(officer, procedure, lane) for lane in (*rooms, None)) or officer.holds_code(
        *lanes_of_archive(procedure)
    )


def go_on(acting: Acting, signing: SigningRound) -> None:
    """Once nothing is owed any more the first signers are called up; on paper the last original may be complete now."""
    if signing.state != RoundState.OPEN:
        return
    if signing.mode == Mode.WET:
        settle(acting, signing)
        return
    acting.facts["penanda_belum"] = awaited(signing, Request.objects.get(case_id=acting.case.id))
    if call_up(signing):
        acting.payload |= {"messages": ["giliran_tanda_tangan"], "signing_round": signing.pk}


def _tell(signing: SigningRound, verb: str, told: dict[str, object]) -> None:
    def change(acting: Acting) -> None:
        acting.told = {"round": signing.number, **told}

    act_on_case(case_id=signing.case_id, verb=verb, by=SYSTEM, change=change)
