"""What an acting official is told beside a task: in which capacity, instead of whom, by which deed, until when."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from simpul.core.directory.models import Assignment
from simpul.core.directory.officers import Officer
from simpul.core.procedures.models import Task
from simpul.core.procedures.reach import acting_lane, may_do
from simpul.pages.shell import formats


@dataclass(frozen=True, slots=True)
class StandingIn:
    """Heading and text of the banner."""

    title: str
    text: str


def standing_in(officer: Officer, task: Task) -> StandingIn | None:
    """None for who would do the task in the own right, or may not do it."""
    held = officer.acting_in(acting_lane(officer, task)) if may_do(officer, task) else None
    if held is None:
        return None
    place = Assignment.objects.select_related("stands_for").get(pk=held.assignment)
    parts = [
        _("instead of %(name)s") % {"name": place.stands_for.full_name} if place.stands_for else "",
        _("by %(deed)s") % {"deed": place.deed},
        _("until %(day)s") % {"day": formats.tanggal(place.ends_on)} if place.ends_on else "",
    ]
    return StandingIn(
        _("You act as %(capacity)s") % {"capacity": held.capacity},
        _("%(facts)s. The step, its documents and the log name this.")
        % {"facts": capfirst(", ".join(part for part in parts if part))},
    )
