"""Who looks after agreements that have no case of their own to say so: those that were taken over from the past."""

from __future__ import annotations

from simpul.core.directory.models import Institution
from simpul.core.directory.officers import Officer, today_in
from simpul.core.procedures.loaded import procedure_of
from simpul.core.procedures.queries import in_force
from simpul.rules.procedure.model import Procedure

ARCHIVING, ARCHIVED = "pengarsipan", "arsipkan"
"""The workbench and the effect of a step that archives."""


def keeps_past(officer: Officer) -> bool:
    """Whether the officer looks after the agreements of the past: an archivist of a procedure in force, or an admin."""
    if officer.is_admin:
        return True
    day = today_in(Institution.objects.get(pk=officer.institution_id))
    there = in_force(institution_id=officer.institution_id, day=day)
    lanes = {lane for version in there for lane in lanes_of_archive(procedure_of(version.pk))}
    return officer.holds_code(*lanes)


def lanes_of_archive(procedure: Procedure) -> set[str]:
    """Codes of the lanes that archive by a procedure."""
    steps = (step for step in procedure.steps if step.form == ARCHIVING or ARCHIVED in step.effect_names)
    return {lane for step in steps for lane in step.performer.lanes}
