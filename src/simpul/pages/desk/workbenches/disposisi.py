"""3c, disposition on the case page: the letter, and the choices with team and day. The telephone has its own page."""

from __future__ import annotations

from simpul.core.directory.officers import Officer
from simpul.core.documents.faces.pages import can_preview
from simpul.core.procedures.loaded import procedure_of
from simpul.core.procedures.models import Case, Task
from simpul.pages.desk.disposition import choice_field, letter_of, suggestions
from simpul.rules.procedure.model import Step


def context(officer: Officer, case: Case, task: Task, step: Step) -> dict[str, object]:
    """The first choice is proposed."""
    letter = letter_of(case.pk)
    field = choice_field(step)
    ways = suggestions(procedure_of(case.procedure_version_id), step, case.institution_id)
    return {
        "slug": case.slug,
        "letter": letter,
        "previewed": letter is not None and can_preview(letter),
        "suggestions": ways,
        "initial": {field.id: ways[0].value} if field is not None and ways else {},
    }
