"""A step that hands over the text of an agreement: how far the text is, and where it is begun and drafted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from simpul.core.procedures.models import Case, Task
from simpul.features.agreements.models import Draft, Request
from simpul.pages.desk.drafting import Standing, next_number, standing_of
from simpul.pages.desk.judged_short import JudgedShort, judged_short
from simpul.rules.procedure.model import Step


@dataclass(frozen=True, slots=True)
class StepText:
    """``state`` None while the text is not begun; ``names`` of the outputs that it becomes."""

    names: Sequence[str]
    state: Standing | None = None
    number: int = 1
    made_here: bool = False
    judged: JudgedShort | None = None
    theirs: Draft | None = None


def step_text(case: Case, task: Task, step: Step) -> StepText | None:
    """None for a step that hands over no text."""
    if not step.makes_text:
        return None
    names = [output.name for output in step.outputs if output.is_text]
    asked = Request.objects.select_related("institution").filter(case=case).first()
    if asked is None:
        return StepText(names)
    state = standing_of(case.slug, asked)
    draft = state.draft
    theirs = Draft.objects.filter(request=asked, side="mitra").order_by("-number").first()
    return StepText(
        names, state, next_number(asked), draft is not None and draft.task_id == task.pk,
        judged_short(draft) if draft is not None else None, theirs,
    )  # fmt: skip
