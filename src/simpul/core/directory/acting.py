"""Acting officials: Plh (for days), Plt (until somebody is appointed), a.n. (on behalf of). Holders keep theirs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q

from simpul.core.directory.models import Assignment, Basis, Institution, Lane, Unit, User
from simpul.core.directory.officers import assignments_on
from simpul.rules.refusals import N_, Refusal


@dataclass(frozen=True, slots=True)
class Standing:
    """A place in a lane to be given: basis, deed (surat tugas or keputusan), dates with both ends included.

    Of an acting official also ``stands_for`` (the definitive holder; None: the post is vacant), ``post`` as letters
    print it, and the holder's ``unit``.
    """

    lane: Lane
    starts_on: date
    ends_on: date | None = None
    is_lead: bool = False
    basis: str = Basis.DEFINITIVE
    deed: str = ""
    stands_for: User | None = None
    post: str = ""
    unit: Unit | None = None


def holders(lane: Lane, day: date, unit: Unit | None = None) -> list[Assignment]:
    """The definitive places in a lane on a day, leads first; ``unit``: only those that count for this unit."""
    there = Assignment.objects.filter(assignments_on(day), lane=lane, basis=Basis.DEFINITIVE, user__is_active=True)
    if unit is not None:
        there = there.filter(Q(unit=None) | Q(unit=unit))
    return list(there.select_related("user").order_by("-is_lead", "pk"))


def judged(user: User, standing: Standing) -> Standing:
    """An acting place with what follows from its holder: unit, lead, the post's name.

    A holder who is not named is found where only one can be meant. Raises Refusal ORG-13 without a deed, ORG-14 for a
    Plh without a last day, ORG-15 when the one named does not hold the lane then, ORG-16 for oneself.
    """
    if standing.basis == Basis.DEFINITIVE:
        return standing
    if not standing.deed.strip():
        raise Refusal("ORG-13", N_("An acting official needs the number of the letter or decree. Enter it."))
    if standing.basis == Basis.PLH and standing.ends_on is None:
        raise Refusal("ORG-14", N_("A Plh acts for days: enter the last day too. Without an end it would be a Plt."))
    there = holders(standing.lane, standing.starts_on, standing.unit)
    named = standing.stands_for or _only_one(there, user)
    if named is None:
        return replace(standing, post=standing.post or standing.lane.name)
    if named.pk == user.pk:
        raise Refusal("ORG-16", N_("Nobody stands in for oneself. Choose somebody else."))
    of_named = [row for row in there if row.user_id == named.pk]
    wanted = standing.unit.pk if standing.unit is not None else None
    place = min(of_named, key=lambda row: row.unit_id != wanted, default=None)
    if place is None:
        raise Refusal(
            "ORG-15",
            N_("%(name)s does not hold the lane %(lane)s on %(day)s."),
            name=named.full_name,
            lane=standing.lane.name,
            day=standing.starts_on,
        )
    return replace(
        standing,
        stands_for=named,
        unit=standing.unit or place.unit,
        is_lead=standing.is_lead or place.is_lead,
        post=standing.post or named.position or standing.lane.name,
    )


def _only_one(there: Sequence[Assignment], acting: User) -> User | None:
    """The one lead, else the one holder; None where several could be meant."""
    others = [row for row in there if row.user_id != acting.pk]
    found = [row for row in others if row.is_lead] or others
    return found[0].user if len(found) == 1 else None


def officials(institution: Institution, since: date) -> list[Assignment]:
    """Acting places that end on ``since`` or later, those that begin first on top."""
    rows = Assignment.objects.filter(Q(ends_on=None) | Q(ends_on__gte=since), lane__institution=institution)
    found = rows.exclude(basis=Basis.DEFINITIVE).filter(user__is_active=True)
    return list(found.select_related("user", "lane", "stands_for", "unit").order_by("starts_on", "pk"))
