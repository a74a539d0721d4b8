"""Following up what was bought for a text that counts no more: a serial is money, and its fate is put on record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from simpul.casework.cases import act_on_case
from simpul.casework.duty_rounds import not_yours, runs_duty
from simpul.core.directory.officers import Officer
from simpul.core.procedures.acting import Acting
from simpul.core.procedures.models import Case
from simpul.core.signing.models import LEFT_OVER, DutyState, Mode, RoundState, StampDuty
from simpul.features.agreements.signing_plan import newest_round
from simpul.features.agreements.stamp_duty import carry_over
from simpul.rules.refusals import N_, Conflict, Refusal
from simpul.rules.stamp_duty import is_serial


class Fate(StrEnum):
    NOT_BOUGHT = "tidak_terbeli"
    UNUSED = "belum_terpakai"
    SPENT = "terpakai"


_BECOMES: Mapping[Fate, DutyState] = {
    Fate.NOT_BOUGHT: DutyState.DUE, Fate.UNUSED: DutyState.BOUGHT, Fate.SPENT: DutyState.SPENT,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """What the account at the service shows; ``serial`` is empty where none was charged, or where it is known."""

    fate: Fate
    serial: str
    reason: str


def settle_left_over(*, case_id: int, officer: Officer, duty_id: int, found: Found) -> None:
    """What became of a purchase for a void round. One that is ours and unused serves an open round that owes.

    Raises NotAllowed TTD-37, Refusal TTD-38 (no reason), TTD-116, TTD-117, Conflict TTD-118 (nothing is open).
    """
    if not found.reason.strip():
        raise Refusal("TTD-38", N_("Say why. The reason is kept with the case and read by the signers."))

    def change(acting: Acting) -> None:
        if not runs_duty(officer, case_id):
            raise not_yours()
        rows = StampDuty.objects.select_for_update(of=("self",)).select_related("round")
        duty = rows.filter(pk=duty_id, round__case_id=case_id, round__state=RoundState.VOID).first()
        if duty is None or not _is_open(duty, found.fate):
            raise Conflict("TTD-118", N_("Nothing is open about this purchase any more. Open the signing again."))
        duty.serial, duty.state = _serial(duty, found), _BECOMES[found.fate]
        duty.next_try_at = None
        duty.save(update_fields=["serial", "state", "next_try_at"])
        acting.reason = found.reason
        acting.told = {
            "round": duty.round.number, "duty": duty.number, "serial": duty.serial, "fate": found.fate.value,
        }  # fmt: skip
        signing = newest_round(case_id)
        if signing is not None and signing.state == RoundState.OPEN and signing.mode != Mode.WET:
            carry_over(signing)

    act_on_case(case_id=case_id, verb="duty.resolved", by=officer.actor(), change=change)


def _is_open(duty: StampDuty, fate: Fate) -> bool:
    """Nobody knows of an unanswered purchase, once it has its incident: before that the answer may be on its way. Of a
    serial that is ours it is left to say that it is used up."""
    unanswered = duty.state == DutyState.ASKED and duty.incident != ""
    return unanswered or (duty.state == DutyState.BOUGHT and fate is Fate.SPENT)


def _serial(duty: StampDuty, found: Found) -> str:
    if duty.serial or found.fate is Fate.NOT_BOUGHT:
        return duty.serial
    if not is_serial(found.serial):
        raise Refusal("TTD-116", N_("A serial number has 22 signs. Copy it from the account at the service."))
    if StampDuty.objects.filter(serial=found.serial).exists():
        raise Refusal("TTD-117", N_("This serial number stands on another original already."))
    return found.serial


def left_over_in(institution_id: int, search: str = "", most: int = 50) -> list[tuple[StampDuty, Case]]:
    """Of every case of an institution, the newest first; one that is sought by its incident also when it is settled."""
    rows = StampDuty.objects.filter(round__institution_id=institution_id, round__state=RoundState.VOID)
    rows = rows.filter(incident__iexact=search) if search else rows.filter(state__in=LEFT_OVER)
    found = list(rows.select_related("round").order_by("-pk")[:most])
    cases = {case.pk: case for case in Case.objects.filter(pk__in={row.round.case_id for row in found})}
    return [(row, cases[row.round.case_id]) for row in found]
