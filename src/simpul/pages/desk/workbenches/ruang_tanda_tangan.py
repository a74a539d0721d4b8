"""7, signing: where the signatures stand, and the way into the signing room."""

from __future__ import annotations

from simpul.core.directory.officers import Officer
from simpul.core.procedures.models import Case, Task
from simpul.core.signing.models import RoundState
from simpul.pages.desk.case_head import load_case
from simpul.pages.desk.signing_view import room_of, signer_cards
from simpul.rules.procedure.model import Step


def context(officer: Officer, case: Case, task: Task, step: Step) -> dict[str, object]:
    """The signers. The step completes by itself with the last signature; only one that was taken back afterwards has
    a button of its own again."""
    room = room_of(officer, load_case(officer, case.slug))
    there = room is not None and room.round is not None
    return {
        "slug": case.slug,
        "by_itself": not (room is not None and room.round is not None and room.round.state == RoundState.COMPLETE),
        "room": room if there else None,
        "signers": signer_cards(room) if room is not None and there else (),
    }
