"""An officer as the pages and actions see one: the person, the institution, the lanes held today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import Q

from simpul.core.directory.capacities import capacity_of, signing_post, signing_title
from simpul.core.directory.models import Assignment, Basis, Institution, Lane, Mandate, User
from simpul.lib import clock
from simpul.lib.actor import Actor


@dataclass(frozen=True, slots=True)
class HeldLane:
    """A lane that the officer stands in today, with the basis (definitif, plh, plt, an).

    ``units``: ids of the units for which the officer stands in it; empty: for every unit that shares the lane.
    ``post``, ``stands_for`` (user id), ``assignment``: of an acting official, else "", None, 0.
    """

    id: int
    code: str
    name: str
    basis: str
    is_lead: bool
    superior_id: int | None
    units: frozenset[int] = frozenset()
    post: str = ""
    stands_for: int | None = None
    assignment: int = 0

    @property
    def is_acting(self) -> bool:
        return self.basis != Basis.DEFINITIVE

    @property
    def capacity(self) -> str:
        """ "Plh. Kepala Balai", or the name of the lane."""
        return capacity_of(self.basis, self.post or self.name)


@dataclass(frozen=True, slots=True)
class Officer:
    """``lanes`` maps the lane's database id to how it is held; ``commands`` are the lanes below those.

    ``mandate``: id of the mandate by which an inspector reads, ``scope`` what it grants; 0 and "" for anybody else.
    """

    user_id: int
    institution_id: int
    name: str
    position: str
    is_admin: bool
    is_inspector: bool
    lanes: Mapping[int, HeldLane]
    commands: frozenset[int]
    mandate: int = 0
    scope: str = ""

    def holds(self, lane_id: int | None, unit_id: int | None = None) -> bool:
        """Whether the officer may work in this lane today; ``unit_id``: on a task of this unit."""
        held = self.lanes.get(lane_id) if lane_id is not None else None
        return held is not None and (unit_id is None or not held.units or unit_id in held.units)

    def holds_code(self, *codes: str) -> bool:
        """Whether the officer stands in one of these lanes (codes of the procedure file)."""
        return any(lane.code in codes for lane in self.lanes.values())

    def actor(self, lane_id: int | None = None) -> Actor:
        """The officer as the log stores one, in the capacity of the lane (with its basis) or of the position."""
        lane = self.lanes.get(lane_id) if lane_id is not None else None
        return Actor("user", str(self.user_id), self.name, lane.capacity if lane is not None else self.position)

    def acting_in(self, lane_id: int | None) -> HeldLane | None:
        """The lane as an acting official holds it; None for who acts in the own right or not in this lane."""
        lane = self.lanes.get(lane_id) if lane_id is not None else None
        return lane if lane is not None and lane.is_acting else None

    def signs_as(self, lane_id: int | None, unit: str = "") -> str:
        """What stands above the name in a block of signature; ``unit``: name of the unit for which.

        Of an acting official the capacity; of who leads the lane the own post, which is the office that signs; of
        anybody else the lane in which it was done, over the own post.
        """
        lane = self.lanes.get(lane_id) if lane_id is not None else None
        if lane is None:
            return self.position
        if lane.is_acting:
            return signing_title(lane.basis, lane.post or lane.name, self.position)
        return self.position if lane.is_lead and self.position else signing_post(unit or lane.name, self.position)


def today_in(institution: Institution) -> date:
    """The local date of the institution."""
    return clock.now().astimezone(ZoneInfo(institution.zone)).date()


def assignments_on(day: date) -> Q:
    """Assignments in force on a day."""
    return Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gte=day))


def mandate_of(user: User) -> Mandate | None:
    """The mandate by which an inspector reads today; the one that ends last where several run."""
    if user.institution is None:
        return None
    day = today_in(user.institution)
    running = Mandate.objects.filter(user=user, revoked_at=None, starts_on__lte=day, ends_on__gte=day)
    return running.order_by("-ends_on", "-pk").first()


def officer_of(user: User) -> Officer | None:
    """The officer behind an account; None for a deactivated one, one without institution, or an inspector whose
    mandate does not run. An inspector stands in no lane."""
    if not user.is_active or user.institution is None:
        return None
    if user.is_inspector:
        return _inspector(user, user.institution)
    lanes = _lanes_of(user, today_in(user.institution))
    below = Lane.objects.filter(superior_id__in=lanes).values_list("id", flat=True) if lanes else ()
    return Officer(
        user_id=user.pk,
        institution_id=user.institution.pk,
        name=user.full_name,
        position=user.position,
        is_admin=user.is_admin,
        is_inspector=False,
        lanes=lanes,
        commands=frozenset(below),
    )


def _inspector(user: User, house: Institution) -> Officer | None:
    mandate = mandate_of(user)
    if mandate is None:
        return None
    return Officer(
        user_id=user.pk, institution_id=house.pk, name=user.full_name, position=user.position, is_admin=False,
        is_inspector=True, lanes={}, commands=frozenset(), mandate=mandate.pk, scope=mandate.scope,
    )  # fmt: skip


def _lanes_of(user: User, day: date) -> dict[int, HeldLane]:
    """The lanes held on a day; several places in one lane count as one, for all the units they are held for.

    Who is the definitive holder for one unit and acts for another holds the lane in the own right.
    """
    held: dict[int, HeldLane] = {}
    for place in Assignment.objects.filter(assignments_on(day), user=user).select_related("lane").order_by("id"):
        before, found = held.get(place.lane_id), _held(place)
        held[place.lane_id] = found if before is None else _both(before, found)
    return held


def _held(place: Assignment) -> HeldLane:
    lane = place.lane
    units = frozenset() if place.unit_id is None else frozenset({place.unit_id})
    if place.basis == Basis.DEFINITIVE:
        return HeldLane(lane.pk, lane.code, lane.name, place.basis, place.is_lead, lane.superior_id, units)
    return HeldLane(
        lane.pk, lane.code, lane.name, place.basis, place.is_lead, lane.superior_id, units, place.post,
        place.stands_for_id, place.pk,
    )  # fmt: skip


def _both(one: HeldLane, other: HeldLane) -> HeldLane:
    first = one if not one.is_acting else other
    units = one.units | other.units if one.units and other.units else frozenset()
    return replace(first, units=units, is_lead=one.is_lead or other.is_lead)
