"""What each step of a proposed version demands, in words: who, how long, what is asked and left, where it goes."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from simpul.pages.desk.step_entries import case_of
from simpul.rules.procedure.describe import performer_text
from simpul.rules.procedure.model import FORK, Field, Procedure, Step
from simpul.rules.procedure.row_words import output_words


@dataclass(frozen=True, slots=True)
class Demand:
    """``asks``: label of an entry and what holds for it; ``ways``: outcome and where it leads."""

    step: Step
    who: str
    time: str
    when: str
    asks: tuple[tuple[str, str], ...]
    leaves: tuple[str, ...]
    ways: tuple[tuple[str, str], ...]


def demands(procedure: Procedure) -> tuple[Demand, ...]:
    """One per step, in the order of the sheet."""
    return tuple(_demand(procedure, step) for step in procedure.steps)


def _demand(procedure: Procedure, step: Step) -> Demand:
    return Demand(
        step=step,
        who=performer_text(procedure, step.performer),
        time=" / ".join(procedure.timing_text(timing) for timing in step.timings),
        when=procedure.when(step.condition) if step.condition else "",
        asks=tuple((field.label, _note(procedure, step, field)) for field in step.fields),
        leaves=output_words(procedure, step),
        ways=tuple((step.outcome_label(name), _where(procedure, target)) for name, target in step.decisions.items()),
    )


def _note(procedure: Procedure, step: Step, field: Field) -> str:
    needed = _("must be answered") if field.required else _("optional")
    return " ".join(filter(None, (f"{field.kind}, {needed}.", case_of(field, procedure, step))))


def _where(procedure: Procedure, target: str) -> str:
    if target == FORK:
        return _("several steps at once")
    step = procedure.by_id.get(target)
    return step.named if step is not None else _("the end")
