"""Saying by hand how the stamp duty of an agreement was paid that was signed outside, or why none is owed."""

from __future__ import annotations

from simpul.casework.agreement_acts import act_on_agreement
from simpul.casework.life_acts import looks_after
from simpul.core.directory.officers import Officer
from simpul.core.procedures.acting import Deed
from simpul.core.procedures.loaded import procedure_of
from simpul.features.agreements.keepers import lanes_of_archive
from simpul.features.agreements.models import Agreement
from simpul.features.agreements.stated_duty import signed_here, state
from simpul.rules.refusals import N_, NotAllowed, Refusal
from simpul.rules.stamp_duty import Stated


def states_duty(officer: Officer, agreement: Agreement) -> bool:
    """Whether the officer may say it: who looks after the agreement, or archives it."""
    if agreement.case is None or looks_after(officer, agreement):
        return looks_after(officer, agreement)
    lanes = lanes_of_archive(procedure_of(agreement.case.procedure_version_id))
    return officer.institution_id == agreement.institution_id and officer.holds_code(*lanes)


def state_duty(*, agreement: Agreement, officer: Officer, given: Stated) -> None:
    """Keep it in the place of what was said before. Raises NotAllowed PJJ-20, Refusal TTD-145, TTD-146."""
    if not states_duty(officer, agreement):
        raise NotAllowed("PJJ-20", N_("Only the teams that wrote, judged or archive the agreement record this."))
    if signed_here(agreement):
        raise Refusal("TTD-146", N_("This agreement was signed here; its stamp duty is settled in its signing room."))

    def change(acting: Deed) -> None:
        acting.user_id = officer.user_id
        state(acting, agreement, given)

    act_on_agreement(agreement=agreement, verb="agreement.duty", by=officer.actor(), change=change)
