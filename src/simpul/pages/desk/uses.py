"""What the procedures in force give an officer to do: a place of the rail in which there is nothing is left out."""

from __future__ import annotations

from dataclasses import dataclass

from simpul.core.directory.calendars import calendar_for
from simpul.core.directory.officers import Officer
from simpul.core.procedures.loaded import readable
from simpul.core.procedures.queries import keys_in_force
from simpul.features.agreements.keepers import lanes_of_archive
from simpul.lib import clock

RECEPTION, SRIKANDI, DISPOSITION = "penerimaan", "srikandi", "disposisi"
_LETTERS = frozenset({RECEPTION, SRIKANDI})


@dataclass(frozen=True, slots=True)
class Uses:
    """``begins``: some procedure begins with a lane of the officer; ``letters``: partners' letters come to the
    institution; ``disposes``: the officer's lane disposes of them; ``archives``: the officer's lane archives."""

    begins: bool = False
    letters: bool = False
    disposes: bool = False
    archives: bool = False


def uses_of(officer: Officer) -> Uses:
    """By the procedures in force today; nothing for who stands in no lane. One query."""
    own = {lane.code for lane in officer.lanes.values()}
    if not own:
        return Uses()
    begins = letters = disposes = archives = False
    today = calendar_for(officer.institution_id).local(clock.now()).date()
    for version, takes_requests in keys_in_force(institution_id=officer.institution_id, day=today):
        procedure = readable(version)
        if procedure is None:
            continue
        begins |= not takes_requests and not own.isdisjoint(procedure.by_id[procedure.start].performer.lanes)
        letters |= takes_requests or any(step.form in _LETTERS for step in procedure.steps)
        disposes |= any(
            step.form == DISPOSITION and not own.isdisjoint(step.performer.lanes) for step in procedure.steps
        )
        archives |= not own.isdisjoint(lanes_of_archive(procedure))
    return Uses(begins, letters, disposes, archives)
