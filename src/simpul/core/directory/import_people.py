"""Writing the rows of a people spreadsheet: all of them in one transaction, or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

from django.db import transaction
from django.db.models import Q

from simpul.core.directory.acting import Standing
from simpul.core.directory.imports import Row
from simpul.core.directory.models import Assignment, Basis, Institution, Lane, Unit, User
from simpul.core.directory.people import add_person, assign, change_person
from simpul.core.directory.units import add_unit, check_name, unit_named
from simpul.lib.actor import Actor
from simpul.rules.refusals import N_, Refusal

Result = Literal["added", "changed", "same", "refused"]


@dataclass(frozen=True, slots=True)
class Told:
    """What a row led to (or would have led to); ``faults`` say why not."""

    row: Row
    result: Result
    faults: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """One entry per row, in the order of the sheet. ``written`` is False as soon as one row was refused."""

    rows: tuple[Told, ...]
    written: bool

    def count(self, result: Result) -> int:
        """How many rows ended so."""
        return sum(told.result == result for told in self.rows)


class _Undo(Exception):
    """Leaves the transaction of a sheet with a fault."""


def import_people(*, institution: Institution, rows: Sequence[Row], by: Actor, invite: bool, write: bool) -> Report:
    """Take over the rows. ``write`` False only tries: the report says what would happen.

    A known address of this institution is brought up to date, a new one becomes an account (``invite``: with a mail).
    """
    told: list[Told] = []
    try:
        with transaction.atomic():
            told += [_told(institution, row, by, invite) for row in rows]
            if not write or any(each.faults for each in told):
                raise _Undo
    except _Undo:
        return Report(tuple(told), written=False)
    return Report(tuple(told), written=True)


def _told(institution: Institution, row: Row, by: Actor, invite: bool) -> Told:
    faults = (*row.faults, *_unknown_here(institution, row))
    if faults:
        return Told(row, "refused", faults)
    try:
        with transaction.atomic():
            return Told(row, _taken(institution, row, by, invite))
    except Refusal as refusal:
        return Told(row, "refused", (refusal,))


def _unknown_here(institution: Institution, row: Row) -> tuple[Refusal, ...]:
    """What the row names and the institution cannot have: told together with the faults of the row itself."""
    faults: list[Refusal] = []
    for name, look in ((row["unit"], check_name), (row["lajur"], partial(_lane, institution))):
        try:
            if name:
                look(name)
        except Refusal as refusal:
            faults.append(refusal)
    return tuple(faults)


def _taken(institution: Institution, row: Row, by: Actor, invite: bool) -> Result:
    result, user = _person(institution, row, by, invite)
    if not row["lajur"]:
        return result
    standing = _standing(_lane(institution, row["lajur"]), _unit(institution, row["unit"], by), row)
    if (place := _same_place(user, standing)) is not None:
        _kept(place, row)
        return result
    assign(user=user, standing=standing, by=by)
    return "changed" if result == "same" else result


def _same_place(user: User, standing: Standing) -> Assignment | None:
    """The place of that lane, unit and first day, if the person has it already.

    A row without a unit means whichever there is; a place without one counts for the unit its whole lane belongs to.
    """
    places = Assignment.objects.filter(user=user, lane=standing.lane, starts_on=standing.starts_on)
    if standing.unit is not None:
        meant = Q(unit=standing.unit)
        places = places.filter(meant | Q(unit=None) if standing.lane.unit_id == standing.unit.pk else meant)
    return places.select_related("user", "lane").order_by("pk").first()


def _kept(place: Assignment, row: Row) -> None:
    """A recorded place stays as it is; a row that says something else about it is told, never passed over."""
    recorded = {
        "selesai": place.ends_on == row.ends_on, "dasar": place.basis == row["dasar"].lower(),
        "surat": place.deed == row["surat"],
        "ketua": place.is_lead == row.marks["ketua"] or place.basis != Basis.DEFINITIVE,
    }  # fmt: skip
    other = [name for name, agrees in recorded.items() if row[name] and not agrees]
    if other:
        raise Refusal(
            "ORG-39",
            N_(
                "%(name)s stands in the lane %(lane)s from %(day)s already, recorded otherwise: %(columns)s. "
                "The sheet changes no place; end it on the person's page first."
            ),
            name=place.user.full_name, lane=place.lane.name, day=place.starts_on.isoformat(), columns=", ".join(other),
        )  # fmt: skip


def _person(institution: Institution, row: Row, by: Actor, invite: bool) -> tuple[Result, User]:
    values = _values(row)
    known = User.objects.filter(institution=institution, email__iexact=row["email"]).first()
    if known is None:
        return "added", add_person(institution=institution, email=row["email"], values=values, by=by, invite=invite)
    given = {name: value for name, value in values.items() if value or isinstance(value, bool)}
    return ("changed" if change_person(user=known, values=given, by=by) else "same"), known


def _values(row: Row) -> Mapping[str, object]:
    """Rights are only touched where the sheet has a column for them."""
    values: dict[str, object] = {
        "full_name": row["nama"], "position": row["jabatan"], "phone": row["telepon"], "staff_number": row["nip"],
    }  # fmt: skip
    for column, name in (("admin", "is_admin"), ("inspektorat", "is_inspector")):
        if row[column]:
            values[name] = row.marks[column]
    return values


def _unit(institution: Institution, name: str, by: Actor) -> Unit | None:
    if not name:
        return None
    return unit_named(institution, name) or add_unit(institution=institution, name=name, by=by)


def _lane(institution: Institution, name: str) -> Lane:
    """By code or printed name; lanes come from the procedures, so an unknown one is a fault."""
    lanes = list(Lane.objects.filter(institution=institution))
    found = next((lane for lane in lanes if name.lower() in (lane.code.lower(), lane.name.lower())), None)
    if found is None:
        known = ", ".join(lane.code for lane in lanes)
        raise Refusal("ORG-32", N_("There is no lane “%(name)s”. Known: %(known)s."), name=name, known=known)
    return found


def _standing(lane: Lane, unit: Unit | None, row: Row) -> Standing:
    assert row.starts_on is not None
    standing = Standing(lane, row.starts_on, row.ends_on, row.marks["ketua"], deed=row["surat"], unit=unit)
    return replace(standing, basis=row["dasar"].lower() or Basis.DEFINITIVE.value)
