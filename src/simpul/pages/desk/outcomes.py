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
    words = [f"{after.title} ({performers(procedure, after)})" for after in found]
    return ", ".join(words) or _("the case ends")


def performers(procedure: Procedure, step: Step) -> str:
    """Who does a step, as far as it is known before the step is entered."""
    names = [procedure.lane_name(lane) for lane in step.performer.lanes]
    match step.performer.mode:
        case "bersama" if len(names) > 1:
            return _("%(first)s with %(others)s") % {"first": names[0], "others": ", ".join(names[1:])}
        case "masing_masing":
            return ", ".join(names)
        case _:
            return _(" or ").join(names)
