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
    check_name(name)
    Institution.objects.select_for_update().get(pk=institution.pk)
    if unit_named(institution, name) is not None:
        raise Refusal("ORG-37", N_("There is a unit “%(name)s” already."), name=name)
    code = _free_code(institution, slugify(name))
    unit = Unit.objects.create(institution=institution, code=code, name=name)
    record(institution_id=institution.pk, verb="unit.added", by=by, facts={"unit": code})
    return unit


def check_name(name: str) -> None:
    """Raises Refusal ORG-31 for a name of which nothing is left in an address."""
    if not slugify(name):
        raise Refusal("ORG-31", N_("The unit “%(name)s” has no letters."), name=name)


def unit_named(institution: Institution, name: str) -> Unit | None:
    """The unit of that name, also when it is written a little differently, or of that code."""
    wanted = slugify(name)
    units = Unit.objects.filter(institution=institution)
    return next((unit for unit in units if wanted in (unit.code, slugify(unit.name))), None)


def _free_code(institution: Institution, name: str) -> str:
    """The beginning of the name; of names that begin alike the later ones get a number behind it."""
    taken = set(Unit.objects.filter(institution=institution).values_list("code", flat=True))
    ends = ("", *(f"-{number}" for number in range(2, len(taken) + 2)))
    return next(code for end in ends if (code := name[: _CODE - len(end)] + end) not in taken)


def lanes_with_units(institution: Institution) -> set[str]:
    """Codes of the lanes in which somebody stands today for a unit of its own: what “each unit” steps can choose."""
    held = Assignment.objects.filter(
        assignments_on(today_in(institution)), lane__institution=institution, unit__isnull=False, user__is_active=True
    )
    return set(held.values_list("lane__code", flat=True))
