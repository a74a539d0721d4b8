"""The three answers of a case while its text is signed: who has to act now, a signer or those who run the signing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from simpul.core.signing.models import ReturnedFile, RoundState, SignerState
from simpul.features.agreements import signing_plan
from simpul.features.agreements.sign_by import whom_after, whom_to_ask
from simpul.pages.desk.case_head import pos_of
from simpul.pages.desk.signing_view import Room
from simpul.pages.shell.navigation import Pos


def late_ask(room: Room) -> str:
    """Whom to ask where the last day to sign has passed and somebody has still to sign; else empty."""
    return whom_after(room.agreement, room.view.procedure) if room.open and room.unsigned else ""


def undecided(room: Room) -> ReturnedFile | None:
    """The file that came back signed and waits for a decision, if there is one."""
    return signing_plan.undecided(room.round) if room.open and room.round is not None else None


def room_pos(room: Room, duty: Mapping[str, object] | None) -> Pos:
    """As the case tells it, but for who holds it: whose turn it is, or whoever must see to something before that."""
    pos = pos_of(room.view)
    if room.open:
        done = len(room.signers) - len(room.unsigned)
        said = _("%(done)s of %(count)s have signed") % {"done": done, "count": len(room.signers)}
        pos = replace(pos, where_note=said)
    note = _to_be_seen_to(room, duty)
    if note:
        return replace(pos, who=_runners(room), who_note=note)
    turn = [one for one in room.signers if one.state == SignerState.TURN] if room.open else []
    if not turn:
        return pos
    return replace(
        pos,
        who=", ".join(one.name for one in turn),
        who_note=", ".join(dict.fromkeys(one.institution_name for one in turn if one.institution_name)),
    )


def _runners(room: Room) -> str:
    return whom_to_ask(room.agreement, room.view.procedure) if room.agreement is not None else pos_of(room.view).who


def _to_be_seen_to(room: Room, duty: Mapping[str, object] | None) -> str:
    """What those who run the signing have to do before any signer can go on; empty where it is a signer's turn."""
    if room.task is None or room.round is None:
        return ""
    if room.round.state == RoundState.VOID:
        return _("prepares the next round")
    if not room.open:
        return ""
    if late_ask(room) or room.refused:
        return _("decides what follows")
    if undecided(room) is not None:
        return _("decides about the file that came back")
    if duty is not None and not duty["settled"] and not room.wet:
        return _("settles the stamp duty")
    return _("completes the originals") if room.wet and not room.unsigned else ""
