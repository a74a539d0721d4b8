"""What the tracking page says of a signing: who holds it, who refused, and whose signature is not one's own to give."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from simpul.core.procedures.timeline import Knot
from simpul.core.signing.models import ReturnedFile, ReturnedState, Signer
from simpul.core.signing.returned import ADVICE, FAULTS
from simpul.features.agreements.models import Request
from simpul.features.agreements.partner_turn import SigningStanding

_ROOM = "ruang_tanda_tangan"


@dataclass(frozen=True, slots=True)
class Refused:
    """A refusal as this party may read it: a co-party learns who, not why."""

    title: str
    reason: str
    text: str


def holder(knot: Knot, standing: SigningStanding, asked: Request) -> str:
    """Who holds the step: at signing those who are asked now, after a refusal the institution; else its lane."""
    if knot.step.form != _ROOM:
        return knot.lane
    names = dict.fromkeys(signer.institution_name for signer in standing.awaited)
    return ", ".join(names) or asked.institution.name


def refusals(standing: SigningStanding, asked: Request, party_id: int) -> list[Refused]:
    """Every refusal that stands, for the party that looks."""
    hosts = set(asked.parties.filter(is_host=True).values_list("pk", flat=True))
    return [_refused(signer, signer.party_id == party_id, signer.party_id in hosts) for signer in standing.refused]


def _refused(signer: Signer, own: bool, host: bool) -> Refused:
    if own:
        return Refused(
            _("You have refused to sign"), signer.refusal_reason,
            _(
                "The institution has your reason and decides what follows: it sets the text anew or asks you again. If "
                "you have changed your mind, tell your contact there."
            ),
        )  # fmt: skip
    return Refused(
        _("%(name)s has refused to sign") % {"name": signer.institution_name},
        signer.refusal_reason if host else "",
        _("Nobody signs until that is settled. We write to you as soon as your signature is asked for again."),
    )


def told(row: ReturnedFile | None) -> dict[str, object] | None:
    """What became of the newest file, with what to do about it; None where none was handed in or it was taken."""
    if row is None or row.state == ReturnedState.TAKEN:
        return None
    return {
        "row": row, "waits": row.state == ReturnedState.ASKED,
        "faults": [(_(FAULTS[code]), _(ADVICE[code]) if code in ADVICE else "") for code in row.faults],
    }  # fmt: skip
