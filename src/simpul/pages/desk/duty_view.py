"""What the signing room shows of stamp duty: what each original owes, and the forms to settle it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from simpul.casework.duty_rounds import runs_duty
from simpul.casework.stamped_acts import may_stamp_by_hand
from simpul.core.signing.duty_provider import provider_of, simulated_here
from simpul.core.signing.models import DutyRelief, DutyState, ReturnedState, RoundState, StampDuty, StampedFile
from simpul.features.agreements.stamp_duty import left_over, owes, places
from simpul.features.agreements.wet_ink import duty_due
from simpul.pages.desk.duty_forms import (
    CountForm,
    LeftOverForm,
    ReliefForm,
    ResolveForm,
    SlipForm,
    StampedForm,
    purchase_words,
)
from simpul.pages.desk.signing_view import Room, judges_text
from simpul.pages.shell.returned_words import STATES as RETURNED

STATES: Mapping[str, tuple[str, str | Promise]] = {
    DutyState.DUE: ("due", gettext_lazy("Owed")),
    DutyState.ASKED: ("pause", gettext_lazy("Being bought")),
    DutyState.BOUGHT: ("pause", gettext_lazy("Bought, not on the text yet")),
    DutyState.PAID: ("ok", gettext_lazy("On the text")),
    DutyState.SSP: ("ok", gettext_lazy("Paid by SSP")),
    DutyState.SPENT: ("idle", gettext_lazy("Used up")),
}


@dataclass(frozen=True, slots=True)
class DutyCard:
    """The duty of one original."""

    row: StampDuty
    chip: str
    chip_text: str | Promise


def duty_panel(room: Room) -> dict[str, object] | None:
    """What the room shows of stamp duty; None where the text keeps no place for any."""
    signing = room.round
    if signing is None or signing.state == RoundState.VOID or not places(signing):
        return None
    rows = list(signing.duties.select_related("ssp_file"))
    relief = DutyRelief.objects.filter(round=signing).select_related("decided_by").first()
    runs = runs_duty(room.officer, room.view.case.pk)
    open_rows = [row for row in rows if row.state == DutyState.DUE]
    asked = [row for row in rows if row.state == DutyState.ASKED and row.incident]
    untouched = len(open_rows) == len(rows)
    institution = room.view.case.institution
    provider = provider_of(institution) if runs else None
    wet = room.wet
    return {
        "cards": [DutyCard(row, *STATES[row.state]) for row in rows], "relief": relief, "runs": runs, "wet": wet,
        "settled": not duty_due(signing) if wet else not owes(signing),
        "label": provider.label if provider is not None else "",
        "simulated": simulated_here(institution) is not None or (institution.is_demo and provider is not None),
        "can_buy": provider is not None and any(row.state in (DutyState.DUE, DutyState.BOUGHT) for row in rows),
        "slip": SlipForm(numbers_of(open_rows, signing.duties.exists()), auto_id="ssp-%s") if not wet else None,
        "relief_form": ReliefForm(auto_id="bebas-%s") if untouched else None,
        "count": CountForm(initial={"count": len(rows)}, auto_id="jumlah-%s") if rows and _may_count(room) else None,
        "resolve": ResolveForm(asked, auto_id="beli-%s") if asked else None,
        "stamped": StampedForm(auto_id="bubuh-%s") if runs and may_stamp_by_hand(signing) else None,
        "handed_in": _handed_in(room),
        "show_slip": not wet and (bool(open_rows) or not rows) and relief is None,
    }  # fmt: skip


def _handed_in(room: Room) -> list[tuple[StampedFile, str, str | Promise]]:
    """The texts that were stamped by hand, newest first, with what became of each, for those who see them."""
    if room.round is None or not judges_text(room.officer, room.view.case):
        return []
    rows = room.round.stamped.select_related("by").order_by("-id")
    return [(row, *RETURNED[ReturnedState(row.state)]) for row in rows]


def _may_count(room: Room) -> bool:
    """Another number of originals can be agreed on as long as a stamp can still be put on the text."""
    return not room.wet and all(signer.signed_at is None for signer in room.signers)


def left_over_panel(room: Room) -> dict[str, object] | None:
    """What was bought for texts that count no more, with the form to say what became of it; None where nothing was."""
    rows = left_over(room.view.case.pk)
    if not rows:
        return None
    runs = runs_duty(room.officer, room.view.case.pk) and not room.officer.is_inspector
    return {
        "rows": [(row, purchase_words(row)) for row in rows],
        "form": LeftOverForm(rows, auto_id="sisa-%s") if runs else None,
    }  # fmt: skip


def numbers_of(open_rows: Sequence[StampDuty], some: bool) -> list[int]:
    """Originals for which a slip may be entered; a text of before knows none yet."""
    return [row.number for row in open_rows] if some else [1]
