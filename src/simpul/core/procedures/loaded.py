"""Procedures as the engine wants them, read once per process: a published version never changes."""

from __future__ import annotations

from functools import lru_cache

from simpul.core.directory.models import Lane, Unit
from simpul.core.procedures.models import ProcedureVersion
from simpul.rules.procedure.faults import ProcedureFaults
from simpul.rules.procedure.loader import load
from simpul.rules.procedure.model import Procedure


@lru_cache(maxsize=256)
def procedure_of(version_id: int) -> Procedure:
    """The procedure of a stored version."""
    version = ProcedureVersion.objects.select_related("procedure").get(pk=version_id)
    return load(version.text, f"{version.procedure.code}/{version.version}.yaml")


def readable(version_id: int) -> Procedure | None:
    """The procedure of a stored version; None when its text does not load any more (an older language, a fault of
    ours), so that one such version does not take a whole list with it."""
    try:
        return procedure_of(version_id)
    except ProcedureFaults:
        return None


_lanes: dict[tuple[int, str], int] = {}


def lane_id(institution_id: int, code: str) -> int | None:
    """Database id of a lane by its code in the file; None for an outside party. Lanes are never renumbered."""
    key = (institution_id, code)
    if key not in _lanes:
        found = Lane.objects.filter(institution_id=institution_id, code=code).values_list("id", flat=True).first()
        if found is None:
            return None
        _lanes[key] = found
    return _lanes[key]


_units: dict[tuple[int, str], int] = {}


def unit_id(institution_id: int, code: str) -> int | None:
    """Database id of a unit by its code; None where there is none. Units are never renumbered."""
    key = (institution_id, code)
    if key not in _units:
        found = Unit.objects.filter(institution_id=institution_id, code=code).values_list("id", flat=True).first()
        if found is None:
            return None
        _units[key] = found
    return _units[key]


def forget() -> None:
    """Empty the memory (tests start with fresh ids)."""
    procedure_of.cache_clear()
    _lanes.clear()
    _units.clear()
