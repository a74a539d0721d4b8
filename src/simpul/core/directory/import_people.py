"""Writing the rows of a people spreadsheet: all of them in one transaction, or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from django.db import IntegrityError, transaction

from simpul.core.directory.acting import Standing
from simpul.core.directory.import_house import House
from simpul.core.directory.imports import Row
from simpul.core.directory.joining import Newcomer, join
from simpul.core.directory.models import Assignment, Basis, Institution, User
from simpul.core.directory.people import add_person, assign, change_person, check_days
from simpul.core.directory.units import check_name
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
    Newcomers with one definitive place are taken first, all at once, then the other rows in their order.
    """
    told: dict[int, Told] = {}
    try:
        with transaction.atomic():
            house = House(institution, rows, by)
            told |= _all_at_once(house, [row for row in rows if house.is_newcomer(row)], invite)
            for row in rows:
                if row.number not in told:
                    told[row.number] = _told(house, row, invite)
            if not write or any(each.faults for each in told.values()):
                raise _Undo
    except _Undo:
        return Report(tuple(told[row.number] for row in rows), written=False)
    return Report(tuple(told[row.number] for row in rows), written=True)


def _all_at_once(house: House, rows: Sequence[Row], invite: bool) -> dict[int, Told]:
    """The newcomers; empty where somebody got one of their addresses at this moment, so that each is asked alone."""
    told: dict[int, Told] = {}
    coming: list[Newcomer] = []
    for row in rows:
        try:
            told[row.number] = Told(row, "refused", _unknown_here(house, row))
            if not told[row.number].faults:
                coming.append(_newcomer(house, row))
                told[row.number] = Told(row, "added")
        except Refusal as refusal:
            told[row.number] = Told(row, "refused", (refusal,))
    try:
        with transaction.atomic():
            join(institution=house.institution, newcomers=coming, by=house.by, invite=invite)
    except IntegrityError:
        return {}
    return told


def _newcomer(house: House, row: Row) -> Newcomer:
    place = _standing(house, row) if row["lajur"] else None
    if place is not None:
        check_days(place)
    return Newcomer(row["email"], _values(row), place)


def _told(house: House, row: Row, invite: bool) -> Told:
    faults = (*row.faults, *_unknown_here(house, row))
    if faults:
        return Told(row, "refused", faults)
    try:
        standing = _standing(house, row) if row["lajur"] else None
        if _says_nothing_new(house, row, standing):
            return Told(row, "same")
        with transaction.atomic():
            result, user = _person(house, row, invite)
            place = _placed(house, row, user, standing)
    except Refusal as refusal:
        house.reread(row["email"])
        return Told(row, "refused", (refusal,))
    house.remember(user, place)
    return Told(row, "changed" if place is not None and result == "same" else result)


def _says_nothing_new(house: House, row: Row, standing: Standing | None) -> bool:
    """Whether everything the row says is recorded already."""
    known = house.people.get(row["email"])
    if known is None or any(getattr(known, name) != value for name, value in _given(row).items()):
        return False
    if standing is None:
        return True
    place = house.same_place(known, standing)
    if place is not None:
        _kept(place, row)
    return place is not None


def _placed(house: House, row: Row, user: User, standing: Standing | None) -> Assignment | None:
    """The place that the row adds; None where it names none, or one that is recorded."""
    if standing is None:
        return None
    if (there := house.same_place(user, standing)) is not None:
        _kept(there, row)
        return None
    return assign(user=user, standing=standing, by=house.by)


def _unknown_here(house: House, row: Row) -> tuple[Refusal, ...]:
    """What the row names and the institution cannot have: told together with the faults of the row itself."""
    faults: list[Refusal] = []
    for name, look in ((row["unit"], check_name), (row["lajur"], house.lane)):
        try:
            if name:
                look(name)
        except Refusal as refusal:
            faults.append(refusal)
    return tuple(faults)


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


def _person(house: House, row: Row, invite: bool) -> tuple[Result, User]:
    known = house.people.get(row["email"])
    if known is None:
        values = _values(row)
        return "added", add_person(
            institution=house.institution, email=row["email"], values=values, by=house.by, invite=invite
        )
    return ("changed" if change_person(user=known, values=_given(row), by=house.by) else "same"), known


def _given(row: Row) -> dict[str, object]:
    """What the row says of the person: an empty cell says nothing."""
    return {name: value for name, value in _values(row).items() if value or isinstance(value, bool)}


def _values(row: Row) -> Mapping[str, object]:
    """Rights are only touched where the sheet has a column for them."""
    values: dict[str, object] = {
        "full_name": row["nama"], "position": row["jabatan"], "phone": row["telepon"], "staff_number": row["nip"],
    }  # fmt: skip
    for column, name in (("admin", "is_admin"), ("inspektorat", "is_inspector")):
        if row[column]:
            values[name] = row.marks[column]
    return values


def _standing(house: House, row: Row) -> Standing:
    assert row.starts_on is not None
    lane, unit = house.lane(row["lajur"]), house.unit(row["unit"])
    standing = Standing(lane, row.starts_on, row.ends_on, row.marks["ketua"], deed=row["surat"], unit=unit)
    return replace(standing, basis=row["dasar"].lower() or Basis.DEFINITIVE.value)
