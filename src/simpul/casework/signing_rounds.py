"""Running the signing room: order, a new round, a void one, asking again after a refusal, and signing on paper.

These are acts of the officers who fix number and date or hold the signing step; the signatures themselves are in
``signing_acts``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction

from simpul.casework.cases import act_on_case
from simpul.casework.signing_acts import (
    WORKBENCH,
    complete_when_all_signed,
    mark_signed,
    settle,
    signing_task,
)
from simpul.core.audit.checkpoints import make as make_checkpoint
from simpul.core.directory.calendars import calendar_for
from simpul.core.directory.officers import Officer
from simpul.core.procedures.acting import Acting
from simpul.core.signing.models import Means, RoundState, Signer, SignerState, SigningRound
from simpul.features.agreements.acting_signer import let_sign
from simpul.features.agreements.effects import open_signing_room
from simpul.features.agreements.models import Agreement, Request
from simpul.features.agreements.sign_by import is_after, today_of
from simpul.features.agreements.signing_plan import (
    awaited,
    call_up,
    fix_terms,
    keep_orders,
    newest_round,
    render_round,
    void_open_round,
)
from simpul.features.agreements.wet_ink import OriginalFacts, check_wet, keep_original
from simpul.features.agreements.workbenches.sheets import request_of
from simpul.rules.procedure.model import Procedure
from simpul.rules.refusals import N_, Conflict, NotAllowed, Refusal

NUMBERING = "penomoran"
_NOON = time(12)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a round is rendered with; how it is signed and in how many originals was agreed with the text.

    ``by``: until when it is signed, None for the usual time. ``partner_number``: "" for a partner without one, None to
    leave what is known."""

    on: date
    place: str
    partner_number: str | None = ""
    by: date | None = None


def runs_the_room(officer: Officer, procedure: Procedure, lane_id: int | None) -> bool:
    """Whether the officer may run the signing of a case whose signing step lies in ``lane_id``: that lane, its
    superior, or the lane that fixes number and date."""
    numbering = {lane for step in procedure.steps if step.form == NUMBERING for lane in step.performer.lanes}
    return officer.holds(lane_id) or lane_id in officer.commands or officer.holds_code(*numbering)


def set_order(*, case_id: int, officer: Officer, orders: Mapping[int, int]) -> None:
    """Fix who signs when (place by party id), before the text is rendered or while nobody has signed.

    Raises Refusal TTD-39 (a place is missing or odd), Conflict TTD-47 (somebody has signed already).
    """

    def change(acting: Acting) -> None:
        check_room(acting, officer, {NUMBERING, WORKBENCH})
        request = request_of(acting)
        keep_orders(request, orders)
        acting.told = {"orders": sorted(orders.values())}
        signing = newest_round(acting.case.id)
        if signing is not None and signing.state == RoundState.OPEN:
            _reorder(signing, orders)
            _tell(acting, request, signing)

    act_on_case(case_id=case_id, verb="signing.order", by=officer.actor(), change=change)


def _reorder(signing: SigningRound, orders: Mapping[int, int]) -> None:
    if signing.signers.exclude(state__in=(SignerState.WAITING, SignerState.TURN)).exists():
        raise Conflict("TTD-47", N_("Somebody has signed or refused already, so the order stands."))
    for signer in signing.signers.all():
        signer.order, signer.state = orders[signer.party_id], SignerState.WAITING
        signer.save(update_fields=["order", "state"])


def void_round(*, case_id: int, officer: Officer, reason: str) -> None:
    """Void the open round because the text must change. What was signed in it is kept, but counts no more; the number
    stays with the agreement. Afterwards a new round is prepared, or the numbering step is taken back."""
    need_reason(reason)

    def change(acting: Acting) -> None:
        check_room(acting, officer, {WORKBENCH})
        signing = newest_round(acting.case.id)
        if signing is None or signing.state != RoundState.OPEN:
            raise Conflict("TTD-34", N_("This signature is not asked for any more. Open the case again."))
        void_open_round(acting.case.id, reason.strip())
        acting.facts["penanda_belum"] = awaited(None, request_of(acting))
        acting.reason = reason
        acting.told = {"round": signing.number}

    act_on_case(case_id=case_id, verb="signing.void", by=officer.actor(), change=change)


def new_round(*, case_id: int, officer: Officer, terms: Terms, reason: str) -> None:
    """Render the text anew with these terms and open another round for it; the number stays with the agreement.

    Raises Refusal TTD-38 without a reason, TTD-23, TTD-25 and TTD-120 as at the first rendering; Conflict TTD-34,
    NotAllowed TTD-37.
    """
    need_reason(reason)

    def change(acting: Acting) -> None:
        check_room(acting, officer, {WORKBENCH})
        acting.user_id = officer.user_id
        _render_again(acting, request_of(acting), terms, reason)

    act_on_case(case_id=case_id, verb="signing.round", by=officer.actor(), change=change)


def let_act(*, case_id: int, officer: Officer, place_id: int | None, reason: str) -> None:
    """An official who acts for the head by a deed signs this text (None: the head again). The text names who signs, so
    it is rendered anew and everybody signs it. Raises Refusal TTD-38, TTD-119, Conflict TTD-34, NotAllowed TTD-37."""
    need_reason(reason)

    def change(acting: Acting) -> None:
        check_room(acting, officer, {WORKBENCH})
        acting.user_id = officer.user_id
        request = request_of(acting)
        place = let_sign(request, place_id)
        agreement = Agreement.objects.get(case_id=acting.case.id)
        assert agreement.sign_date is not None
        by = agreement.sign_by if agreement.sign_by is not None and agreement.sign_by > today_of(agreement) else None
        terms = Terms(agreement.sign_date, agreement.sign_place, None, by)
        _render_again(acting, request, terms, reason)
        acting.told |= {"basis": place.basis, "deed": place.deed}

    act_on_case(case_id=case_id, verb="signing.acting", by=officer.actor(), change=change)


def _render_again(acting: Acting, request: Request, terms: Terms, reason: str) -> None:
    """The text anew with these terms, in another round."""
    agreement = fix_terms(
        acting, request, on=terms.on, place=terms.place, partner_number=terms.partner_number, by=terms.by
    )
    assert agreement.sign_by is not None
    signing = render_round(acting, request, agreement, reason.strip())
    open_signing_room(acting)
    acting.facts["cara_tanda_tangan"] = agreement.signing_mode
    acting.facts["penanda_belum"] = awaited(signing, request)
    acting.reason = reason
    acting.told = {
        "round": signing.number, "sha256": signing.rendered.sha256, "sign_by": agreement.sign_by.isoformat()
    }  # fmt: skip


def ask_again(*, signer_id: int, officer: Officer, reason: str) -> None:
    """After a refusal was talked over: the same signer is asked again in the same round. Raises Conflict TTD-45."""
    need_reason(reason)
    found = _signer(signer_id)

    def change(acting: Acting) -> None:
        check_room(acting, officer, {WORKBENCH})
        signer = _signer(signer_id)
        if signer.state != SignerState.REFUSED or signer.round.state != RoundState.OPEN:
            raise Conflict("TTD-45", N_("This signer has not refused, so there is nothing to ask again."))
        signer.state, signer.refusal_reason = SignerState.WAITING, ""
        signer.save(update_fields=["state", "refusal_reason"])
        acting.reason = reason
        acting.told = {"round": signer.round.number, "role": signer.role}
        _tell(acting, request_of(acting), signer.round)

    act_on_case(case_id=found.round.case_id, verb="signing.asked_again", by=officer.actor(), change=change)


def _check_paper_day(acting: Acting, signed_on: date) -> None:
    """Who records it may give a later day, and so is told where, not whom to ask."""
    agreement = Agreement.objects.get(case_id=acting.case.id)
    if is_after(agreement, signed_on):
        raise Refusal(
            "TTD-122",
            N_(
                "The last day to sign this was %(day)s, and a signature of a later day does not count. Set the day of "
                "the signature right, or give a later last day first, below."
            ),
            day=agreement.sign_by,
        )


def record_wet_signature(*, signer_id: int, officer: Officer, signed_on: date) -> None:
    """Somebody has signed the originals on ``signed_on``. Raises Refusal TTD-41, 43, 122, Conflict TTD-32, TTD-34."""
    found = _signer(signer_id)

    def change(acting: Acting) -> None:
        signer = _signer(signer_id)
        check_wet(signer.round)
        if signer.state not in (SignerState.WAITING, SignerState.TURN) or signer.means != Means.WET:
            raise Conflict("TTD-32", N_("It is not this signer's turn, or the signature has been given already."))
        _check_paper_day(acting, signed_on)
        mark_signed(acting, signer, _moment(acting, signed_on))

    _on_paper(found.round.case_id, officer, "agreement.signed", change)


def record_original(*, case_id: int, officer: Officer, number: int, facts: OriginalFacts) -> None:
    """Enter what is known of one original; the last missing entry completes the step. Raises as ``keep_original``."""

    def change(acting: Acting) -> None:
        signing = newest_round(acting.case.id)
        if signing is None:
            raise Conflict("TTD-34", N_("This signature is not asked for any more. Open the case again."))
        today = calendar_for(acting.case.institution_id).local(acting.at).date()
        original = keep_original(signing, number, facts, today)
        scan = original.scan.sha256 if original.scan is not None else ""
        acting.told = {"round": signing.number, "original": number, "sha256": scan}
        settle(acting, signing)

    _on_paper(case_id, officer, "original.recorded", change)


@transaction.atomic
def _on_paper(case_id: int, officer: Officer, verb: str, change: Callable[[Acting], None]) -> None:
    def checked(acting: Acting) -> None:
        check_room(acting, officer, {WORKBENCH})
        change(acting)

    act_on_case(case_id=case_id, verb=verb, by=officer.actor(), change=checked)
    complete_when_all_signed(case_id, officer.actor(), officer.user_id)
    transaction.on_commit(make_checkpoint, robust=True)


def _moment(acting: Acting, day: date) -> datetime:
    """A signature on paper is known by its day alone; noon stands for it, and never a time to come."""
    calendar = calendar_for(acting.case.institution_id)
    if day > calendar.local(acting.at).date():
        raise Refusal("TTD-43", N_("This day lies in the future. Correct it."))
    return min(acting.at, datetime.combine(day, _NOON, calendar.tz))


def check_room(acting: Acting, officer: Officer, forms: set[str]) -> None:
    """The case must stand in one of these steps, and the officer must run the room. NotAllowed TTD-37."""
    tasks = [task for task in acting.case.tasks.values() if acting.procedure.by_id[task.step].form in forms]
    if not tasks:
        signing_task(acting)
    if not any(runs_the_room(officer, acting.procedure, task.lane_id) for task in tasks):
        raise NotAllowed("TTD-37", N_("Signing is run by whoever fixes number and date, or by the head. Ask them."))


def _tell(acting: Acting, request: Request, signing: SigningRound) -> None:
    """Call up whose turn it is now and keep the facts of the clock."""
    if call_up(signing):
        acting.payload |= {"messages": ["giliran_tanda_tangan"], "signing_round": signing.pk}
    acting.facts["penanda_belum"] = awaited(signing, request)


def _signer(signer_id: int) -> Signer:
    found = Signer.objects.select_related("round").filter(pk=signer_id).first()
    if found is None:
        raise Conflict("TTD-34", N_("This signature is not asked for any more. Open the case again."))
    return found


def need_reason(reason: str) -> None:
    """Raises Refusal TTD-38."""
    if not reason.strip():
        raise Refusal("TTD-38", N_("Say why. The reason is kept with the case and read by the signers."))
