"""The three answers of a case while its text is signed: who has to act now, a signer or those who run the signing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from simpul.core.directory.officers import today_in
from simpul.core.signing.models import ReturnedFile, SignerState
from simpul.features.agreements import signing_plan
from simpul.features.agreements.room_asks import Ask, asked_of
from simpul.features.agreements.sign_by import whom_after, whom_to_ask
from simpul.pages.desk.case_head import pos_of
from simpul.pages.desk.signing_view import Room
from simpul.pages.shell.navigation import Pos
from simpul.rules.refusals import N_

SEEN_TO: Mapping[Ask, str] = {
    Ask.ROUND: N_("prepares the next round"),
    Ask.LATE: N_("decides what follows"),
    Ask.REFUSED: N_("decides what follows"),
    Ask.RETURNED: N_("decides about the file that came back"),
    Ask.COMPARE: N_("compares what came back"),
    Ask.UNSURE: N_("finds out whether it was signed"),
    Ask.DUTY: N_("settles the stamp duty"),
    Ask.ORIGINALS: N_("completes the originals"),
}
"""What the room says of who runs the signing, for each thing that stops it."""


def late_ask(room: Room) -> str:
    """Whom to ask where the last day to sign has passed and somebody has still to sign; else empty."""
    return whom_after(room.agreement, room.view.procedure) if room.open and room.unsigned else ""


def undecided(room: Room) -> ReturnedFile | None:
    """The file that came back signed and waits for a decision, if there is one."""
    return signing_plan.undecided(room.round) if room.open and room.round is not None else None


def room_pos(room: Room) -> Pos:
    """As the case tells it, but for who holds it: whose turn it is, or whoever must see to something before that."""
    pos = pos_of(room.view)
    if room.open:
        done = len(room.signers) - len(room.unsigned)
        said = _("%(done)s of %(count)s have signed") % {"done": done, "count": len(room.signers)}
        pos = replace(pos, where_note=said)
    note = _to_be_seen_to(room)
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


def _to_be_seen_to(room: Room) -> str:
    """What those who run the signing have to do before any signer can go on; empty where it is a signer's turn."""
    if room.task is None:
        return ""
    asks = asked_of(room.view.case.pk, today_in(room.view.case.institution))
    return next((_(SEEN_TO[ask]) for ask in asks if ask in SEEN_TO), "")
