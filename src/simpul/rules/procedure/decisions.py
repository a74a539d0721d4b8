"""Which decisions a step knows, which of them go back, and which therefore need a reason."""

from __future__ import annotations

from simpul.rules.procedure.graph import is_return
from simpul.rules.procedure.model import FORK, Procedure, Step
from simpul.rules.refusals import N_, Refusal


def goes_back(procedure: Procedure, step: Step, outcome: str) -> bool:
    """Whether the outcome returns to an earlier step."""
    target = step.decisions.get(outcome, "")
    return target not in ("", FORK) and is_return(procedure, step.id, target)


def needs_note(procedure: Procedure, step: Step, outcome: str) -> bool:
    """A return needs a reason, unless the step has a required field of its own for that outcome."""
    told = any(field.required and outcome in field.outcomes for field in step.fields)
    return goes_back(procedure, step, outcome) and not told


def check_decision(procedure: Procedure, step: Step, outcome: str, note: str) -> None:
    """Raises TGS-33 for a decision that the step does not know, TGS-34 for a return without a reason."""
    if step.decisions and outcome not in step.decisions:
        raise Refusal("TGS-33", N_("Choose one of the decisions of this step."))
    if needs_note(procedure, step, outcome) and not note.strip():
        raise Refusal("TGS-34", N_("Say why it goes back. Whoever gets it reads your reason."))
