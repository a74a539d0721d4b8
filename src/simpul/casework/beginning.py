"""Beginning a case from the desk: a procedure whose first step lies with a lane of the institution."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from simpul.casework.cases import start_case
from simpul.core.directory.models import Institution, Unit
from simpul.core.directory.officers import HeldLane, Officer, today_in
from simpul.core.procedures.loaded import readable
from simpul.core.procedures.models import Case, ProcedureVersion
from simpul.core.procedures.queries import in_force
from simpul.rules.procedure.model import Procedure
from simpul.rules.refusals import N_, NotAllowed, Refusal

TITLE_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Beginning:
    """A procedure that the officer may begin, and as whom: (lane, unit or None) for each place of the officer."""

    version: ProcedureVersion
    procedure: Procedure
    places: tuple[tuple[HeldLane, Unit | None], ...]


def beginnings(officer: Officer) -> list[Beginning]:
    """The procedures in force today whose first step the officer's lanes do; without the one that a letter begins."""
    institution = Institution.objects.get(pk=officer.institution_id)
    units = Unit.objects.in_bulk({pk for lane in officer.lanes.values() for pk in lane.units})
    found = []
    for version in in_force(institution_id=institution.pk, day=today_in(institution)):
        procedure = readable(version.pk)
        places = _places(officer, procedure, units) if procedure else ()
        if procedure and places and version.procedure.code != institution.intake_procedure:
            found.append(Beginning(version, procedure, places))
    return found


@transaction.atomic
def begin_case(
    *,
    officer: Officer,
    version_id: int,
    title: str,
    lane_code: str = "",
    unit_code: str = "",
    happened_at: datetime | None = None,
) -> Case:
    """Begin a case as an officer of the lane of the first step; the case remembers lane and unit.

    Raises NotAllowed TGS-90 (not in force, or not the officer's to begin), Refusal TGS-91 (no title).
    """
    name = title.strip()[:TITLE_LENGTH]
    if not name:
        raise Refusal("TGS-91", N_("Give the case a title by which your colleagues will know it."))
    beginning = next((one for one in beginnings(officer) if one.version.pk == version_id), None)
    place = _chosen(beginning, lane_code, unit_code) if beginning else None
    if beginning is None or place is None:
        raise NotAllowed("TGS-90", N_("This procedure is not yours to begin. Choose one of the list."))
    lane, unit = place
    return start_case(
        institution=Institution.objects.get(pk=officer.institution_id),
        version=beginning.version,
        title=name,
        subtitle=beginning.procedure.identity.title[:200],
        facts={"pemrakarsa": {"lajur": lane.code, "unit": unit.code if unit else ""}},
        by=officer.actor(lane.id),
        happened_at=happened_at,
    )


def _places(
    officer: Officer, procedure: Procedure, units: Mapping[int, Unit]
) -> tuple[tuple[HeldLane, Unit | None], ...]:
    first = procedure.by_id[procedure.start]
    held = [lane for lane in officer.lanes.values() if lane.code in first.performer.lanes]
    return tuple((lane, units.get(pk)) for lane in held for pk in (sorted(lane.units) if lane.units else [0]))


def _chosen(beginning: Beginning, lane_code: str, unit_code: str) -> tuple[HeldLane, Unit | None] | None:
    """The named place, or the first where none is named."""
    for lane, unit in beginning.places:
        if lane_code in ("", lane.code) and unit_code in ("", unit.code if unit else ""):
            return lane, unit
    return None
