"""What a person decides about the stamp duty of a text: a slip was paid, nothing is owed, another number of originals,
what became of a purchase that was not answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from simpul.casework.cases import act_on_case
from simpul.casework.duty_rounds import go_on, owing
from simpul.casework.signing_acts import complete_when_all_signed
from simpul.core.directory.calendars import calendar_for
from simpul.core.directory.officers import Officer
from simpul.core.documents.models import StoredFile
from simpul.core.procedures.acting import Acting
from simpul.core.signing.models import DutyRelief, DutyState, ReliefBasis, SigningRound, StampDuty
from simpul.features.agreements.duty_room import make_room
from simpul.features.agreements.stamp_duty import owe
from simpul.rules.refusals import N_, Conflict, Refusal
from simpul.rules.stamp_duty import is_serial


@dataclass(frozen=True, slots=True)
class Slip:
    """A tax payment slip (SSP) in the place of an e-Meterai: its number of receipt, day and scan."""

    number: str
    on: date
    file: StoredFile | None = None


def record_slip(*, case_id: int, officer: Officer, number: int, slip: Slip) -> None:
    """The system failed, and the duty of one original was paid by a tax payment slip. A serial that is ours is not lost
    by that, so it is refused for one that has been bought. Raises Refusal TTD-43, TTD-112, TTD-113."""
    if not slip.number.strip():
        raise Refusal("TTD-112", N_("Enter the number of the receipt that stands on the tax payment slip."))

    def change(acting: Acting, signing: SigningRound) -> None:
        if slip.on > calendar_for(acting.case.institution_id).local(acting.at).date():
            raise Refusal("TTD-43", N_("This day lies in the future. Correct it."))
        owe(signing, acting.case.ticket, signing.duties.count() or None)
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
        signing = owing(case_id, officer)
        change(acting, signing)
        go_on(acting, signing)

    with transaction.atomic():
        act_on_case(case_id=case_id, verb=verb, by=officer.actor(), change=under_lock)
        complete_when_all_signed(case_id, officer.actor(), officer.user_id)
