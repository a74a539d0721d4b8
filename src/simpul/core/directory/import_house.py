"""What an institution has while a people spreadsheet is taken over, read once and kept up to date row by row."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from django.db.models.functions import Lower

from simpul.core.directory.acting import Standing
from simpul.core.directory.imports import Row
from simpul.core.directory.models import Assignment, Basis, Institution, Lane, Unit, User
from simpul.core.directory.people import FIELDS
from simpul.core.directory.units import add_unit, unit_named
from simpul.lib.actor import Actor
from simpul.rules.refusals import N_, Refusal


class House:
    """Lanes, units, people by address and their places."""

    def __init__(self, institution: Institution, rows: Sequence[Row], by: Actor) -> None:
        self.institution, self.by = institution, by
        self.lanes = list(Lane.objects.filter(institution=institution))
        self.units: dict[str, Unit | None] = {}
        named = Counter(row["email"] for row in rows)
        everybody = User.objects.annotate(low=Lower("email")).filter(low__in=list(named))
        self.taken = set(everybody.values_list("low", flat=True))
        mine = everybody.filter(institution=institution).select_related("institution")
        self.people: dict[str, User] = {user.email.lower(): user for user in mine}
        self.places: dict[int, list[Assignment]] = defaultdict(list)
        there = Assignment.objects.filter(user__in=self.people.values()).select_related("user", "lane")
        for place in there.order_by("pk"):
            self.places[place.user_id].append(place)
        self._once = {email for email, count in named.items() if count == 1}

    def is_newcomer(self, row: Row) -> bool:
        """Somebody of whom only this row speaks, with a definitive place at most: nothing else has to be asked."""
        fresh = row["email"] in self._once and row["email"] not in self.taken
        return fresh and not row.faults and row["dasar"].lower() in {"", Basis.DEFINITIVE.value}

    def lane(self, name: str) -> Lane:
        """By code or printed name; lanes come from the procedures, so an unknown one is a fault."""
        found = next((lane for lane in self.lanes if name.lower() in (lane.code.lower(), lane.name.lower())), None)
        if found is None:
            known = ", ".join(lane.code for lane in self.lanes)
            raise Refusal("ORG-32", N_("There is no lane “%(name)s”. Known: %(known)s."), name=name, known=known)
        return found

    def unit(self, name: str) -> Unit | None:
        """The unit of that name; one that is new here is added."""
        if not name:
            return None
        if name not in self.units:
            found = unit_named(self.institution, name)
            self.units[name] = found or add_unit(institution=self.institution, name=name, by=self.by)
        return self.units[name]

    def remember(self, user: User, place: Assignment | None) -> None:
        """What a row has written and will stay."""
        self.people[user.email.lower()] = user
        if place is not None:
            self.places[user.pk].append(place)

    def reread(self, email: str) -> None:
        """After a row that was taken back: what it had changed of somebody known."""
        if (known := self.people.get(email)) is not None:
            known.refresh_from_db(fields=FIELDS)

    def same_place(self, user: User, standing: Standing) -> Assignment | None:
        """The place of that lane, unit and first day, if the person has it already.

        A row without a unit means whichever there is; a place without one counts for the unit its whole lane belongs
        to.
        """
        meant: set[int | None] | None = None
        if standing.unit is not None:
            meant = {standing.unit.pk, None} if standing.lane.unit_id == standing.unit.pk else {standing.unit.pk}
        days = (one for one in self.places[user.pk] if one.starts_on == standing.starts_on)
        return next(
            (one for one in days if one.lane_id == standing.lane.pk and (meant is None or one.unit_id in meant)), None
        )
