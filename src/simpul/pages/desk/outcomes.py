"""The buttons of a step: one for each decision, and which of them need a reason."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from simpul.rules.procedure.decisions import goes_back
from simpul.rules.procedure.model import Procedure, Step


@dataclass(frozen=True, slots=True)
class Button:
    """``value`` is the outcome; "" completes a step without a decision. ``leads`` says in words where it goes."""

    value: str
    label: str
    leads: str
    returns: bool


def buttons(procedure: Procedure, step: Step) -> tuple[Button, ...]:
    """The first is the primary one."""
    if not step.decisions:
        return (Button("", _("Complete: %(step)s") % {"step": step.title}, _leads(procedure, step, ""), False),)
    return tuple(
        Button(
            outcome, step.outcome_label(outcome), _leads(procedure, step, outcome), goes_back(procedure, step, outcome)
        )
        for outcome in step.decisions
    )


def _leads(procedure: Procedure, step: Step, outcome: str) -> str:
    """What follows, with who gets it."""
    ways = [target for label, target in step.targets() if not outcome or label == outcome]
    found = [procedure.by_id[target] for target in ways if target in procedure.by_id]
    words = [f"{after.title} ({procedure.lane_name(after.performer.lanes[0])})" for after in found]
    return ", ".join(words) or _("the case ends")
