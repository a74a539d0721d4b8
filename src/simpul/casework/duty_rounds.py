"""The round whose stamp duty is seen to: who may do that, and how the signing goes on once nothing is owed."""

from __future__ import annotations

from simpul.casework.signing_acts import WORKBENCH, settle
from simpul.casework.signing_rounds import runs_the_room
from simpul.core.directory.officers import Officer
from simpul.core.procedures.acting import Acting
from simpul.core.procedures.loaded import procedure_of
from simpul.core.procedures.models import Case
from simpul.core.signing.models import Mode, RoundState, SigningRound
from simpul.features.agreements.keepers import lanes_of_archive
from simpul.features.agreements.models import Request
from simpul.features.agreements.signing_plan import awaited, call_up, newest_round
from simpul.rules.refusals import N_, Conflict, NotAllowed


def owing(case_id: int, officer: Officer) -> SigningRound:
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
