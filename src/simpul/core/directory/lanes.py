"""The lanes of an institution: which somebody stands in today, and new ones that a procedure needs."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Max

from simpul.core.directory.models import Assignment, Institution, Lane
from simpul.core.directory.officers import assignments_on, today_in
from simpul.core.messages.actions import record
from simpul.lib.actor import Actor


def staffed(institution: Institution) -> dict[str, int]:
    """Code of each lane of the institution -> how many active people stand in it today."""
    lanes = dict.fromkeys(Lane.objects.filter(institution=institution).values_list("code", flat=True), 0)
    held = Assignment.objects.filter(
        assignments_on(today_in(institution)), lane__institution=institution, user__is_active=True
    )
    for code, _user in set(held.values_list("lane__code", "user_id")):
        lanes[code] += 1
    return lanes


@transaction.atomic
def add_lanes(*, institution: Institution, names: Mapping[str, str], by: Actor) -> list[Lane]:
    """The lanes that are not there yet, by code and name; they stand last and nobody is in them.

    A lane answers to the one that all others answer to, so that reminders find a superior.
    """
    known = set(Lane.objects.filter(institution=institution, code__in=names).values_list("code", flat=True))
    last = Lane.objects.filter(institution=institution).aggregate(last=Max("position"))["last"] or 0
    head = Lane.objects.filter(institution=institution, superior=None, subordinates__isnull=False).first()
    new = {code: name for code, name in names.items() if code not in known}
    made = [
        Lane.objects.create(institution=institution, code=code, name=name[:200], position=last + place, superior=head)
        for place, (code, name) in enumerate(new.items(), start=1)
    ]
    for lane in made:
        record(institution_id=institution.pk, verb="lane.added", by=by, facts={"lane": lane.code})
    return made
