"""The buttons of a step: one for each decision, and which of them need a reason."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from simpul.rules.procedure.graph import is_return
from simpul.rules.procedure.model import FORK, Procedure, Step
from simpul.rules.refusals import N_, Refusal


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
            outcome, step.outcome_label(outcome), _leads(procedure, step, outcome), _goes_back(procedure, step, outcome)
        )
        for outcome in step.decisions
    )


def _leads(procedure: Procedure, step: Step, outcome: str) -> str:
    """What follows, with who gets it."""
    ways = [target for label, target in step.targets() if not outcome or label == outcome]
    found = [procedure.by_id[target] for target in ways if target in procedure.by_id]
    words = [f"{after.title} ({procedure.lane_name(after.performer.lanes[0])})" for after in found]
    return ", ".join(words) or _("the case ends")


def _goes_back(procedure: Procedure, step: Step, outcome: str) -> bool:
    target = step.decisions.get(outcome, "")
    return target not in ("", FORK) and is_return(procedure, step.id, target)


def needs_note(procedure: Procedure, step: Step, outcome: str) -> bool:
    """A return needs a reason, unless the step has a required field of its own for that outcome."""
    told = any(field.required and outcome in field.outcomes for field in step.fields)
    return _goes_back(procedure, step, outcome) and not told


def check_decision(procedure: Procedure, step: Step, outcome: str, note: str) -> None:
    """Raises TGS-33 for a decision that the step does not know, TGS-34 for a return without a reason."""
    if step.decisions and outcome not in step.decisions:
        raise Refusal("TGS-33", N_("Choose one of the decisions of this step."))
    if needs_note(procedure, step, outcome) and not note.strip():
        raise Refusal("TGS-34", N_("Say why it goes back. Whoever gets it reads your reason."))
