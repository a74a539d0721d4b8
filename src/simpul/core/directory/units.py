"""The units of an institution: which there are, new ones, and in which of its lanes people stand for a unit."""

from __future__ import annotations

from django.db import transaction
from django.utils.text import slugify

from simpul.core.directory.models import Assignment, Institution, Unit
from simpul.core.directory.officers import assignments_on, today_in
from simpul.core.messages.actions import record
from simpul.lib.actor import Actor
from simpul.rules.refusals import N_, Refusal

_CODE = 40


@transaction.atomic
def add_unit(*, institution: Institution, name: str, by: Actor) -> Unit:
    """A new unit by its name. Raises Refusal ORG-31 (a name without letters), ORG-37 (it is there already)."""
    name = " ".join(name.split())[:200]
    code = slugify(name)[:_CODE]
    if not code:
        raise Refusal("ORG-31", N_("The unit “%(name)s” has no letters."), name=name)
    Institution.objects.select_for_update().get(pk=institution.pk)
    same = Unit.objects.filter(institution=institution, code=code) | Unit.objects.filter(
        institution=institution, name__iexact=name
    )
    if same.exists():
        raise Refusal("ORG-37", N_("There is a unit “%(name)s” already."), name=name)
    unit = Unit.objects.create(institution=institution, code=code, name=name)
    record(institution_id=institution.pk, verb="unit.added", by=by, facts={"unit": code})
    return unit


def lanes_with_units(institution: Institution) -> set[str]:
    """Codes of the lanes in which somebody stands today for a unit of its own: what “each unit” steps can choose."""
    held = Assignment.objects.filter(
        assignments_on(today_in(institution)), lane__institution=institution, unit__isnull=False, user__is_active=True
    )
    return set(held.values_list("lane__code", flat=True))
